"""Which answer stands where in the WARC files, and which crawl got it: `catalogue.sqlite3` beside them.

It is told by the recorder as records are written, and takes what it lacks from the files (survey.py): after a crash, from
other programs' files, and where it was deleted, everything. So the files alone are the archive.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from newscrawl.exceptions import ArchiveUnusable
from newscrawl.sqlitefiles import whole_transaction
from newscrawl.warc.cataloguefile import open_file

FILE = "catalogue.sqlite3"
_BATCH = 500
_FIELDS = "at, run, key, url, time, status, kind, digest"
# A number of milliseconds that says when a list was asked for, and nothing of what it lists.
_MOMENT = re.compile(r"(?<==)1\d{12}(?=&|$)")


class Place(NamedTuple):
    """Where an answer stands."""

    at: str
    run: str
    key: str
    url: str
    time: str
    status: int
    kind: str
    digest: str


@dataclass
class Run:
    """A crawl that was recorded; files that are not ours belong to one without spider and id."""

    id: str
    spider: str
    arguments: dict[str, str] = field(default_factory=dict)
    started: str = ""
    """ISO 8601, UTC."""


def key_of(url: str) -> str:
    """What a request is looked up by: its address, without the fragment and the moment at which it was made.

    >>> key_of("https://example.com/list?page=1&req_trace=1718000000000#top")
    'https://example.com/list?page=1&req_trace=0'
    """
    return _MOMENT.sub("0", url.split("#", 1)[0])


def place_name(path: Path, offset: int) -> str:
    return f"{path.name}:{offset:013d}"


def explain(verb: str, path: Path, error: sqlite3.Error) -> ArchiveUnusable:
    """An error of SQLite in a line; a full disk has several."""
    name = getattr(error, "sqlite_errorname", "")
    if name in ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"):
        return ArchiveUnusable(f"cannot write {path}: the disk is full")
    return ArchiveUnusable(f"cannot {verb} {path}: {error}")


class Catalogue:
    """The catalogue of a folder of WARC files. Raises ArchiveUnusable where it cannot be read or written."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / FILE
        self._fresh: list[Place] = []
        self._sizes: dict[str, tuple[int, str]] = {}  # file name → up to where it is told, and by which run
        self._latest: dict[tuple[str, str], str] = {}  # key and digest → time, of what is not written yet
        try:
            self._connection = open_file(self.path)
        except sqlite3.Error as error:
            raise explain("open", self.path, error) from None

    # -- what is told

    def add_run(self, run: Run) -> None:
        with self._writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO runs VALUES (?, ?, ?, ?)",
                (run.id, run.spider, json.dumps(run.arguments, ensure_ascii=False), run.started),
            )

    def add(self, place: Place, end: int) -> None:
        """An answer was written; its file is told up to `end`."""
        self._fresh.append(place)
        if place.kind == "response":
            self._latest[place.key, place.digest] = place.time
        self.reached(place.at.rpartition(":")[0], end, place.run)

    def reached(self, name: str, end: int, run: str) -> None:
        """All of a file up to there is told."""
        self._sizes[name] = end, run
        if len(self._fresh) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        if self._sizes:
            with self._writing() as connection:
                marks = ", ".join("?" * len(Place._fields))
                connection.executemany(f"INSERT OR IGNORE INTO answers ({_FIELDS}) VALUES ({marks})", self._fresh)
                for name, (end, run) in self._sizes.items():
                    connection.execute(
                        "INSERT INTO files VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET size = ?2, run = ?3 "
                        "WHERE size < ?2",
                        (name, end, run),
                    )
        self._fresh.clear()
        self._sizes.clear()
        self._latest.clear()

    def take(self, other: "Catalogue", name: str, new_name: str, end: int, run: str) -> None:
        """What another catalogue says of a file, up to `end`, which is here under a new name."""
        for id_, spider, arguments, started in other._rows("SELECT id, spider, arguments, started FROM runs"):
            self.add_run(Run(id_, spider, json.loads(arguments), started))
        known = f"SELECT {_FIELDS} FROM answers WHERE at > ? AND at < ? ORDER BY at"
        for row in other._rows(known, f"{name}:", f"{name};"):
            offset = row[0].removeprefix(name)
            self.add(Place(new_name + offset, *row[1:]), int(offset[1:]))
        self.reached(new_name, end, run)
        self.flush()

    def reached_before(self) -> dict[str, tuple[int, str]]:
        """File name → up to where it is told, and by which run."""
        self.flush()
        return {name: (size, run) for name, size, run in self._rows("SELECT name, size, run FROM files")}

    def forget(self, name: str) -> None:
        """A file is not there any more, or is another one."""
        with self._writing() as connection:
            connection.execute("DELETE FROM answers WHERE at > ? AND at < ?", (f"{name}:", f"{name};"))
            connection.execute("DELETE FROM files WHERE name = ?", (name,))

    # -- what it tells

    def runs(self, spider: str = "") -> list[Run]:
        """The crawls, of one spider or of all, in their order, that got an answer which is not that of a robots.txt or
        unchanged."""
        rows = self._rows(
            "SELECT id, spider, arguments, started FROM runs WHERE ?1 IN ('', spider) AND EXISTS (SELECT 1 FROM answers "
            "WHERE run = runs.id AND kind <> 'unchanged' AND key NOT LIKE '%/robots.txt') ORDER BY id",
            spider,
        )
        return [Run(id_, name, json.loads(arguments), started) for id_, name, arguments, started in rows]

    def find(self, url: str, run: str = "") -> Place | None:
        """The answer that a crawl got: its last one; else the last one before it; else the first one after it. Without a
        crawl, the last of all."""
        key = key_of(url)
        select = f"SELECT {_FIELDS} FROM answers WHERE key = ?1"
        rows = self._rows(f"{select} AND (?2 = '' OR run <= ?2) ORDER BY run DESC, at DESC LIMIT 1", key, run)
        rows = rows or self._rows(f"{select} AND run > ?2 ORDER BY run, at LIMIT 1", key, run)
        return Place(*rows[0]) if rows else None

    def find_best(self, url: str) -> Place | None:
        """The last answer that has what was asked for (200); else the last one."""
        rows = self._rows(
            f"SELECT {_FIELDS} FROM answers WHERE key = ? AND status = 200 AND kind <> 'unchanged' "
            "ORDER BY run DESC, at DESC LIMIT 1",
            key_of(url),
        )
        return Place(*rows[0]) if rows else self.find(url)

    def find_full(self, place: Place) -> Place | None:
        """The answer with the content of a revisit: for a 304 the last one before it, else the one with its digest."""
        if place.kind == "unchanged":
            values: tuple[str, ...] = place.run, place.at
            where = "(run, at) < (?2, ?3) AND kind <> 'unchanged' AND status = 200"
        else:
            where, values = "digest = ?2 AND kind = 'response'", (place.digest,)
        rows = self._rows(
            f"SELECT {_FIELDS} FROM answers WHERE key = ?1 AND {where} ORDER BY run DESC, at DESC LIMIT 1",
            place.key,
            *values,
        )
        return Place(*rows[0]) if rows else None

    def last_same(self, url: str, digest: str) -> str:
        """When the archive was last sent this body from this address, as a full response; empty where never."""
        key = key_of(url)
        if when := self._latest.get((key, digest)):
            return when
        rows = self._rows(
            "SELECT time FROM answers WHERE key = ?1 AND digest = ?2 AND kind = 'response' AND url = ?3 "
            "ORDER BY at DESC LIMIT 1",
            key,
            digest,
            url,
        )
        return str(rows[0][0]) if rows else ""

    def last_full(self, url: str) -> str:
        """When the archive was last sent a body from this address; empty where never."""
        key = key_of(url)
        times = [time for (known, _), time in self._latest.items() if known == key]
        rows = self._rows(
            "SELECT time FROM answers WHERE key = ? AND kind <> 'unchanged' AND status = 200 ORDER BY time DESC LIMIT 1",
            key,
        )
        return max([*times, *(str(row[0]) for row in rows)], default="")

    def answers(self) -> Iterator[Place]:
        """All of them, in the order in which they were written."""
        last = ""
        while rows := self._rows(f"SELECT {_FIELDS} FROM answers WHERE at > ? ORDER BY at LIMIT 500", last):
            yield from (Place(*row) for row in rows)
            last = rows[-1][0]

    # -- how

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction."""
        try:
            with whole_transaction(self._connection):
                yield self._connection
        except sqlite3.Error as error:
            raise explain("write", self.path, error) from None

    def _rows(self, statement: str, *values: str) -> list[Any]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise explain("read", self.path, error) from None

    def close(self) -> None:
        try:
            self.flush()
        finally:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
