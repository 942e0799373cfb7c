"""What the pipelines of a normalising step have in common: run it, and count in the stats what it mended."""

from collections.abc import Callable
from typing import ClassVar

from newscrawl.items import Article
from newscrawl.pipelines.base import CrawlerPipeline


class StepPipeline(CrawlerPipeline):
    """Runs one of `newscrawl.steps.STEPS`; every repair shows in the stats, so the log tells the data's quality."""

    step: ClassVar[Callable[[Article], None]]  # a plain function, called through the class

    def process_item(self, item: Article) -> Article:
        before = item.repairs.copy()
        type(self).step(item)
        for repair, times in (item.repairs - before).items():
            self.count(f"repairs/{repair}", times)
        return item
