"""Visits archived articles again, each by the rules of the site it came from: what changed is kept as a revision, what
was withdrawn is marked."""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from newscrawl.arguments import Arguments
from newscrawl.base import NewsSpider
from newscrawl.exceptions import WrongArgument
from newscrawl.items import Article
from newscrawl.text.dates import CST


class Recheck(NewsSpider):
    """`-a since=7d`, `-a since=2022-06-01 -a until=2022-06-13`, `-a site=finews`; young articles more often than old ones,
    or with `-a all=1` every one now."""

    name = "recheck"
    takes = ("since", "until", "site", "all")

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name, **given)
        self.days_wanted = self.since or date.min, self.until or date.max
        self.since = self.until = None  # they choose what is visited: whatever is read there is wanted
        self.refetch, self.lists_tell_all = True, False
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
        return super().check(**given)

    async def start(self) -> AsyncIterator[Request | Article]:
        every = self.given.get("all", "").strip() == "1"
        for article, url in self.memory.to_visit(self.given.get("site", ""), *self.days_wanted, all_=every):
            for output in self.visit(article, url):
                yield output

    def visit(self, article: Article, url: str) -> Iterator[Request | Article]:
        """The first request for an article, by its site's rules; where no spider has its name, by its page alone."""
        site = self.site(article.site)
        yield from site.ask(article, url)

    def site(self, name: str) -> NewsSpider:
        rules = self.rules.get(name)
        if rules is None or not (rules.articles or rules.shares):
            return self
        if name not in self.sites:
            site = self.sites[name] = rules.from_crawler(self.crawler)
            site.lists_tell_all, site.refetch, site.memory = False, True, self.memory
        return self.sites[name]
