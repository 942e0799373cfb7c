"""When an article was published: of all times that a page tells, the one to believe."""

import re

from newscrawl.text.dates import parse_date
from newscrawl.text.page.head import Head, add_year, published_time
from newscrawl.text.page.outline import Line
from newscrawl.text.page.printed_time import OTHER_DAY, Found, find_time
from newscrawl.text.page.stated_time import complete_time, find_stated
from newscrawl.text.page.zone import Zone

# The e-papers of one make tell the day in a comment.
_FOUNDER_DATE = re.compile(r"<founder-date>\s*+([^<]{8,25})<", re.I)
_URL_DATE = re.compile(r"(?:19|20)\d{2}[-/_]?(?:0[1-9]|1[0-2])[-/_]?(?:[0-2]\d|3[01])(?!\d{2})")


def find_published(zone: Zone, head: Head, markup: str, url: str) -> Found:
    """The visible time; else the one that the head tells, or an element beside the headline states; else an issue's date
    in the menu (e-papers), the address's, the one that ends an announcement."""
    told, name = published_time(head.metas)
    printed = _printed(zone, told)
    if printed.place == OTHER_DAY and told:
        return Found(told, f"meta {name}", printed.line)
    if printed.text:
        return _whole(printed, zone.layout.lines[printed.line], head)
    if founder := _FOUNDER_DATE.search(markup):
        return Found(founder[1].strip(), "founder-date")
    if told:
        return Found(told, f"meta {name}")
    rest = _in_menu(zone) or _in_address(url) or _signature(zone)
    stated = find_stated(zone)
    if stated and (rest.place != "url" or _is_same_day(stated, rest.text)):
        return Found(stated, "attribute")
    return rest


_TODAY = re.compile("今[天日][是为:：]|[现現]在[是:：]")
# A line below the text that says whose time it tells.
_OWN = re.compile("发布|发表|發布|發表|刊登|时间|時間|日期|来源|來源|编辑|編輯")
_SITE = re.compile(r"©|Copyright|版权|版權|备案|ICP|评论|網友|网友", re.I)
_BELOW = 80  # characters of a line below the text that tells the time


def _printed(zone: Zone, told: str) -> Found:
    """The time printed around the headline, or below the text; there another article's may stand, in a list of them."""
    time = find_time([*[line for line in zone.above if not _TODAY.search(line.text)], *zone.info], zone.headline)
    if time.text:
        return time
    time = find_time([line for line in zone.after if _may_tell_time(line)], zone.headline)
    if time.text and told and not _OWN.search(zone.layout.lines[time.line].text) and not _is_same_day(time.text, told):
        return Found()
    return time


def _may_tell_time(line: Line) -> bool:
    """Whether a line after the body may print the article's time: no link, no menu, not the site's own dates."""
    return len(line.text) < _BELOW and not line.linked and line.noise is None and not _SITE.search(line.text)


def _is_same_day(one: str, other: str) -> bool:
    """Whether two strings tell times of one day, or of two that follow each other: they may be of two zones.

    >>> _is_same_day("2022-02-03 07:08", "2022-02-02T23:08:09Z"), _is_same_day("2022-02-03", "3小时前")
    (True, False)
    """
    first, second = parse_date(one), parse_date(other)
    return first is not None and second is not None and abs((first.when.date() - second.when.date()).days) <= 1


def _whole(printed: Found, line: Line, head: Head) -> Found:
    """A time printed without its year, or as 3小时前, with what its element or a meta tag tells."""
    dated = complete_time(printed.text, line)
    if dated != printed.text:
        return Found(dated, "info, of its element", printed.line)
    dated = add_year(printed.text, head.metas)
    return Found(dated, "meta, for the year", printed.line) if dated != printed.text else printed


_NOW = re.compile("今天|今日|现在|現在|当前|當前")
_MENU = 60  # characters of a line of the menu that tells an issue's date


def _in_menu(zone: Zone) -> Found | None:
    time = find_time(
        [line for line in zone.menu if len(line.text) < _MENU and not _NOW.search(line.text)], zone.headline
    )
    return Found(time.text, "menu", time.line) if time.text else None


def _in_address(url: str) -> Found | None:
    return Found(url, "url") if _URL_DATE.search(url) else None


_SIGNED = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")  # the day alone, at the end of an announcement


def _signature(zone: Zone) -> Found:
    signed = next((line for line in reversed(zone.closing) if _SIGNED.fullmatch(line.text)), None)
    return Found(signed.text, "signature", signed.n) if signed else Found()
