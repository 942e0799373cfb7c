"""The tables of the index, their versions, and the way from an older version to ours.

    articles ──< revisions         one row an article, whatever became of it; older texts only of those that changed
             ├── answers           how to ask for an archived one only if it has changed
             ├─< withdrawals       when it was found to be gone, and when it was there again
             └── records           what exports hand on, of those that are or were archived
    lists                          where articles are listed: validators for conditional requests, and what broke off
    runs                           one row a crawl
    near_copies, near_copy_bands   which articles tell one story, and what they are found by (copies.py)

A new version is one more entry of MIGRATIONS, never a change of an old one: an index of any older version takes the
entries that it lacks, all in one transaction.
"""

import sqlite3
from collections.abc import Sequence

from newscrawl.exceptions import ArchiveUnusable
from newscrawl.sqlitefiles import whole_transaction

# Times are ISO 8601 in UTC, to the second, so that they sort as text; `published` and `day` are of +08:00. What is not
# known is an empty string, as in Article.
_ARTICLES = """
CREATE TABLE articles (
  key          INTEGER PRIMARY KEY,           -- ascends in the order in which articles were first listed
  site         TEXT NOT NULL,                 -- name of the spider whose rules read it
  id           TEXT NOT NULL,                 -- Article.id
  share_id     TEXT NOT NULL DEFAULT '',      -- Article.share_id where it is another
  state        TEXT NOT NULL DEFAULT 'due',   -- due, archived, set_aside, gone
  url          TEXT NOT NULL DEFAULT '',      -- the address under which it is cited
  page_url     TEXT NOT NULL DEFAULT '',      -- the page to which its list links
  listed_on    TEXT NOT NULL DEFAULT '',      -- the list that named it first
  listing      TEXT NOT NULL DEFAULT '{}',    -- JSON: what lists said of it, enough to make it again
  title        TEXT NOT NULL DEFAULT '',
  source       TEXT NOT NULL DEFAULT '',
  publisher    TEXT NOT NULL DEFAULT '',
  published    TEXT NOT NULL DEFAULT '',
  day          TEXT NOT NULL,                 -- of `published`; until that is known, as listed, else when listed
  column_slug  TEXT NOT NULL DEFAULT '',
  column_name  TEXT NOT NULL DEFAULT '',
  column_path  TEXT NOT NULL DEFAULT '',
  post         TEXT NOT NULL DEFAULT '',      -- file name below site/_posts
  body_hash    TEXT NOT NULL DEFAULT '',
  first_listed TEXT NOT NULL,
  fetched      TEXT NOT NULL DEFAULT '',
  archived     TEXT NOT NULL DEFAULT '',      -- the first time
  checked      TEXT NOT NULL DEFAULT '',      -- the last time it was visited again
  attempts     INTEGER NOT NULL DEFAULT 0,    -- that failed
  next_try     TEXT NOT NULL DEFAULT '',      -- not before; empty: at once
  reason       TEXT NOT NULL DEFAULT '',      -- why it is due still, set aside or gone
  UNIQUE (site, id)
)
"""
_REVISIONS = """
CREATE TABLE revisions (
  article   INTEGER NOT NULL REFERENCES articles (key),
  number    INTEGER NOT NULL,                 -- from 1, the first text that was archived
  seen      TEXT NOT NULL,
  title     TEXT NOT NULL,
  source    TEXT NOT NULL,
  published TEXT NOT NULL,
  body      BLOB NOT NULL,                    -- HTML, zlib
  text      BLOB NOT NULL,                    -- the same as plain text, zlib
  changed   TEXT NOT NULL,                    -- fields that differ from the one before, comma between
  diff      TEXT NOT NULL,                    -- of the text, unified, without context
  UNIQUE (article, number)
)
"""
_LISTS = """
CREATE TABLE lists (
  url           TEXT PRIMARY KEY,
  site          TEXT NOT NULL,
  day           TEXT NOT NULL,                -- of a dated list, else when it was fetched
  etag          TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  last_fetched  TEXT NOT NULL,
  last_status   INTEGER NOT NULL,             -- HTTP; 0 without an answer
  complete      INTEGER NOT NULL,             -- 0: it broke off, or could not be read
  problem       TEXT NOT NULL
) WITHOUT ROWID
"""
_RUNS = """
CREATE TABLE runs (
  id        INTEGER PRIMARY KEY,
  spider    TEXT NOT NULL,
  arguments TEXT NOT NULL,                    -- JSON
  started   TEXT NOT NULL,
  finished  TEXT NOT NULL DEFAULT '',
  reason    TEXT NOT NULL DEFAULT '',         -- Scrapy's reason, or `interrupted`; empty while it runs
  complete  INTEGER NOT NULL DEFAULT 0,
  counts    TEXT NOT NULL DEFAULT '{}'        -- JSON
)
"""
# Indexes of version 1 that were written with datasketch installed have these already.
_NEAR_COPIES = """
CREATE TABLE IF NOT EXISTS near_copies (
  row       INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  published INTEGER NOT NULL,                 -- seconds since 1970, UTC
  first     INTEGER NOT NULL,                 -- the row of the earliest of its group
  signature BLOB NOT NULL
)
"""
_NEAR_COPY_BANDS = """
CREATE TABLE IF NOT EXISTS near_copy_bands (
  key       INTEGER NOT NULL,
  published INTEGER NOT NULL,
  row       INTEGER NOT NULL,
  PRIMARY KEY (key, published, row)
) WITHOUT ROWID
"""
_ANSWERS = """
CREATE TABLE answers (
  article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
  asked   TEXT NOT NULL                       -- JSON: address → headers of a conditional request, as they were read
)
"""
_WITHDRAWALS = """
CREATE TABLE withdrawals (
  article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
  seen    TEXT NOT NULL,
  reason  TEXT NOT NULL,
  lifted  TEXT NOT NULL DEFAULT ''            -- when it was there again
)
"""
_WITHDRAWN = """
CREATE TRIGGER articles_withdrawn AFTER UPDATE OF state ON articles WHEN new.state = 'gone' AND old.state <> 'gone'
BEGIN
  INSERT INTO withdrawals (article, seen, reason) VALUES (new.key, new.checked, new.reason);
  DELETE FROM answers WHERE article = new.key;
END
"""
_LIFTED = """
CREATE TRIGGER articles_lifted AFTER UPDATE OF state ON articles WHEN old.state = 'gone' AND new.state <> 'gone'
BEGIN
  UPDATE withdrawals SET lifted = new.fetched WHERE article = new.key AND lifted = '';
END
"""
_RECORDS = """
CREATE TABLE records (
  article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
  record  BLOB NOT NULL                       -- newscrawl.records, zlib; an index older than the table lacks some
)
"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        _ARTICLES,
        "CREATE INDEX articles_share_id ON articles (site, share_id) WHERE share_id <> ''",
        "CREATE INDEX articles_url ON articles (url)",
        "CREATE INDEX articles_page_url ON articles (page_url) WHERE page_url <> ''",
        "CREATE INDEX articles_due ON articles (site, id) WHERE state = 'due'",
        "CREATE INDEX articles_fetched ON articles (fetched) WHERE state = 'archived'",
        "CREATE INDEX articles_day ON articles (day, site, publisher, state)",
        _REVISIONS,
        _LISTS,
        "CREATE INDEX lists_broken ON lists (day, site) WHERE complete = 0",
        _RUNS,
    ),
    (
        _NEAR_COPIES,
        "CREATE INDEX IF NOT EXISTS near_copies_by_first ON near_copies (first) WHERE first <> row",
        _NEAR_COPY_BANDS,
    ),
    # a list that broke off tells the next crawl how far it was to be read
    ("ALTER TABLE lists ADD COLUMN reach TEXT NOT NULL DEFAULT ''",),
    # visits: how to ask whether an article is unchanged, and when it was withdrawn
    (
        _ANSWERS,
        _WITHDRAWALS,
        "CREATE INDEX withdrawals_article ON withdrawals (article)",
        _WITHDRAWN,
        _LIFTED,
        "INSERT INTO withdrawals (article, seen, reason) SELECT key, checked, reason FROM articles WHERE state = 'gone'",
    ),
    (
        _RECORDS,
        # The order of every export, read off without sorting.
        "CREATE INDEX articles_published ON articles (published, site, id) WHERE state IN ('archived', 'gone')",
    ),
    # which post an id has, for the exporter, which had to list them all
    ("CREATE INDEX articles_post ON articles (substr(post, 12)) WHERE post <> ''",),
)
"""The statements that make version 1, then those from 1 to 2, and so on."""


def migrate(connection: sqlite3.Connection, name: str, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> int:
    """Bring an index to the newest version, in place; the number of versions that it was behind.

    A new, empty file is behind by all. Raises ArchiveUnusable, and changes nothing, where the index is newer than we
    are; `name` is what the message calls it.

    >>> connection = sqlite3.connect(":memory:", isolation_level=None)
    >>> migrate(connection, "index") == len(MIGRATIONS), migrate(connection, "index")
    (True, 0)
    >>> connection.close()
    """
    version = _version(connection)
    if version == len(migrations):
        return 0
    with whole_transaction(connection):
        version = check_version(connection, name, migrations)  # another process may have been here first
        for statements in migrations[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
    return len(migrations) - version


def check_version(
    connection: sqlite3.Connection, name: str, migrations: Sequence[Sequence[str]], *, writes: bool = True
) -> int:
    """The version of an index. Raises ArchiveUnusable where it is newer than we are, or is older and cannot be brought to
    ours, since nothing may be written."""
    version = _version(connection)
    if version > len(migrations):
        raise ArchiveUnusable(
            f"{name} was written by a newer newscrawl (version {version}, this one knows {len(migrations)}): "
            "update newscrawl, or give another OUTPUT_DIR"
        )
    if version < len(migrations) and not writes:
        raise ArchiveUnusable(
            f"{name} was written by an older newscrawl (version {version}, this one's is {len(migrations)}) and is "
            "read-only: copy it to where it can be written, and give that OUTPUT_DIR"
        )
    return version


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
