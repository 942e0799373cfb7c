"""An SQLite database with full-text search for Chinese, made to be opened with datasette. Needs the extra `data`."""

import errno
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from newscrawl.exporters.table import COLUMNS, LISTS, to_row
from newscrawl.records import Record

_NUMBERS = ("schema", "revisions")
TYPES: dict[str, type] = {
    "number": int,  # 1, 2 … in the order of published time: the row of the full-text index, which must not move
    **{name: int if name in _NUMBERS else str for name in COLUMNS},
    "day": str,  # of `published`, in China: SQLite's date() would give that of Greenwich
    "raw": str,
    "reasons": str,
}
SEARCHED = ["title", "digest", "text"]
_INDEXED = (["site", "id"], ["published"], ["day"], ["publisher", "published"])
_BATCH = 200  # rows at a time

# The trigram index finds three characters and more; shorter words are looked for in every row.
SEARCH = """
select number, published, publisher, title, url from articles
where length(:word) > 2 and number in (
  select rowid from articles_fts where articles_fts match '"' || replace(:word, '"', '""') || '"'
)
union all
select number, published, publisher, title, url from articles
where length(:word) between 1 and 2 and (instr(title, :word) or instr(digest, :word) or instr(text, :word))
order by published desc limit 200
""".strip()
"""Articles with a word of any length, newest first."""


def write(records: Iterable[Record], path: Path) -> None:
    """Make the database at `path`, a file that is empty: the table `articles`, its indexes and `articles_fts`. Raises
    OSError where the disk refuses."""
    connection = sqlite3.connect(path)
    try:
        # Nobody reads the file before it is whole, and it is synced to the disk then: no journal is needed.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        database = Database(connection)
        articles = database.table("articles", pk="number")
        articles.create(TYPES, pk="number", not_null=("site", "id", "title", "published", "day"))
        articles.insert_all(_rows(records), batch_size=_BATCH)
        for columns in _INDEXED:
            articles.create_index(columns, unique=columns == ["site", "id"])
        articles.enable_fts(SEARCHED, tokenize="trigram")
        connection.execute("ANALYZE")
        connection.commit()
    except sqlite3.OperationalError as error:
        raise OSError(errno.EIO, str(error), str(path)) from error
    finally:
        connection.close()


def _rows(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    for number, record in enumerate(records, 1):
        row = to_row(record) | {"raw": record["raw"], "reasons": record["reasons"]}
        for name in (*LISTS, "raw", "reasons"):
            row[name] = json.dumps(row[name], ensure_ascii=False)
        yield {"number": number, **row, "day": record["published"][:10]}


def describe(path: Path) -> bytes:
    """What datasette is told of the database with `-m`: facets, order, and the search for words of any length."""
    table = {
        "facets": ["publisher", "day", "site", {"array": "authors"}],
        "sort_desc": "published",
        "label_column": "title",
        "description": "One row an article; columns as in article-1.json of newscrawl.",
    }
    search = {"sql": SEARCH, "params": ["word"], "title": "Articles with a word of any length"}
    database = {"tables": {"articles": table}, "queries": {"search": search}}
    return json.dumps({"title": path.stem, "databases": {path.stem: database}}, ensure_ascii=False, indent=2).encode()
