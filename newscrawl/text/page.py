"""Reading any Chinese news page: headline as displayed, visible time, publisher, people and the body's element."""

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree, html

from newscrawl.text import byline
from newscrawl.text.body import cut_out, trim
from newscrawl.text.density import find_article, mass_of
from newscrawl.text.headline import Headline, find_headline
from newscrawl.text.lines import Line, drop_unseen, read_lines
from newscrawl.text.names import looks_like_name
from newscrawl.text.people import find_people

_ABOVE = 8
_BELOW = 25


@dataclass(frozen=True, slots=True)
class Page:
    """One page, its strings as printed, and where each was found (`places`)."""

    title: str = ""
    published: str = ""
    source: str = ""
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    photographers: list[str] = field(default_factory=list)
    body: etree._Element | None = None
    next_pages: list[str] = field(default_factory=list)
    canonical: str = ""
    places: dict[str, str] = field(default_factory=dict)


def read_page(markup: str, url: str = "") -> Page:
    """Read a page; never raises on any text, fields that it does not tell are empty."""
    root = parse(markup)
    if root is None:
        return Page()
    head = read_head(root)
    drop_unseen(root)
    lines = read_lines(root)
    headline = find_headline(lines, head["titles"])
    found = find_article(lines, headline.last)
    if found is None:
        return Page()
    inside = within(found.element, lines)
    first = next((line.n for line in inside if line.n > headline.last and mass_of(line) > 20), inside[0].n)
    if headline.last < 0:
        headline = find_headline(lines, head["titles"], first)
    trimmed = trim([line for line in inside if line.n > headline.last], headline.text)
    trimmed.dropped[:0] = [line for line in inside if line.n <= headline.last]
    start = trimmed.kept[0].n if trimmed.kept else first
    end = trimmed.kept[-1].n if trimmed.kept else first
    info = lines[headline.last + 1 : start] if headline.last >= 0 else lines[max(0, start - 10) : start]
    above = lines[max(0, headline.first - _ABOVE) : headline.first] if headline.first > 0 else []
    after = lines[end + 1 : end + _BELOW]
    time = byline.find_time([*above, *info], headline.last)
    source = byline.find_source(info[:30], time)
    if not source.text:
        source = byline.find_source(above, time)
    if not source.text:
        for line in [*reversed(inside), *after]:
            if line.n >= end - 2 and (name := byline.read_source(line.text)) and len(line.text) < 50:
                source = byline.Found(name, "after the body", line.n)
                break
    if not source.text:
        for line in trimmed.kept[:3]:
            if name := byline.read_dateline(line.text):
                source = byline.Found(name, "dateline", line.n)
                break
    dropped = [line.spaced() for line in trimmed.dropped if line.n > end]
    if (dated := _with_year(time.text, head["metas"])) != time.text:
        time = byline.Found(dated, "meta, for the year", time.line)
    people = find_people(
        [byline.TIME.sub("  ", _with_label(line)) for line in info if len(line.text) < 100],
        [line.spaced() for line in inside if start - 8 <= line.n <= start + 2 and line.n > headline.last],
        [line.spaced() for line in trimmed.kept[-3:]] + dropped[:6],
        [line.text for line in after],
    )
    if not people.authors and (writer := byline.find_writer(info, time, source)):
        people.authors.append(writer)
    return Page(
        headline.text, time.text, source.text, people.authors, people.editors, people.photographers,
        cut_out(found.element, trimmed, lines[headline.last].block if headline.last >= 0 else None), [], urljoin(url, head["canonical"]) if head["canonical"] else "",
        {"title": headline.place, "published": time.place, "source": source.place},
    )


_META_TIME = re.compile(r"time|date|pub")
_DIGITS = re.compile(r"\d+")


def _with_year(printed: str, metas: dict[str, str]) -> str:
    """The time, from a meta tag where the page prints it without its year and the tag agrees in all that it prints."""
    shown = [int(number) for number in _DIGITS.findall(printed)]
    if not shown or re.search(r"\d{4}|前|[天日]\s*\d?\d:", printed) and len(shown) != 4 or len(shown) < 2 or shown[0] > 12:
        return printed
    for name, value in metas.items():
        numbers = [int(number) for number in _DIGITS.findall(value)]
        if _META_TIME.search(name) and len(numbers) >= 3 and numbers[0] > 1990 and numbers[1 : len(shown) + 1] == shown:
            return value.strip()
    return printed


_AUTHOR_HINT = re.compile(r"(?<![a-z])(?:author|writer|reporter|zuozhe|byline)(?![a-z])")


def _with_label(line: Line) -> str:
    """A line under the headline; a name that only its class calls the author gets the label that it lacks."""
    text = line.spaced()
    return f"作者：{text}" if looks_like_name(text) and _AUTHOR_HINT.search(line.hints(1)) else text


def parse(markup: str) -> etree._Element | None:
    """The tree of a page; None where there is no element in it."""
    if not markup.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(markup.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None


def read_head(root: etree._Element):
    titles, metas, canonical = [], {}, ""
    for element in root.iter("title", "meta", "link"):
        if element.tag == "title":
            titles.append(element.text or "")
        elif element.tag == "link":
            if element.get("rel") == "canonical":
                canonical = element.get("href") or ""
        else:
            name = (element.get("name") or element.get("property") or element.get("itemprop") or "").strip().lower()
            metas.setdefault(name, element.get("content") or "")
    titles = titles[:1] + [metas[k] for k in ("og:title", "articletitle", "title", "twitter:title") if metas.get(k)]
    return {"titles": titles, "metas": metas, "canonical": canonical}


def within(element: etree._Element, lines: list[Line]) -> list[Line]:
    """The lines that stand in `element`."""
    blocks: dict[etree._Element, bool] = {}

    def inside(block: etree._Element) -> bool:
        at, chain, answer = block, [], False
        while at is not None:
            if at in blocks:
                answer = blocks[at]
                break
            chain.append(at)
            if at is element:
                answer = True
                break
            at = at.getparent()
        for step in chain:
            blocks[step] = answer
        return answer

    return [line for line in lines if inside(line.block)]
