"""Days with English month names: RFC 2822, JavaScript's and Java's way of printing, June 13, 2022.

All functions here take folded text (numerals.fold_text).
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from newscrawl.text.dates.clocks import clock_after
from newscrawl.text.dates.days import Found, place_in_time
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
        (?<![0-9A-Za-z])(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s(?:of\s)?|[-/])(?P<m>{_MONTH})\.?,?[\s/,-]{{1,2}}
        (?P<y>(?:19|20)[0-9]{{2}}|[0-9]{{2}}(?![0-9:]))(?P<day_first>)
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
    month = _NAMES.index((match["m"] or match["m2"])[:3].lower()) + 1
    day, printed = int(match["d"] or match["d2"]), match["y"] or match["y2"]
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
