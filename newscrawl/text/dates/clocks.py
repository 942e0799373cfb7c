"""The time of day beside a day: 08:21:56, 下午3时5分, 晚8:00, 三点一刻, 9:38 PM, with the zone it names.

All functions here take folded text (numerals.fold_text).
"""

import re
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from newscrawl.text.dates.numerals import NUMERAL, read_numeral
from newscrawl.text.dates.zones import CST, ZONE_SIGNS, ZONE_WORDS, read_zone

Precision = Literal["day", "minute", "second"]

_MORNING = ("凌晨", "清晨", "清早", "早上", "早晨", "早间", "黎明", "拂晓", "上午", "午前", "早", "晨")
_NOON = ("中午", "正午", "午间", "晌午")
_AFTERNOON = ("下午", "午后", "傍晚", "黄昏")
_NIGHT = ("晚上", "晚间", "深夜", "夜里", "夜间", "夜晚", "半夜", "午夜", "子夜", "晚", "夜")
DAY_PARTS = "|".join(sorted((*_MORNING, *_NOON, *_AFTERNOON, *_NIGHT), key=len, reverse=True))


class Clock(NamedTuple):
    """A time of day as read: `days` counts midnights passed (24:00, 晚上12点); `zone` as printed, empty for none."""

    start: int
    end: int
    hour: int
    minute: int
    second: int
    precision: Precision
    days: int = 0
    zone: str = ""

    def on(self, day: date) -> datetime | None:
        """The moment in +08:00 when this clock shows on `day`; None where the zone is impossible.

        >>> clock_after("2022-06-13T00:21:56Z", 10).on(date(2022, 6, 13)).isoformat()
        '2022-06-13T08:21:56+08:00'
        """
        local = datetime(day.year, day.month, day.day, self.hour, self.minute, self.second, tzinfo=CST)
        if self.days:
            local += timedelta(days=self.days)
        if not self.zone:
            return local
        zone = read_zone(self.zone, local.replace(tzinfo=None))
        return local.replace(tzinfo=zone).astimezone(CST) if zone else None


