"""Time zones as Chinese pages name them: offsets, abbreviations, and cities (巴黎时间) with their summer time.

The rules of summer time are the ones in force since 1996 (Europe) and 2007 (North America); they are written out
because reading the system's zone files would make the functions of this package depend on the machine.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

CST = timezone(timedelta(hours=8))  # China: what a time means when the text does not say otherwise

_NAMED_HOURS = {
    **dict.fromkeys(("Z", "GMT", "UTC", "UT", "格林尼治", "格林威治", "世界", "世界协调", "协调世界", "国际标准"), 0.0),
    **dict.fromkeys(("CST", "HKT", "SGT", "北京", "中国", "台北", "台湾", "香港", "澳门", "新加坡"), 8.0),
    **dict.fromkeys(("JST", "KST", "东京", "日本", "首尔", "韩国", "平壤"), 9.0),
    **dict.fromkeys(("MSK", "莫斯科"), 3.0),
    **dict.fromkeys(("BST", "WEST"), 1.0),
    **dict.fromkeys(("CET",), 1.0),
    **dict.fromkeys(("CEST",), 2.0),
    **dict.fromkeys(("EST",), -5.0),
    **dict.fromkeys(("EDT",), -4.0),
    **dict.fromkeys(("PST",), -8.0),
    **dict.fromkeys(("PDT",), -7.0),
    **dict.fromkeys(("新德里", "印度"), 5.5),
    **dict.fromkeys(("迪拜",), 4.0),
    **dict.fromkeys(("曼谷", "河内", "雅加达"), 7.0),
}
_EUROPE = {
    "伦敦": 0,
    "英国": 0,
    "巴黎": 1,
    "法国": 1,
    "柏林": 1,
    "德国": 1,
    "罗马": 1,
    "马德里": 1,
    "布鲁塞尔": 1,
    "日内瓦": 1,
}
_AMERICA = {
    "纽约": -5,
    "华盛顿": -5,
    "美东": -5,
    "美国东部": -5,
    "东部": -5,
    "多伦多": -5,
    "ET": -5,
    "洛杉矶": -8,
    "旧金山": -8,
    "美西": -8,
    "美国西部": -8,
    "太平洋": -8,
    "温哥华": -8,
    "PT": -8,
}

_CITIES = "|".join(sorted((n for n in [*_NAMED_HOURS, *_EUROPE, *_AMERICA] if not n.isascii()), key=len, reverse=True))
ZONE_WORDS = rf"(?:{_CITIES})(?:标准|当地|夏令|冬令)?时间"  # in folded text, before or after a clock or a date
ZONE_SIGNS = (
    r"(?:(?:GMT|UTC)(?:\s?[+-]\s?[0-9]{1,2}(?::?[0-9]{2})?|\s[01][0-9]:?[0-9]{2})(?![0-9:])"
    r"|[+-][0-9]{2}(?::?[0-9]{2})?(?![0-9:])"
    r"|(?:Z|GMT|UTC|UT|CST|HKT|SGT|JST|KST|MSK|BST|WEST|CEST|CET|EST|EDT|PST|PDT|ET|PT)(?![A-Za-z]))"
)

# A plus that was lost on its way through an address is a space: GMT 0800.
_OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+ -])\s?([0-9]{1,2}):?([0-9]{2})?")
_CITY = re.compile(_CITIES)


def read_zone(zone: str, local: datetime) -> timezone | None:
    """The offset that `zone` (folded, as ZONE_WORDS or ZONE_SIGNS match it) has at `local` (naive); None if impossible.

    >>> print(read_zone("+0530", datetime(2022, 6, 13)), read_zone("UTC+8", datetime(2022, 6, 13)))
    UTC+05:30 UTC+08:00
    >>> print(read_zone("巴黎时间", datetime(2022, 6, 13)), read_zone("巴黎时间", datetime(2022, 1, 13)))
    UTC+02:00 UTC+01:00
    """
    if offset := _OFFSET.fullmatch(zone):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        if minutes > 14 * 60 or int(offset[3] or 0) > 59:
            return None
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    city = _CITY.match(zone)
    name = city[0] if city else zone.strip()
    if name in _EUROPE:
        return timezone(timedelta(hours=_EUROPE[name] + _is_european_summer(local)))
    if name in _AMERICA:
        return timezone(timedelta(hours=_AMERICA[name] + _is_american_summer(local)))
    hours = _NAMED_HOURS.get(name)
    if hours is None:
        return None
    return UTC if hours == 0 else timezone(timedelta(hours=hours))


def _is_european_summer(local: datetime) -> bool:
    """From the last Sunday of March to the last of October (the changing hour itself is not split)."""
    return _sunday(local.year, 3, last=True) <= local < _sunday(local.year, 10, last=True)


def _is_american_summer(local: datetime) -> bool:
    """From the second Sunday of March to the first of November."""
    return _sunday(local.year, 3) + timedelta(days=7) <= local < _sunday(local.year, 11)


def _sunday(year: int, month: int, *, last: bool = False) -> datetime:
    """02:00 on the first (or last) Sunday of the month; months of 31 days only, where the last is asked for."""
    day = datetime(year, month, 25 if last else 1, 2)
    return day + timedelta(days=6 - day.weekday())
