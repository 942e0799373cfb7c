"""Lets through what an archive can stand for: an article with id, title, readable date and body."""

from newscrawl.exceptions import OutOfRange, SetAside, StillDue
from newscrawl.items import Article
from newscrawl.pipelines.base import CrawlerPipeline
from newscrawl.steps import missing


class ValidationPipeline(CrawlerPipeline):
    """Everything else is set aside with its reason, is still due, or lies outside of the range asked for."""

    def process_item(self, item: Article) -> Article:
        if item.due:
            raise StillDue(item.problem)
        if reason := missing(item):
            raise SetAside(reason)
        wants = getattr(self.crawler.spider, "wants", None)
        if wants and item.published and not wants(item.published.date()):
            raise OutOfRange(f"published {item.published:%Y-%m-%d}")
        return item
