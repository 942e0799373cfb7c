"""Near-copies: the same story under several ids or outlets, linked to the earliest of them, none ever dropped.

An article's signature holds the keys of its bands (MinHash over shingles, so that texts which share most of their
shingles share a key; and its opening and its ending, for copies that lack a part) and its folded text. The keys stand
in a table of the archive index: a look-up is a few dozen reads of a B-tree, whatever the size of the archive. Texts
that share a key are candidates and no more: `newscrawl.text.likeness` compares each with the article before they are
linked.

    near_copies        one row an article: signature, time, and the row of the earliest of its copies (its own if alone)
    near_copy_bands    key → articles, in the order of time

schema.py makes them.

Links do not depend on the order in which articles arrive: whether two texts are copies is symmetric, copies of copies
are one group, and a group's earliest is by time printed, then id. The one exception are keys that more than a dozen
articles share near one time (a daily fixture's opening): there only the nearest in time are compared.
"""

import sqlite3
import sys
import zlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING

from newscrawl.text.likeness import same_story
from newscrawl.text.likeness.shingles import fold_clauses, read_shingles

if TYPE_CHECKING:
    from datasketch import MinHash

SHORTEST = 12
"""Folded characters below which a text says too little to be anyone's copy."""
SHORT = 80
"""Below it a text is a flash: only the very same is a copy, since two of a kind differ in a word or a number."""
SAME_FLASH = 12 * 3600
"""Seconds within which it is: 三大指数集体低开 of the next day is other news."""

# Texts that share half of their shingles meet in 2 of 3 cases, those that share 70 % in 99 of 100.
_BANDS, _ROWS = 16, 4
_SEED = 1
_KEY = 6  # bytes: SQLite keeps such numbers in six, and chance meetings are confirmed or not as all others are
_EDGE = 24  # folded characters of opening and ending
_AT_ONCE = 4096  # shingles, each hashed in 64 ways: tables that exceed the cache of a processor take four times as long
_LONGEST = 20_000  # folded characters; a text beyond is compared by as much of it
_NEAREST = 6  # articles compared a key, of those before and of those after
_CANDIDATES = 12  # articles compared in all, those with most keys in common first
_NO_DATE = 1 << 40  # seconds: later than any that has one

# A signature's first byte: its kind, and with it the version of its form. Keys are the same in both forms of a story, so
# that new articles meet those of an older index.
_FLASH, _STORY, _PACKED_STORY = b"F", b"T", b"S"
_STORIES = (_STORY, _PACKED_STORY)


def signature(text: str) -> bytes | None:
    """What of an article's plain text is kept to find its copies by; None for texts too short to tell.

    The same text gives the same signature on every machine. Some 110 bytes and the folded text, two bytes a character.

    >>> signature("详情待续。") is None, len(signature("央行今日开展1000亿元逆回购操作，中标利率为2.10%。"))
    (True, 17)
    """
    clauses = fold_clauses(text)
    folded = "".join(clauses)
    if len(folded) < SHORTEST:
        return None
    if len(folded) < SHORT:
        return _FLASH + blake2b(folded.encode(), digest_size=16).digest()
    if len(folded) > _LONGEST:
        clauses = _first(clauses, _LONGEST)
        folded = "".join(clauses)
    minhash = _minhash()
    minhash.clear()
    shingles = read_shingles(clauses)
    for start in range(0, len(shingles), _AT_ONCE):
        minhash.update_batch([shingles[start : start + _AT_ONCE]])
    hashes = minhash.hashvalues.astype("<u8").tobytes()
    width = 8 * _ROWS
    bands = [hashes[start : start + width] for start in range(0, _BANDS * width, width)]
    keys = _hash_bands([*bands, folded[:_EDGE].encode(), folded[-_EDGE:].encode()])
    return (
        _STORY + keys + "\n".join(clauses).encode("gb18030")
    )  # as short as UTF-8 after zlib, which takes ten times as long


_HASHERS = [blake2b(digest_size=_KEY, salt=bytes([band])) for band in range(_BANDS + 2)]


