"""What a page's head says of its article, and why little of it is believed: on the labelled pages meta authors are the
site, the editor or a number, meta times the last update, another time zone's or the template's, titles the section's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from newscrawl.text.addresses import join_address


@dataclass(slots=True)
class Head:
    """Titles (`<title>` first), meta tags by lower-case name (name, property or itemprop), canonical address, JSON-LD."""

    titles: list[str] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    linked: list[str] = field(default_factory=list)
    """The texts of its JSON-LD scripts (`newscrawl.text.page.linked_data`)."""


_TITLES = ("og:title", "articletitle", "title", "twitter:title")


def read_head(root: etree._Element, url: str = "") -> Head:
    """Titles, meta tags, canonical address and JSON-LD of a page; wherever they stand, since some sites put them in the body."""
    head = Head()
    title = ""
    for element in root.iter("title", "meta", "link", "script"):
        if element.tag == "script":
            if "ld+json" in element.get("type", "") and element.text:
                head.linked.append(element.text)
        elif element.tag == "title":
            title = title or (element.text or "").strip()
        elif element.tag == "link":
            if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
                head.canonical = head.canonical or join_address(url, element.get("href", "").strip())
        else:
            name = element.get("name") or element.get("property") or element.get("itemprop") or ""
            content = element.get("content") or ""
            if name and content:
                head.metas.setdefault("".join(name.split()).lower(), content)
    head.titles = [text for text in (title, *(head.metas.get(name, "") for name in _TITLES)) if text]
    return head


_DIGITS = re.compile(r"\d+")
_META_TIME = re.compile(r"time|date|pub")
RELATIVE = re.compile("前|[今昨][天日]|[刚剛]")  # 3小时前, 昨天


def add_year(printed: str, metas: Mapping[str, str]) -> str:
    """A time printed without its year (10-08 12:00), with the year of the meta tag that agrees in all that is printed; else as is.

    >>> add_year("10-08 12:00", {"dateupdate": "2019-10-08 12:00:57"}), add_year("10-08 12:00", {"date": "2019-10-09"})
    ('2019-10-08 12:00', '10-08 12:00')
    """
    shown = [int(number) for number in _DIGITS.findall(printed)]
    if not 2 <= len(shown) <= 5 or shown[0] > 12 or max(shown) > 59 or RELATIVE.search(printed):
        return printed
    for name, value in metas.items():
        numbers = [int(number) for number in _DIGITS.findall(value)]
        if _META_TIME.search(name) and numbers and numbers[0] > 1990 and numbers[1 : len(shown) + 1] == shown:
            return f"{numbers[0]}{'年' if '月' in printed else '-'}{printed}"
    return printed


LINKED_TIME = "json-ld:date"  # the name under which the time that JSON-LD tells is kept with those of meta tags
# Meta tags that give the time of publication where the page prints none, most trusted first. 新华/TRS sites' Maketime
# (when the template was made) and update times are not among them.
_PUBLISHED = (
    "pubdate publishdate publish_date publishtime article:published_time og:time og:release_date datepublished"
    " og:published_time apub:time firstcreatetime dc.date dc.date.issued date weibo:article:create_at"
    f" bytedance:published_time {LINKED_TIME}"
).split()
_DAY = re.compile(r"(?:19|20)\d{2}|^\s*1\d{9}(?:\d{3})?\s*$")


def published_time(metas: Mapping[str, str]) -> tuple[str, str]:
    """The time of publication that a meta tag tells, and that tag's name; empty strings without one.

    >>> published_time({"maketime": "2019-03-22 12:28:37", "pubdate": "2016-11-22 09:53"})
    ('2016-11-22 09:53', 'pubdate')
    """
    for name in _PUBLISHED:
        if _DAY.search(metas.get(name, "")):
            return metas[name].strip(), name
    return "", ""


_SOURCES = ("contentsource", "source", "mediaid", "article:source", "copyfrom")
_SOURCE_PREFIX = re.compile(r"^\s*(?:来源|來源|稿源)\s*[:：]\s*")


def named_source(metas: Mapping[str, str]) -> str:
    """The publisher that a meta tag names, where the page prints none; an address or a number is none.

    >>> named_source({"source": "来源：人民网-文化频道 原创稿"}), named_source({"source": "2"}), named_source({"author": "网易"})
    ('人民网-文化频道', '', '')
    """
    for name in _SOURCES:
        words = _SOURCE_PREFIX.sub("", metas.get(name, "")).split()
        if words and re.search(r"[\u3400-\u9fff]", words[0]):
            return words[0]
    return ""
