"""The index as the memory of a spider."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from newscrawl.archive.entries import id_of
from newscrawl.archive.index import Index
from newscrawl.archive.visits import is_ripe
from newscrawl.exceptions import ArchiveUnusable
from newscrawl.items import Article
from newscrawl.memory import KnownList
from newscrawl.text.addresses import host_of


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
