"""Looks up the earliest article that tells the same story, for posts that are to name it."""

from importlib.util import find_spec
from typing import Self

from scrapy.crawler import Crawler

from newscrawl.archive.copies import NearCopies, signature
from newscrawl.exceptions import ArchiveUnusable, CannotWrite
from newscrawl.items import Article


class CopiesPipeline:
    """Only where POST_EXTRA_FIELDS has `same_story`: extensions/copies.py links all articles, once they are archived."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.wanted = "same_story" in crawler.settings.getlist("POST_EXTRA_FIELDS") and bool(find_spec("datasketch"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        index = getattr(getattr(self.crawler.spider, "memory", None), "index", None)
        try:
            if index and self.wanted:
                with index.transaction() as connection:
                    found = NearCopies(connection).find(signature(item.text), item.published)
                item.same_story = found if found and found != item.id else ""
        except ArchiveUnusable as error:
            raise CannotWrite(str(error)) from None
        return item
