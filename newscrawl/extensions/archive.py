"""Gives a crawl its memory, the index of OUTPUT_DIR, and tells the index what became of each article."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from twisted.internet.task import LoopingCall

from newscrawl.archive.entries import id_of
from newscrawl.archive.index import Index
from newscrawl.archive.lock import OutputLock
from newscrawl.archive.store import utc_now
from newscrawl.archive.visits import is_ripe
from newscrawl.exceptions import ArchiveUnusable, CannotWrite, Gone, OutOfRange, SetAside, StillDue, Unchanged
from newscrawl.extensions.stop import StopWhereNothingCanBeWritten
from newscrawl.items import Article
from newscrawl.memory import KnownList, NoMemory
from newscrawl.places import COLD, MONTHS, STALE
from newscrawl.text.addresses import host_of

logger = logging.getLogger(__name__)
INDEX_FILE = "archive.sqlite3"
_SECONDS = 1.0  # between flushes while nothing happens


class IndexMemory:
    """The index as a spider's memory. Where it cannot be read or written, `broken` is told, which ends the crawl; until
    then nothing is known, and nothing is lost: no post is written of what the index could not learn (`settle`)."""

    keeps = True

    def __init__(self, index: Index, broken: Any) -> None:
        self.index, self.broken = index, broken

    @contextmanager
    def guard(self) -> Iterator[None]:
        try:
            yield
        except ArchiveUnusable as error:
            self.broken(str(error))

    def is_known(self, site: str, id_: str) -> bool:
        with self.guard():
            return bool(self.index.known(site, [id_]))
        return False

    def is_due(self, site: str, id_: str) -> bool:
        with self.guard():
            return self.index.is_due(site, id_)
        return False

    def due(self, site: str) -> Iterator[tuple[Article, str]]:
        with self.guard():
            for listing in self.index.due(site):
                yield listing.article, listing.page_url

    def to_visit(self, site: str, since: date, until: date, *, all_: bool) -> Iterator[tuple[Article, str]]:
        with self.guard():
            for entry in self.index.to_visit(site, since, until, all_=all_):
                visited = max(entry.checked, entry.fetched)
                if all_ or entry.state == "gone" or is_ripe(entry.published, visited, self.index.clock()):
                    yield entry.article(), entry.page_url

    def answers(self, article: Article) -> dict[str, dict[str, str]]:
        with self.guard():
            return self.index.answers(article.site, id_of(article))
        return {}

    def others(self, article: Article, but: list[str], limit: int) -> list[tuple[Article, str]]:
        with self.guard():
            found = self.index.others(article.site, host_of(article.url), but, limit)
            return [(entry.article(), entry.page_url) for entry in found]
        return []

    def list_article(
        self, article: Article, page_url: str = "", where: str = "", *, day: date | None = None, cited: bool = False
    ) -> None:
        with self.guard():
            self.index.list_article(article, page_url, where, day=day, cited=cited)

    def rename(self, article: Article, old: str) -> None:
        with self.guard():
            self.index.rename(article, old)

    def settle(self, article: Article) -> None:
        self.index.settle(article)

    def validators(self, url: str) -> dict[str, str]:
        with self.guard():
            return self.index.validators(url)
        return {}

    def lists(self, site: str) -> list[KnownList]:
        with self.guard():
            return self.index.lists(site)
        return []

    def remember_list(self, url: str, site: str, **said: Any) -> None:
        with self.guard():
            self.index.remember_list(url, site, **said)


class Archive:
    """Holds OUTPUT_DIR for this crawl alone, from its start to its end. Raises ArchiveUnusable at the start."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.folder = Path(crawler.settings["OUTPUT_DIR"])
        self.lock = OutputLock(self.folder).take()
        self.index = Index.open(self.folder / INDEX_FILE, clock=clock_of(crawler.settings["REPLAY_TIME"]))
        if lost := recover(self.index, self.folder):
            logger.warning("%d posts of the last crawl are lost: their articles are fetched again", lost)
        self.loop = LoopingCall(self.flush)
        self.memory = IndexMemory(self.index, self.stop)
        self.run = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not isinstance(getattr(crawler.spider, "memory", None), NoMemory):
            raise NotConfigured  # no spider of ours: scrapy shell, scrapy fetch
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self, spider: Spider) -> None:
        spider.memory = self.memory  # type: ignore[attr-defined]
        with self.memory.guard():
            self.run = self.index.start_run(spider.name, getattr(spider, "given", {}))
        self.loop.start(_SECONDS, now=False)

    def flush(self) -> None:
        with self.memory.guard():
            self.index.flush()

    def item_scraped(self, item: Article) -> None:
        with self.memory.guard():
            self.index.archive(item, item.post)
            self.index.keep_answers(item)

    def item_dropped(self, item: Article, exception: BaseException) -> None:
        with self.memory.guard():
            if isinstance(exception, SetAside):
                self.index.set_aside(item, str(exception))
            elif isinstance(exception, Unchanged):
                self.index.find_unchanged(item)
            elif isinstance(exception, Gone):
                self.index.mark_gone(item, str(exception))
            elif isinstance(exception, OutOfRange):
                self.index.put_back(item)
            elif isinstance(exception, StillDue) and not isinstance(exception, CannotWrite):
                self.index.fail(item, str(exception))

    def stop(self, problem: str) -> None:
        stopping = self.crawler.get_extension(StopWhereNothingCanBeWritten)
        if stopping:
            stopping.stop(problem)

    def spider_closed(self, reason: str) -> None:
        if self.loop.running:
            self.loop.stop()
        assert self.crawler.stats
        get = self.crawler.stats.get_value
        names = ("listed", "known", "archived", "set_aside", "due", "out_of_range", "revised", "unchanged", "gone")
        counts = {name: get(f"articles/{name}", 0) for name in names}
        try:
            self.index.finish_run(self.run, reason, complete=bool(get("crawl/complete")), counts=counts)
            self.index.close()
        except ArchiveUnusable as error:
            self.crawler.stats.set_value("crawl/complete", False)
            logger.error("The index is not complete: %s", error)
            with suppress(ArchiveUnusable):
                self.index.close()
        self.lock.release()


