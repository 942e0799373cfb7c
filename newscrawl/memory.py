"""What a spider asks the archive and tells it, and the memory of one that has none.

The spiders know only this: extensions/archive.py gives them the index of an OUTPUT_DIR as their memory. Where nothing is
given, every crawl is the first.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, Protocol

from newscrawl.items import Article


class KnownList(NamedTuple):
    """A list that was asked for by an earlier crawl."""

    url: str
    day: date
    """Of a dated list; else when it was fetched."""
    complete: bool
    """False where it could not be read, or broke off."""
    reach: date | None = None
    """The day to which the crawl that asked for it wanted to read on; None: to what is known."""


class Memory(Protocol):
    """`newscrawl.archive.index.Index` says more of each."""

    keeps: bool
    """Whether what is listed can be had back from it, by `due`."""

    def is_known(self, site: str, id_: str) -> bool:
        """Whether an article need not be fetched: it is archived, or set aside for good."""

    def is_due(self, site: str, id_: str) -> bool:
        """Whether an earlier crawl listed an article that is not archived yet."""

    def due(self, site: str) -> Iterator[tuple[Article, str]]:
        """Those articles whose next try has come, with all that lists said of them, and their post page's address."""

    def to_visit(self, site: str, since: date, until: date, *, all_: bool) -> Iterator[tuple[Article, str]]:
        """Archived articles of a site (empty: of all) and of these days that it is time to visit again, or `all_` of
        them: as `due` gives them. Those that were withdrawn too, rarely."""

    def answers(self, article: Article) -> dict[str, dict[str, str]]:
        """Address → headers of a conditional request, of all answers that an archived article was read from; empty where
        only reading it tells whether it has changed."""

    def others(self, article: Article, but: list[str], limit: int) -> list[tuple[Article, str]]:
        """Archived articles of the same site and host, but for these ids: as `due` gives them, the last fetched first."""

    def list_article(
        self, article: Article, page_url: str = "", where: str = "", *, day: date | None = None, cited: bool = False
    ) -> None:
        """A list (`where`) names an article; `cited`: and gives the address under which it is cited."""

    def rename(self, article: Article, old: str) -> None:
        """What was listed under the id `old` turns out to be this article."""

    def settle(self, article: Article) -> None:
        """What is known of an article is on disk on return. Raises ArchiveUnusable."""

    def validators(self, url: str) -> dict[str, str]:
        """The headers of a conditional request for a list."""

    def lists(self, site: str) -> list[KnownList]:
        """All lists of a site that were there the last time."""

    def remember_list(
        self,
        url: str,
        site: str,
        *,
        status: int,
        etag: str,
        last_modified: str,
        day: date | None,
        problem: str,
        reach: date | None = None,
    ) -> None:
        """A list was asked for, and all that it names was listed."""


class NoMemory:
    """Of a spider without an archive: nothing is known, nothing kept."""

    keeps = False

    def is_known(self, site: str, id_: str) -> bool:
        return False

    def is_due(self, site: str, id_: str) -> bool:
        return False

    def due(self, site: str) -> Iterator[tuple[Article, str]]:
        return iter(())

    def to_visit(self, site: str, since: date, until: date, *, all_: bool) -> Iterator[tuple[Article, str]]:
        return iter(())

    def answers(self, article: Article) -> dict[str, dict[str, str]]:
        return {}

    def others(self, article: Article, but: list[str], limit: int) -> list[tuple[Article, str]]:
        return []

    def list_article(
        self, article: Article, page_url: str = "", where: str = "", *, day: date | None = None, cited: bool = False
    ) -> None: ...

    def rename(self, article: Article, old: str) -> None: ...

    def settle(self, article: Article) -> None: ...

    def validators(self, url: str) -> dict[str, str]:
        return {}

    def lists(self, site: str) -> list[KnownList]:
        return []

    def remember_list(
        self,
        url: str,
        site: str,
        *,
        status: int,
        etag: str,
        last_modified: str,
        day: date | None,
        problem: str,
        reach: date | None = None,
    ) -> None: ...
