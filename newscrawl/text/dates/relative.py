"""Times told from now: 3分钟前, 半小时前, 昨天 23:10, 今晚8点, 上周五, 5 minutes ago.

All functions here take folded text (numerals.fold_text) and an aware `now` in +08:00. Words of the future (明天,
下周一) are no times of publication and are left alone; so are vague ones (几天前), but 几秒前 and 刚刚 are now.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from newscrawl.text.dates.clocks import DAY_PARTS, Precision
from newscrawl.text.dates.days import Found, place_in_time
from newscrawl.text.dates.numerals import read_numeral
from newscrawl.text.dates.surroundings import ends_apart, stands_apart

_HANZI = "一二两三四五六七八九十廿卅"
_COUNT = rf"(?:[0-9]{{1,4}}|[{_HANZI}百]{{1,5}}|半|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
_UNITS = {
    "秒": "second",
    "分": "minute",
    "刻": "quarter",
    "小": "hour",
    "钟": "hour",
    "天": "day",
    "周": "week",
    "星": "week",
}
_UNITS |= {"礼": "week", "月": "month", "年": "year", "s": "second", "h": "hour", "d": "day", "w": "week", "y": "year"}
_UNIT = r"(?:秒钟?|分钟?|刻钟|小时|钟头|天|周|星期|礼拜|(?<=个)月|(?<=个半)月|年)"
_ENGLISH_UNIT = r"(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|[smhdw])"
_RELATIVE = re.compile(
    rf"""
    (?=[0-9{_HANZI}半A-Za-z周]|[刚方大前昨今][前刚才天日早晨晚夜]|[几数上本这星礼][秒上个周星礼期拜一])
    (?:
        (?<![0-9{_HANZI}百.几数第])(?=[^前]{{2,18}}+前)(?P<n>{_COUNT})\s?个?(?P<half>半)?(?P<u>{_UNIT})(?P<half2>半)?
        (?:〇?\s?(?P<n2>[0-9]{{1,3}}|[{_HANZI}]{{1,3}})\s?个?(?P<u2>{_UNIT}))?\s?[以之]?前(?P<ago>)
      | (?<![0-9A-Za-z])(?=[0-9A-Za-z]{{1,5}}\s?[A-Za-z])(?i:(?P<en>{_COUNT})\s?(?P<eu>{_ENGLISH_UNIT})
        (?:,?\s(?:and\s)?(?P<en2>[0-9]{{1,3}})\s?(?P<eu2>{_ENGLISH_UNIT}))?\s{{1,2}}ago)(?![A-Za-z])(?P<english_ago>)
      | (?:[几数]秒钟?[以之]?前|刚刚|刚才|方才|(?<![A-Za-z])(?i:just\snow|moments\sago)(?![A-Za-z]))(?P<just_now>)
      | (?P<word>大前[天日]|[前昨今][天日]|[今昨前](?=早|晨|晚|夜)
        |(?<![A-Za-z])(?i:today|yesterday)(?!\s?(?!at\s)[A-Za-z]))(?P<day_word>)
      | (?<![每下隔、及和])(?P<which>上{{1,2}}个?|本|这一?个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?P<week_day>)
    )
    """,
    re.VERBOSE,
)
_PART = re.compile(rf"\s?(?:{DAY_PARTS})")
_AT_MOST = 6
_ENGLISH_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_ENGLISH_NUMBERS |= {"six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_SKEW = timedelta(minutes=10)  # by how much a site's clock may be ahead; 今晚8点 at noon is an announcement
_BACK = {"今": 0, "昨": 1, "前": 2, "大": 3, "t": 0, "y": 1}


def find_relative(text: str, now: datetime) -> Iterator[Found]:
    """Every time that the text tells from `now`, in its order.

    >>> from newscrawl.text.dates.zones import CST
    >>> now = datetime(2022, 6, 13, 12, tzinfo=CST)
    >>> [str(found.when) for found in find_relative("昨天 23:10 3分钟前", now)]
    ['2022-06-12 23:10:00+08:00', '2022-06-13 11:57:00+08:00']
    """
    for match in islice(_RELATIVE.finditer(text), _AT_MOST):
        rule = match.lastgroup
        found = None
        if rule == "ago" or rule == "english_ago":
            found = _read_ago(text, match, now)
        elif rule == "just_now":
            if stands_apart(text, *match.span()):
                found = Found(*match.span(), now.replace(second=0, microsecond=0), "minute", "just-now")
        elif rule == "day_word":
            found = _read_day_word(text, match, now)
        else:
            found = _read_weekday(text, match, now)
        if found:
            yield found


def _read_ago(text: str, match: re.Match[str], now: datetime) -> Found | None:
    start, end = match.span()
    when, half = now.replace(microsecond=0), bool(match["half"] or match["half2"])
    unit = _unit(match["u"] or match["eu"])
    earlier = _earlier(when, _count(match["n"] or match["en"]), unit, half=half)
    if earlier and (further := match["n2"] or match["en2"]):
        unit = _unit(match["u2"] or match["eu2"])
        earlier = _earlier(earlier, _count(further), unit)
    if not earlier:
        return None
    when = earlier
    if unit in ("day", "week", "month", "year"):
        if match["n"] == "半":
            return None  # 半天前, 半年前: no day is meant
        clocked = place_in_time(text, start, end, [when.date()], "ago")
        return clocked if clocked and (clocked.precision != "day" or stands_apart(text, start, end)) else None
    if not ends_apart(text, end):
        return None
    precision: Precision = "second" if unit == "second" else "minute"
    return Found(start, end, when if precision == "second" else when.replace(second=0), precision, "ago")


def _unit(printed: str) -> str:
    """The unit's name by its first letter; m and min are minutes, mo is a month."""
    first = printed[0].lower()
    if first == "m":
        return "month" if printed[:2].lower() == "mo" else "minute"
    return _UNITS[first]


