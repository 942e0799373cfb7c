"""The file of the catalogue: its tables; opened, made anew where it is no use, or copied where it may only be read."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from newscrawl.sqlitefiles import address_to_read, may_be_written

_VERSION = 1
# `at` is `file name:offset`, so that it sorts in the order in which a crawl wrote its records; `run` in that of crawls.
_SCHEMA = f"""
CREATE TABLE files (name TEXT PRIMARY KEY, size INTEGER NOT NULL, run TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (
  id TEXT PRIMARY KEY, spider TEXT NOT NULL, arguments TEXT NOT NULL, started TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE answers (
  at TEXT PRIMARY KEY, run TEXT NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL, time TEXT NOT NULL,
  status INTEGER NOT NULL, kind TEXT NOT NULL, digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX answers_key ON answers (key, run, at);
CREATE INDEX answers_run ON answers (run, kind);
PRAGMA user_version = {_VERSION};
"""


def open_file(path: Path) -> sqlite3.Connection:
    """The catalogue of a folder; where nothing may be written there, a copy in memory, which takes what it lacks as the
    file would. Raises sqlite3.Error where it cannot be opened."""
    writable = may_be_written(path) if path.exists() else os.access(path.parent, os.W_OK)
    return _open(path) if writable else _copy(path)


def _open(path: Path) -> sqlite3.Connection:
    """A catalogue that is damaged or of another version is made anew: it holds nothing that the WARC files do not."""
    for _ in range(2):
        connection = sqlite3.connect(path, timeout=10, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT")
            if version in (0, _VERSION):
                return connection
        except sqlite3.OperationalError:
            connection.close()
            raise
        except sqlite3.DatabaseError:
            pass
        connection.close()
        for ending in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                Path(f"{path}{ending}").unlink()
    raise sqlite3.OperationalError("it cannot be made anew")


def _copy(path: Path) -> sqlite3.Connection:
    """It begins with what the file holds; with nothing where that cannot be read."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(address_to_read(path), uri=True)) as kept:
        if kept.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
            copy = sqlite3.connect(":memory:", isolation_level=None)
            kept.backup(copy)
            return copy
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    fresh.executescript(_SCHEMA)
    return fresh
