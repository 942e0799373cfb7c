"""Paged articles: the addresses of the further pages, in order."""

import re
from collections import Counter
from collections.abc import Iterable

from newscrawl.text.addresses import join_address
from newscrawl.text.page.outline import Line

# What a link to a further page says: 下一页, 第2页, 【2】, 2.
_SAYS = re.compile(r"^[【\[(（<\s]*(?:第?\s*(\d{1,3})\s*[页頁]?|下一?[页頁]|后一页|next)[】\])）>»\s]*$", re.I)
_MAY_SAY = re.compile(r"[\d页頁nN]")  # a line without one of these has no such link
_LONGEST = 40  # characters of such a link, white space around it included
# Where an address tells its page: a_2.html, a-2.html, a/2, a/2.html, a.html?page=2.
_NUMBER = re.compile(
    r"^(?P<stem>.+?)(?:(?P<query>[?&](?:page|p|pn|pageno|pageindex|curpage)=)|[_\-/])"
    r"(?P<number>\d{1,3})(?P<end>\.[a-z]{3,5})?/?$",
    re.I,
)
_QUERY = re.compile(r"[?#]")
_ENDS_IN_ID = re.compile(r"\d{4}$")
_END = re.compile(r"(?:\.[a-z]{3,5}|/)$", re.I)
# Government sites write their pager by script: createPageHTML(pages, this page from 0, "stem", "extension").
_SCRIPT_NAMES = ("createPageHTML", "createPageHtml", "pageHtml")
_SCRIPT = re.compile(r"\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*[\"']([\w\-]+)[\"']\s*,\s*[\"'](\w{3,5})[\"']")


def find_next_pages(lines: Iterable[Line], markup: str, url: str) -> list[str]:
    """The addresses of the pages of the same article that follow this one, in order, absolute, once each.

    `lines` are those after the headline. Of their links only those are taken that say a page number or 下一页 and lead
    to the address of this page (`url`) with a number added or changed, so that 下一篇 and the pagers of lists are not.
    Without `url` the links themselves must agree on all but the number.

    >>> from lxml import html
    >>> from newscrawl.text.page.lines import read_lines
    >>> page = html.fromstring('<p><a href="a.html">1</a> <a href="a_2.html">2</a> <a href="a_2.html">下一页</a></p>')
    >>> find_next_pages(read_lines(page), "", "http://news.example/2022/a.html")
    ['http://news.example/2022/a_2.html']
    """
    own, here = _own_place(url)
    said: list[tuple[str, int, str]] = []
    for words, href in _page_links(lines):
        address = join_address(url, href)
        part = _NUMBER.match(address)
        if part is not None and (
            not words[1] or abs(int(words[1]) - int(part["number"])) <= 1
        ):  # else a date's, an id's
            said.append((_END.sub("", part["stem"]), int(part["number"]), address))
    if not own and said:
        own = Counter(stem for stem, _number, _address in said).most_common(1)[0][0]
    found: dict[int, str] = {}
    for stem, number, address in said:
        if stem == own and number > here:
            found.setdefault(number, address)
    return [found[number] for number in sorted(found)] or _from_script(markup, url)


def _page_links(lines: Iterable[Line]) -> Iterable[tuple[re.Match[str], str]]:
    """What a link says and where it leads, for all links that say a page."""
    for line in lines:
        if not line.linked or not _MAY_SAY.search(line.text):
            continue
        for element, tail, text in line.pieces:
            words = _SAYS.match(text.strip()) if len(text) < _LONGEST and _MAY_SAY.search(text) else None
            if words is None:
                continue
            link = element.getparent() if tail else element
            for _step in range(2):
                if link is not None and link.tag != "a":
                    link = link.getparent()
            href = (link.get("href") or "").strip() if link is not None else ""
            if href and href[0] != "#" and not href.lower().startswith("javascript:"):
                yield words, href


def _own_place(url: str) -> tuple[str, int]:
    """This page's address without extension and number of the page, and that number; 0 where it has none."""
    stem, number = url, 0
    part = _NUMBER.match(url)
    if part is not None and len(part["number"]) < 3 and _is_page(part, url):
        stem, number = part["stem"], int(part["number"])
    return _END.sub("", stem).partition("#")[0], number


def _is_page(part: re.Match[str], url: str) -> bool:
    """Whether the number in this page's own address is a page's: a_3.html, not 2022/06/13 or a-b-12 or a/3/."""
    if part["query"] is not None:
        return True
    return _ENDS_IN_ID.search(part["stem"]) is not None and not _QUERY.split(url, 1)[0].endswith("/")


def _from_script(markup: str, url: str) -> list[str]:
    if "ageH" not in markup:
        return []
    for name in _SCRIPT_NAMES:  # plain words: to search a whole page for a pattern takes as long as to parse it
        at = markup.find(name)
        while at >= 0:
            if found := _SCRIPT.match(markup, at + len(name)):
                count, here, stem, extension = int(found[1]), int(found[2]), found[3], found[4]
                pages = (join_address(url, f"{stem}_{n}.{extension}") for n in range(here + 1, min(count, 100)))
                return [page for page in pages if page]
            at = markup.find(name, at + 1)
    return []
