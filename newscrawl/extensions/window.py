"""At a crawl's end: posts beyond the site's window move to the cold store, and the archive's pages follow."""

import logging
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newscrawl.archive.index import index_of
from newscrawl.exceptions import ArchiveUnusable, WrongArgument
from newscrawl.window import tend

logger = logging.getLogger(__name__)


def window_days(settings: BaseSettings) -> int:
    """SITE_WINDOW_DAYS: a number of days, 0 where there is no window. Raises WrongArgument."""
    given = str(settings["SITE_WINDOW_DAYS"] or 0).strip()
    if not given.isascii() or not given.isdigit() or len(given) > 6:
        raise WrongArgument(f"SITE_WINDOW_DAYS={given}: give a number of days, such as 3, or 0 for all")
    return int(given)


class Window:
    """Before the archive's end: it has the lock and the index still. What fails here is done by the next crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        self.site = Path(settings["OUTPUT_DIR"]) / "site"
        self.days, self.pages = window_days(settings), settings.getbool("SITE_SCAFFOLD")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_closed(self) -> None:
        index = index_of(self.crawler.spider)
        if index is None:
            return
        assert self.crawler.stats
        try:
            moved = tend(self.site, index, self.days, pages=self.pages)
        except (ArchiveUnusable, OSError) as error:
            self.crawler.stats.set_value("crawl/complete", False)
            logger.error("The site's archive is not complete, the next crawl completes it: %s", error)
            return
        if moved:
            self.crawler.stats.set_value("window/moved", moved)
            logger.info("%d posts have left the window of %d days: %s", moved, self.days, self.site / "_archive")
