"""What a page tells of its article in JSON-LD (`<script type="application/ld+json">`), for search engines: schema.org's
NewsArticle and its kin, and the form that Baidu asked for (`cambrian.jsonld`).

Of what it tells the headline, the time of publication and the text are read. Not authors and publishers: they are the
site, the editor or whoever entered the text, as in meta tags (`newscrawl.text.page.head`).
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from newscrawl.text.page.head import LINKED_TIME, Head
from newscrawl.text.page.headline import bare
from newscrawl.text.plain import clean_line, strip_controls


@dataclass(frozen=True, slots=True)
class Linked:
    """An article as JSON-LD tells it; empty where it tells nothing, or of several articles does not tell which."""

    headline: str = ""
    published: str = ""
    """As it stands there, a number of seconds or milliseconds as digits."""
    body: str = ""
    """As it stands there, plain or HTML; empty for an article that readers must pay for."""
    address: str = ""
    own: bool = False
    """Whether headline or address say that it is the article of this page."""


_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_INTO = ("@graph", "mainEntity")  # what these hold is the page's own; what lists and other parts hold is not
_DEEP = 4
_NAMES = ("datePublished", "pubDate", "articleBody")
_START = 12  # characters that tell one headline from others; JSON-LD and titles cut long ones


def read_linked(head: Head, url: str = "") -> Linked:
    """The page's article as its JSON-LD tells it; its time is put to those of the meta tags in `head`, as the last of them.

    Broken JSON is mended where it is commas and comments that break it; else only the time is read from it.

    >>> told = '{"@type": "NewsArticle", "headline": "大桥今日通车", "datePublished": "2022-02-03T07:08:09+08:00",}'
    >>> read_linked(Head(titles=["大桥今日通车_云桥网"], linked=[told])).published
    '2022-02-03T07:08:09+08:00'
    """
    linked = _choose(head, {_place(url), _place(head.canonical)} - {""}) if head.linked else Linked()
    if linked.published:
        head.metas.setdefault(LINKED_TIME, linked.published)
    return linked


def _choose(head: Head, places: set[str]) -> Linked:
    """The one article that the page's JSON-LD tells, or that it says to be the page's own; an empty one where that is unclear."""
    articles: list[Linked] = []
    pages: list[Linked] = []
    titles = [bare(title) for title in head.titles]
    for text in head.linked:
        if not any(name in text for name in _NAMES):
            continue  # the way to the page, the site's search
        for node, is_article in _nodes(_load(text)):
            linked = _linked(node, titles, places)
            (articles if is_article else pages).append(linked)
    if len(articles) > 1:
        articles = [linked for linked in articles if linked.own]
    elif not articles:
        articles = [Linked(published=linked.published) for linked in pages if linked.address]
    if not articles:
        return Linked()
    first = articles[0]
    if any(linked.published[:10] != first.published[:10] for linked in articles if linked.published):
        return Linked()  # it does not know itself
    return max(articles, key=lambda linked: (bool(linked.body), bool(linked.published)))


def _linked(node: dict[str, Any], titles: Sequence[str], places: set[str]) -> Linked:
    headline = _string(node.get("headline") or node.get("name") or node.get("title"))
    pages = [node.get("mainEntityOfPage"), node.get("url"), node.get("@id")]
    addresses = [_string(page.get("@id") or page.get("url") if isinstance(page, dict) else page) for page in pages]
    address = next((address for address in addresses if _place(address) in places), "")
    free = str(node.get("isAccessibleForFree", True)).rsplit("/", 1)[-1].lower() not in ("false", "0", "no")
    return Linked(
        headline=clean_line(headline),
        published=_string(node.get("datePublished") or node.get("pubDate")),
        body=_string(node.get("articleBody")) if free else "",
        address=address,
        own=bool(address) or is_same(headline, titles),
    )


def is_same(headline: str, titles: Sequence[str]) -> bool:
    """Whether one of the titles (without white space) is this headline, with the site's name or without, or cut."""
    start = bare(html.unescape(headline))[:_START]
    return len(start) > 3 and any(
        start in title or (len(title) > 5 and start.startswith(title[:_START])) for title in titles
    )


def _string(value: object) -> str:
    """A string or a number as it is written; what a list begins with; empty for all else."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return without_controls(str(value)).strip()
    return ""


_NEVER = re.compile(r"[\ud800-\udfff\ufffe\uffff]")  # half a character can be written in JSON: \ud83d


def without_controls(text: str) -> str:
    """A text without the characters that no element takes."""
    return _NEVER.sub("", strip_controls(text))


_SCHEME = re.compile(r"^(?:https?:)?//(?:www\.)?")


def _place(address: str) -> str:
    """An address as two can be compared; empty for none, or a site's home page."""
    place = _SCHEME.sub("", html.unescape(address).partition("#")[0]).rstrip("/")
    return place if "/" in place and not place.startswith("/") else ""


def _nodes(value: object, deep: int = 0) -> Iterator[tuple[dict[str, Any], bool]]:
    """The articles of a JSON-LD text, and the page itself, each with whether it is an article."""
    if isinstance(value, list) and deep < _DEEP:
        for inner in value:
            yield from _nodes(inner, deep + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        names = [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]
        if any(_ARTICLE.search(name) for name in names) or (not names and "cambrian" in str(value.get("@context"))):
            yield value, True
        elif "WebPage" in names:
            yield value, False
        if deep < _DEEP:
            for name in _INTO:
                yield from _nodes(value.get(name), deep + 1)


# What people leave in it: comments, commas before a bracket, the marks that hid scripts from browsers of 1998.
_AROUND = re.compile(r"^(?:<!--|(?://)?\s*<!\[CDATA\[)\s*|(?:-->|\]\]>|;)$")
_COMMENT = re.compile(r"(?:^|(?<=[,\]}{\[\d]))[ \t]*//.*")  # in what follows the last quotation mark of a line
_COMMA = re.compile(r",(?=\s*[\]}])")
_KINDS = re.compile(r"\"@type\"\s*:\s*\[?\s*\"[^\"]*(?:Article|Posting)\"|cambrian\.jsonld")
_TIMES = re.compile(r"\"(?:datePublished|pubDate)\"\s*:\s*\"?([^\"\s<>{}][^\"<>{}\n]{7,40}?)\"?\s*[,}\n]")


def _load(text: str) -> object:
    for written in (str, _mended):
        try:
            return json.loads(written(text), strict=False)  # line ends in strings
        except (ValueError, RecursionError):
            continue
    times = {time.strip() for time in _TIMES.findall(text)} if _KINDS.search(text) else set()
    return {"@type": "Article", "datePublished": times.pop()} if len(times) == 1 else None


def _mended(text: str) -> str:
    text = _AROUND.sub("", text.strip("\ufeff \t\r\n"))
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    return _COMMA.sub("", "\n".join(map(_without_comment, text.split("\n"))))


def _without_comment(line: str) -> str:
    told, mark, rest = line.rpartition('"')
    return told + mark + _COMMENT.sub("", rest, count=1)
