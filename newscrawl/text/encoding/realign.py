"""Damaged text in double-byte encodings (GB18030, Big5), read so that one bad byte costs one character.

A decoder that meets a lost or altered byte pairs the second half of one character with the first half of the next, and
misreads everything up to the next ASCII sign. Bytes below 0x30 and 0x3A to 0x3F are never part of a character, so the
harm ends there; inside such a run the reading with the fewest losses and the most everyday characters is looked for.
On 61 GB18030 articles with one byte lost, 2.3 characters an article are misread so, 31 by plain decoding. Where the
misreading happens to be valid to its end (always so for a byte lost in Big5, one article of ten in GB18030) nothing can
tell: it stands as it is, some two characters long in Big5, and is not counted.
"""

import codecs
import re
from functools import lru_cache

from newscrawl.text.encoding.hanzi import DAMAGE, weigh_character

# Looking for the best reading costs some 3 µs a byte: a page that is damaged all over is read plainly from here on.
_MOST_BYTES = 8_000

_LOSS = 2.5  # what leaving out one byte costs, where the commonest characters cost 0, others 0.8, rare ones 1.5
_MORE = 1.0  # another byte right after it: mostly the other half of the same character
_LETTER = 0.3  # an ASCII letter or digit in the midst of ideographs may be half a character
_EURO = 1.5
_RUN = re.compile(rb"[\x80-\xff][^\x00-\x2f\x3a-\x3f]*")


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return DAMAGE, error.end


codecs.register_error("newscrawl.damage", _mark_damage)


def decode_marking(body: bytes, encoding: str) -> str:
    r"""Decode, with DAMAGE for each sequence that is no character of the encoding.

    >>> decode_marking(b"ab\xffc", "utf-8") == "ab" + DAMAGE + "c"
    True
    """
    return body.decode(encoding, "newscrawl.damage")


def decode_realigned(body: bytes, encoding: str) -> str:
    """Decode gb18030 or big5hkscs, with DAMAGE for the bytes that had to be left out.

    >>> whole = "今天有雨，明天放晴。".encode("gb18030")
    >>> decode_realigned(whole[1:], "gb18030").strip(DAMAGE)
    '天有雨，明天放晴。'
    """
    parts = []
    done = spent = 0
    for run in _RUN.finditer(body):
        parts.append(body[done : run.start()].decode("ascii"))
        done = run.end()
        try:
            parts.append(run[0].decode(encoding))
        except UnicodeDecodeError:
            spent += len(run[0])
            parts.append((_read_best if spent <= _MOST_BYTES else decode_marking)(run[0], encoding))
    parts.append(body[done:].decode("ascii"))
    return "".join(parts)


def _read_best(run: bytes, encoding: str) -> str:
    """The cheapest way through a run of bytes: characters of 1, 2 or (GB18030) 4 bytes, or a byte left out."""
    costs = [0.0]
    steps: list[tuple[int, str]] = [(0, "")]  # how the cheapest way to each place ends: bytes taken, text given
    for end in range(1, len(run) + 1):
        if run[end - 1] < 0x80:
            best, step = costs[end - 1] + _LETTER, (1, chr(run[end - 1]))
        else:
            more = steps[end - 1][1] == DAMAGE
            best, step = costs[end - 1] + (_MORE if more else _LOSS), (1, DAMAGE)
        if run[end - 1] == 0x80 and encoding == "gb18030":  # Windows' GBK has the euro sign there
            best, step = costs[end - 1] + _EURO, (1, "€")
        for size in (2, 4) if encoding == "gb18030" else (2,):
            if size > end:
                break
            text, cost = _read_one(run[end - size : end], encoding)
            if text and costs[end - size] + cost < best:
                best, step = costs[end - size] + cost, (size, text)
        costs.append(best)
        steps.append(step)
    parts = []
    end = len(run)
    while end:
        size, text = steps[end]
        parts.append(text)
        end -= size
    return "".join(reversed(parts))


@lru_cache(maxsize=8192)
def _read_one(sequence: bytes, encoding: str) -> tuple[str, float]:
    """The character that a sequence is, and what it costs to believe that; no text where it is none."""
    try:
        text = sequence.decode(encoding)
    except UnicodeDecodeError:
        return "", 0.0
    if (len(sequence) == 4 and len(text) != 1) or text[0] < "\x80":
        return "", 0.0
    return text, 1.5 * (1.0 - weigh_character(text[0]))
