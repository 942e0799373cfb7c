"""Visits archived articles again, each by the rules of the site it came from: what changed is kept as a revision, what
was withdrawn is marked."""

import re
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings
from twisted.python.failure import Failure

from newscrawl.arguments import Arguments
from newscrawl.base import NewsSpider
from newscrawl.base.lists import Output
from newscrawl.exceptions import WrongArgument
from newscrawl.items import Article
from newscrawl.text.dates import CST


class Recheck(NewsSpider):
    """`-a since=7d`, `-a since=2022-06-01 -a until=2022-06-13`, `-a site=finews`; young articles more often than old ones,
    or with `-a all=1` every one now. `-a confirm=HOST`: that so much of it is gone is true."""

    name = "recheck"
    takes = ("since", "until", "site", "all", "confirm")
    visits_all_sites = True

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name, **given)
        self.days_wanted = self.since or date.min, self.until or date.max
        self.since = self.until = None  # they choose what is visited: whatever is read there is wanted
        self.refetch, self.lists_tell_all = True, False
        self.confirmed = frozenset(host.strip() for host in given.get("confirm", "").split(","))
        self.rules: dict[str, type[NewsSpider]] = {}  # name → spider
        self.sites: dict[str, NewsSpider] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        loader = get_spider_loader(crawler.settings)
        spider.rules = {name: s for name in loader.list() if issubclass(s := loader.load(name), NewsSpider)}
        return spider

    @classmethod
    def check(cls, **given: str) -> Arguments:
        for key in ("since", "until"):
            if days := re.fullmatch(r"(\d{1,5})d", given.get(key, "").strip()):
                given[key] = f"{datetime.now(CST).date() - timedelta(days=int(days[1])):%Y-%m-%d}"
        names = get_spider_loader(get_project_settings()).list()
        if (site := given.get("site", "")) and site not in names:
            raise WrongArgument(f"site={site!r} is no spider: give one of {', '.join(names)}")
        if (every := given.get("all", "0").strip()) not in ("0", "1"):
            raise WrongArgument(f"all={every!r}: give 1 to visit every article now")
        for host in given.get("confirm", "").split(","):
            if not re.fullmatch(r"[\w.:-]*", host.strip()):
                raise WrongArgument(
                    f"confirm={host.strip()!r} is no host: give it as the warning has it, finews.zning.xyz"
                )
        return super().check(**given)

    async def start(self) -> AsyncIterator[Request | Article]:
        every = self.given.get("all", "").strip() == "1"
        for article, url in self.memory.to_visit(self.given.get("site", ""), *self.days_wanted, all_=every):
            for output in self.visit(article, url):
                yield output

    def visit(self, article: Article, url: str) -> Output:
        """The first request for an article, by its site's rules; where no spider has its name, by its page alone. Where it
        is known how to ask for all its answers only if they have changed, they are asked for so."""
        answers = self.memory.answers(article)
        for output in self.site(article.site).ask(article, url):
            if isinstance(output, Request) and output.url in answers:
                others = [each for each in answers.items() if each[0] != output.url]
                yield self.if_changed(output, [(output.url, answers[output.url]), *others])
            else:
                yield output

    def if_changed(self, whole: Request, answers: list[tuple[str, dict[str, str]]]) -> Request:
        """The conditional request of an article's next answer; `whole` is what reads it from the beginning."""
        (url, conditions), *others = answers
        return whole.replace(
            url=url,
            callback=self.answered,
            errback=whole.errback if url == whole.url else self.start_again,
            headers={**whole.headers, **conditions},
            meta={**whole.meta, "handle_httpstatus_list": [304], "visit": (whole, others)},
        )

    def answered(self, response: Response, **asked: Any) -> Output:
        """A 304 to all of them says that the article is unchanged. Anything else, and it is read from the beginning: the
        first answer is here already, what follows it is asked for without conditions."""
        whole, others = response.meta["visit"]
        if response.status != 304:
            first = response.meta.get("redirect_urls", [response.url])[0] == whole.url
            yield from whole.callback(response, **asked) if first else [whole]
        elif others:
            yield self.if_changed(whole, others)
        else:
            asked["article"].unchanged = True
            yield asked["article"]

    def start_again(self, failure: Failure) -> Output:
        yield failure.request.meta["visit"][0]  # type: ignore[attr-defined]

    def site(self, name: str) -> NewsSpider:
        rules = self.rules.get(name)
        if rules is None or not (rules.articles or rules.shares):
            return self
        if name not in self.sites:
            site = self.sites[name] = rules.from_crawler(self.crawler)
            site.lists_tell_all, site.refetch, site.memory = False, True, self.memory
        return self.sites[name]
