"""NewsSpider: what all sites have in common. A site is a class of attributes; it overrides a method only where they
cannot say it.

    first_requests ─► parse_list ─┐                    ┌─► parse_post ─► parse_share ─► finish ─► Article
                      parse_api ──┴─► follow(article) ─┴───────────────► parse_share ─► finish ─► Article

An Article is made where it is first listed and carried along; each page adds what it says to `article.raw`. Whatever
goes wrong on the way ends in an Article too, with its `problem`: nothing that was listed is lost without a word.
"""

import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Self
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from newscrawl.arguments import Arguments, check_arguments
from newscrawl.failures import explain
from newscrawl.items import Article, Column
from newscrawl.text.dates import CST, parse_date
from newscrawl.text.slugs import slug
from newscrawl.text.sources import canonical

Output = Iterator[Request | Article]
_LISTS_FIRST = 10  # priority: a list that moves on should be read before the articles of another


@dataclass(frozen=True, kw_only=True)
class ListAPI:
    """A list of articles that answers JSON."""

    url: str
    """Its address, as a format string of the spider's `*_url` attributes."""

    records: str
    """The key of the list in the answer."""

    fields: dict[str, str]
    """Our field → the record's key. `id` is needed; `share_id` where the share service knows it by another id; `url`
    where the article is not cited by its share link."""

    column: str = ""
    """Slug of the column that all its articles belong to; empty where each belongs to its source's own."""


