"""Rows of the index as they are, from one index to another: all but their key, which orders within one index alone."""

import sqlite3
from collections.abc import Iterable
from dataclasses import fields

from newscrawl.archive.entries import Entry

_NAMES = [field.name for field in fields(Entry) if field.name != "key"]
_PUT = f"""
INSERT INTO articles ({", ".join(_NAMES)}) VALUES ({", ".join(":" + name for name in _NAMES)})
ON CONFLICT (site, id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _NAMES)}
"""


def put_entries(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Write rows in place of those of the same articles, in the caller's transaction."""
    connection.executemany(_PUT, ({name: getattr(entry, name) for name in _NAMES} for entry in entries))
