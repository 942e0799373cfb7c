"""Days with English month names: RFC 2822, JavaScript's and Java's way of printing, June 13, 2022.

And days in English order with Chinese ones, as programs made for English print them in China: 六月 13, 2022, 13 六月 2022.

All functions here take folded text (numerals.fold_text).
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from newscrawl.text.dates.clocks import clock_after
from newscrawl.text.dates.days import Found, place_in_time
from newscrawl.text.dates.numerals import read_numeral
from newscrawl.text.dates.surroundings import is_whole, rank_label

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_ENGLISH = re.compile(
    rf"""
    (?=[0-9JFMASOND])
    (?:
        (?<![0-9A-Za-z-])(?P<d>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?:\s(?:of\s)?|[-/])(?P<m>{_MONTH})\.?,?[\s/,-]{{1,2}}
        (?P<y>(?:19|20)[0-9]{{2}}|[0-9]{{2}}(?![0-9:]|,?\s(?:19|20)[0-9]{{2}}))(?P<day_first>)
      | (?<![0-9A-Za-z])(?P<y3>(?:19|20)[0-9]{{2}})[\s/-](?P<m3>{_MONTH})[\s/-](?P<d3>[0-9]{{1,2}})(?P<year_first>)
      | (?<![A-Za-z])(?P<m2>{_MONTH})\.?[\s-]{{1,2}}(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9])
        (?P<between>\s[0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?\s(?:[a-z]{{1,5}}\s|[+-][0-9]{{4}}\s)?(?=(?:19|20)[0-9]{{2}}))?
        (?:(?(between)|[\s,-]{{1,3}})(?P<y2>(?:19|20)[0-9]{{2}}))?(?P<month_first>)
    )
    (?![0-9])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COLON_CLOCK = re.compile(r":(?=[0-9]{2}:)")  # 13/Jun/2022:08:21:56, as in server logs
_AT_MOST = 6


def find_english(text: str, now: datetime | None) -> Iterator[Found]:
    """Every day with an English month name, in the order of the text; without a year only where it stands alone.

    >>> [str(found.when) for found in find_english("Mon, 13 Jun 2022 00:21:56 GMT", None)]
    ['2022-06-13 08:21:56+08:00']
    >>> [str(found.when) for found in find_english("Mon Jun 13 08:21:56 CST 2022", None)]
    ['2022-06-13 08:21:56+08:00']
    """
    for match in islice(_ENGLISH.finditer(text), _AT_MOST):
        found = _read_english(text, match, now)
        if found:
            yield found


def _read_english(text: str, match: re.Match[str], now: datetime | None) -> Found | None:
    start, end = match.span()
    month = _NAMES.index((match["m"] or match["m2"] or match["m3"])[:3].lower()) + 1
    day, printed = int(match["d"] or match["d2"] or match["d3"]), match["y"] or match["y2"] or match["y3"]
    if printed:
        year = int(printed)
        years = [year if year > 99 else year + (2000 if year < 70 else 1900)]
    elif now and (is_whole(text, start, end) or rank_label(text, start) > 0 or clock_after(text, end)):
        years = [now.year, now.year - 1]
    else:
        return None
    days = []
    for year in years:
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    if match["between"] and days:
        clock = clock_after(text, match.start("between"))
        when = clock.on(days[0]) if clock and clock.hour < 24 else None
        return Found(start, end, when, clock.precision, "english", full=True) if clock and when else None
    if colon := _COLON_CLOCK.match(text, end):
        end = colon.end()
    return place_in_time(text, start, end, days, "english", None if printed else now, full=bool(printed))


_CHINESE_MONTH = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:19|20)[0-9]{2}"
_TURNED = re.compile(
    rf"""
    (?:
        (?<![0-9A-Za-z:.-])(?P<d>[0-9]{{1,2}})(?:[.,]?\s|-)(?P<m>{_CHINESE_MONTH})\s?月,?[\s-]{{1,2}}(?P<y>{_YEAR})(?![0-9]|\s?年)
      | (?<![0-9一二三四五六七八九十])(?P<m2>{_CHINESE_MONTH})\s?月\s{{0,2}}(?P<d2>[0-9]{{1,2}})
        (?:日?,\s{{0,2}}(?P<y2>{_YEAR})(?![0-9./-]|\s?年)
          |\s{{1,2}}(?P<y3>{_YEAR})(?![0-9A-Za-z\u4e00-\u9fff./:-]|\s?年)
          |日\s{{1,2}}(?P<y4>{_YEAR})(?=\s*$|,|\s[0-9]{{1,2}}:))
    )
    """,
    re.VERBOSE,
)


def find_turned(text: str) -> Iterator[Found]:
    """Every day in English order with a Chinese month.

    >>> [str(found.when) for found in find_turned("九月 18, 2022 | 星期二, 13 6月 2022 08:21")]
    ['2022-09-18 00:00:00+08:00', '2022-06-13 08:21:00+08:00']
    """
    for match in islice(_TURNED.finditer(text), _AT_MOST):
        start, end = match.span()
        month = read_numeral(match["m"] or match["m2"])
        year, day = match["y"] or match["y2"] or match["y3"] or match["y4"], match["d"] or match["d2"]
        try:
            days = [date(int(year), month or 0, int(day))]
        except ValueError:
            continue
        if found := place_in_time(text, start, end, days, "english", full=True):
            yield found