def _hash_bands(contents: Iterable[bytes]) -> bytes:
    """The keys of all bands, one after another; equal contents of two bands have different keys."""
    keys = bytearray()
    for empty, content in zip(_HASHERS, contents, strict=True):
        hasher = empty.copy()
        hasher.update(content)
        keys += hasher.digest()
    return bytes(keys)


def _first(clauses: list[str], longest: int) -> list[str]:
    length = 0
    for n, clause in enumerate(clauses):
        length += len(clause)
        if length > longest:
            return clauses[: n + 1]
    return clauses


@cache
def _minhash() -> "MinHash":
    """A MinHash, cleared for each text: its permutations are made once."""
    return _import_minhash()(num_perm=_BANDS * _ROWS, seed=_SEED, scheme="affine64", hashfunc=_as_they_are)


def _import_minhash() -> "type[MinHash]":
    """datasketch's MinHash, imported late and alone: importing the whole package takes four times as long, since other
    parts of it need scipy. Where MinHash comes to need them too, all is imported."""
    if "datasketch" not in sys.modules and (spec := find_spec("datasketch")):
        sys.modules["datasketch"] = module_from_spec(spec)  # its place, without what its __init__ imports
        try:
            from datasketch.minhash import MinHash

            return MinHash  # type: ignore[no-any-return]  # has no types
        except ImportError:
            pass
        finally:
            del sys.modules["datasketch"]  # who imports it after us gets the whole
    from datasketch import MinHash

    return MinHash  # type: ignore[no-any-return]


def _as_they_are(shingles: object) -> object:
    """The shingles of a text are numbers already, and handed over as one array: datasketch makes one of them anyway, and
    one by one they take twice the time."""
    return shingles


def _keys(sign: bytes) -> list[int]:
    end = 1 + _KEY * (1 if sign[:1] == _FLASH else _BANDS + 2)
    return [int.from_bytes(sign[i : i + _KEY], "big") for i in range(1, end, _KEY)]


def _clauses(sign: bytes) -> list[str]:
    text = sign[1 + _KEY * (_BANDS + 2) :]
    return (zlib.decompress(text).decode() if sign[:1] == _PACKED_STORY else text.decode("gb18030")).split("\n")


@cache
def _near_query(keys: int) -> str:
    """The first few rows under each of so many keys, with the number of the key: one statement, since eighteen take three
    times as long."""
    one = "SELECT * FROM (SELECT {}, row FROM near_copy_bands WHERE key = ? LIMIT " + f"{2 * _NEAREST + 1})"
    return " UNION ALL ".join(one.format(n) for n in range(keys))


