"""SQLite files, for the index and the catalogue of WARC files: one transaction, and how one is opened that may only be read."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """What the block does is written as a whole, or not at all. The connection is in autocommit mode
    (`isolation_level=None`). Raises sqlite3.Error where the file refuses.

    >>> connection = sqlite3.connect(":memory:", isolation_level=None)
    >>> try:
    ...     with whole_transaction(connection):
    ...         _ = connection.execute("CREATE TABLE articles (id TEXT)")
    ...         raise KeyboardInterrupt
    ... except KeyboardInterrupt:
    ...     connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (0,)
    >>> connection.close()
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself ends it on some errors
            connection.execute("ROLLBACK")
        raise


def may_be_written(path: Path) -> bool:
    """Whether we may write a file that is there, and its log, which SQLite lays beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def address_to_read(path: Path) -> str:
    """A file as SQLite opens it for who only reads: `mode=rw` where it can be written, since `mode=ro` leaves -wal and
    -shm behind; elsewhere `mode=ro`, and `immutable` where no log holds a part of it: SQLite would make one to read."""
    log = path.with_name(f"{path.name}-wal")
    whole = not log.exists() or not log.stat().st_size
    mode = "rw" if may_be_written(path) else "ro&immutable=1" if whole else "ro"
    return f"{path.resolve().as_uri()}?mode={mode}"
