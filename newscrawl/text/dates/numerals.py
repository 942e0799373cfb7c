"""Chinese numerals, and the folding of a text's many ways of writing one character into one.

Full-width, compatibility and traditional forms are folded character by character, so that a place found in the
folded text is the same place in the text as it was given.
"""

import re
from collections.abc import Mapping

# Character -> character, never longer or shorter: positions must survive.
_FULL_WIDTH = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
_SPACES = dict.fromkeys(
    "\t\r\n\v\f\u00a0\u2002\u2003\u2005\u2006\u2007\u2009\u200b\u200c\u200d\u202f\u2060\u3000\ufeff", " "
)
_DASHES = dict.fromkeys("‐‑‒–—―−─━﹣", "-")
_SIGNS = {
    "∶": ":",
    "﹕": ":",
    "︰": ":",
    "⁄": "/",
    "∕": "/",
    "〔": "(",
    "〕": ")",
    "【": "[",
    "】": "]",
    "～": "~",
    "〜": "~",
    "｡": ".",
}
_ZEROS = dict.fromkeys("○◯零", "〇")
# 大写 (as on cheques) only where the character is in no other use in a date.
_CAPITALS = dict(zip("壹贰貳叁肆伍陆陸柒捌玖拾", "一二二三四五六六七八九十", strict=True))
_TRADITIONAL = dict(
    zip(
        "國時點鐘號週禮後兩個剛發間開佈錄報臺紐倫東傳訊電幾這曆陰舊閏",
        "国时点钟号周礼后两个刚发间开布录报台纽伦东传讯电几这历阴旧闰",
        strict=True,
    )
)
_RADICALS = {"⽇": "日", "⽉": "月"}  # Kangxi radicals, as PDF conversions leave them
_FOLDED: Mapping[int, str] = str.maketrans(
    _FULL_WIDTH | _SPACES | _DASHES | _SIGNS | _ZEROS | _CAPITALS | _TRADITIONAL | _RADICALS
)
_WHITE = str.maketrans(dict.fromkeys("\t\r\n\v\f", " "))
_SPACE_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#12288);", re.IGNORECASE)


def unescape_spaces(text: str) -> str:
    """The text with a space for each `&nbsp;` and its like, which are left in attributes and JSON.

    >>> unescape_spaces("2022-06-13&nbsp;08:21")
    '2022-06-13 08:21'
    """
    return _SPACE_ENTITY.sub(" ", text) if "&" in text else text


def fold_text(text: str) -> str:
    """The text of the same length with one form for each character that dates are written with.

    >>> fold_text("２０２２－０６－１３　下午３點")
    '2022-06-13 下午3点'
    >>> fold_text("二○二二年")
    '二〇二二年'
    """
    return text.translate(_WHITE if text.isascii() else _FOLDED)


# One numeral of a month, day, hour or minute as it stands in folded text: 1 or 2 digits, or 1 to 3 characters.
NUMERAL = r"(?:[0-9]{1,2}|[〇一二两三四五六七八九十廿卅]{1,4})"

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"两": 2, "O": 0, "o": 0}
_DIGITS |= {str(value): value for value in range(10)}
_TENS = {"十": 10, "廿": 20, "卅": 30}


def read_numeral(numeral: str) -> int | None:
    """The value of folded digits or Chinese numerals below 1000; None if they are no number.

    >>> read_numeral("08"), read_numeral("廿三"), read_numeral("三十一"), read_numeral("十")
    (8, 23, 31, 10)
    >>> read_numeral("二〇二二"), read_numeral("二0二二"), read_numeral("一百一十一"), read_numeral("十廿")
    (2022, 2022, 111, None)
    """
    if numeral.isascii() and numeral.isdigit():
        return int(numeral) if len(numeral) < 10 else None
    hundreds, found, rest = numeral.rpartition("百")
    if found:
        high, low = read_numeral(hundreds or "一"), read_numeral(rest.removeprefix("〇") or "〇")
        if high is None or low is None or not 0 < high < 10 or low > 99:
            return None
        return high * 100 + low
    for sign, tens in _TENS.items():
        before, found, after = numeral.partition(sign)
        if found:
            times, ones = _DIGITS.get(before or "一"), _DIGITS.get(after or "〇")
            if times is None or ones is None or (before and sign != "十"):
                return None
            return tens * times + ones
    if not numeral or len(numeral) > 9 or any(char not in _DIGITS for char in numeral):
        return None
    return int("".join(str(_DIGITS[char]) for char in numeral))
