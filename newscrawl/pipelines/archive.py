"""Lets the archive index learn of an article before its post is written: every post has its article there."""

from newscrawl.items import Article
from newscrawl.pipelines.base import CrawlerPipeline, writing


class ArchivePipeline(CrawlerPipeline):
    """Settles what the index knows of the article; where that cannot be written, the crawl ends and it stays due."""

    def process_item(self, item: Article) -> Article:
        memory = getattr(self.crawler.spider, "memory", None)
        if memory:
            with writing():
                memory.settle(item)
        return item
