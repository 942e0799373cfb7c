"""Lets the archive index learn of an article before its post is written: every post has its article there."""

from typing import Self

from scrapy.crawler import Crawler

from newscrawl.exceptions import ArchiveUnusable, CannotWrite
from newscrawl.items import Article


class ArchivePipeline:
    """Settles what the index knows of the article; where that cannot be written, the crawl ends and it stays due."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        memory = getattr(self.crawler.spider, "memory", None)
        if memory:
            try:
                memory.settle(item)
            except ArchiveUnusable as error:
                raise CannotWrite(str(error)) from None
        return item
