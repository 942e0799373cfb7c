"""Gives a crawl its memory, the index of OUTPUT_DIR, and tells the index what became of each article."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from twisted.internet.task import LoopingCall

from newscrawl.archive.index import INDEX_FILE, Index
from newscrawl.archive.lock import OutputLock
from newscrawl.archive.memory import IndexMemory
from newscrawl.archive.recovery import recover
from newscrawl.archive.store import utc_now
from newscrawl.exceptions import ArchiveUnusable, CannotWrite, Gone, OutOfRange, SetAside, StillDue, Unchanged
from newscrawl.extensions.stop import StopWhereNothingCanBeWritten
from newscrawl.items import Article
from newscrawl.memory import NoMemory

logger = logging.getLogger(__name__)
_SECONDS = 1.0  # between flushes while nothing happens


class Archive:
    """Holds OUTPUT_DIR for this crawl alone, from its start to its end. Raises ArchiveUnusable at the start."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.folder = Path(crawler.settings["OUTPUT_DIR"])
        self.lock = OutputLock(self.folder).take()
        self.index = Index.open(self.folder / INDEX_FILE, clock=clock_of(crawler.settings["REPLAY_TIME"]))
        if lost := recover(self.index, self.folder):
            logger.warning("%d posts of the last crawl are lost: their articles are fetched again", lost)
        self.loop = LoopingCall(self.flush)
        self.memory = IndexMemory(self.index, self.stop)
        self.run = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not isinstance(getattr(crawler.spider, "memory", None), NoMemory):
            raise NotConfigured  # no spider of ours: scrapy shell, scrapy fetch
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self, spider: Spider) -> None:
        spider.memory = self.memory  # type: ignore[attr-defined]
        with self.memory.guard():
            self.run = self.index.start_run(spider.name, getattr(spider, "given", {}))
        self.loop.start(_SECONDS, now=False)

    def flush(self) -> None:
        with self.memory.guard():
            self.index.flush()

    def item_scraped(self, item: Article) -> None:
        with self.memory.guard():
            self.index.archive(item, item.post)
            self.index.keep_answers(item)

    def item_dropped(self, item: Article, exception: BaseException) -> None:
        with self.memory.guard():
            if isinstance(exception, SetAside):
                self.index.set_aside(item, str(exception))
            elif isinstance(exception, Unchanged):
                self.index.find_unchanged(item)
            elif isinstance(exception, Gone):
                self.index.mark_gone(item, str(exception))
            elif isinstance(exception, OutOfRange):
                self.index.put_back(item)
            elif isinstance(exception, StillDue) and not isinstance(exception, CannotWrite):
                self.index.fail(item, str(exception))

    def stop(self, problem: str) -> None:
        stopping = self.crawler.get_extension(StopWhereNothingCanBeWritten)
        if stopping:
            stopping.stop(problem)

    def spider_closed(self, reason: str) -> None:
        if self.loop.running:
            self.loop.stop()
        assert self.crawler.stats
        get = self.crawler.stats.get_value
        names = ("listed", "known", "archived", "set_aside", "due", "out_of_range", "revised", "unchanged", "gone")
        counts = {name: get(f"articles/{name}", 0) for name in names}
        try:
            self.index.finish_run(self.run, reason, complete=bool(get("crawl/complete")), counts=counts)
            self.index.close()
        except ArchiveUnusable as error:
            self.crawler.stats.set_value("crawl/complete", False)
            logger.error("The index is not complete: %s", error)
            with suppress(ArchiveUnusable):
                self.index.close()
        self.lock.release()


def clock_of(replayed: str) -> Callable[[], datetime]:
    """The index's clock: in a replay it stands at the time at which the crawl that is replayed began, so that what failed
    then is due again when it was."""
    return (lambda: datetime.fromisoformat(replayed)) if replayed else utc_now
