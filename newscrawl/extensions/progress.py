"""The progress line of a crawl, on a terminal; elsewhere quiet."""

from typing import Self

from rich.console import Console
from rich.status import Status
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from twisted.internet.task import LoopingCall

_SECONDS = 0.2


class Progress:
    """Shows how many articles were listed, known, archived and set aside so far."""

    def __init__(self, crawler: Crawler, console: Console) -> None:
        assert crawler.stats
        self.stats = crawler.stats
        self.status = Status("reading lists", console=console)
        self.loop = LoopingCall(self.show)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        console = Console(stderr=True)
        if not console.is_terminal:
            raise NotConfigured
        extension = cls(crawler, console)
        crawler.signals.connect(extension.start, signals.spider_opened)
        crawler.signals.connect(extension.stop, signals.spider_closed)
        return extension

    def start(self) -> None:
        self.status.start()
        self.loop.start(_SECONDS)

    def show(self) -> None:
        listed, known, archived, aside = (
            self.stats.get_value(f"articles/{k}", 0) for k in ("listed", "known", "archived", "set_aside")
        )
        self.status.update(f"listed {listed} · known {known} · archived {archived} · set aside {aside}")

    def stop(self) -> None:
        if self.loop.running:
            self.loop.stop()
        self.status.stop()
