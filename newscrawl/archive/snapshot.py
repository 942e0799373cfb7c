"""The archive at one moment, for exports: every article that is or was archived, in one order, however many they are."""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from newscrawl.archive.copies import NearCopies
from newscrawl.archive.index import Index
from newscrawl.archive.posts import read_post
from newscrawl.archive.restoring import restore
from newscrawl.archive.store import explain
from newscrawl.places import find_post
from newscrawl.records import Record, to_record, unpack
from newscrawl.sqlitefiles import address_to_read
from newscrawl.text.dates import CST
from newscrawl.text.sources import canonical

# The order is that of the index articles_published: nothing is sorted, and nothing but one row is in memory.
_SELECT = """
SELECT a.site, a.id, a.share_id, a.fetched, a.source, a.post, r.record,
  (SELECT count(*) FROM revisions v WHERE v.article = a.key AND v.number > 1) AS revisions,
  (SELECT min(w.seen) FROM withdrawals w WHERE w.article = a.key AND w.lifted = '') AS gone
FROM articles a INDEXED BY articles_published LEFT JOIN records r ON r.article = a.key
WHERE a.state IN ('archived', 'gone') AND a.published >= ? AND a.published < ?
  AND (?3 = '[]' OR a.publisher IN (SELECT value FROM json_each(?3)))
ORDER BY {order} LIMIT ?
"""
_OLDEST, _NEWEST = "a.published, a.site, a.id", "a.published DESC, a.site DESC, a.id DESC"


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which articles are wanted: by the day in China on which they were published, and by publisher."""

    since: date | None = None
    until: date | None = None
    """The last day; it belongs to the range."""
    publishers: frozenset[str] = frozenset()
    """Canonical names; empty for all."""
    newest: int = 0
    """Only so many, the newest, and these newest first; 0 for all, oldest first."""


class Snapshot:
    """What a reader sees who began at one moment; crawls may go on writing meanwhile. See `open_snapshot`."""

    def __init__(self, connection: sqlite3.Connection, path: Path, posts: Sequence[Path]) -> None:
        self.from_posts = 0
        """Articles of which the index has no record, read from their posts."""
        self.lost = 0
        """Articles of which there is no record, and no post in any of the folders: they are left out."""
        self._connection, self._path, self._posts = connection, path, posts
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")
        self._copies = NearCopies(connection)

    def unknown(self, publishers: Sequence[str]) -> list[str]:
        """Those of the publishers that no article names."""
        query = "SELECT 1 FROM articles INDEXED BY articles_day WHERE publisher = ? LIMIT 1"
        return [name for name in publishers if not self._connection.execute(query, (name,)).fetchone()]

    def records(self, wanted: Selection) -> Iterator[Record]:
        """The records of articles in the order of their published time, then site and id: those known to be withdrawn
        among them, each with `withdrawn`, `revisions` and `same_story` as they are now. Raises ArchiveUnusable."""
        try:
            yield from self._chosen(wanted)
        except sqlite3.Error as error:  # said here: who writes them down may have errors of SQLite too, of another file
            raise explain(error, self._path) from error

    def _chosen(self, wanted: Selection) -> Iterator[Record]:
        until = wanted.until + timedelta(days=1) if wanted.until and wanted.until < date.max else None
        first, end = (day.isoformat() if day else open_ for day, open_ in ((wanted.since, ""), (until, "~")))
        query = _SELECT.format(order=_NEWEST if wanted.newest else _OLDEST)
        publishers = json.dumps(sorted(wanted.publishers), ensure_ascii=False)
        for row in self._connection.execute(query, (first, end, publishers, wanted.newest or -1)):
            record = self._record(row)
            if record is None:
                self.lost += 1
                continue
            record["revisions"] = row["revisions"]
            record["withdrawn"] = (
                f"{datetime.fromisoformat(row['gone']).astimezone(CST):%Y-%m-%d}" if row["gone"] else None
            )
            record["same_story"] = self._copies.first_of(row["id"]) or ""
            yield record

    def _record(self, row: sqlite3.Row) -> Record | None:
        try:
            if row["record"] is not None:
                return unpack(row["record"])
        except (zlib.error, ValueError):  # damaged on disk: its post tells what it can
            pass
        for folder in self._posts:
            try:
                post = read_post(find_post(folder, row["post"]).read_bytes(), row["post"])
            except OSError:
                continue
            article = restore(post)
            article.site, article.id, article.share_id = row["site"], row["id"], row["share_id"] or row["id"]
            article.source = row["source"] or article.source
            article.publisher = canonical(article.source) if article.source else ""
            article.fetched = datetime.fromisoformat(row["fetched"]) if row["fetched"] else None
            self.from_posts += 1
            return to_record(article)
        return None


@contextmanager
def open_snapshot(path: Path, *posts: Path) -> Iterator[Snapshot]:
    """An index as it is now; `posts` are the folders in which, or in the cold store beside which, the posts of
    articles without a record are looked for.
    Raises ArchiveUnusable where the index cannot be read."""
    Index.open_to_read(path).close()  # one of an older version takes what it lacks
    try:
        connection = sqlite3.connect(address_to_read(path), uri=True, isolation_level=None)
        connection.execute("PRAGMA query_only = ON")
    except sqlite3.Error as error:
        raise explain(error, path) from error
    try:
        yield Snapshot(connection, path, posts)
    except sqlite3.Error as error:
        raise explain(error, path) from error
    finally:
        connection.close()
