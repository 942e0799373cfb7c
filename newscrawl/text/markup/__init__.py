"""Body markup: from the HTML an upstream sends to clean, safe HTML on one line, and to plain text.

One walk over one parsed tree writes both; nh3 has the last word over the HTML. What stays and what goes is the rule of
the posts: paragraphs, emphasis, headings, lists, tables, pictures with their captions and links to elsewhere stay;
entity links (their text stays), charts, hidden parts, scripts, styles and event handlers go; the paragraph indent
U+3000 U+3000 goes, other white space stays.
"""

import html
from collections import Counter
from dataclasses import dataclass

import nh3
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from newscrawl.text.addresses import SCHEMES
from newscrawl.text.markup.bodywriter import BodyWriter
from newscrawl.text.markup.tags import ATTRIBUTES, KEPT
from newscrawl.text.plain import strip_controls

# Made once, as the next: to hand over the tables for each body takes as long as cleaning it.
_GUARD = nh3.Cleaner(tags=set(KEPT), attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True)
_PARSER = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)


@dataclass(frozen=True)
class Body:
    """A cleaned body."""

    html: str
    """Block elements only, on one line."""

    text: str
    """Plain text, one paragraph a line."""

    repairs: Counter[str]
    """What was mended, and how often."""

    removed: tuple[str, ...] = ()
    """What the lines said that are no part of the article: promotions, disclaimers, and who edited it."""


def clean_body(body: str | HtmlElement, base_url: str = "") -> Body:
    """Clean the HTML of an article's body, given as text or as an element of a parsed page.

    Links and pictures are made absolute against `base_url`; without one, relative links lose their address and
    relative pictures go. Never raises on any text.

    >>> clean_body('<p>　　甲<span id="stock_1"><a class="keytip">乙</a></span></p>\\n<p style="display:none">丙</p>').html
    '<p>甲乙</p>'
    >>> clean_body("散句<br>又一句<script>x()</script>").html
    '<p>散句</p><p>又一句</p>'
    """
    writer = BodyWriter(base_url)
    if isinstance(body, str):
        bare = strip_controls(body)
        if bare != body:
            writer.repairs["control_character"] += 1
        root = _parse(bare)
    else:
        root = body
    if root is not None:
        writer.children(root)
        writer.end_paragraph()
    markup = "".join(writer.out).strip(" ")
    safe = _GUARD.clean(markup)
    lines = [said for line in "".join(writer.text).split("\n") if (said := line.strip())]
    return Body(safe, "\n".join(lines), writer.repairs, tuple(writer.removed))


def inner_html(element: HtmlElement, *, outer: bool = False) -> str:
    """The HTML of an element's inside, or of the element itself, without the text that follows it."""
    if outer:
        return etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    inside = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return html.escape(element.text or "", quote=False) + "".join(inside)


def _parse(body: str) -> HtmlElement | None:
    if not body.strip():
        return None
    # The elements that libxml2 adds around a fragment are no elements of ours: they are walked through.
    try:
        return document_fromstring(f"<html><body>{body}</body></html>".encode(), parser=_PARSER)
    except etree.ParserError:  # nothing but comments
        return None