# Hostile input cannot make these wander: every repeat is bounded, and they are tried only beside a day.
_HALF = r"[AaPp]\.?[Mm](?![A-Za-z])\.?"
# 03:20 下午, as Windows and Java print it in some locales; not 03:20 下午茶
_HALF_AFTER = (
    rf"(?:{_HALF}|(?:上午|下午|凌晨|早上|中午|晚上)(?:(?![\u4e00-\u9fff])|(?=来源|作者|编辑|责编|阅读|浏览|点击)))"
)
_WEEKDAY = (
    r"(?:(?:星期|周|礼拜)[一二三四五六日天]"
    r"|(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?i:day)?\.?(?![A-Za-z]))"
)
_AFTER = re.compile(
    rf"""
    [\s,|·;/_.@()\[\]-]{{0,40}}+
    (?:(?:{_WEEKDAY}|(?<=[(])[一二三四五六日](?=[)]))[\s,|)\]]{{0,4}})?
    (?:at\s|T(?=[0-9])|于)?
    (?:(?P<before>{ZONE_WORDS}|(?:GMT|UTC|CST|HKT|SGT)(?=\s[0-9]))[\s:]{{0,2}})?
    (?:(?P<part>{DAY_PARTS}|{_HALF})\s{{0,2}})?
    (?:
        (?P<h>[0-9]{{1,2}})\s?:\s?(?P<m>[0-9]{{2}})(?:\s?:\s?(?P<s>[0-9]{{2}})(?:[.,][0-9]{{1,9}})?)?
      | (?P<ch>{NUMERAL})\s?[时点](?![击评赞数])
        (?:整|钟|(?P<half>半)|(?P<quarter>[一三13])刻|\s?(?P<cm>{NUMERAL})\s?分(?:\s?(?P<cs>{NUMERAL})\s?秒)?
          |(?P<bare>[0-5][0-9]|[二三四五]?十[一二三四五六七八九]?)(?![0-9人名个位万元岁多余]))?
      | (?<=T)(?P<th>[0-9]{{2}})(?P<tm>[0-9]{{2}})(?P<ts>[0-9]{{2}})?(?:\.[0-9]{{1,9}})?(?![0-9])
    )
    (?:\s{{0,2}}(?P<half_day>{_HALF_AFTER}))?
    (?:\s{{0,2}}\(?(?P<after>{ZONE_SIGNS}|{ZONE_WORDS})\)?|(?P<lost>(?<=:[0-9][0-9])\s(?:0[0-9]|1[0-4]):[0-5][0-9](?![0-9:])))?
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(
    rf"""
    (?:(?P<part>{DAY_PARTS}|{_HALF})\s{{0,2}})?
    (?<![0-9.-])(?<![0-9]:)(?P<h>[0-9]{{1,2}}):(?P<m>[0-5][0-9])(?::(?P<s>[0-5][0-9]))?
    (?:\s{{0,2}}(?P<half_day>{_HALF_AFTER}))?
    (?:\s{{0,2}}\(?(?P<after>{ZONE_SIGNS}|{ZONE_WORDS})\)?)?
    (?:[\s,|·]{{0,3}}{_WEEKDAY})?(?:\s-\s|[\s,|·]{{0,3}})$
    """,
    re.VERBOSE,
)
_BEFORE_MOST = 36  # characters: 3:20 PM EDT, Wednesday
_OTHER_DAY = re.compile(r"[0-9日号天T)\]]\s{0,2}$|[0-9]\s?[-~至到]\s?$")
_SPAN_ON = re.compile(r"\s?[-~至到]\s?(?:次日)?[0-9]{1,2}[:时点]")
IMPOSSIBLE = Clock(0, 0, 99, 0, 0, "day")


def clock_after(text: str, position: int) -> Clock | None:
    """The time of day that follows a day ending at `position`; IMPOSSIBLE for 25:61; None where none stands there.

    A span of times (9:00-17:00) is no moment: None.

    >>> clock = clock_after("6月13日晚8点", 5)
    >>> (clock.hour, clock.minute, clock.precision)
    (20, 0, 'minute')
    """
    match = _AFTER.match(text, position)
    if not match:
        return None
    zone, end = match["before"] or match["after"] or match["lost"] or "", match.end()
    loose = zone[:1] == "-" or (zone[:1] == "+" and len(zone) == 3)
    if (match["lost"] or (loose and match["h"] and not match["s"])) and text[match.start("h") - 1] != "T":
        # 08:00-12:00 is a span of times, not an offset; nor is 08:21:56 12:00, where no ISO form has lost its plus
        zone, end = match["before"] or "", match.start("lost" if match["lost"] else "after")
    if _SPAN_ON.match(text, end):
        return None
    return _build(match, match.start(), end, zone)


def clock_before(text: str, position: int) -> Clock | None:
    """The time of day right before a day that starts at `position` (15:31 2018/09/16, glued or not)."""
    start = max(0, position - _BEFORE_MOST)
    piece = text[start:position]
    match = _BEFORE.search(piece) if ":" in piece else None
    if not match:
        return None
    hour, half = int(match["h"]), match["part"] or match["half_day"]
    days, hour = _on_24_hours(half, hour, digital=True) if half else (0, hour)
    if hour > 23:
        return None
    if _OTHER_DAY.search(text, max(0, start + match.start() - 4), start + match.start()):
        return None  # the clock of the day before it: 06-12 08:21 | 06-13
    precision: Precision = "second" if match["s"] else "minute"
    minute, second, zone = int(match["m"]), int(match["s"] or 0), match["after"] or ""
    return Clock(start + match.start(), position, hour, minute, second, precision, days, zone)


def _build(match: re.Match[str], start: int, end: int, zone: str) -> Clock:
    part, h, m, s, half_day = match.group("part", "h", "m", "s", "half_day")
    hour: int | None
    minute: int | None
    second: int | None = 0
    if h:
        hour, minute = int(h), int(m)
    elif match["th"]:
        hour, minute, s = int(match["th"]), int(match["tm"]), match["ts"]
    else:
        hour, minute, s = read_numeral(match["ch"]), _read_minute(match), match["cs"]
    if s:
        second = read_numeral(s)
    if hour is None or minute is None or second is None or minute > 59 or second > 59:
        return IMPOSSIBLE
    days = 0
    if part or half_day:
        days, hour = _on_24_hours(part or half_day, hour, digital=bool(h))
    if hour == 24 and not minute and not second:
        days, hour = days + 1, 0
    if hour > 23:
        return IMPOSSIBLE
    return Clock(start, end, hour, minute, second, "second" if s else "minute", days, zone)


def _read_minute(match: re.Match[str]) -> int | None:
    """The minute of 三点半, 三点一刻, 3时5分, 3点."""
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15 if match["quarter"] in "一1" else 45
    printed = match["cm"] or match["bare"]
    return read_numeral(printed) if printed else 0


def _on_24_hours(part: str, hour: int, *, digital: bool = False) -> tuple[int, int]:
    """Midnights passed and the hour, as the part of the day has it: 晚上12点 is the next day's midnight.

    `digital` is for 12:08, as programs print it: 上午 12:08 is what they make of 00:08, while 上午12点 is noon.

    >>> _on_24_hours("下午", 3), _on_24_hours("PM", 17), _on_24_hours("凌晨", 12), _on_24_hours("上午", 12, digital=True)
    ((0, 15), (0, 17), (0, 0), (0, 0))
    """
    half = part[:1].lower() if part.isascii() else ""
    if half == "a" or part == "凌晨" or (digital and part == "上午"):
        return 0, 0 if hour == 12 else hour
    if half == "p" or part in _AFTERNOON:
        return 0, hour + 12 if hour < 12 else hour
    if part in _NOON:
        return 0, hour + 12 if hour < 4 else hour
    if part in _NIGHT:
        if hour == 12:
            return 1, 0
        return 0, hour + 12 if 5 <= hour < 12 else hour
    return 0, hour
