"""Days of the calendar as printed, with the clock beside them: 2022-06-13, 二〇二二年六月十三日, 民國111年, 12-27.

All functions here take folded text (numerals.fold_text). Every place is looked at once: what one form has taken,
valid or not, no other form reads again, so that 2022-13-01 cannot become 13 January.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from newscrawl.text.dates.clocks import DAY_PARTS, IMPOSSIBLE, Precision, clock_after, clock_before
from newscrawl.text.dates.numerals import NUMERAL, read_numeral
from newscrawl.text.dates.surroundings import is_in_range, is_number, is_whole, rank_label, stands_as_day
from newscrawl.text.dates.zones import CST, ZONE_WORDS


class Found(NamedTuple):
    """A moment read from `text[start:end]`, in +08:00; `full` where the text names the year itself."""

    start: int
    end: int
    when: datetime
    precision: Precision
    rule: str
    full: bool = False


_YEAR = r"(?:19|20)[0-9]{2}"
_HANZI = "〇一二两三四五六七八九十廿卅"
# A day's number ends at a non-digit, or where a clock is glued to it: 12-2718:40, 9-721:30.
_DAY_END = r"(?:[0-9]{1,2}(?![0-9])|(?:0[1-9]|[12][0-9]|3[01])(?=[0-9]{1,2}:[0-5][0-9])|[1-9](?=[0-2][0-9]:[0-5][0-9]))"
# 22-06-13, 111/6/13
_SHORT = rf"[0-9]{{2,3}}(?:-[0-9]{{1,2}}-|/[0-9]{{1,2}}/|\.[0-9]{{1,2}}\.){_DAY_END}(?![-.]?[0-9]+(?!:))"
_DAYS = re.compile(
    rf"""
    (?=[0-9{_HANZI}]|[民元今去前本当上][国年月个])
    (?:(?<![0-9])|(?<=:[0-5][0-9])(?={_YEAR}[-/.年]|[01][0-9]-[0-3][0-9](?![0-9:-])|[0-9]{{1,2}}月[0-9]))
    (?:
        (?=[0-9])
        (?:
            (?P<y>{_YEAR})
            (?: (?:\s{{0,2}}[-/.\\年_]\s{{0,2}}|\s(?=[0-9]{{1,2}}\s?[-/.月]))(?P<m>[0-9]{{1,2}})
                (?:\s{{0,2}}[-/.\\_]\s{{0,2}}(?P<d>{_DAY_END})(?!-[0-9]{{3}}(?![0-9]*[-/:]))\s?日?
                  |\s{{0,2}}月\s{{0,2}}(?P<d2>{_DAY_END})(?:\s{{0,2}}[日号]|(?!\s?[\u4e00-\u9fff])))
              | \s(?P<m3>[0-9]{{2}})\s(?P<d3>[0-9]{{2}})(?=\s[0-9]{{1,2}}:|$)
            )(?P<year_month_day>)
          | (?<![A-Za-z_./-])(?P<n>{_YEAR}[0-9]{{4}}(?:[0-9]{{2}}(?:[0-9]{{2}}(?:[0-9]{{2}}(?:[0-9]{{3}})?)?)?)?)
            (?![0-9]|[.-][0-9])(?P<compact>)
          | (?=[0-9]{{1,2}}[-/.])(?<![A-Za-z])(?<![0-9][-/.])(?P<a>[0-9]{{1,2}})(?P<s1>[-/.])(?P<b>[0-9]{{1,2}})(?P=s1)
            (?P<dy>{_YEAR})(?![0-9])(?P<day_month_year>)
          | (?=[0-9]{{1,2}}[-/.])(?<![A-Za-z+$¥./-])(?<![0-9A-Za-z][:_])
            (?P<mm>[0-9]{{1,2}})(?P<s3>[-/.])(?P<md>{_DAY_END})(?![-/.][0-9]|[%‰℃°])(?P<month_day>)
          | (?=[0-9]{{2,3}}[-/.])(?<![A-Za-z])(?<![0-9A-Za-z][-/.])(?P<short>{_SHORT})(?P<short_year>)
        )
      | (?<![{_HANZI}])
        (?: (?P<era>民国)?\s{{0,2}}(?P<cy>[0-9]{{2,4}}|[{_HANZI}百0-9Oo]{{2,7}}|元)\s{{0,2}}年\s{{0,2}}
          | (?P<ry>[今去前本当]年)\s?
        )?
        (?P<cm>{NUMERAL}|元)\s{{0,2}}月份?\s{{0,2}}(?P<cd>{NUMERAL})
        (?:\s{{0,2}}[日号]|(?=\s{{0,2}}[0-9]{{1,2}}:[0-5][0-9])|(?(cy)(?=\s|$)|(?!)))(?P<chinese>)
      | 民国\s?(?P<era_short>{_SHORT})(?P<minguo>)
      | (?P<rm>本月|当月|上个?月)\s?(?P<rd>{NUMERAL})\s?[日号](?P<day_of_named_month>)
      | (?<![{_HANZI}年月周期第共近每数)\]])(?P<od>{NUMERAL})
        (?:[日号](?=\s?(?:{DAY_PARTS}|[0-9]{{1,2}}[:时点]))|日(?=\s?(?:电|讯|\s*$)))
        (?P<day_of_month>)
    )
    """,
    re.VERBOSE,
)
_ZONE_BEFORE = re.compile(rf"({ZONE_WORDS})[\s:)]{{0,2}}$")
_AT_MOST = 12  # candidates looked at in one text: a date line has one to three
_VERSION = re.compile(r"(?:[vV¥$]|版本号?[\s:]{0,2})$")  # v2019.9.10
_LUNAR = re.compile(r"(?:农历|阴历|夏历|旧历|闰)\s?$")


def find_days(text: str, now: datetime | None) -> list[Found]:
    """Every day of the calendar that the text names, in its order.

    `now` (aware, +08:00) completes forms without a year to the most recent such moment that is not after it;
    without it they are left out.

    >>> [str(found.when) for found in find_days("2022-06-13 08:21 | 12-31", datetime(2022, 6, 14, tzinfo=CST))]
    ['2022-06-13 08:21:00+08:00', '2021-12-31 00:00:00+08:00']
    """
    founds: list[Found] = []
    position = 0
    for _ in range(_AT_MOST):
        match = _DAYS.search(text, position)
        if not match:
            break
        position = match.end()
        found = _READERS[match.lastgroup or ""](text, match, now)
        if found:
            position = found.end
            if not is_in_range(text, found.start, position):
                founds.append(found)
    return founds


def place_in_time(
    text: str, start: int, end: int, days: Iterable[date], rule: str, now: datetime | None = None, *, full: bool = False
) -> Found | None:
    """The first of `days` that, with the clock beside `text[start:end]`, is not after `now` (None: any will do).

    None where no day is left or the clock is impossible (25:61): a damaged stamp is not guessed.
    """
    clock = clock_after(text, end)
    if clock is IMPOSSIBLE:
        return None
    if clock is None:
        clock = clock_before(text, start)
    if clock:
        if (
            not clock.zone
            and "时间" in text[max(0, start - 4) : start]
            and (named := _ZONE_BEFORE.search(text, max(0, start - 12), start))
        ):
            clock = clock._replace(zone=named[1])
        start, end = min(start, clock.start), max(end, clock.end)
    for day in days:
        when = clock.on(day) if clock else datetime(day.year, day.month, day.day, tzinfo=CST)
        if when is None:
            return None
        # 晚上12点 belongs to the day before it
        if now is None or (when - timedelta(days=clock.days) if clock and clock.days else when) <= now:
            return Found(start, end, when, clock.precision if clock else "day", rule, full)
    return None


def _one_day(year: int | None, month: int | None, day: int | None) -> list[date]:
    """The day, if there is such a day between 1900 and 2099, in a list."""
    if year is None or month is None or day is None or not 1900 <= year <= 2099:
        return []
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def _recent_years(now: datetime, month: int | None, day: int | None) -> list[date]:
    """That day of this year and the ones before, newest first; for 29 February as far back as a leap year can be."""
    back = 9 if (month, day) == (2, 29) else 2
    return [found for year in range(now.year, now.year - back, -1) for found in _one_day(year, month, day)]


def _read_year_month_day(text: str, match: re.Match[str], now: datetime | None) -> Found | None:
    month, day = int(match["m"] or match["m3"]), int(match["d"] or match["d2"] or match["d3"])
    if "." in match[0] and _VERSION.search(text, max(0, match.start() - 5), match.start()):
        return None
    days = _one_day(int(match["y"]), month, day)
    return place_in_time(text, match.start(), match.end(), days, "year-month-day", full=True)


def _read_chinese(text: str, match: re.Match[str], now: datetime | None) -> Found | None:
    month = 1 if match["cm"] == "元" else read_numeral(match["cm"])
    day = read_numeral(match["cd"])
    start, end = match.span()
    if _LUNAR.search(text, max(0, start - 4), start):
        return None
    if match["cy"]:
        year, rule = _full_year(match["cy"], minguo=bool(match["era"]), now=now)
        return place_in_time(text, start, end, _one_day(year, month, day), rule, full=True)
    if now is None or (start and text[start - 1] == "每") or text.endswith("每年", 0, start):
        return None
    if match["ry"]:
        year = now.year - {"去": 1, "前": 2}.get(match["ry"][0], 0)
        return place_in_time(text, start, end, _one_day(year, month, day), "year-named", full=True)
    return place_in_time(text, start, end, _recent_years(now, month, day), "month-day", now)


def _full_year(printed: str, *, minguo: bool, now: datetime | None) -> tuple[int | None, str]:
    """The year of 2022, 22, 111, 二〇二二, 民国111, and the rule's name. 民國元年 = 1912."""
    number = 1 if printed == "元" else read_numeral(printed)
    if number is None or (printed == "元" and not minguo):
        return None, "minguo"
    if minguo or 100 <= number <= 199:
        return number + 1911, "minguo"
    if number < 100:
        newest = now.year + 1 if now else 2069
        century = newest // 100 * 100
        return century + number - (100 if century + number > newest else 0), "short-year"
    return number, "chinese"


