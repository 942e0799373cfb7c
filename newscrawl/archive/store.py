"""The file of the index: opened, written in batches, closed; with errors that a person can act on."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from newscrawl.archive.schema import MIGRATIONS, check_version, migrate
from newscrawl.exceptions import ArchiveInUse, ArchiveUnusable
from newscrawl.sqlitefiles import address_to_read, may_be_written, whole_transaction

_WAIT = 10.0  # seconds for another process to end its transaction; ours take milliseconds
_DAY = 86400
# State → seconds of the first pause, and of the longest: after the first failure, a visit's too, the next crawl tries again.
_PAUSES = {"due": (300, _DAY), "archived": (300, 7 * _DAY), "gone": (2 * _DAY, 32 * _DAY)}


def utc_now() -> datetime:
    return datetime.now(UTC)


def stamp(when: datetime) -> str:
    """A time as the index writes it: UTC, to the second, all of one length.

    >>> from datetime import timezone
    >>> stamp(datetime(2022, 6, 13, 8, 21, 56, tzinfo=timezone(timedelta(hours=8))))
    '2022-06-13T00:21:56+00:00'
    """
    return when.astimezone(UTC).isoformat(timespec="seconds")


def next_try(now: str, failures: int, state: str = "due") -> str:
    """When to try again what failed `failures` times: at first at once, that is, in the next crawl; then after 5 minutes,
    and twice as long each time, at most a day, or a week for what is archived. What is gone: after one day, then two,
    and so on, at most 32.

    >>> [next_try("2022-06-13T00:00:00+00:00", n)[8:16] for n in (1, 2, 3, 4, 10, 11)]
    ['13T00:00', '13T00:05', '13T00:10', '13T00:20', '13T21:20', '14T00:00']
    >>> [next_try("2022-06-13T00:00:00+00:00", n, "gone")[5:10] for n in (1, 2, 3, 6, 7)]
    ['06-14', '06-15', '06-17', '07-15', '07-15']
    """
    first, longest = _PAUSES[state]
    pause = min(first << min(failures - 2, 20), longest) if failures > 1 else first // 2 if state == "gone" else 0
    return stamp(datetime.fromisoformat(now) + timedelta(seconds=pause))


class Store:
    """An SQLite file in WAL mode, with a buffer of changes.

    Changes are kept in order and written `batch` at a time, in one transaction each, or `seconds` after the last, and
    always before anything is read but look-ups of ids, and before close. So a crash leaves the file as it was after
    some change, with all before it and none after: a prefix. A transaction reaches the kernel at once, so kill -9
    cannot undo it; `synchronous=NORMAL` syncs at checkpoints only, so a power cut may undo the last ones, in order.

    The clock gives aware times. Only a change looks at it: who wants quiet times flushed too calls `flush`.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], datetime] = utc_now,
        batch: int = 500,
        seconds: float = 1.0,
        writes: bool = True,
    ) -> None:
        self.path, self.clock, self.batch, self.seconds = path, clock, batch, seconds
        self.fresh: dict[tuple[str, str], str] = {}  # (site, id) → state, of changes that are not written yet
        self._changes: list[tuple[str, dict[str, Any]]] = []
        self._flushed = clock()
        with self._clear():
            place = path if writes else address_to_read(path)
            self._connection = sqlite3.connect(place, timeout=_WAIT, isolation_level=None, uri=not writes)
        try:
            with self._clear():
                self._connection.row_factory = sqlite3.Row
                if writes:
                    self._prepare()
                else:
                    check_version(self._connection, str(path), MIGRATIONS, writes=False)
        except BaseException:
            self._connection.close()
            raise

    @classmethod
    def open(cls, path: Path, *, clock: Callable[[], datetime] = utc_now) -> Self:
        """Open an index, make it where it is missing, migrate it where it is older. Raises ArchiveUnusable where it is
        newer, damaged, or where the folder cannot be written; ArchiveInUse where another process writes for long."""
        return cls(path, clock=clock)

    @classmethod
    def open_to_read(cls, path: Path, *, clock: Callable[[], datetime] = utc_now) -> Self:
        """Open an index that is there, to read it alone: where it cannot be written too, a read-only copy, say. Elsewhere
        it is opened as ever, and one of an older version takes what it lacks. Raises as `open` does."""
        return cls(path, clock=clock, writes=may_be_written(path))

    def _prepare(self) -> None:
        connection = self._connection
        connection.create_function("next_try", 3, next_try, deterministic=True)
        deadline = time.monotonic() + _WAIT
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                break
            except sqlite3.OperationalError as error:  # two processes make one new file: SQLite itself does not wait
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection, str(self.path), MIGRATIONS)

    # -- changes

    def _hold(self, statement: str, **values: Any) -> None:
        """A change that belongs with the next one: both are written, or neither."""
        self._changes.append((statement, {name: _storable(value) for name, value in values.items()}))

    def _change(self, statement: str, **values: Any) -> None:
        self._hold(statement, **values)
        if len(self._changes) >= self.batch or not 0 <= (self.clock() - self._flushed).total_seconds() < self.seconds:
            self.flush()

    def flush(self) -> None:
        """Write all changes, in one transaction: all of them or none. Raises ArchiveUnusable (a full disk, say); the
        changes are kept then, and the next flush tries them again."""
        self._flushed = self.clock()
        if not self._changes:
            return
        with self._clear(), whole_transaction(self._connection):
            for statement, values in self._changes:
                self._connection.execute(statement, values)
        self._changes.clear()
        self.fresh.clear()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The file, for tables of another subject: what is done inside is written as a whole, or not at all."""
        with self._clear(), whole_transaction(self._connection):
            yield self._connection

    # -- reads

    def _rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """The rows of a query, after all changes are written."""
        self.flush()
        return self._look(statement, *values)

    def _look(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """The rows of a query, without the changes that are not written yet."""
        with self._clear():
            return self._connection.execute(statement, values).fetchall()

    def _pages(
        self, statement: str, *values: Any, by: str = "key", first: int | str = 0, size: int = 500
    ) -> Iterator[sqlite3.Row]:
        """The rows of a query that ends in `{by} > ? ORDER BY {by} LIMIT ?`, a page at a time: between pages no
        transaction is open, and rows may be changed while they are gone through."""
        while rows := self._rows(statement, *values, first, size):
            yield from rows
            first = rows[-1][by]

    # -- the end

    def close(self) -> None:
        """Write what is left, and close the file, also where the writing fails."""
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

    @contextmanager
    def _clear(self) -> Iterator[None]:
        """SQLite's errors in words."""
        try:
            yield
        except sqlite3.Error as error:
            raise explain(error, self.path) from error


