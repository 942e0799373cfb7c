"""Reads the date that a Chinese news page, list, feed or URL prints: `parse_date`.

The text is folded (numerals) and read by the rules of days, english and relative, else as an epoch, a URL or a clock
alone; of several dates the one that is most likely the time of publication is chosen (surroundings). The conventions:
no zone means +08:00; without a year the most recent such moment that is not after `now`; weeks start on Monday; numbers
that are no dates are refused, and so are months and years without a day.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from newscrawl.text.dates.clocks import DAY_PARTS, IMPOSSIBLE, Precision, clock_after
from newscrawl.text.dates.days import Found, find_days
from newscrawl.text.dates.english import find_english, find_turned
from newscrawl.text.dates.numerals import NUMERAL, fold_text, unescape_spaces
from newscrawl.text.dates.relative import find_relative
from newscrawl.text.dates.surroundings import is_scheduled, rank_label
from newscrawl.text.dates.zones import CST

__all__ = ["CST", "NewsDate", "parse_date"]


@dataclass(frozen=True)
class NewsDate:
    """A date as read, with where it came from."""

    when: datetime
    """The moment, in +08:00; midnight where only the day is known."""

    precision: Precision
    """How exact it is: `day`, `minute` or `second`."""

    matched: str
    """The part of the text that was read, as it was written."""

    rule: str
    """The name of the rule that read it."""


# Dates stand at the head of what is handed over, or at its foot; the middle of longer texts is not looked at,
# which bounds the time that any text can take.
_HEAD, _FOOT = 450, 150
_GAP = "\n\x00\n"
_NO_DAY = date(1970, 1, 1)  # what programs print for no date at all, as well as days of 1900 and the year 1
_HAS_DATE = re.compile(r"[0-9〇一二两三四五六七八九十廿卅半几数刚方前昨今周期礼]|[aAdDnN][gGaAoO][oOyYwW]")
# Cheap looks ahead: the rules behind them run only where they may find something.
_MAY_BE_ENGLISH = re.compile(r"[JFMASONDjfmasond][AEPUCOaepuco][NBRYLGPTVCnbrylgptvc]")
_MAY_BE_RELATIVE = re.compile(r"[前刚方昨今周礼期]|[aAdDnN][gGaAoO][oOyYwW]")
_MAY_BE_TURNED = re.compile(r"月(?:\s{0,2}[0-9]{1,2}(?:日?,\s{0,2}|日?\s{1,2})|,?[\s-]{1,2})(?:19|20)[0-9]{2}(?!年)")
_MAY_BE_EPOCH = re.compile(r"1[0-9]{9}|Date\(")


def parse_date(text: object, *, now: datetime | None = None) -> NewsDate | None:
    """The time of publication that `text` names; None where it names none, or is no text. Never raises.

    `now` (aware; a naive one counts as +08:00) is when the text was seen: relative forms and forms without a year
    are counted from it, and without it they are refused, since no clock is read here. The first 450 and the last 150
    characters are looked at.

    >>> seen = datetime(2022, 6, 14, 9, 0, tzinfo=CST)
    >>> parse_date("昨天 23:10", now=seen).when.isoformat()
    '2022-06-13T23:10:00+08:00'
    >>> parse_date("发布时间：2022年6月13日 下午3时5分 来源：常州日报").when.isoformat()
    '2022-06-13T15:05:00+08:00'
    >>> parse_date("12-2718:40", now=seen).when.isoformat()
    '2021-12-27T18:40:00+08:00'
    >>> print(parse_date("电话：010-64870663", now=seen), parse_date("2022-02-30"), parse_date("昨天"))
    None None None
    """
    if not isinstance(text, str):
        return None
    if len(text) > _HEAD + _FOOT:
        text = text[:_HEAD] + _GAP + text[-_FOOT:]
    text = unescape_spaces(text)
    folded = fold_text(text)
    if not _HAS_DATE.search(folded):
        return None
    try:
        if now is not None:
            now = now.replace(tzinfo=CST) if now.tzinfo is None else now.astimezone(CST)
        found = _read(folded, now)
    except (OverflowError, ValueError):  # moments beyond the years 1 to 9999
        return None
    if found is None or found.when.year < 1901 or found.when.date() == _NO_DAY:
        return None
    return NewsDate(found.when, found.precision, text[found.start : found.end].strip(), found.rule)


_URL = re.compile(r"(?:https?:)?//[^\s\u3000-\u9fff\uff00-\uffef<>\"']+")


_PLENTY = 6  # a text with so many printed dates is not looked through for 昨天 and Jun 13


def _read(text: str, now: datetime | None) -> Found | None:
    if _MAY_BE_EPOCH.search(text) and (found := _read_epoch(text)):
        return found
    addresses = [address.span() for address in _URL.finditer(text)] if "//" in text else []
    founds = find_days(text, now)
    if "月" in text and _MAY_BE_TURNED.search(text):
        turned = list(find_turned(text))
        founds = turned + [f for f in founds if all(f.end <= t.start or t.end <= f.start for t in turned)]
    if len(founds) < _PLENTY and _MAY_BE_ENGLISH.search(text):
        founds += find_english(text, now)
    if (
        now
        and len(founds) < _PLENTY
        and _MAY_BE_RELATIVE.search(text)
        and all(found.precision == "day" for found in founds)
    ):
        founds += find_relative(text, now)
    if addresses:
        founds = [f for f in founds if not any(start <= f.start < end for start, end in addresses)]
    if founds:
        found = founds[0] if len(founds) == 1 else _choose(text, founds, now)
        return None if is_scheduled(text, found.start, found.end) else found
    return _read_url(text, addresses, now) or (_read_clock(text, now) if now else None)


def _choose(text: str, founds: list[Found], now: datetime | None) -> Found:
    """Labelled as published, then not in the future, then with a clock and a year, then the first in the text.

    A date without a label counts as much as one of a change where it has a clock, or where the text begins with it.
    """

    def rank(found: Found) -> tuple[int, bool, int, bool, bool, int]:
        past = now is None or found.when <= now + timedelta(days=1)
        label = rank_label(text, found.start)
        if not label and past and found.full and (found.precision != "day" or not text[: found.start].strip(" ([")):
            label = 1
        return (
            label,
            past and not _BOUND.match(text, found.end),
            (found.precision != "day") + found.full,
            found.full,
            found.rule != "ago",  # 1个月前 (10-15): the printed day is the exact one
            -found.start,
        )

    return max(founds, key=rank)


_BOUND = re.compile(r"\s?(?:以前|之前|前|以来|起|止)")
_EPOCH = re.compile(
    r"""\s*(?:[^0-9]{0,30}?(?:/|\\/)?Date\((?P<net>-?[0-9]{1,14})(?:[+-][0-9]{4})?\)(?:/|\\/)?["']?
    |(?:[^0-9]{0,30}(?:time|date|stamp|时间戳?|日期|(?<![a-z])ct|(?:created|updated|published)(?:_?at)?)["']?\s?[:=]\s?)?["']?(?P<n>1[0-9]{9}(?:[0-9]{3}|\.[0-9]{1,9}|[0-9]{6})?)["']?)[\s,;}]*""",
    re.VERBOSE | re.IGNORECASE,
)


def _read_epoch(text: str) -> Found | None:
    """Seconds (2001 to 2033), milli- or microseconds since 1970: alone, in /Date(…)/ or after a key like ctime."""
    match = _EPOCH.fullmatch(text)
    if not match:
        return None
    if match["net"]:
        seconds = int(match["net"]) / 1000
    else:
        whole = match["n"].partition(".")[0]
        seconds = int(whole) / 10 ** (len(whole) - 10)
    when = datetime.fromtimestamp(int(seconds // 1), UTC).astimezone(CST)
    return Found(*match.span(), when, "second", "epoch", full=True)


_NO_PATH = re.compile(r"[\s\u3000-\u9fff]")
_LETTER = re.compile(r"[A-Za-z]")
_URL_DAYS = (
    re.compile(
        r"(?<![0-9])(?P<y>(?:199|20[0-9])[0-9])[-/_.]?(?P<m>0[1-9]|1[0-2])[-/_.]?(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9])"
    ),
    re.compile(r"(?<![0-9])(?P<y>(?:199|20[0-9])[0-9])[-/_](?P<m>[0-9]{1,2})[-/_](?P<d>[0-9]{1,2})(?![0-9])"),
    re.compile(r"(?<=[/=_])(?P<y>20[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])[0-9]{4,12}(?![0-9])"),
    re.compile(
        r"(?<=[/=_])(?P<y>20[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])[A-Z][0-9A-Z]{4,10}(?![0-9A-Za-z])"
    ),
    re.compile(r"/(?P<y>[0-9]{2})/(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])/"),
)


def _read_url(text: str, addresses: list[tuple[int, int]], now: datetime | None) -> Found | None:
    """The day in an address: /2018-05/03/, /2022/0613/, t20220613_1.html, /a/202206131234567890.html, /22/0613/08/.

    What would be a day to come is an id.
    """
    if not addresses:
        path = text.strip()
        if "/" not in path or _NO_PATH.search(path) or not _LETTER.search(path):
            return None
        start = text.index(path)
        addresses = [(start, start + len(path))]
    for start, end in addresses[:5]:
        for pattern in _URL_DAYS:
            for match in pattern.finditer(text, start, end):
                year = int(match["y"]) if len(match["y"]) == 4 else 2000 + int(match["y"])
                try:
                    when = datetime(year, int(match["m"]), int(match["d"]), tzinfo=CST)
                except ValueError:
                    continue
                if now is None or when <= now + timedelta(days=1):
                    return Found(*match.span(), when, "day", "url", full=True)
    return None


_ALONE = re.compile(rf"\s*(?:[0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?|(?:{DAY_PARTS})\s?{NUMERAL}[:点时].{{0,8}})\s*")


def _read_clock(text: str, now: datetime) -> Found | None:
    """A time of day that stands alone: the latest such moment that is not after now."""
    if not _ALONE.fullmatch(text):
        return None
    clock = clock_after(text, 0)
    if clock is None or clock is IMPOSSIBLE or not text.strip("0: ") or clock.end < len(text.rstrip()):
        return None
    for back in (0, 1):
        when = clock.on(now.date() - timedelta(days=back))
        if when and when <= now:
            return Found(clock.start, clock.end, when, clock.precision, "clock")
    return None
