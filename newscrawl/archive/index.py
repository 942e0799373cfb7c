"""The index of an archive, `archive.sqlite3`: which articles it has, which are due, and what became of each.

store.py     the file: opened, migrated, written in batches, errors in words
ledger.py    articles: due, archived, set aside, gone; the order that a crash cannot break
history.py   archived articles visited again: unchanged, revised, gone, and there once more
index.py     lists, runs, and what is told of them all
memory.py    the index as the memory of a spider
recovery.py  what a crawl finds before it begins: no index, what a killed one left
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from newscrawl.archive.entries import COLUMNS, Entry, entry_of
from newscrawl.archive.history import History
from newscrawl.archive.store import stamp
from newscrawl.memory import KnownList
from newscrawl.text.dates import CST

INDEX_FILE = "archive.sqlite3"

# Validators belong to the answer that brought them: an answer without content leaves those of the last full one.
_REMEMBER = """
INSERT INTO lists (url, site, day, etag, last_modified, last_fetched, last_status, complete, problem, reach)
VALUES (:url, :site, :day, :etag, :last_modified, :now, :status, :complete, :problem, :reach)
ON CONFLICT (url) DO UPDATE SET
  day = excluded.day, last_fetched = excluded.last_fetched, last_status = excluded.last_status,
  complete = excluded.complete, problem = excluded.problem, reach = excluded.reach,
  etag = CASE WHEN :full THEN excluded.etag ELSE etag END,
  last_modified = CASE WHEN :full THEN excluded.last_modified ELSE last_modified END
"""
_GAPS = """
SELECT site, publisher, day, count(*) AS listed, sum(state = 'archived') AS archived,
  sum(state = 'set_aside') AS set_aside, sum(state = 'gone') AS gone, sum(state = 'due') AS due
