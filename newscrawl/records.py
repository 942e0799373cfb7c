"""The record of an article: what the index keeps of it, what every export hands on, and what Scrapy's own feeds write.

A record is a dict that JSON can hold, with its fields always in one order and always all of them. Its form is versioned
and published: exporters/schema/article-1.json. What becomes known only after an article was archived (`same_story`,
`revisions`, `withdrawn`) stands in it as it was known then; an export puts in what is known now.
"""

import json
import zlib
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from newscrawl.items import Article, Column
from newscrawl.text.dates import CST

Record = dict[str, Any]

VERSION = 1
"""Of the form. A field more is a new version too: a reader may rely on the whole of it."""

_PEOPLE = ("authors", "editors", "photographers")
FIELDS = (
    "schema",
    "site",
    "id",
    "share_id",
    "url",
    "title",
    "published",
    "precision",
    "source",
    "publisher",
    *_PEOPLE,
    "digest",
    "text",
    "body",
    "column",
    "pages",
    "post",
    "fetched",
    "same_story",
    "revisions",
    "withdrawn",
    "raw",
    "reasons",
)
"""All fields, in their order."""


def to_record(article: Article) -> Record:
    """An article as a record. Times are ISO 8601 to the second with +08:00, null where there is none.

    `raw` goes without the body as it was sent: `body` is what it means. Half characters, which no file can hold, go.

    >>> record = to_record(Article(site="finews", id="NW1", published=datetime(2022, 6, 13, 8, 21, 56, tzinfo=CST)))
    >>> record["schema"], record["id"], record["published"], record["authors"], record["withdrawn"]
    (1, 'NW1', '2022-06-13T08:21:56+08:00', [], None)
    >>> tuple(record) == FIELDS
    True
    """
    column = article.column
    special: Record = {
        "schema": VERSION,
        "published": _written(article.published),
        "fetched": _written(article.fetched),
        "column": {"slug": column.slug, "name": column.name, "path": column.path} if column else None,
        "withdrawn": article.withdrawn.isoformat() if article.withdrawn else None,
        "raw": {name: dict(said) for name, said in article.raw.items() if name != "body"},
    }
    return {name: _whole(special[name] if name in special else getattr(article, name)) for name in FIELDS}


def from_record(record: Record) -> Article:
    """The article of a record. Raises ValueError where the record is of a newer version than we know.

    >>> article = Article(id="NW1", authors=["张三"], withdrawn=date(2022, 6, 20))
    >>> from_record(to_record(article)) == article
    True
    """
    if record.get("schema") != VERSION:
        raise ValueError(
            f"a record of version {record.get('schema')}, this newscrawl knows {VERSION}: update newscrawl"
        )
    values = {name: value for name, value in record.items() if name in _OF_ARTICLE}
    for name in ("published", "fetched"):
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    values["withdrawn"] = date.fromisoformat(values["withdrawn"]) if values["withdrawn"] else None
    values["column"] = Column(**values["column"]) if values["column"] else None
    return Article(**values)


_OF_ARTICLE = {field.name for field in fields(Article)}


def pack(record: Record) -> bytes:
    """A record as the index keeps it: JSON, compressed.

    >>> unpack(pack({"title": "常州"}))
    {'title': '常州'}
    """
    # Level 1: Chinese text is 2 to 7 % longer than at the default 6, in half the time.
    return zlib.compress(json_line(record), 1)


def unpack(packed: bytes) -> Record:
    """What `pack` made. Raises zlib.error or ValueError where it is damaged."""
    record: Record = json.loads(zlib.decompress(packed))
    return record


def json_line(record: Record) -> bytes:
    """A record as one line of JSON Lines, without the line's end."""
    return json.dumps(record, ensure_ascii=False).encode()


def _written(when: datetime | None) -> str | None:
    return when.astimezone(CST).isoformat(timespec="seconds") if when else None


def _whole(value: Any) -> Any:
    """A value without halves of surrogate pairs, as broken JSON has them; a copy of what can be changed."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "ignore").decode()
    if isinstance(value, list):
        return [_whole(part) for part in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(part) for key, part in value.items()}
    return value
