"""Records every answer of a crawl in WARC files."""

import logging
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.archive.lock import OutputLock
from newscrawl.exceptions import ArchiveUnusable
from newscrawl.memory import NoMemory

if TYPE_CHECKING:
    from newscrawl.warc.records import Exchange

logger = logging.getLogger(__name__)


class Warc:
    """Takes what newscrawl.network hands it. Files are opened with the first answer, and are closed with the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.folder = warc_dir(crawler.settings)
        self.lock = OutputLock(self.folder)  # another OUTPUT_DIR may have the same WARC_DIR
        self.recorder: Any = None
        self.started = datetime.now(UTC)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        ours = isinstance(getattr(crawler.spider, "memory", None), NoMemory)
        if not ours or not crawler.settings.getbool("WARC"):
            raise NotConfigured
        if not find_spec("warcio"):
            logger.info("Answers are not recorded: that needs pip install 'newscrawl[archive]'")
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def record(self, exchange: "Exchange") -> None:
        """Write an answer down. Raises CannotWrite or ArchiveUnusable."""
        if self.recorder is None:
            self.recorder = self.open()
        self.recorder.record(exchange)

    def open(self) -> Any:
        from newscrawl.warc.recorder import Recorder  # needs warcio

        spider, settings = self.crawler.spider, self.crawler.settings
        assert spider
        if self.lock.handle is None:  # held since the last try, which the disk refused
            self.lock.take()
        return Recorder(
            self.folder,
            spider.name,
            getattr(spider, "given", {}),
            most=settings.getint("WARC_MAX_SIZE"),
            agent=settings["USER_AGENT"],
            robots=settings.getbool("ROBOTSTXT_OBEY"),
            started=self.started,
        )

    def spider_closed(self, spider: Spider) -> None:
        try:
            if self.recorder:
                self.recorder.close()
        except ArchiveUnusable as error:  # the files are whole, and have all that the catalogue lacks
            logger.error("The next crawl completes the catalogue of WARC files: %s", error)
        finally:
            self.lock.release()


def warc_dir(settings: Any) -> Path:
    """The folder of the WARC files."""
    return Path(settings["WARC_DIR"] or Path(settings["OUTPUT_DIR"]) / "warc")
