"""Near-copies: the same story under several ids or outlets, linked to the earliest of them, none ever dropped.

An article's signature holds the keys of its bands (MinHash over shingles, so that texts which share most of their
shingles share a key; and its opening and its ending, for copies that lack a part) and its folded text. The keys stand
in a table of the archive index: a look-up is a few dozen reads of a B-tree, whatever the size of the archive. Texts
that share a key are candidates and no more: `newscrawl.text.likeness` compares each with the article before they are
linked.

    near_copies        one row an article: signature, time, and the row of the earliest of its copies (its own if alone)
    near_copy_bands    key → articles, in the order of time

Links do not depend on the order in which articles arrive: whether two texts are copies is symmetric, copies of copies
are one group, and a group's earliest is by time printed, then id. The one exception are keys that more than a dozen
articles share near one time (a daily fixture's opening): there only the nearest in time are compared.
"""

import sqlite3
import zlib
from collections import Counter
from datetime import datetime
from functools import cache
from hashlib import blake2b
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
_LONGEST = 20_000  # folded characters; a text beyond is compared by as much of it
_NEAREST = 6  # articles compared a key, of those before and of those after
_CANDIDATES = 12  # articles compared in all, those with most keys in common first
_NO_DATE = 1 << 40  # seconds: later than any that has one

_FLASH, _STORY = b"F", b"S"  # a signature's first byte: its kind, and with it the version of its form


def signature(text: str) -> bytes | None:
    """What of an article's plain text is kept to find its copies by; None for texts too short to tell.

    The same text gives the same signature on every machine. Some 130 bytes and the folded text, compressed.

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
    minhash = _minhash().copy()
    minhash.update_batch([read_shingles(clauses)])
    hashes = minhash.hashvalues.astype("<u8").tobytes()
    width = 8 * _ROWS
    keys = [_key(band, hashes[band * width : (band + 1) * width]) for band in range(_BANDS)]
    keys += [_key(_BANDS, folded[:_EDGE].encode()), _key(_BANDS + 1, folded[-_EDGE:].encode())]
    return _STORY + b"".join(keys) + zlib.compress("\n".join(clauses).encode(), 1)


def _key(band: int, content: bytes) -> bytes:
    return blake2b(content, digest_size=_KEY, salt=bytes([band])).digest()


def _first(clauses: list[str], longest: int) -> list[str]:
    length = 0
    for n, clause in enumerate(clauses):
        length += len(clause)
        if length > longest:
            return clauses[: n + 1]
    return clauses


@cache
def _minhash() -> "MinHash":
    """An empty MinHash to copy from: its permutations are made once. Imported late, since that takes half a second."""
    from datasketch import MinHash

    return MinHash(num_perm=_BANDS * _ROWS, seed=_SEED, scheme="affine64", hashfunc=_as_they_are)


def _as_they_are(shingles: object) -> object:
    """The shingles of a text are numbers already, and handed over as one array: datasketch makes one of them anyway, and
    one by one they take twice the time."""
    return shingles


def _keys(sign: bytes) -> list[int]:
    end = 1 + _KEY * (1 if sign[:1] == _FLASH else _BANDS + 2)
    return [int.from_bytes(sign[i : i + _KEY], "big") for i in range(1, end, _KEY)]


def _clauses(sign: bytes) -> list[str]:
    return zlib.decompress(sign[1 + _KEY * (_BANDS + 2) :]).decode().split("\n")


SCHEMA = (
    """CREATE TABLE IF NOT EXISTS near_copies (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        published INTEGER NOT NULL,   -- seconds since 1970, UTC
        first INTEGER NOT NULL,       -- the row of the earliest of its group
        signature BLOB NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS near_copies_by_first ON near_copies (first) WHERE first <> row",
    """CREATE TABLE IF NOT EXISTS near_copy_bands (
        key INTEGER NOT NULL,
        published INTEGER NOT NULL,
        row INTEGER NOT NULL,
        PRIMARY KEY (key, published, row)
    ) WITHOUT ROWID""",
)
"""The tables, for the index that holds them; each statement may be run again."""


class NearCopies:
    """The near-copies of an archive index. Nothing is committed here: the caller's transaction is."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for statement in SCHEMA:
            connection.execute(statement)

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
            "INSERT INTO near_copies (id, published, first, signature) VALUES (?, ?, 0, ?)", (article, when, sign)
        ).lastrowid
        assert row is not None
        self._connection.executemany(
            "INSERT OR IGNORE INTO near_copy_bands VALUES (?, ?, ?)", [(key, when, row) for key in _keys(sign)]
        )
        self._connection.execute("UPDATE near_copies SET first = row WHERE row = ?", (row,))
        return self._link([row, *copies], article)

    def first_of(self, article: str) -> str | None:
        """The id of the earliest copy of an archived article; None where it is that itself, or unknown."""
        found = self._connection.execute(
            "SELECT f.id FROM near_copies a JOIN near_copies f ON f.row = a.first WHERE a.id = ? AND a.first <> a.row",
            (article,),
        ).fetchone()
        return found[0] if found else None

    def copies_of(self, article: str) -> list[str]:
        """The ids of all later copies of an article that is the earliest of its group, in the order of time."""
        return [
            found
            for (found,) in self._connection.execute(
                "SELECT c.id FROM near_copies f JOIN near_copies c ON c.first = f.row AND c.first <> c.row"
                " WHERE f.id = ? ORDER BY c.published, c.id",
                (article,),
            )
        ]

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
        shared: Counter[int] = Counter()
        for key in _keys(sign):
            shared.update(self._near(key, when))
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
            if (other := self._signature(row))[:1] == _STORY and same_story(clauses, _clauses(other))
        ]

    def _near(self, key: int, when: int) -> list[int]:
        """Rows under a key; of many, the nearest in time before and after."""
        query = "SELECT row FROM near_copy_bands WHERE key = ?"
        rows = self._connection.execute(f"{query} LIMIT ?", (key, 2 * _NEAREST + 1)).fetchall()
        if len(rows) > 2 * _NEAREST:
            before = f"{query} AND published <= ? ORDER BY published DESC, row LIMIT ?"
            after = f"{query} AND published > ? ORDER BY published, row LIMIT ?"
            rows = [r for q in (before, after) for r in self._connection.execute(q, (key, when, _NEAREST))]
        return [row for (row,) in rows]

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