_SURROGATES = re.compile("[\ud800-\udfff]")


def _storable(value: Any) -> Any:
    """Half characters, which broken JSON gives and no file can hold, go; `clean_line` drops them from titles too."""
    return _SURROGATES.sub("", value) if isinstance(value, str) and not value.isascii() else value


# The beginning of SQLite's error name → what it means for a person.
_MEANINGS: Sequence[tuple[str, str]] = (
    ("SQLITE_FULL", "cannot write {path}: the disk is full"),
    ("SQLITE_IOERR_SHMSIZE", "cannot write {path}: the disk is full"),
    ("SQLITE_READONLY", "cannot write {path}: it, or its folder, is read-only"),
    ("SQLITE_CANTOPEN", "cannot open {path}: its folder is missing or may not be written"),
    ("SQLITE_NOTADB", "{path} is no index: move it away, and `scrapy reindex` makes it anew from the posts"),
    ("SQLITE_CORRUPT", "{path} is damaged: move it away, and `scrapy reindex` makes it anew from the posts"),
    ("SQLITE_IOERR", "cannot read or write {path}: the disk fails ({error})"),
)


def explain(error: sqlite3.Error, path: Path) -> ArchiveUnusable:
    """An error of SQLite as one line that says what to do.

    >>> error = sqlite3.OperationalError("database or disk is full")
    >>> error.sqlite_errorname = "SQLITE_FULL"
    >>> print(explain(error, Path("output/archive.sqlite3")))
    cannot write output/archive.sqlite3: the disk is full
    """
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ArchiveInUse(f"{path} is being written by another process, for more than {_WAIT:g} s: try again later")
    if path.is_dir():
        return ArchiveUnusable(
            f"{path} is a folder, where the index is a file: move it away, and `scrapy reindex` makes it anew"
        )
    for start, meaning in _MEANINGS:
        if name.startswith(start):
            return ArchiveUnusable(meaning.format(path=path, error=name))
    return ArchiveUnusable(f"{path}: {error}")
