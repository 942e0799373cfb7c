"""The ledger of articles: each is listed once, and ends as archived or set aside; until then it is due.

              list_article        archive
    (nothing) ───────────► due ─────────────► archived ─► gone      mark_gone: its page is withdrawn, the post stays
                          │   ▲                  ▲
                     fail └───┘ set_aside ► set_aside               set aside for good; `archive` may still follow

What becomes of an article after that (visits, revisions, tombstones) is in history.py.

The order that a crawl keeps, so that what a crash takes away can always be found again:

 1. `list_article` for all that a list names, then `remember_list`: validators that would spare us the list are never
    on disk before what it named.
 2. `settle(article)`: what the index is about to learn of an article is on disk before its post is.
 3. The post is written, whole or not at all. The post is the truth.
 4. `archive(article, post)`. A crash before this is on disk leaves a due article whose post exists: the next run reads
    it again and writes the same bytes.

So every post has its article in the index, and every archived article has its post, unless the power was cut, when the
disk may lose the newest posts: `recover`, at the start of a crawl, makes those due again.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from newscrawl.archive.entries import COLUMNS, Entry, Listing, body_hash, entry_of, id_of, listing_of, written
from newscrawl.archive.store import Store, stamp
from newscrawl.items import Article, Column
from newscrawl.places import find_post
from newscrawl.records import pack, to_record
from newscrawl.text.dates import CST
from newscrawl.text.sources import canonical

_NEVER = "9999"  # a time after all others
_INSERT = """
INSERT INTO articles (
  site, id, share_id, state, url, page_url, listed_on, listing, title, source, publisher, published, day,
  column_slug, column_name, column_path, post, body_hash, first_listed, fetched, archived, attempts, next_try, reason
) VALUES (
  :site, :id, :share_id, :state, :url, :page_url, :listed_on, :listing, :title, :source, :publisher, :published, :day,
  :column_slug, :column_name, :column_path, :post, :body_hash, :now, :fetched, :archived, :attempts,
  CASE :attempts WHEN 0 THEN '' ELSE next_try(:now, 1, 'due') END, :reason
) ON CONFLICT (site, id) DO
"""
# A second list may add to a due article what the first did not say; nothing is written where it adds nothing.
_LIST = f"""{_INSERT} UPDATE SET
  page_url = CASE page_url WHEN '' THEN excluded.page_url ELSE page_url END,
  listing = json_patch(listing, excluded.listing),
  share_id = CASE share_id WHEN '' THEN excluded.share_id ELSE share_id END,
  url = CASE WHEN :cited THEN excluded.url ELSE url END,
  source = CASE source WHEN '' THEN excluded.source ELSE source END,
  publisher = CASE publisher WHEN '' THEN excluded.publisher ELSE publisher END,
  day = CASE WHEN :day_told THEN excluded.day ELSE day END
WHERE state = 'due' AND (
  (page_url = '' AND excluded.page_url <> '') OR (:cited AND url <> excluded.url) OR (source = '' AND excluded.source <> '')
  OR (share_id = '' AND excluded.share_id <> '')
  OR (:day_told AND day <> excluded.day) OR listing <> json_patch(listing, excluded.listing))
"""
_ARCHIVE = f"""{_INSERT} UPDATE SET
  state = 'archived', share_id = :share_id, url = :url, title = :title, source = :source, publisher = :publisher,
  published = :published, day = :day, column_slug = :column_slug, column_name = :column_name,
  column_path = :column_path, post = :post, body_hash = :body_hash, fetched = :fetched,
  archived = CASE archived WHEN '' THEN :now ELSE archived END, attempts = 0, next_try = '', reason = ''
"""
_SET_ASIDE = f"""{_INSERT} UPDATE SET
  state = 'set_aside', reason = :reason, title = :title, fetched = :fetched, next_try = ''
WHERE state IN ('due', 'set_aside')
"""
_FAIL = f"""{_INSERT} UPDATE SET
  attempts = attempts + 1, next_try = next_try(:now, attempts + 1, state),
  reason = CASE state WHEN 'gone' THEN reason ELSE :reason END
WHERE state IN ('due', 'archived', 'gone')
"""
_PUT_BACK = f"{_INSERT} UPDATE SET published = :published, day = :day WHERE state = 'due' AND :published <> ''"
KEEP_RECORD = """
INSERT INTO records (article, record) SELECT key, :record FROM articles WHERE site = :site AND id = :id
ON CONFLICT (article) DO UPDATE SET record = excluded.record
"""
# Ids and what is due are read off two indexes, without a look at the table.
_KNOWN = """
SELECT id FROM articles a WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2))
  AND NOT EXISTS (SELECT 1 FROM articles d INDEXED BY articles_due WHERE d.state = 'due' AND d.site = ?1 AND d.id = a.id)
