"""Decides whether articles that their site says are gone were withdrawn, once all others of their host were visited: a
host that says so of everything has moved or is broken, and is not believed."""

import logging
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Request

from newscrawl.archive.index import Index
from newscrawl.archive.visits import bury, doubt
from newscrawl.exceptions import (
    ArchiveUnusable,
    CannotWrite,
    Gone,
    HeldBack,
    OutOfRange,
    StillDue,
    Unchanged,
    Withdrawn,
)
from newscrawl.items import Article
from newscrawl.text import addresses
from newscrawl.text.dates import CST

logger = logging.getLogger(__name__)
_OTHERS = 3  # articles that are asked for where no other of a host was visited
_Host = tuple[str, str]  # site and host: hosts that several sites share are told apart


def host_of(article: Article) -> _Host:
    return article.site, addresses.host_of(article.url)


class Withdrawals:
    """Holds what the pipeline found to be gone until nothing else is left to be read."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.posts = Path(crawler.settings["OUTPUT_DIR"]) / "site" / "_posts"
        self.found: dict[_Host, list[tuple[Article, str]]] = defaultdict(list)
        self.read: Counter[_Host] = Counter()
        self.asked: dict[_Host, int] = {}  # how many others were asked for

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.spider_idle, signals.spider_idle)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def item_scraped(self, item: Article) -> None:
        self.read[host_of(item)] += 1

    def item_dropped(self, item: Article, exception: BaseException) -> None:
        if isinstance(exception, Unchanged | OutOfRange):
            self.read[host_of(item)] += 1
        elif isinstance(exception, Withdrawn):
            self.found[host_of(item)].append((item, str(exception)))

    def spider_idle(self, spider: Spider) -> None:
        """All is read: ask for others where that tells nothing of a host, then decide."""
        assert self.crawler.engine
        if not self.found or not self.crawler.engine.spider_is_idle():
            return
        unread = [host for host in self.found if not self.read[host] and host not in self.asked]
        asked = [self.ask_others(spider, host) for host in unread]
        if any(asked):
            raise DontCloseSpider
        for host, found in self.found.items():
            self.decide(spider, host, found)
        self.found.clear()

    def ask_others(self, spider: Spider, host: _Host) -> bool:
        """Have some other articles of a host visited, if there are any, and if the spider knows their site's rules."""
        self.asked[host] = 0
        first = self.found[host][0][0]
        knows = host[0] == spider.name or getattr(spider, "visits_all_sites", False)
        but = [item.id for item, _ in self.found[host]]
        for article, url in spider.memory.others(first, but, _OTHERS) if knows else ():  # type: ignore[attr-defined]
            self.asked[host] += 1
            asked = {"article": article, "url": url}
            assert self.crawler.engine
            self.crawler.engine.crawl(Request("data:,", spider.visit_late, cb_kwargs=asked, dont_filter=True))  # type: ignore[attr-defined]
        return self.asked[host] > 0

    def decide(self, spider: Spider, host: _Host, found: list[tuple[Article, str]]) -> None:
        """Mark the posts, or hold them back, all of a host alike."""
        why = doubt(len(found), self.read[host], self.asked.get(host, 0))
        if why and host[1] not in getattr(spider, "confirmed", ()):
            why = f"{host[1]} says of {len(found)} articles that they are gone, {why}: none is marked as withdrawn"
            logger.warning("%s; if they are, `scrapy crawl recheck -a confirm=%s` marks them", why, host[1])
            for item, _ in found:
                self.end(item, HeldBack(why))
            return
        index: Index = spider.memory.index  # type: ignore[attr-defined]
        for item, reason in found:
            day = (item.fetched or datetime.now(CST)).astimezone(CST).date()
            try:
                bury(index, self.posts, item, day)
            except ArchiveUnusable as error:
                self.end(item, CannotWrite(str(error)))
            except OSError as error:
                self.end(item, CannotWrite(f"cannot write {error.filename}: {error.strerror}"))
            else:
                self.end(item, Gone(reason))

    def end(self, item: Article, exception: Exception) -> None:
        """As if a pipeline had dropped it so in the first place."""
        self.crawler.signals.send_catch_log(
            signals.item_dropped, item=item, response=None, exception=exception, spider=self.crawler.spider
        )

    def spider_closed(self) -> None:
        """A crawl that is ended early decides nothing."""
        for item, reason in (each for found in self.found.values() for each in found):
            self.end(item, StillDue(f"{reason}; the crawl ended before that could be believed"))
        self.found.clear()
