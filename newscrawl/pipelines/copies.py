"""Looks up the earliest article that tells the same story, for posts that are to name it."""

from importlib.util import find_spec

from scrapy.crawler import Crawler

from newscrawl.archive.copies import NearCopies, signature
from newscrawl.items import Article
from newscrawl.pipelines.base import CrawlerPipeline, writing


class CopiesPipeline(CrawlerPipeline):
    """Only where POST_EXTRA_FIELDS has `same_story`: extensions/copies.py links all articles, once they are archived."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.wanted = "same_story" in crawler.settings.getlist("POST_EXTRA_FIELDS") and bool(find_spec("datasketch"))

    def process_item(self, item: Article) -> Article:
        if self.index and self.wanted:
            with writing(), self.index.transaction() as connection:
                found = NearCopies(connection).find(signature(item.text), item.published)
            item.same_story = found if found and found != item.id else ""
        return item