UNION ALL
SELECT share_id FROM articles
WHERE site = ?1 AND share_id IN (SELECT value FROM json_each(?2)) AND share_id <> '' AND state <> 'due'
"""
_KNOWN_ONE = _KNOWN.replace("IN (SELECT value FROM json_each(?2))", "= ?2")  # a third of the time
_KNOWN_URLS = """
SELECT url AS found FROM articles WHERE url IN (SELECT value FROM json_each(?1)) AND url <> '' AND state <> 'due'
UNION
SELECT page_url FROM articles
WHERE page_url IN (SELECT value FROM json_each(?1)) AND page_url <> '' AND state <> 'due'
"""
_DUE = f"""
SELECT {COLUMNS} FROM articles
WHERE state = 'due' AND site = ? AND next_try <= ? AND id > ? ORDER BY id LIMIT ?
"""
_NOTHING: dict[str, Any] = dict.fromkeys(
    "page_url listed_on published column_slug column_name column_path post body_hash archived reason".split(), ""
) | {"attempts": 0}
_POSTS_SINCE = """
SELECT key, post, fetched FROM articles INDEXED BY articles_fetched
WHERE state = 'archived' AND (fetched, key) > (?, ?) ORDER BY fetched, key LIMIT 500
"""
_POSTS_OF = "SELECT post FROM articles WHERE substr(post, 12) = ? AND post <> ''"
_LOST = "UPDATE articles SET state = 'due', next_try = '', reason = 'its post was lost' WHERE key = :key"


class Ledger(Store):
    """What was listed, and what became of it. Articles are told apart by their site and their id (`id_of`)."""

    # -- what is known

    def known(self, site: str, ids: Iterable[str]) -> set[str]:
        """Those of the ids (the site's own, or the share service's) that need not be fetched: their articles are
        archived, set aside for good, or gone."""
        wanted = list(ids)
        fresh = {id_ for id_ in wanted if self.fresh.get((site, id_), "due") != "due"} if self.fresh else set()
        query = (_KNOWN_ONE, site, wanted[0]) if len(wanted) == 1 else (_KNOWN, site, json.dumps(wanted))
        return fresh | {row[0] for row in self._look(*query)}

    def known_urls(self, urls: Iterable[str]) -> set[str]:
        """The same by addresses: those under which an article is cited, and those of the pages it was listed with."""
        return {row[0] for row in self._rows(_KNOWN_URLS, json.dumps(list(urls)))}

    def is_due(self, site: str, id_: str) -> bool:
        """Whether an article was listed before and is not archived, its next try come or not; what was listed since the
        last flush does not count."""
        return bool(self._look("SELECT 1 FROM articles WHERE state = 'due' AND site = ? AND id = ?", site, id_))

    def find(self, site: str, id_: str) -> Entry | None:
        """All that is kept of one article; None where it was never listed."""
        rows = self._rows(f"SELECT {COLUMNS} FROM articles WHERE site = ? AND id = ?", site, id_)
        return entry_of(rows[0]) if rows else None

    def posts_of(self, id_: str) -> list[str]:
        """The file names of the posts of articles, of whichever site, with this id as file names have it: one at most,
        but for two that came before the second could be set aside. What was archived since the last flush may not count."""
        return [row["post"] for row in self._look(_POSTS_OF, f"{id_}.md")]

    @property
    def has_posts(self) -> bool:
        """Whether it knows of any post."""
        return bool(self._look("SELECT 1 FROM articles WHERE post <> '' LIMIT 1"))

    def due(self, site: str, *, all_: bool = False, limit: int = 0) -> Iterator[Listing]:
        """Articles that were listed and are not archived, by id: what lists said of them, so that they can be fetched
        although the lists have moved on. Those that failed wait for their next try, unless `all_`."""
        now = _NEVER if all_ else stamp(self.clock())
        for number, row in enumerate(self._pages(_DUE, site, now, by="id", first=""), 1):
            entry = entry_of(row)
            yield Listing(entry.article(), entry.page_url, entry.attempts, entry.reason)
            if number == limit:
                return

    # -- what happens to an article

    def list_article(
        self, article: Article, page_url: str = "", where: str = "", *, day: date | None = None, cited: bool = False
    ) -> None:
        """A list (`where`) names an article, and links to `page_url`: it is due. `day` is its day in China as the list
        tells it; `cited`: the list gives the address under which it is cited, and none has to be made of its id. Changes
        nothing where it is archived or set aside."""
        told = {"day": day.isoformat()} if day else {}
        listing = listing_of(article, article.column)  # later a step fills an empty column: that is not its site's
        self._put(
            _LIST,
            article,
            "due",
            page_url=page_url,
            listed_on=where,
            listing=listing,
            day_told=bool(day),
            cited=cited,
            **told,
        )

    def rename(self, article: Article, old: str) -> None:
        """What was listed under the id `old` (a share link's, say) turns out to be this article."""
        self._change(
            "DELETE FROM articles WHERE site = :site AND id = :id AND state = 'due'", site=article.site, id=old
        )
        if self.fresh.get((article.site, old)) == "due":
            del self.fresh[article.site, old]
        self.list_article(article)

    def archive(self, article: Article, post: str) -> None:
        """Its post, a file name below site/_posts, is on disk. Raises ValueError on an article without a date."""
        if article.published is None:
            raise ValueError(f"{id_of(article)} is not dated: it cannot have been archived")
        column = article.column or Column(slug="", name="", path="")
        self._put(
            _ARCHIVE,
            article,
            "archived",
            record=pack(to_record(article) | {"post": post}),
            archived=stamp(self.clock()),
            fetched=stamp(article.fetched or self.clock()),
            source=article.source,
            publisher=article.publisher,
            published=written(article.published),
            day=article.published.date().isoformat(),
            column_slug=column.slug,
            column_name=column.name,
            column_path=column.path,
            post=post,
            body_hash=body_hash(article.body),
        )

    def set_aside(self, article: Article, reason: str) -> None:
        """It can be read, and is nothing to archive. Changes nothing where it is archived."""
        self._put(_SET_ASIDE, article, "set_aside", reason=reason)

    def fail(self, article: Article, reason: str) -> None:
        """It could not be fetched now: the next crawl tries it again, later ones after 5 minutes, 10, 20 … up to a day.
        What is archived or gone stays so, and is not visited before (`next_try`). What is set aside stays as it is."""
        self._put(_FAIL, article, "due", attempts=1, reason=reason)

    def put_back(self, article: Article) -> None:
        """It was read, and is not wanted by this crawl: its page alone told that it lies outside of the range. It stays
        due, and its day is known now."""
        day = {"day": article.published.date().isoformat()} if article.published else {}
        self._put(_PUT_BACK, article, "due", published=written(article.published), **day)

    def settle(self, article: Article) -> None:
        """See to it that the index knows of an article before its post is written."""
        if (article.site, id_of(article)) in self.fresh:
            self.flush()

    # -- after a crash

    def recover(self, *folders: Path) -> int:
        """Make due again what the last run archived, and those before it that never ended, if its post is in none of
        the folders nor in the cold store beside them, or empty: after a power cut the disk may have less than it confirmed. The number of articles.

        Only for who holds the lock, before `start_run`. Costs a look at each post of the last run.
        """
        last = "SELECT min(started) AS since FROM runs WHERE reason = '' OR id = (SELECT max(id) FROM runs)"
        since = self._rows(last)[0]["since"]
        lost = self.reopen_lost(*folders, since=since) if since else 0
        self._change("UPDATE runs SET reason = 'interrupted' WHERE reason = ''")
        self.flush()
        return lost

    def reopen_lost(self, *folders: Path, since: str = "") -> int:
        """Make due again every article fetched since then whose post is missing or empty; the number of them."""
        lost, last = 0, (since, 0)
        while rows := self._rows(_POSTS_SINCE, *last):
            last = rows[-1]["fetched"], rows[-1]["key"]
            for row in rows:
                paths = (find_post(folder, row["post"]) for folder in folders)
                if not any(path.is_file() and path.stat().st_size for path in paths):
                    self._change(_LOST, key=row["key"])
                    lost += 1
        self.flush()
        return lost

    # -- how it is written

    def _put(self, statement: str, article: Article, state: str, **values: Any) -> None:
        """Take an article in, or change what is known of it: the statement says what of these values; the record, where
        there is one, is written in the same transaction."""
        record = values.pop("record", None)
        now, id_ = self.clock(), id_of(article)
        if state == "due":
            self.fresh.setdefault((article.site, id_), state)
        else:
            self.fresh[article.site, id_] = self.fresh[article.site, article.share_id or id_] = state
        source = next(iter(article.raw.get("source", {}).values()), "")
        known = {
            "site": article.site,
            "id": id_,
            "share_id": article.share_id if article.share_id != id_ else "",
            "state": state,
            "url": article.url,
            "listing": values.get("listing") or listing_of(article),
            "title": article.title,
            "source": source,
            "publisher": canonical(source) if source else "",
            "day": now.astimezone(CST).date().isoformat(),
            "fetched": stamp(article.fetched) if article.fetched else "",
            "now": stamp(now),
        }
        if not record:
            self._change(statement, **_NOTHING | known | values)
        else:
            self._hold(statement, **_NOTHING | known | values)
            self._change(KEEP_RECORD, site=article.site, id=id_, record=record)
