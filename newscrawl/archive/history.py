"""What becomes of an article after it was archived: it is visited again, and found unchanged, revised, gone, or there
once more. Nothing of that makes it due, and nothing takes its post away."""

import json
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from newscrawl.archive.entries import COLUMNS, Entry, entry_of, id_of
from newscrawl.archive.ledger import KEEP_RECORD, Ledger
from newscrawl.archive.revisions import Version, changes, diff, version_of
from newscrawl.archive.store import stamp
from newscrawl.items import Article
from newscrawl.records import from_record, pack, to_record, unpack

_CHECKED = "UPDATE articles SET checked = :now WHERE site = :site AND id = :id"
_UNCHANGED = """
UPDATE articles SET checked = :now, attempts = 0, next_try = '', reason = ''
WHERE site = :site AND id = :id AND state = 'archived'
"""
# Attempts of what is gone count the visits that found it so.
_GONE = """
UPDATE articles SET state = 'gone', checked = :now, reason = :reason,
  attempts = CASE state WHEN 'gone' THEN attempts + 1 ELSE 1 END,
  next_try = next_try(:now, CASE state WHEN 'gone' THEN attempts + 1 ELSE 1 END, 'gone')
WHERE site = :site AND id = :id
"""
_KEEP_ANSWERS = """
INSERT INTO answers (article, asked) SELECT key, :asked FROM articles WHERE site = :site AND id = :id
ON CONFLICT (article) DO UPDATE SET asked = excluded.asked WHERE asked <> excluded.asked
"""
_FORGET_ANSWERS = "DELETE FROM answers WHERE article = (SELECT key FROM articles WHERE site = :site AND id = :id)"
_ANSWERS = "SELECT w.asked FROM answers w JOIN articles a ON a.key = w.article WHERE a.site = ? AND a.id = ?"
_WITHDRAWALS = """
SELECT w.seen, w.reason, w.lifted FROM withdrawals w JOIN articles a ON a.key = w.article
WHERE a.site = ? AND a.id = ? ORDER BY w.rowid
"""
_TO_VISIT = f"""
SELECT {COLUMNS} FROM articles
WHERE ? IN ('', site) AND state IN ('archived', 'gone') AND day BETWEEN ? AND ? AND next_try <= ? AND key > ?
ORDER BY key LIMIT ?
"""
_OTHERS = f"""
SELECT {COLUMNS} FROM articles INDEXED BY articles_fetched
WHERE state = 'archived' AND site = ?1 AND (url LIKE '%://' || ?2 || '/%')
  AND id NOT IN (SELECT value FROM json_each(?3)) ORDER BY fetched DESC LIMIT ?4
"""
# Its number follows the last one; the article's first text is kept only once a second comes.
_REVISE = """
INSERT INTO revisions (article, number, seen, title, source, published, body, text, changed, diff)
SELECT a.key, 1 + coalesce(max(r.number), 0), :seen, :title, :source, :published, :body, :text, :changed, :diff
FROM articles a LEFT JOIN revisions r ON r.article = a.key WHERE a.site = :site AND a.id = :id GROUP BY a.key
HAVING NOT :first OR count(r.number) = 0
"""
_REVISIONS = """
SELECT r.* FROM revisions r JOIN articles a ON a.key = r.article WHERE a.site = ? AND a.id = ? ORDER BY r.number
"""
_TIMES_REVISED = """
SELECT count(*) FROM revisions r JOIN articles a ON a.key = r.article WHERE a.site = ? AND a.id = ? AND r.number > 1
"""
_RECORD = "SELECT record FROM records WHERE article = (SELECT key FROM articles WHERE site = ? AND id = ?)"


class Revision(NamedTuple):
    """A version that an article had, its number from 1, and how it differs from the one before."""

    number: int
    version: Version
    changed: list[str]
    diff: str


class Withdrawal(NamedTuple):
    """When an article was found to be gone, how its site told so, and when it was there again; ISO 8601."""

    seen: str
    reason: str
    lifted: str
    """Empty while it is gone."""


