"""Ends the visit of an article that has not changed."""

from newscrawl.exceptions import Unchanged
from newscrawl.items import Article
from newscrawl.pipelines.base import CrawlerPipeline


class UnchangedPipeline(CrawlerPipeline):
    """Before all others: there is nothing to normalise."""

    def process_item(self, item: Article) -> Article:
        if item.unchanged:
            raise Unchanged("not modified")
        return item