class NearCopies:
    """The near-copies of an archive index of the newest version. Nothing is committed here: the caller's transaction is."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, sign: bytes | None, published: datetime | None) -> str | None:
        """The id of the earliest near-copy of a text that is not, or not yet, in the index; None where it has none."""
        if sign is None:
            return None
        return min((self._earliest(row) for row in self._copies(sign, _seconds(published))), default=(0, None))[1]

    def add(self, article: str, sign: bytes | None, published: datetime | None) -> str | None:
        """Add an article, or its new text or time, and link it: the id of the earliest of its copies, None if it is
        that itself. Articles that turn out to be its copies are linked to it, or with it to the earliest."""
        self.remove(article)
        if sign is None:
            return None
        when = _seconds(published)
        copies = self._copies(sign, when)
        row = self._connection.execute(
            "INSERT INTO near_copies (row, id, published, first, signature) SELECT next, ?, ?, next, ?"
            " FROM (SELECT coalesce(max(row), 0) + 1 AS next FROM near_copies)",
            (article, when, sign),
        ).lastrowid
        assert row is not None
        self._connection.executemany(
            "INSERT OR IGNORE INTO near_copy_bands VALUES (?, ?, ?)", [(key, when, row) for key in _keys(sign)]
        )
        return self._link([row, *copies], article) if copies else None

    def first_of(self, article: str) -> str | None:
        """The id of the earliest copy of an archived article; None where it is that itself, or unknown."""
        found = self._connection.execute(
            "SELECT f.id FROM near_copies a JOIN near_copies f ON f.row = a.first WHERE a.id = ? AND a.first <> a.row",
            (article,),
        ).fetchone()
        return found[0] if found else None

    def remove(self, article: str) -> None:
        """Forget an article; what is left of its group is linked anew."""
        found = self._connection.execute(
            "SELECT row, published, first, signature FROM near_copies WHERE id = ?", (article,)
        ).fetchone()
        if found is None:
            return
        row, when, first, sign = found
        group = [other for other in self._group(first) if other != row]
        self._connection.execute("DELETE FROM near_copies WHERE row = ?", (row,))
        self._connection.executemany(
            "DELETE FROM near_copy_bands WHERE key = ? AND published = ? AND row = ?",
            [(key, when, row) for key in _keys(sign)],
        )
        self._connection.executemany("UPDATE near_copies SET first = row WHERE row = ?", [(other,) for other in group])
        for other in group:
            name, when, sign = self._connection.execute(
                "SELECT id, published, signature FROM near_copies WHERE row = ?", (other,)
            ).fetchone()
            self._link([other, *(copy for copy in self._copies(sign, when) if copy != other)], name)

    def _copies(self, sign: bytes, when: int) -> list[int]:
        """The rows of all near-copies of a text, those confirmed only."""
        shared = self._near(_keys(sign), when)
        if sign[:1] == _FLASH:
            query = "SELECT row FROM near_copies WHERE row = ? AND signature = ? AND abs(published - ?) < ?"
            found = (self._connection.execute(query, (row, sign, when, SAME_FLASH)).fetchone() for row in shared)
            return [row for (row,) in filter(None, found)]
        if not shared:
            return []
        clauses = _clauses(sign)
        return [
            row
            for row, _ in shared.most_common(_CANDIDATES)
            if (other := self._signature(row))[:1] in _STORIES and same_story(clauses, _clauses(other))
        ]

    def _near(self, keys: list[int], when: int) -> Counter[int]:
        """Rows under any of the keys, with the number of keys that they share; of many under one, the nearest in time
        before and after."""
        rows = self._connection.execute(_near_query(len(keys)), keys).fetchall()
        found = Counter(n for n, _ in rows)
        shared = Counter(row for n, row in rows if found[n] <= 2 * _NEAREST)
        before = "SELECT row FROM near_copy_bands WHERE key = ? AND published <= ? ORDER BY published DESC, row LIMIT ?"
        after = "SELECT row FROM near_copy_bands WHERE key = ? AND published > ? ORDER BY published, row LIMIT ?"
        for n, count in found.items():
            if count > 2 * _NEAREST:
                for query in (before, after):
                    shared.update(row for (row,) in self._connection.execute(query, (keys[n], when, _NEAREST)))
        return shared

    def _signature(self, row: int) -> bytes:
        found: bytes = self._connection.execute("SELECT signature FROM near_copies WHERE row = ?", (row,)).fetchone()[0]
        return found

    def _earliest(self, row: int) -> tuple[int, str]:
        """Time and id of the earliest of an article's group."""
        query = "SELECT f.published, f.id FROM near_copies c JOIN near_copies f ON f.row = c.first WHERE c.row = ?"
        published, id_ = self._connection.execute(query, (row,)).fetchone()  # the index's rows cannot be ordered
        return published, id_

    def _group(self, first: int) -> list[int]:
        query = "SELECT row FROM near_copies WHERE first = ? AND first <> row"
        return [first, *(row for (row,) in self._connection.execute(query, (first,)))]

    def _link(self, rows: list[int], article: str) -> str | None:
        """Make one group of the groups of these rows; the id of its earliest, None where that is the article."""
        firsts = {
            self._connection.execute("SELECT first FROM near_copies WHERE row = ?", (r,)).fetchone()[0] for r in rows
        }
        heads = [
            (*self._connection.execute("SELECT published, id FROM near_copies WHERE row = ?", (r,)).fetchone(), r)
            for r in firsts
        ]
        _, earliest, first = min(heads)
        for old in firsts - {first}:
            group = [(first, row) for row in self._group(old)]
            self._connection.executemany("UPDATE near_copies SET first = ? WHERE row = ?", group)
        return None if earliest == article else earliest


def _seconds(published: datetime | None) -> int:
    return int(published.timestamp()) if published else _NO_DATE