class History(Ledger):
    """What visits find; see `Ledger` for what was before."""

    # -- visits

    def to_visit(self, site: str, since: date, until: date, *, all_: bool) -> Iterator[Entry]:
        """Archived and gone articles of a site (empty: of all) and of these days, in the order in which they were listed,
        without those that failed a short while ago, unless `all_`."""
        now = "9999" if all_ else stamp(self.clock())
        for row in self._pages(_TO_VISIT, site, since.isoformat(), until.isoformat(), now):
            yield entry_of(row)

    def others(self, site: str, host: str, but: list[str], limit: int) -> list[Entry]:
        """Archived articles that are cited at that host, the last fetched first, but for these ids."""
        return [entry_of(row) for row in self._rows(_OTHERS, site, host, json.dumps(but), limit)]

    def keep_answers(self, article: Article) -> None:
        """How to ask whether an article that was just archived is unchanged: kept only where every answer it was read
        from told that, and none was missing."""
        asked = {} if article.reasons.keys() & {"share service", "post page"} else article.answers
        if asked and all(asked.values()):
            self._note(_KEEP_ANSWERS, article, asked=json.dumps(asked))
        else:
            self._note(_FORGET_ANSWERS, article)

    def answers(self, site: str, id_: str) -> dict[str, dict[str, str]]:
        """Address → headers of a conditional request, of all answers that an article was read from, in their order; empty
        where it must be read to know."""
        rows = self._rows(_ANSWERS, site, id_)
        return json.loads(rows[0]["asked"]) if rows else {}

    def find_unchanged(self, article: Article) -> None:
        """All its answers are as they were."""
        self._note(_UNCHANGED, article)

    # -- tombstones

    def mark_gone(self, article: Article, reason: str, when: datetime | None = None) -> None:
        """Its page is withdrawn (404, 410, a notice), or still is: a tombstone. The post stays. It is visited again after
        a day, two, four … up to 32; `archive` lifts the tombstone. `when`: it was found then, not now."""
        now = stamp(when or self.clock())
        self._change(_GONE, site=article.site, id=id_of(article), reason=reason, now=now)

    def withdrawals(self, site: str, id_: str) -> list[Withdrawal]:
        """All times that an article was gone, first to last."""
        return [Withdrawal(*row) for row in self._rows(_WITHDRAWALS, site, id_)]

    # -- records

    def archived_article(self, site: str, id_: str) -> Article | None:
        """An article as its record has it; None where the index has no record of it, or a damaged one. What was archived
        since the last flush does not count."""
        rows = self._look(_RECORD, site, id_)
        try:
            return from_record(unpack(rows[0]["record"])) if rows else None
        except (zlib.error, ValueError):
            return None

    def keep_record(self, article: Article) -> None:
        """Keep the record of an article, and change nothing else of what is known of it."""
        self._change(KEEP_RECORD, site=article.site, id=id_of(article), record=pack(to_record(article)))

    # -- revisions

    def times_revised(self, article: Article) -> int:
        """How often an article has changed since it was archived."""
        return int(self._rows(_TIMES_REVISED, article.site, id_of(article))[0][0])

    def revise(self, article: Article, before: Version) -> list[str]:
        """Keep a changed text, and the one `before` that its post still shows; the fields that changed, empty where
        none did. Both are on disk on return: then write the post, then call `archive`.

        A crash in between does no harm: the change is found again, and what is kept already is not kept twice.
        """
        new = version_of(article)
        changed = changes(before, new)
        known = self.revisions(article.site, id_of(article)) if changed else []
        if changed and not (known and not changes(known[-1].version, new)):
            self._revise(article, before, [], "", first=True)
            self._revise(article, new, changed, diff(before.text, new.text), first=False)
        self._note(_CHECKED, article)
        if changed:
            self.flush()
        return changed

    def _revise(self, article: Article, version: Version, changed: list[str], difference: str, *, first: bool) -> None:
        self._change(
            _REVISE,
            site=article.site,
            id=id_of(article),
            seen=stamp(version.seen) if version.seen else "",
            title=version.title,
            source=version.source,
            published=version.published,
            body=zlib.compress(version.body.encode("utf-8", "replace")),
            text=zlib.compress(version.text.encode("utf-8", "replace")),
            changed=",".join(changed),
            diff=difference,
            first=first,
        )

    def revisions(self, site: str, id_: str) -> list[Revision]:
        """All versions of an article, first to last; empty where it never changed: its post is the only one."""
        return [
            Revision(
                row["number"],
                Version(
                    title=row["title"],
                    source=row["source"],
                    published=row["published"],
                    body=zlib.decompress(row["body"]).decode(),
                    text=zlib.decompress(row["text"]).decode(),
                    seen=datetime.fromisoformat(row["seen"]) if row["seen"] else None,
                ),
                row["changed"].split(",") if row["changed"] else [],
                row["diff"],
            )
            for row in self._rows(_REVISIONS, site, id_)
        ]

    # -- how it is written

    def _note(self, statement: str, article: Article, **values: Any) -> None:
        self._change(statement, site=article.site, id=id_of(article), now=stamp(self.clock()), **values)
