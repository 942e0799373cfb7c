"""Articles of a part, with their posts, versions, near-copies, and what was set aside: into the whole."""

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from newscrawl.archive.copies import NearCopies
from newscrawl.archive.entries import COLUMNS, Entry, entry_of
from newscrawl.archive.history import Revision
from newscrawl.archive.index import Index
from newscrawl.archive.merge.histories import join_histories, version_in
from newscrawl.archive.merge.joining import POST_LOST, Joined, Record, join, whole
from newscrawl.archive.merge.owners import settle_owner
from newscrawl.archive.merge.rows import put_entries
from newscrawl.archive.merge.work import Merge, Merged, file_of
from newscrawl.archive.store import stamp
from newscrawl.files import write_whole
from newscrawl.places import mark_stale

_AT_ONCE = 500  # articles
_PUT_REVISION = """
INSERT INTO revisions (article, number, seen, title, source, published, body, text, changed, diff)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
# Tables that keep one thing of an article: how to ask whether it is unchanged; what exports hand on.
_KEPT = (("answers", "asked"), ("records", "record"))
_LOOK = "SELECT w.{1} FROM {0} w JOIN articles a ON a.key = w.article WHERE a.site = ? AND a.id = ?"
_PUT = """
INSERT INTO {0} (article, {1}) SELECT key, ?3 FROM articles WHERE site = ?1 AND id = ?2
ON CONFLICT (article) DO UPDATE SET {1} = CASE WHEN ?4 THEN max({1}, excluded.{1}) ELSE excluded.{1} END
"""
_FORGET = "DELETE FROM {0} WHERE article IN (SELECT key FROM articles WHERE site = ? AND id = ?)"
_PAGE = f"SELECT {COLUMNS} FROM articles WHERE key > ? ORDER BY key LIMIT ?"


def merge_articles(work: Merge) -> Merged:
    """Every article that the part knows of."""
    articles = posts = 0
    for entries in _pages(work.part):
        known = (each for entry in entries if (each := join_into(work, entry)))
        joined = [settled for each in known for settled in settle_owner(work, each)]
        _learn(work, joined)
        posts += sum(_write(work, each) for each in joined)
        work.sync()
        _settle(work, joined)
        articles += len(entries)
    return Merged(articles, posts)


def join_into(work: Merge, entry: Entry) -> Joined | None:
    """What is to become of an article of the part; None for one that it was only told of (seeds.py)."""
    coming = work.record(work.part, work.part_folder, entry)
    if coming.rank == POST_LOST:
        return None
    known = work.index.find(entry.site, entry.id)
    if known is None:
        coming = whole(coming)
        return Joined(None, coming, coming)
    if coming.content is None and replace(entry, key=known.key) == known:
        return None
    before = work.record(work.index, work.folder, known)
    return Joined(before, coming, join(before, coming))


def _learn(work: Merge, joined: Sequence[Joined]) -> None:
    """The first step: articles that are new to the index are due, and versions are kept."""
    histories = [(each.after.entry, history) for each in joined if (history := _history(work, each))]
    with work.index.transaction() as connection:
        new = (each.after.entry for each in joined if each.before is None)
        put_entries(connection, (replace(entry, state="due", post="", archived="") for entry in new))
        for entry, history in histories:
            _put_history(connection, entry, history)


def _history(work: Merge, each: Joined) -> list[Revision]:
    """All versions of an article, of the part and of the whole; empty where there is but one, or nothing new."""
    entry = each.after.entry
    if not (each.after.has_post and each.coming.has_post):
        return []
    theirs = work.part.revisions(entry.site, entry.id)
    if not theirs and (each.before is None or each.before.content == each.coming.content):
        return []
    ours = work.index.revisions(entry.site, entry.id)
    histories = []
    for known, record in ((ours, each.before), (theirs, each.coming)):
        if known:
            histories.append([revision.version for revision in known])
        elif record and record.has_post:
            histories.append([version_in(record.content or b"", record.entry)])
    joined = join_histories(*histories)
    return joined if joined != ours else []


def _put_history(connection: sqlite3.Connection, entry: Entry, history: Sequence[Revision]) -> None:
    article = connection.execute("SELECT key FROM articles WHERE site = ? AND id = ?", (entry.site, entry.id))
    key = article.fetchone()[0]
    connection.execute("DELETE FROM revisions WHERE article = ?", (key,))
    for number, version, changed, difference in history:
        seen = stamp(version.seen) if version.seen else ""
        packed = [zlib.compress(text.encode("utf-8", "replace")) for text in (version.body, version.text)]
        values = (
            number,
            seen,
            version.title,
            version.source,
            version.published,
            *packed,
            ",".join(changed),
            difference,
        )
        connection.execute(_PUT_REVISION, (key, *values))


def _write(work: Merge, each: Joined) -> int:
    """The second step: the file of an article, and away with the one that it replaces; the number of posts written."""
    path, written = file_of(work.folder, each.after.entry), False
    _mark_months(work, each)
    if path and each.after.content is not None:
        written = write_whole(path, each.after.content)
    stale = file_of(work.folder, each.before.entry) if each.before and each.before.content is not None else None
    if stale and stale != path:
        stale.unlink(missing_ok=True)
    return int(written and each.after.has_post)


def _mark_months(work: Merge, each: Joined) -> None:
    """The pages of months are stale where they list the article otherwise than it is to be, or not at all."""
    before = each.before.entry if each.before else None
    if before != each.after.entry or each.before != each.after:
        posts = {entry.post for entry in (before, each.after.entry) if entry and entry.post}
        for name in sorted(posts):
            mark_stale(work.folder / "site" / "_posts", name)


def _settle(work: Merge, joined: Sequence[Joined]) -> None:
    """The third step: the index says what became of them, and which are copies of which."""
    with work.index.transaction() as connection:
        changed = (each for each in joined if each.before is None or each.after.entry != each.before.entry)
        put_entries(connection, (each.after.entry for each in changed))
        _put_kept(work, connection, joined)
        _link_copies(work, connection, [each.after for each in joined if each.after.content == each.coming.content])


def _put_kept(work: Merge, connection: sqlite3.Connection, joined: Sequence[Joined]) -> None:
    """What else is kept of an article belongs to the record that stands, of two equal ones to the greater; nothing is left
    of one that gave way to another (owners.py)."""
    for each in joined:
        site, id_ = each.after.entry.site, each.after.entry.id
        stands = each.before is None or each.before.order() <= each.coming.order()
        equal = each.before is not None and each.before.order() == each.coming.order()
        for table in _KEPT:
            if not each.after.has_post:
                connection.execute(_FORGET.format(*table), (site, id_))
            elif stands:
                for (kept,) in work.part._look(_LOOK.format(*table), site, id_):
                    connection.execute(_PUT.format(*table), (site, id_, kept, equal))


def _link_copies(work: Merge, connection: sqlite3.Connection, records: Sequence[Record]) -> None:
    """Near-copies are found anew in the whole, by the signatures that the part has."""
    copies = NearCopies(connection)
    query = "SELECT published, signature FROM near_copies WHERE id = ?"
    for record in records:
        coming = work.part._look(query, record.entry.id) if record.has_post else []
        known = connection.execute(query, (record.entry.id,)).fetchone()
        if coming and (known is None or tuple(known) != tuple(coming[0])):
            published = datetime.fromisoformat(record.entry.published)
            copies.add(record.entry.id, coming[0]["signature"], published)


def _pages(index: Index) -> Iterator[list[Entry]]:
    last = 0
    while rows := index._rows(_PAGE, last, _AT_ONCE):
        last = rows[-1]["key"]
        yield [entry_of(row) for row in rows]