_AMERICAN_CLOCK = re.compile(r"\s[0-9:]{4,8}\s?[AaPp][Mm]")


def _read_day_month_year(text: str, match: re.Match[str], now: datetime | None) -> Found | None:
    """13/06/2022; month first (6/13/2022) only where the numbers or an AM/PM clock say so."""
    first, second = int(match["a"]), int(match["b"])
    american = second > 12 or (first <= 12 and _AMERICAN_CLOCK.match(text, match.end()))
    month, day = (first, second) if american else (second, first)
    days = _one_day(int(match["dy"]), month, day)
    return place_in_time(text, match.start(), match.end(), days, "day-month-year", full=True)


def _read_short_year(text: str, match: re.Match[str], now: datetime | None) -> Found | None:
    """22-06-13, 111/06/13: two digits each, or a label, an era or a clock beside, since 12.5.3 is a version."""
    start, end = match.span()
    printed = match["short"] or match["era_short"]
    sign = "-" if "-" in printed else "/" if "/" in printed else "."
    year_part, month, day = printed.split(sign)
    if match["short"] and "80" <= year_part <= "99":
        return None  # 98/04/08 is of 1998, in Taiwan of 2009
    year, rule = _full_year(year_part, minguo=not match["short"], now=now)
    found = place_in_time(text, start, end, _one_day(year, int(month), int(day)), rule, full=True)
    if not found or not match["short"] or found.precision != "day" or rank_label(text, start) > 0:
        return found
    if sign == "/" and len(year_part) == 3:
        return found
    padded = len(month) == len(day) == 2
    return found if padded and (sign != "." or is_whole(text, start, end)) else None