FROM articles WHERE day BETWEEN ? AND ? GROUP BY day, site, publisher
"""
_BROKEN = """
SELECT site, day, url, last_status AS status, problem FROM lists
WHERE complete = 0 AND day BETWEEN ? AND ? ORDER BY day, site, url
"""
_ITERATE = f"""
SELECT {COLUMNS} FROM articles
WHERE ? IN ('', site) AND ? IN ('', state) AND day BETWEEN ? AND ? AND key > ? ORDER BY key LIMIT ?
"""


class Gap(NamedTuple):
    """What one publisher (empty where none is known) has on one day of one site."""

    site: str
    publisher: str
    day: str
    listed: int
    archived: int
    set_aside: int
    gone: int
    due: int


class BrokenList(NamedTuple):
    """A list that broke off or could not be read the last time: what it holds is not known to be archived."""

    site: str
    day: str
    url: str
    status: int
    problem: str


class Index(History):
    """The whole of it; see `Ledger` for articles, `History` for what becomes of archived ones, and `Store` for when things are on disk.

    >>> import tempfile
    >>> from datetime import datetime
    >>> from pathlib import Path
    >>> from newscrawl.items import Article
    >>> article = Article(site="finews", id="NW1", url="http://example.com/1")
    >>> with tempfile.TemporaryDirectory() as folder, Index.open(Path(folder, "archive.sqlite3")) as index:
    ...     index.list_article(article, "http://example.com/1.html")
    ...     [listing.page_url for listing in index.due("finews")]
    ...     article.published = datetime(2022, 6, 13, 8, 21, 56, tzinfo=CST)
    ...     index.archive(article, "2022-06-13-NW1.md")
    ...     index.known("finews", ["NW1", "NW2"]), index.counts()
    ['http://example.com/1.html']
    ({'NW1'}, {'archived': 1})
    """

    # -- lists

    def validators(self, url: str) -> dict[str, str]:
        """The headers of a conditional request for a list, empty where it must be read in full: never read, or broken
        off the last time. After a 304, all that it lists is in the index already."""
        rows = self._rows("SELECT etag, last_modified FROM lists WHERE url = ? AND complete", url)
        said = {"If-None-Match": rows[0]["etag"], "If-Modified-Since": rows[0]["last_modified"]} if rows else {}
        return {name: value for name, value in said.items() if value}

    def remember_list(
        self,
        url: str,
        site: str,
        *,
        status: int,
        etag: str = "",
        last_modified: str = "",
        day: date | None = None,
        problem: str = "",
        reach: date | None = None,
    ) -> None:
        """A list was asked for; call it after `list_article` for all that it names: both are on disk on return.

        `status` is HTTP's, 0 without an answer; `problem` says why the list, or its paging, broke off, and makes it a
        gap until it is read whole; `reach` is the day to which a broken one was to be read on; `day` is that of a dated
        list. A day without a list is none: 404, no problem.
        """
        now = self.clock()
        self._change(
            _REMEMBER,
            url=url,
            site=site,
            day=f"{day or now.astimezone(CST):%Y-%m-%d}",
            etag=etag,
            last_modified=last_modified,
            now=stamp(now),
            status=status,
            complete=not problem,
            problem=problem,
            reach=f"{reach:%Y-%m-%d}" if reach else "",
            full=200 <= status < 300,
        )
        self.flush()

    def lists(self, site: str) -> list[KnownList]:
        """All lists of a site that were there the last time they were asked for, broken or not."""
        rows = self._rows("SELECT url, day, complete, reach FROM lists WHERE site = ? AND last_status <> 404", site)
        return [
            KnownList(
                row["url"],
                date.fromisoformat(row["day"]),
                bool(row["complete"]),
                date.fromisoformat(row["reach"]) if row["reach"] else None,
            )
            for row in rows
        ]

    def broken_lists(self, since: date = date.min, until: date = date.max) -> list[BrokenList]:
        """Lists that are gaps, by day."""
        return [BrokenList(*row) for row in self._rows(_BROKEN, since.isoformat(), until.isoformat())]

    # -- runs

    def start_run(self, spider: str, arguments: Mapping[str, str]) -> int:
        """A crawl begins; its number. Call `recover` before."""
        self.flush()
        with self._clear():
            cursor = self._connection.execute(
                "INSERT INTO runs (spider, arguments, started) VALUES (?, ?, ?)",
                (spider, json.dumps(dict(arguments), ensure_ascii=False), stamp(self.clock())),
            )
        assert cursor.lastrowid
        return cursor.lastrowid

    def was_interrupted(self) -> bool:
        """Whether the last run never ended, or none is known: it may have left files half written."""
        return not self._rows("SELECT 1 FROM runs WHERE id = (SELECT max(id) FROM runs) AND reason <> ''")

    def finish_run(self, run: int, reason: str, *, complete: bool, counts: Mapping[str, Any]) -> None:
        """It ended, with Scrapy's reason; all before is on disk on return."""
        self._change(
            "UPDATE runs SET finished = :now, reason = :reason, complete = :complete, counts = :counts WHERE id = :run",
            run=run,
            reason=reason,
            complete=complete,
            counts=json.dumps(dict(counts), ensure_ascii=False),
            now=stamp(self.clock()),
        )
        self.flush()

    # -- what is told of them

    def gaps(self, since: date = date.min, until: date = date.max) -> Iterator[Gap]:
        """Publisher × day, oldest day first: how many articles were listed, and what became of them."""
        for row in self._rows(_GAPS, since.isoformat(), until.isoformat()):
            yield Gap(*row)

    def counts(self) -> dict[str, int]:
        """State → number of articles."""
        rows = self._rows("SELECT state, count(*) FROM articles INDEXED BY articles_day GROUP BY state ORDER BY state")
        return {row[0]: row[1] for row in rows}

    def iter_articles(
        self, *, site: str = "", state: str = "", since: date = date.min, until: date = date.max
    ) -> Iterator[Entry]:
        """Articles in the order in which they were listed, a few hundred in memory at a time."""
        for row in self._pages(_ITERATE, site, state, since.isoformat(), until.isoformat()):
            yield entry_of(row)


def index_of(spider: object) -> Index | None:
    """The index that a spider has for its memory; None where it has no archive."""
    return getattr(getattr(spider, "memory", None), "index", None)
