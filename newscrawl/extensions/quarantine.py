"""Writes down what was set aside: its reason, its address and what the pages said of it."""

import json
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.exceptions import SetAside
from newscrawl.files import safe_id, write_whole
from newscrawl.items import Article


class Quarantine:
    """One file an article, `quarantine/<id>.json`; without an id, named by a hash of what is known of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(Path(crawler.settings["OUTPUT_DIR"]) / "quarantine")
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        return extension

    def item_dropped(self, item: Article, exception: BaseException) -> None:
        if isinstance(exception, SetAside):
            said = {"id": item.id, "url": item.url, "site": item.site, "reason": str(exception), "raw": item.raw}
            path = self.folder / f"{safe_id(item.id or item.url or json.dumps(item.raw))}.json"
            # Set aside again, by another way perhaps: the first record stays.
            if self.reason_at(path) != said["reason"]:
                # JSON of others may name half a surrogate pair: \ud83d, which stays written so.
                content = json.dumps(said, ensure_ascii=False, indent=2).encode(errors="backslashreplace")
                write_whole(path, content)

    @staticmethod
    def reason_at(path: Path) -> str | None:
        try:
            reason = json.loads(path.read_bytes())["reason"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return str(reason)

    def item_scraped(self, item: Article) -> None:
        """What can be read now is no longer set aside."""
        (self.folder / f"{safe_id(item.id)}.json").unlink(missing_ok=True)
