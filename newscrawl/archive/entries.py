"""What the index keeps of an article, and an article made of that again."""

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple

from newscrawl.files import safe_id
from newscrawl.items import Article, Column

_JSON = json.JSONEncoder(ensure_ascii=False)  # json.dumps makes one anew each time
# Places at which lists say something of an article (Article.raw). What its own pages say is read again instead.
_LISTED = ("api", "list", "url")
_MARKUP = re.compile(r"<[^<>]*>|\s+|&#?\w+;")


class Listing(NamedTuple):
    """An article that a list gave and the archive does not have yet."""

    article: Article
    page_url: str
    """The page to which the list links; empty where only an API listed it."""
    attempts: int
    """How often it failed."""
    reason: str
    """Why it failed the last time; empty where it was never tried, or cut off."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One row of the table `articles`: `newscrawl.archive.schema` says what each column means. Times are ISO 8601, empty
    where there is none."""

    key: int
    site: str
    id: str
    share_id: str
    state: str
    url: str
    page_url: str
    listed_on: str
    listing: str
    title: str
    source: str
    publisher: str
    published: str
    day: str
    column_slug: str
    column_name: str
    column_path: str
    post: str
    body_hash: str
    first_listed: str
    fetched: str
    archived: str
    checked: str
    attempts: int
    next_try: str
    reason: str

    def article(self) -> Article:
        """The article as it was before its own pages were read: with what lists said of it, ready to be fetched."""
        said = json.loads(self.listing)
        return Article(
            id=self.id,
            share_id=self.share_id or self.id,
            url=self.url,
            site=self.site,
            column=Column(**said["column"]) if "column" in said else None,
            raw=said.get("raw", {}),
        )


_NAMES = [field.name for field in fields(Entry)]
COLUMNS = ", ".join(_NAMES)
_VALUES: Callable[[sqlite3.Row], tuple[Any, ...]] = itemgetter(*_NAMES)


def entry_of(row: sqlite3.Row) -> Entry:
    """A row of `SELECT {COLUMNS} FROM articles`."""
    return Entry(**dict(zip(_NAMES, _VALUES(row), strict=True)))


def id_of(article: Article) -> str:
    """The id under which the index knows an article: its own, else a hash of what is known of it, as in quarantine/.

    >>> id_of(Article(id="NW202206132409564815"))
    'NW202206132409564815'
    """
    return article.id or safe_id(article.url or json.dumps(article.raw))


def listing_of(article: Article, given: Column | None = None) -> str:
    """What lists said of an article, as JSON: the column `given` by its site, and `raw`.

    >>> article = Article(id="1")
    >>> article.say("title", "list", "常州")
    >>> article.say("title", "share", "常州日报")
    >>> listing_of(article)
    '{"raw": {"title": {"list": "常州"}}}'
    """
    raw = {
        name: listed
        for name, said in article.raw.items()
        if (listed := {place: value for place, value in said.items() if place in _LISTED})
    }
    column = {"column": {"slug": given.slug, "name": given.name, "path": given.path}} if given else {}
    return _JSON.encode(column | ({"raw": raw} if raw else {}))


def body_hash(body: str) -> str:
    """A body's mark, 32 hexadecimal digits: of its words alone, so that new markup or white space is no new body.

    >>> body_hash("<p>常州 日报</p>") == body_hash("<div>常州<b>日报</b></div>") != body_hash("<p>常州晚报</p>")
    True
    """
    return hashlib.blake2b(_MARKUP.sub("", body).encode(), digest_size=16).hexdigest()


def written(when: datetime | None) -> str:
    """A published time as the index keeps it: ISO 8601 in the zone it has (+08:00); empty for None."""
    return when.isoformat(timespec="seconds") if when else ""
