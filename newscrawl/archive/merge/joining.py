"""Which record of an article stands, where two parts of an archive have one each.

The rule is a join: every record can be compared with every other, so that it does not matter in which order parts are
merged, nor how often.

 - What has its post beats what has not; what was set aside beats what is due.
 - Of two posts, that which was read last stands (the other becomes a revision: histories.py); of two that were read in
   the same second, or were set aside or left due both, one is chosen by its bytes.
 - What belongs to no version of it is joined field by field: listed first, archived first, visited last, and all that
   lists said of it.
"""

import json
from dataclasses import dataclass, fields, replace
from typing import Any

from newscrawl.archive.entries import Entry

WITH_POST, POST_LOST, SET_ASIDE, DUE = 3, 2, 1, 0
"""Ranks of records: the higher beats the lower."""
_JOINED = frozenset({"key", "page_url", "listed_on", "first_listed", "listing", "archived", "checked"})
_CHOSEN = tuple(field.name for field in fields(Entry) if field.name not in _JOINED)


@dataclass(frozen=True)
class Record:
    """A row of the index, and the file that belongs to it: the post of an archived or withdrawn article, the record in
    quarantine/ of one that was set aside; None where it is not there."""

    entry: Entry
    content: bytes | None = None

    @property
    def rank(self) -> int:
        """What beats what: 3 with a post, 2 archived and without one, 1 set aside, 0 due."""
        if self.entry.state in ("archived", "gone"):
            return POST_LOST if self.content is None else WITH_POST
        return SET_ASIDE if self.entry.state == "set_aside" else DUE

    @property
    def has_post(self) -> bool:
        return self.rank == WITH_POST

    def order(self) -> tuple[Any, ...]:
        """Compares with that of any other record of the article; the greatest stands. Nothing in it is joined from
        several records but `checked`, which is never later than what stands was read."""
        entry, content = self.entry, self.content or b""
        rest = tuple(getattr(entry, name) for name in _CHOSEN)
        if self.rank >= POST_LOST:
            return self.rank, max(entry.fetched, entry.checked), content, rest
        if self.rank == SET_ASIDE:
            return SET_ASIDE, entry.reason, content, rest
        told = bool(entry.published), bool(entry.source)
        return DUE, told, entry.attempts, entry.next_try, entry.reason, rest


@dataclass(frozen=True)
class Joined:
    """What the whole has of an article, what the part has, and what the whole is to have."""

    before: Record | None
    coming: Record
    after: Record


def join(one: Record, other: Record) -> Record:
    """The record that two of the same article make; `join(a, b) == join(b, a)`, `join(a, a) == a` once its listing is
    written as it is here (`whole`), and of three it does not matter which two come first. The key is that of `one`."""
    best, least = (one, other) if one.order() >= other.order() else (other, one)
    a, b = best.entry, least.entry
    first_listed, listed_on = min((a.first_listed, a.listed_on), (b.first_listed, b.listed_on))
    entry = replace(
        a,
        key=one.entry.key,
        page_url=_least(a.page_url, b.page_url),
        first_listed=first_listed,
        listed_on=listed_on,
        listing=join_listings(a.listing, b.listing),
        archived=_least(a.archived, b.archived),
        checked=max(a.checked, b.checked) if best.rank == least.rank else a.checked,
    )
    return Record(entry, best.content)


def whole(record: Record) -> Record:
    """A record alone, as `join` would write it."""
    return join(record, record)


def join_listings(one: str, other: str) -> str:
    """All that lists said of an article (JSON, as `listing_of` gives it); where they disagree, the lesser string.

    >>> join_listings('{"raw": {"title": {"list": "乙"}}}', '{"raw": {"title": {"list": "甲", "api": "丙"}}}')
    '{"raw": {"title": {"api": "丙", "list": "乙"}}}'
    """
    return json.dumps(_join_json(json.loads(one), json.loads(other)), ensure_ascii=False, sort_keys=True)


def _join_json(one: Any, other: Any) -> Any:
    """Objects that have objects or other strings at a key are joined there; a column is one thing."""
    if isinstance(one, dict) and isinstance(other, dict) and "slug" not in one.keys() | other.keys():
        both = {**one, **other}
        for name in one.keys() & other.keys():
            both[name] = _join_json(one[name], other[name])
        return both
    return min(one, other, key=lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True))


def _least(*values: str) -> str:
    """The least that is not empty."""
    return min(filter(None, values), default="")