def has_index(folder: Path) -> bool:
    """Whether there is an index, which an empty file, such as a full disk leaves, is not."""
    path = folder / INDEX_FILE
    return path.exists() and path.stat().st_size > 0


def lack_of_index(folder: Path) -> str:
    """What a crawl is to say, where posts are there and their index is not; else empty."""
    if has_index(folder) or not any((folder / "site" / "_posts").glob("*.md")):
        return ""
    state = "is empty" if (folder / INDEX_FILE).exists() else "is not there"
    return f"The index {folder / INDEX_FILE} {state}, though posts are: without `scrapy reindex`, their articles are fetched again"


def clock_of(replayed: str) -> Callable[[], datetime]:
    """The index's clock: in a replay it stands at the time at which the crawl that is replayed began, so that what failed
    then is due again when it was."""
    return (lambda: datetime.fromisoformat(replayed)) if replayed else utc_now


def recover(index: Index, folder: Path) -> int:
    """What a crawl that was killed left: half-written files go, and articles whose posts were lost are due again; the
    number of these. Only for who holds the lock."""
    if index.was_interrupted():
        clear_away(folder)
    return index.recover(folder / "site" / "_posts")


def clear_away(folder: Path) -> int:
    """Delete what a crawl that was killed left half written, `.*.tmp` below the folder; the number of files. Months of the
    cold store in which nothing was to be written, and the built site, are not looked through; nor are the partitions of a
    distributed crawl, which have locks of their own. Only for who holds the lock."""
    found, cold = 0, folder / "site" / COLD
    marked = (cold / MONTHS).exists()
    for place, folders, names in os.walk(folder):
        if marked and Path(place).parent == cold:
            folders[:] = [month for month in folders if Path(place, month, STALE).exists()]
        folders[:] = [name for name in folders if name not in ("_site", "partitions")]
        for name in names:
            if name.startswith(".") and name.endswith(".tmp"):
                with suppress(FileNotFoundError):
                    os.unlink(os.path.join(place, name))
                    found += 1
    return found
