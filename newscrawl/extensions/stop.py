"""Ends a crawl that cannot write: what it would ask for next could not be written either."""

import asyncio
import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.exceptions import CannotWrite
from newscrawl.items import Article

logger = logging.getLogger(__name__)


class StopWhereNothingCanBeWritten:
    """One line tells why; what was in flight stays due."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.stopping: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        return extension

    def item_dropped(self, item: Article, exception: BaseException) -> None:
        if isinstance(exception, CannotWrite):
            self.stop(str(exception))

    def stop(self, problem: str) -> None:
        if not self.stopping:
            logger.error("The crawl ends: %s", problem)
            assert self.crawler.engine
            self.stopping = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="cannot_write"))
