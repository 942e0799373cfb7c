"""What the pipelines have in common that know the crawl they run in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler

from newscrawl.archive.index import Index, index_of
from newscrawl.exceptions import ArchiveUnusable, CannotWrite


class CrawlerPipeline:
    """Holds the crawler: its settings, its stats, its spider's memory, and where its posts lie."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.posts = Path(crawler.settings["OUTPUT_DIR"]) / "site" / "_posts"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def index(self) -> Index | None:
        """The archive's; None where the spider has no archive for its memory."""
        return index_of(self.crawler.spider)

    def count(self, name: str, times: int = 1) -> None:
        assert self.crawler.stats
        self.crawler.stats.inc_value(name, times)


@contextmanager
def writing() -> Iterator[None]:
    """Where the disk or the index refuses, the article stays due: CannotWrite, which ends the crawl."""
    try:
        yield
    except ArchiveUnusable as error:
        raise CannotWrite(str(error)) from None
    except OSError as error:
        raise CannotWrite(f"cannot write {error.filename}: {error.strerror}") from None
