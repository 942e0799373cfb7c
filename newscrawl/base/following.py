"""FollowSpider: which of the articles that lists name are asked for.

known        archived, or set aside for good, by an earlier crawl: not asked for, unless `-a refetch=1`
due          an earlier crawl listed it and could not archive it: asked for once all lists are read, with what they all
             say of it, whether they still name it or not
new          asked for at once; while a thousand are under way, it is written down and asked for as if it were due, so
             that a crawl takes the same memory whatever its lists name
"""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Request, Response

from newscrawl.base.lists import Output
from newscrawl.base.pages import PageSpider
from newscrawl.items import Article
from newscrawl.text.addresses import is_address

_AT_ONCE = 1000  # articles under way: more wait in the archive's memory
_FEW = _AT_ONCE // 2  # left under way, when the next are taken from there


class FollowSpider(PageSpider):
    """The part of NewsSpider that keeps its ledger."""

    visits_all_sites = False  # whether `visit` takes articles of other sites too

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name, **given)
        self.seen: dict[str, str] = {}  # id → address of its post page while that may be asked for, or empty
        self.due_before: dict[str, None] = {}  # ids that lists name and that are due, until they are asked for
        self.due_left: Iterator[tuple[Article, str]] | None = None  # what is due and not asked for yet
        self.more_due = False  # whether it may have any
        self.taking = False  # a request of `ask_due` is under way
        self.out_of_range: set[str] = set()  # ids of articles that are not wanted, each counted once
        self.in_flight: dict[str, Article] = {}  # id → an article that was asked for and has not come to its end

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.when_idle, signals.spider_idle)
        crawler.signals.connect(spider.landed, signals.item_scraped)
        crawler.signals.connect(spider.landed, signals.item_dropped)
        return spider

    def landed(self, item: Article) -> None:
        """An article has come to its end; where few are left under way, those that wait come next."""
        if self.in_flight.pop(item.id, None) is not None:
            self.seen[item.id] = ""
        if self.more_due and not (self.taking or self.lists_open) and len(self.in_flight) <= _FEW:
            self.take_due()

    # -- from a list to the first of an article's pages

    def follow(self, article: Article, url: str = "", where: str = "") -> Output:
        """Ask for an article that a list names, once a crawl, and only if it is wanted and not archived yet."""
        if article.id in self.due_before:
            self.note(article, url, where)
        elif article.id in self.seen:
            if article.id in self.in_flight:
                self.seen[article.id] = self.seen[article.id] or url
                self.learn(self.in_flight[article.id], article)
            if article.id not in self.known:
                self.note(article, url, where)
        elif not self.lists_tell_all:
            pass
        elif not self.wants(self.day_of(article)):
            if article.id not in self.out_of_range:
                self.out_of_range.add(article.id)
                self.count("articles/out_of_range")
        elif self.is_known(article):
            self.count_known(article)
        elif article.id and self.memory.is_due(self.name, article.id):
            self.due_before[article.id] = None
            self.note(article, url, where)
        elif article.id and len(self.in_flight) >= _AT_ONCE and self.memory.keeps and not self.refetch:
            self.postpone(article, url, where)
        else:
            yield from self.ask(article, url, where)

    def postpone(self, article: Article, url: str, where: str) -> None:
        """Leave an article to the memory until fewer are under way. Its category may stand nowhere but in the list."""
        self.more_due, self.due_left = True, None
        if self.category:
            self.due_before[article.id] = None
        self.note(article, url, where)

    def is_known(self, article: Article) -> bool:
        """Whether an article is archived or set aside by an earlier crawl, and not to be fetched again."""
        return bool(article.id) and not self.refetch and self.memory.is_known(article.site, article.id)

    def count_known(self, article: Article) -> None:
        self.seen[article.id] = ""
        self.known.add(article.id)
        self.count("articles/listed")
        self.count("articles/known")

    def note(self, article: Article, url: str, where: str) -> None:
        """Write down that an article is listed."""
        self.memory.list_article(article, url, where, day=self.day_of(article), cited=self.is_cited(article))

    def ask(self, article: Article, url: str = "", where: str = "") -> Output:
        """The first request for an article, which is in the ledger before."""
        if article.id:
            self.seen[article.id] = url
            self.in_flight[article.id] = article
            self.note(article, url, where)
        self.count("articles/listed")
        if request := self.first_request(article, url) if article.id else None:
            yield request
        else:
            article.problem = f"the list gives no {'address' if article.id else 'id'}"
            yield article

    def visit(self, article: Article, url: str) -> Output:
        """Ask for an archived article once more."""
        yield from self.ask(article, url)

    def visit_late(self, response: Response, article: Article, url: str) -> Output:
        """The same as a callback, for who has no other."""
        yield from self.visit(article, url)

    def first_request(self, article: Article, url: str) -> Request | None:
        """The request of an article's page, where its address is known, and one: Scrapy raises on others, and the list, or
        the whole of a recheck, would end there."""
        address = next(filter(is_address, (article.url, url)), "")
        return self.page_request(article, address) if address else None

    def learn(self, article: Article, listed: Article) -> None:
        """Add to an article what another list says of it, whichever list came first."""
        for name, said in listed.raw.items():
            for place, value in said.items():
                article.say(name, place, value)
        article.column = article.column or listed.column
        if article.share_id == article.id:  # of a flash item, of which the first list gave the one id alone
            article.share_id = listed.share_id or article.share_id
        if self.is_cited(listed):
            article.url = listed.url

    def is_cited(self, listed: Article) -> bool:
        """Whether a list gives the address under which an article is cited: not by its share link then."""
        return listed.url != self.new_article(listed.id).url

    # -- what earlier crawls left due, and what this one postponed

    def take_due(self) -> bool:
        """Have the next part of what is due asked for; whether there is any."""
        self.due_left = self.memory.due(self.name) if self.due_left is None else self.due_left
        first = next(self.due_left, None)
        self.more_due = self.taking = first is not None
        if first is not None:
            self.due_left = chain([first], self.due_left)
            assert self.crawler.engine
            self.crawler.engine.crawl(Request("data:,", self.ask_due, dont_filter=True))
        return self.more_due

    def ask_due(self, response: Response) -> Output:
        """Ask for what is due and this crawl wants, now that all lists are read: with what lists, those of this crawl too,
        say of it, and whether they still name it or not."""
        self.taking = False
        for article, url in islice(self.due_left or (), _AT_ONCE - _FEW):
            listed = article.id in self.due_before
            wanted = self.wants(self.day_of(article)) and not self.is_elsewhere(article, self.category_of(article))
            if article.id not in self.seen and (listed or wanted):
                self.due_before.pop(article.id, None)
                yield from self.ask(article, url)

    def count_not_ripe(self) -> None:
        """What lists name and failed a short while ago is due still, and not asked for."""
        for id_ in self.due_before:
            self.seen[id_] = ""
            self.count("articles/listed")
            self.count("articles/due")
        self.due_before.clear()

    def when_idle(self) -> None:
        """When nothing is left to be read, ask for what is due, a part at a time."""
        if not self.lists_tell_all:
            return
        if self.take_due():
            raise DontCloseSpider
        self.count_not_ripe()
