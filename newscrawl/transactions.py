"""One transaction of an SQLite file, for the index and the catalogue of WARC files."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


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
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself ends it on some errors
            connection.execute("ROLLBACK")
        raise