def _count(printed: str) -> float | None:
    if printed == "半":
        return 0.5
    return _ENGLISH_NUMBERS.get(printed.lower(), read_numeral(printed))


_HOURS = {"second": 1 / 3600, "minute": 1 / 60, "quarter": 0.25, "hour": 1, "day": 24, "week": 168}


def _earlier(when: datetime, count: float | None, unit: str, *, half: bool = False) -> datetime | None:
    """`when` less so many units; months and years by the calendar (31 May less a month is 30 April)."""
    if count is None:
        return None
    if half:
        count += 0.5
    if unit in _HOURS:
        return when - timedelta(hours=count * _HOURS[unit])
    whole = int(count * 12 if unit == "year" else count)
    if unit == "month" and count != whole:
        when -= timedelta(days=15)
    months = when.year * 12 + when.month - 1 - whole
    if months < 12:
        return None
    for day in range(when.day, 27, -1):
        try:
            return when.replace(year=months // 12, month=months % 12 + 1, day=day)
        except ValueError:
            continue
    return when.replace(year=months // 12, month=months % 12 + 1)


def _read_day_word(text: str, match: re.Match[str], now: datetime) -> Found | None:
    day = now.date() - timedelta(days=_BACK[match["word"][0].lower()])
    return _bare_or_clocked(text, match, [day], "day-word", now + _SKEW)


def _read_weekday(text: str, match: re.Match[str], now: datetime) -> Found | None:
    """周五 is the latest one not after now; 本周五 that of this week (from Monday), 上周五 that of the week before."""
    weekday = "一二三四五六日天".index(match["weekday"])
    weekday -= weekday == 7
    monday = now.date() - timedelta(days=now.weekday())
    which = match["which"] or ""
    if which:
        days = [monday + timedelta(days=weekday - 7 * which.count("上"))]
        return _bare_or_clocked(text, match, days, "weekday", now + _SKEW)
    days = [monday + timedelta(days=weekday - back) for back in (0, 7)]
    return _bare_or_clocked(text, match, days, "weekday", now)


def _bare_or_clocked(
    text: str, match: re.Match[str], days: list[date], rule: str, not_after: datetime | None = None
) -> Found | None:
    """The day with the clock beside it; without one, only where the word (and its 上午, 晚) stands apart."""
    start, end = match.span()
    found = place_in_time(text, start, end, days, rule, not_after)
    if found is None or found.precision != "day":
        return found
    part = _PART.match(text, end)
    return found if stands_apart(text, start, part.end() if part else end) else None