def _read_compact(text: str, match: re.Match[str], now: datetime | None) -> Found | None:
    """20220613, 202206130821, 20220613082156(123): not where a label before it says that it is a number."""
    digits, (start, end) = match["n"], match.span()
    days = _one_day(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    if not days or is_number(text, start, end):
        return None
    if len(digits) == 8:
        return place_in_time(text, start, end, days, "compact", full=True)
    hour, minute, second = int(digits[8:10]), int(digits[10:12] or 0), int(digits[12:14] or 0)
    if hour > 23 or minute > 59 or second > 59 or (len(digits) == 10 and not is_whole(text, start, end)):
        return None
    when = datetime(days[0].year, days[0].month, days[0].day, hour, minute, second, tzinfo=CST)
    return Found(start, end, when, "second" if len(digits) > 12 else "minute", "compact", full=True)


def _read_month_day(text: str, match: re.Match[str], now: datetime | None) -> Found | None:
    if now is None:
        return None
    start, end = match.span()
    days = _recent_years(now, int(match["mm"]), int(match["md"]))
    found = place_in_time(text, start, end, days, "month-day", now)
    if not found or found.precision != "day" or rank_label(text, start) > 0:
        return found
    padded = len(match["mm"]) == len(match["md"]) == 2 or (match["s3"] == "-" and len(match["md"]) == 2)
    return found if padded and match["s3"] != "." and stands_as_day(text, start, end) else None


def _read_day_of_named_month(text: str, match: re.Match[str], now: datetime | None) -> Found | None:
    if now is None:
        return None
    first = now.date().replace(day=1)
    if match["rm"].startswith("上"):
        first = (first - timedelta(days=1)).replace(day=1)
    days = _one_day(first.year, first.month, read_numeral(match["rd"]))
    return place_in_time(text, match.start(), match.end(), days, "month-named")


def _read_day_of_month(text: str, match: re.Match[str], now: datetime | None) -> Found | None:
    """10日上午, 北京10日电: that day of this month or of one of the two before, newest first."""
    if now is None:
        return None
    start, end = match.span()
    if end >= len(text.rstrip()) and not is_whole(text, start, end):
        return None  # 连续3日
    day, months = read_numeral(match["od"]), now.year * 12 + now.month - 1
    days = [found for back in range(3) for found in _one_day((months - back) // 12, (months - back) % 12 + 1, day)]
    found = place_in_time(text, start, end, days, "day-of-month", now)
    if found and found.precision == "day" and text[end : end + 1] not in "电讯" and text[start - 1 : start] >= "\u4e00":
        return None  # 某人7日晚挑衅: what happened, not when it was printed
    return found


_READERS: dict[str, Callable[[str, re.Match[str], datetime | None], Found | None]] = {
    "year_month_day": _read_year_month_day,
    "chinese": _read_chinese,
    "day_month_year": _read_day_month_year,
    "short_year": _read_short_year,
    "minguo": _read_short_year,
    "compact": _read_compact,
    "month_day": _read_month_day,
    "day_of_named_month": _read_day_of_named_month,
    "day_of_month": _read_day_of_month,
}
