"""Writes down what was set aside: its reason, its address and what the pages said of it."""

import json
import logging
from contextlib import suppress
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newscrawl.exceptions import SetAside
from newscrawl.files import json_bytes, safe_id, write_whole
from newscrawl.items import Article

logger = logging.getLogger(__name__)


class Quarantine:
    """One file an article, `quarantine/<id>.json`; without an id, named by a hash of what is known of it."""

    def __init__(self, folder: Path, stats: StatsCollector) -> None:
        self.folder, self.stats = folder, stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats
        extension = cls(Path(crawler.settings["OUTPUT_DIR"]) / "quarantine", crawler.stats)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        return extension

    def item_dropped(self, item: Article, exception: BaseException) -> None:
        if not isinstance(exception, SetAside):
            return
        said = {"id": item.id, "url": item.url, "site": item.site, "reason": str(exception), "raw": item.raw}
        path = self.folder / f"{safe_id(item.id or item.url or json.dumps(item.raw))}.json"
        if self.reason_at(path) == said["reason"]:
            return  # set aside again, by another way perhaps: the first record stays
        try:
            write_whole(path, json_bytes(said))
        except OSError as error:
            self.stats.inc_value("articles/not_written_down")
            logger.error("Cannot write %s: %s", error.filename, error.strerror)

    @staticmethod
    def reason_at(path: Path) -> str | None:
        try:
            reason = json.loads(path.read_bytes())["reason"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return str(reason)

    def item_scraped(self, item: Article) -> None:
        """What can be read now is no longer set aside."""
        with suppress(FileNotFoundError, NotADirectoryError):
            (self.folder / f"{safe_id(item.id)}.json").unlink()
