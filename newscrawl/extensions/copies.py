"""Links each archived article to the earliest that tells the same story, where datasketch is installed."""

import logging
from importlib.util import find_spec
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.archive.copies import NearCopies, signature
from newscrawl.archive.entries import id_of
from newscrawl.archive.index import index_of
from newscrawl.exceptions import ArchiveUnusable
from newscrawl.items import Article

logger = logging.getLogger(__name__)


class Copies:
    """Sets `same_story` of what was archived, and keeps the link in the index; nothing is ever dropped for it. The links
    are extra: where they cannot be written, the archive extension tells, and ends the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.crawler, self.stats = crawler, crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        if find_spec("datasketch"):
            crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        else:
            crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        return extension

    def spider_opened(self) -> None:
        self.stats.set_value("near_copies/not_installed", 1)
        logger.info("Near-copies are not linked: pip install 'newscrawl[dedupe]' for that")

    def item_scraped(self, item: Article) -> None:
        index = index_of(self.crawler.spider)
        if index is None:
            return
        try:
            with index.transaction() as connection:
                first = NearCopies(connection).add(id_of(item), signature(item.text), item.published)
        except ArchiveUnusable as error:
            self.stats.inc_value("near_copies/failed")
            logger.warning("%s is not compared with others: %s", item.id, error)
            return
        item.same_story = first or ""
        if first:
            self.stats.inc_value("near_copies/linked")