class NewsSpider(scrapy.Spider):
    """The spider all sites are made from. Attributes whose names end in `_url` are bases of addresses: each can be
    replaced by an argument of its name, since hosts move, and links to the old base then lead to the new one."""

    takes: tuple[str, ...] = ("category", "since", "until")

    # where it lives
    site_url = ""
    share_url = ""
    mirrors: tuple[str, ...] = ()  # hosts at which the share service stood before

    # which links are what: patterns searched in a link's address
    categories = ""
    articles = ""
    shares = ""

    # where lists are: pages to begin with, and a category's page by its slug, first to last resort
    start_pages: tuple[str, ...] = ("",)
    category_pages: tuple[str, ...] = ()
    columns: dict[str, Column] = {}
    list_apis: tuple[ListAPI, ...] = ()

    # what a post page says where (XPath expressions whose string is the value), and where it stands for an article that
    # only an API listed: {slug} {day} {id}
    post_fields: dict[str, str] = {}
    post_page = ""

    # what a share link is, what it answers, and which key says what
    share_page = ""
    share_json = ""
    share_fields: dict[str, str | tuple[str, ...]] = {}

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name)
        checked = self.check(**given)
        self.category, self.since, self.until = checked.category, checked.since, checked.until
        self.moved = {urlsplit(old).netloc: checked.bases[key] for key, old in self.bases().items() if key in checked.bases}
        for key, url in checked.bases.items():
            setattr(self, key, url)
        self.seen: set[str] = set()  # addresses of lists and ids of articles that were asked for
        self.orphans: dict[str, Article] | None = None  # share links whose title or time only a list can tell

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.count = crawler.stats.inc_value  # type: ignore[union-attr,method-assign]
        return spider

    def count(self, key: str, count: int = 1) -> None:
        """Add to the crawl's stats; does nothing without a crawl."""

    @classmethod
    def check(cls, **given: str) -> Arguments:
        """The arguments given with `-a`, checked; raises WrongArgument."""
        return check_arguments(given, spider=cls.name, known=cls.takes, bases=cls.bases())

    @classmethod
    def bases(cls) -> dict[str, str]:
        """The site's `*_url` attributes."""
        return {key: getattr(cls, key) for key in sorted(dir(cls)) if key.endswith("_url") and getattr(cls, key)}

    @classmethod
    def hosts(cls) -> set[str]:
        """The hosts whose links take this site's rules."""
        return {urlsplit(url).netloc for url in cls.bases().values()} | set(cls.mirrors)

    # -- lists

    async def start(self) -> AsyncIterator[Request | Article]:
        for request in self.first_requests():
            yield request

    def first_requests(self) -> Iterator[Request]:
        """Requests of the lists a crawl begins with: the wanted categories, or the home page, and the list APIs."""
        for page in () if self.category else self.start_pages:
            yield from self.list_request(self.site_url + page)
        for category in sorted(self.category):
            yield from self.category_request(category)
        for api in self.list_apis:
            if not (self.category and api.column and api.column not in self.category):
                url = api.url.format_map({key: getattr(self, key) for key in self.bases()})
                yield Request(
                    url, self.parse_api, errback=self.list_failed, cb_kwargs={"api": api}, priority=_LISTS_FIRST
                )

    def category_request(self, category: str) -> Iterator[Request]:
        """The request of a category's page, by its slug."""
        column = self.columns.get(category)
        pages = [column.path] if column else [page.format(slug=category) for page in self.category_pages]
        return self.list_request(*(self.site_url + page for page in pages))

    def list_request(self, *addresses: str) -> Iterator[Request]:
        """The request of a list page, once a crawl; where it is not found, of the next of its addresses."""
        if addresses and addresses[0] not in self.seen:
            self.seen.add(addresses[0])
            yield Request(
                addresses[0],
                self.parse_list,
                errback=self.list_failed,
                cb_kwargs={"others": addresses[1:]},
                priority=_LISTS_FIRST,
                dont_filter=True,
            )

    def parse_list(self, response: Response, others: tuple[str, ...] = ()) -> Output:
        """Follow a list page's links to categories, articles and shares; the heading above a link names its source."""
        self.count("lists/fetched")
        name = ""
        for node in response.xpath("//h1 | //h2 | //h3 | //a[@href]"):
            text = "".join(node.root.itertext()).strip()
            if node.root.tag != "a":
                name = text.removesuffix("新闻")
                continue
            url = self.relocate(response.urljoin(node.root.get("href").strip()))
            article = self.article_at(url)
            if article:
                article.say("title", "list", text)
                article.say("source", "list", "" if article.column else name)
                category = article.raw.get("category", {}).get("url", "")
                if category and not self.category:
                    yield from self.category_request(category)
                yield from self.follow(article, url)
            elif self.categories and not self.category and self.is_ours(url) and re.search(self.categories, url):
                yield from self.list_request(url)

    def parse_api(self, response: Response, api: ListAPI) -> Output:
        """Follow a list API's records."""
        try:
            records = [record for record in json.loads(response.body)[api.records] if isinstance(record, dict)]
        except (ValueError, KeyError, TypeError):
            self.list_lost(response.url, f"answers no JSON with a list {api.records!r}")
            return
        self.count("lists/fetched")
        for record in records:
            said = {name: str(record.get(key) or "").strip() for name, key in api.fields.items()}
            article = self.new_article(said.pop("id"))
            article.share_id = said.pop("share_id", "") or article.id
            article.url = said.pop("url", "") or article.url
            article.column = self.columns.get(api.column)
            for name, value in said.items():
                article.say(name, "api", value)
            if not self.category or self.category_of(article) in self.category:
                yield from self.follow(article)

    def list_failed(self, failure: Failure) -> Output:
        """Try a list's next address where there is one; else the crawl is incomplete."""
        request: Request = failure.request  # type: ignore[attr-defined]
        problem, due = explain(failure)
        others = request.cb_kwargs.get("others", ())
        if others and not due:
            yield from self.list_request(*others)
        else:
            self.list_lost(request.url, problem)

    def list_lost(self, url: str, problem: str) -> None:
        self.count("lists/failed")
        self.logger.error("List not read: %s: %s", url, problem)

    # -- articles

    def new_article(self, id_: str) -> Article:
        """An article of this site, cited by its share link."""
        url = self.share_url + self.share_page.format(id=id_) if self.share_page and id_ else ""
        return Article(id=id_, share_id=id_, url=url, site=self.name)

    def article_at(self, url: str) -> Article | None:
        """The article that a link leads to, by its address alone; None where it is no link to an article."""
        if self.articles and self.is_ours(url) and (found := re.search(self.articles, url)):
            parts = found.groupdict()
            article = self.new_article(parts["id"])
            article.say("published", "url", parts.get("published"))
            article.say("category", "url", parts.get("slug"))
            article.column = self.columns.get(parts.get("slug") or "")
            return article
        if self.shares and (found := re.search(self.shares, url)):
            return self.new_article(found["id"])
        return None

    def follow(self, article: Article, url: str = "") -> Output:
        """From where an article is listed to the page that tells more of it, once a crawl and only if it is wanted."""
        if self.orphans is not None:
            yield from self.adopt(article, url)
            return
        if article.id in self.seen:
            return
        if article.id:
            self.seen.add(article.id)
        if not self.wants(self.day_of(article)):
            self.count("articles/out_of_range")
            return
        self.count("articles/listed")
        if not article.id:
            article.problem = "the list gives no id"
            yield article
        elif url and self.articles and re.search(self.articles, url):
            yield self.post_request(article, url)
        else:
            yield self.share_request(article)

    def day_of(self, article: Article) -> date | None:
        """The day of an article in China as a list or its address tells it; None where neither does."""
        said = article.raw.get("published", {})
        now = datetime.now(UTC)
        found = (parse_date(said[place], now=now) for place in ("api", "list", "url") if place in said)
        return next((day.when.astimezone(CST).date() for day in found if day), None)

    def wants(self, day: date | None) -> bool:
        """Whether an article of that day lies within since and until; True where the day is not known."""
        return day is None or not ((self.since and day < self.since) or (self.until and day > self.until))

    def category_of(self, article: Article) -> str:
        """The slug of the category that lists an article; empty where nothing tells it."""
        if article.column:
            return article.column.slug
        source = next(iter(article.raw.get("source", {}).values()), "")
        return slug(canonical(source)) if source else ""

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
        article.fetched = datetime.now(UTC)
        for name, xpath in self.post_fields.items():
            article.say(name, "post", response.xpath(f"string({xpath})").get())
        for name, value in self.read_post(response, article):
            article.say(name, "post", value)
        yield from [self.share_request(article)] if then_share else self.finish(article)

    def read_post(self, response: Response, article: Article) -> Iterable[tuple[str, str]]:
        """What a post page says that `post_fields` cannot express: pairs of field and value; `body` is HTML."""
        return ()

    def post_failed(self, failure: Failure) -> Output:
        """Without its post page an article is still to be had from the share service."""
        asked = failure.request.cb_kwargs  # type: ignore[attr-defined]
        article: Article = asked["article"]
        article.reasons["post page"], due = explain(failure)
        article.due |= due
        self.count("articles/post_page_failed")
        yield from [self.share_request(article)] if asked["then_share"] else self.finish(article)

    def share_request(self, article: Article) -> Request:
        return Request(
            self.share_url + self.share_json.format(id=article.share_id),
            self.parse_share,
            errback=self.share_failed,
            cb_kwargs={"article": article},
            dont_filter=True,
        )

    def parse_share(self, response: Response, article: Article) -> Output:
        """Keep what the article's JSON says; where it says no text, the post page has to do."""
        article.fetched = datetime.now(UTC)
        try:
            answer = json.loads(response.body)
        except ValueError:
            answer = None
        for name, keys in self.share_fields.items() if isinstance(answer, dict) else ():
            for key in (keys,) if isinstance(keys, str) else keys:
                if isinstance(answer.get(key), str) and not article.says(name, "share"):
                    article.say(name, "share", answer[key])
        if not article.says("body", "share"):
            problem = "has no text" if isinstance(answer, dict) else "answers no JSON object"
            yield from self.without_share(article, problem)
        elif self.orphans is not None and not (article.says("title") and article.says("published")):
            self.orphans[article.share_id] = article
            yield from self.first_requests()
        else:
            yield from self.finish(article)

    def share_failed(self, failure: Failure) -> Output:
        problem, due = explain(failure)
        yield from self.without_share(failure.request.cb_kwargs["article"], problem, due=due)  # type: ignore[attr-defined]

    def without_share(self, article: Article, problem: str, *, due: bool = False) -> Output:
        """What the share service does not give is on the post page: here already, or still to be asked for."""
        self.count("articles/share_failed")
        article.reasons["share service"] = problem
        article.due |= due
        address = "" if article.says("body", "post") or "post page" in article.reasons else self.post_address(article)
        yield from [self.post_request(article, address, then_share=False)] if address else self.finish(article)

    def post_address(self, article: Article) -> str:
        """Where the post page of an article stands that was not listed by it; empty where that cannot be told."""
        day, category = self.day_of(article), self.category_of(article)
        if not (self.post_page and day and category):
            return ""
        return self.site_url + self.post_page.format(slug=category, day=day, id=article.id)

    def adopt(self, article: Article, url: str) -> Output:
        """Give a share link that was waiting for it what a list says of it, and what its post page says."""
        orphans = self.orphans or {}
        orphan = orphans.pop(article.share_id, None) or orphans.pop(article.id, None)
        if not orphan:
            return
        for name, said in orphan.raw.items():
            for place, value in said.items():
                article.say(name, place, value)
        article.fetched = orphan.fetched
        is_post = url and self.articles and re.search(self.articles, url)
        yield from [self.post_request(article, url, then_share=False)] if is_post else self.finish(article)

    def finish(self, article: Article) -> Output:
        """The article as it goes to the pipelines: with its text, or with the problem that kept us from it."""
        article.fetched = article.fetched or datetime.now(UTC)
        if article.says("body"):
            article.due = False
            if article.raw["body"].keys() == {"post"}:
                self.count("articles/from_post_page")
        else:
            failed = [f"{place}: {article.reasons[place]}" for place in ("share service", "post page") if place in article.reasons]
            article.problem = "; ".join(failed)
        yield article

    # -- addresses

    def is_ours(self, url: str) -> bool:
        return url.startswith(self.site_url)

    def relocate(self, url: str) -> str:
        """The link under the base that replaces its own, where `-a site_url=` or another moved it."""
        if not self.moved:
            return url
        host = urlsplit(url).netloc
        return self.moved[host] + url.split(host, 1)[1].lstrip("/") if host in self.moved else url
