"""NewsSpider: what all sites have in common. A site is a class of attributes; it overrides a method only where they
cannot say it.

    lists.py ─► follow(article) ─┬─► parse_page (pages.py), where the site's own pages hold the articles ─► Article
                                 ├─► parse_post ─► parse_share ─► finish, where a share service does ─────► Article
                                 └───────────────► parse_share ─► finish ─────────────────────────────────► Article

An Article is made where it is first listed and carried along; each page adds what it says to `article.raw`. Whatever
goes wrong on the way ends in an Article too, with its `problem`: nothing that was listed is lost without a word.
"""

from collections.abc import Callable, Iterable
from urllib.parse import quote

from scrapy.exceptions import DontCloseSpider
from scrapy.http import Request, Response, TextResponse
from twisted.python.failure import Failure

from newscrawl.base.following import FollowSpider
from newscrawl.base.lists import Output
from newscrawl.decoding import decoded
from newscrawl.failures import explain, was_asked
from newscrawl.items import Article
from newscrawl.text.answers import read_json
from newscrawl.text.xpaths import string_at


class NewsSpider(FollowSpider):
    """The spider all sites are made from."""

    # what a post page says where (XPath expressions whose string is the value), and where it stands for an article that
    # only an API listed: {slug} {day} {id}
    post_fields: dict[str, str] = {}
    post_page = ""

    # what a share link answers, and which key says what
    share_json = ""
    share_fields: dict[str, str | tuple[str, ...]] = {}

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name, **given)
        self.waiting: dict[str, Article] = {}  # id → an article that needs a list to tell its post page
        self.held: list[Article] = []  # articles whose id at the share service a list that is open may tell

    # -- from a list to the pages of an article

    def follow(self, article: Article, url: str = "", where: str = "") -> Output:
        """As all do, but for what only waited for a list to name it."""
        waiting = self.waiting.pop(article.id, None) or self.waiting.pop(article.share_id, None)
        yield from self.resume(waiting, article, url) if waiting else super().follow(article, url, where)

    def first_request(self, article: Article, url: str) -> Request | None:
        """An article's post page where that is known, else the share service's JSON."""
        if not self.share_json:
            return super().first_request(article, url)
        return self.post_request(article, url) if url else self.share_request(article)

    # -- pages

    def post_request(self, article: Article, url: str, *, then_share: bool = True) -> Request:
        return Request(
            url,
            self.parse_post,
            errback=self.post_failed,
            cb_kwargs={"article": article, "then_share": then_share},
            dont_filter=True,
        )

    def parse_post(self, response: Response, article: Article, then_share: bool) -> Output:
        """Keep what a post page says, its full text too, and go on to the share service's JSON."""
        article.fetched = self.fetched(response)
        self.keep_answer(article, response)
        said: dict[str, str] = {}
        if isinstance(response, TextResponse):
            said = {name: string_at(response.selector.root, xpath) for name, xpath in self.post_fields.items()}
        if isinstance(response, TextResponse) and said.get("published", "").strip():
            for name, value in (*said.items(), *self.read_post(response, article)):
                article.say(name, "post", value)
        else:  # an error page that says it is none: its words are not the article's
            article.reasons["post page"] = "answers no post"
        yield from self.ask_share(article) if then_share else self.finish(article)

    def read_post(self, response: TextResponse, article: Article) -> Iterable[tuple[str, str]]:
        """What a post page says that `post_fields` cannot express: pairs of field and value; `body` is HTML."""
        return ()

    def post_failed(self, failure: Failure) -> Output:
        """Without its post page an article is still to be had from the share service."""
        asked = failure.request.cb_kwargs  # type: ignore[attr-defined]
        article: Article = asked["article"]
        article.reasons["post page"], due = explain(failure)
        article.due |= due
        self.count("articles/post_page_failed")
        yield from self.ask_share(article) if asked["then_share"] else self.finish(article)

    def share_address(self, article: Article) -> str:
        """Where the share service has an article's JSON."""
        return self.share_url + self.share_json.format(id=quote(article.share_id, safe=""))

    def ask_share(self, article: Article) -> Output:
        """On from the post page to the share service; of a flash item, which it knows by another id, once no list is open
        that may tell it: what is asked for is the same then, whichever list answers first."""
        may_be_told = (
            self.lists_tell_all and self.lists_open and any("share_id" in api.fields for api in self.list_apis)
        )
        if article.column and article.share_id == article.id and may_be_told:
            self.held.append(article)
        else:
            yield self.share_request(article)

    def ask_held(self) -> None:
        """The share service is asked for what no list has told another id of."""
        left, self.held = self.held, []
        for article in left:
            assert self.crawler.engine
            self.crawler.engine.crawl(self.share_request(article))

    def close_list(self, remember: Callable[[], None] | None = None) -> None:
        super().close_list(remember)
        if not self.lists_open:
            self.ask_held()

    def share_request(self, article: Article) -> Request:
        return Request(
            self.share_address(article),
            self.parse_share,
            errback=self.share_failed,
            cb_kwargs={"article": article},
            dont_filter=True,
        )

    def parse_share(self, response: Response, article: Article) -> Output:
        """Keep what the article's JSON says; where it says no text, the post page has to do."""
        article.fetched = self.fetched(response)
        self.keep_answer(article, response)
        answer = read_json(decoded(response).text)
        for name, keys in self.share_fields.items() if isinstance(answer, dict) else ():
            for key in (keys,) if isinstance(keys, str) else keys:
                if isinstance(answer.get(key), str) and not article.says(name, "share"):
                    article.say(name, "share", answer[key])
        if not article.says("body", "share"):
            problem = "has no text" if isinstance(answer, dict) else "answers no JSON object"
            yield from self.without_share(article, problem)
        elif not self.lists_tell_all and not (article.says("title") and article.says("published")):
            yield from self.wait(article)
        else:
            yield from self.finish(article)

    def share_failed(self, failure: Failure) -> Output:
        article: Article = failure.request.cb_kwargs["article"]  # type: ignore[attr-defined]
        problem, due = explain(failure)
        if was_asked(failure):
            yield from self.without_share(article, problem, due=due)
        else:  # the service may well have the text: that of the post page does not stand for it
            article.reasons["share service"], article.due = problem, True
            article.raw.pop("body", None)
            yield from self.finish(article)

    def without_share(self, article: Article, problem: str, *, due: bool = False) -> Output:
        """What the share service does not give is on the post page: here already, or still to be asked for."""
        self.count("articles/share_failed")
        article.reasons["share service"] = problem
        article.due |= due
        if article.says("body", "post") or "post page" in article.reasons:
            yield from self.finish(article)
        elif address := self.seen.get(article.id):
            yield self.post_request(article, address, then_share=False)
        else:
            yield from self.wait(article)

    # -- articles that wait for a list

    def wait(self, article: Article) -> Output:
        """Keep an article until a list tells where its post page is, or nothing is left to be read."""
        self.waiting[article.share_id] = article
        if not self.lists_tell_all:
            yield from self.first_requests()

    def resume(self, article: Article, listed: Article, url: str) -> Output:
        """Add to an article that was waiting what a list says of it, and go on to its post page."""
        old, article.id, article.url = article.id, listed.id, listed.url
        if old != article.id:
            self.in_flight[article.id] = self.in_flight.pop(old, article)
            self.memory.rename(article, old)
        self.learn(article, listed)
        yield from [self.post_request(article, url, then_share=False)] if url else self.finish(article)

    def when_idle(self) -> None:
        """When nothing is left to be read, what still waits is asked for where its post page should stand, or goes on
        as it is. Then comes what earlier crawls left due, a part at a time."""
        if self.held:  # by a list that was not read to its end
            self.ask_held()
            raise DontCloseSpider
        left, self.waiting = list(self.waiting.values()), {}
        for article in left:
            address = "" if article.says("body") else self.post_address(article)
            # An item must come from a callback: an address without network gives one.
            request = (
                self.post_request(article, address, then_share=False)
                if address
                else Request("data:,", self.go_on, cb_kwargs={"article": article}, dont_filter=True)
            )
            assert self.crawler.engine
            self.crawler.engine.crawl(request)
        if left:
            raise DontCloseSpider
        super().when_idle()

    def go_on(self, response: Response, article: Article) -> Output:
        return self.finish(article)

    def post_address(self, article: Article) -> str:
        """Where the post page of an article should stand that no list page gives; empty where that cannot be told."""
        day, category = self.day_of(article), self.category_of(article)
        if not (self.post_page and day and category):
            return ""
        return self.site_url + self.post_page.format(slug=category, day=day, id=quote(article.id, safe=""))

    # -- the end

    def finish(self, article: Article) -> Output:
        """The article as it goes to the pipelines: with its text, or with the problem that kept us from it."""
        article.fetched = article.fetched or self.now()
        if self.is_enough(article):
            article.due = False
            if article.raw["body"].keys() == {"post"}:
                self.count("articles/from_post_page")
        else:
            places = [place for place in ("share service", "post page") if place in article.reasons]
            article.problem = "; ".join(f"{place}: {article.reasons[place]}" for place in places)
        yield article

    def is_enough(self, article: Article) -> bool:
        """Whether what was read of an article is all that its site has to tell, so that nothing is still due."""
        return article.says("body")
