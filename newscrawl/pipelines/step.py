"""What the pipelines of a normalising step have in common: run it, and count in the stats what it mended."""

from collections.abc import Callable
from typing import ClassVar, Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newscrawl.items import Article


class StepPipeline:
    """Runs one of `newscrawl.steps.STEPS`; every repair shows in the stats, so the log tells the data's quality."""

    step: ClassVar[Callable[[Article], None]]  # a plain function, called through the class

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats
        return cls(crawler.stats)

    def process_item(self, item: Article) -> Article:
        before = item.repairs.copy()
        type(self).step(item)
        for repair, times in (item.repairs - before).items():
            self.stats.inc_value(f"repairs/{repair}", times)
        return item
