"""Which elements of a body stay, which go, and which are not what they seem: hidden parts, charts, entity links, pictures
that are loaded late."""

import re
from collections.abc import Mapping

from lxml import etree
from lxml.html import HtmlElement

# Elements that hold running text: anything loose outside of them is put into a paragraph.
HOLDERS = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd td th caption figcaption pre".split())
# The ones among them that can hold no other block.
PHRASING = frozenset("p h1 h2 h3 h4 h5 h6 pre".split())
GROUPS = frozenset("ul ol dl table thead tbody tfoot tr figure blockquote hr".split())
_ROWS = frozenset("table thead tbody tfoot".split())
# Elsewhere these are no elements of their own: a browser passes over the tag, and the text would stand bare.
ONLY_WITHIN = {
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": _ROWS,
    "td": _ROWS | {"tr"},
    "th": _ROWS | {"tr"},
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
}
# What is missing around text or a block that stands between the parts of a table or list: a browser would move it out.
_ROW = ("<tr><td>", "</td></tr>")
MISSING = {
    "table": _ROW,
    "thead": _ROW,
    "tbody": _ROW,
    "tfoot": _ROW,
    "tr": ("<td>", "</td>"),
    "ul": ("<li>", "</li>"),
    "ol": ("<li>", "</li>"),
    "dl": ("<dd>", "</dd>"),
}
INLINE = frozenset("a b strong i em u s del ins sub sup small mark code ruby rt rp br img".split())
KEPT = HOLDERS | GROUPS | INLINE
# An empty cell is part of its table; anything else that is empty says nothing.
MAY_BE_EMPTY = frozenset("td th tr thead tbody tfoot br img hr".split())
# Not kept themselves, but they end a paragraph as a browser would show it.
DIVISIONS = frozenset(
    ("div section article main header footer aside nav center address fieldset form details summary dir menu ").split()
)
BREAKING = HOLDERS | GROUPS | DIVISIONS
DROPPED = frozenset(
    (
        "script style iframe frame object embed applet noscript template head title meta link base svg math "
        "canvas audio video source track map area input button select option textarea label progress dialog "
    ).split()
)
# They have no content and no end tag, but libxml2 does not know it: it puts into them all that follows.
NEVER_CLOSED = frozenset("embed source track".split())
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
    "p": {"class"},
}


def holds_block(element: HtmlElement) -> bool:
    """Whether an element holds one that ends a paragraph."""
    return len(element) > 0 and any(inner.tag in BREAKING for inner in element.iterdescendants())


def text_of(element: HtmlElement) -> str:
    """The text of an element and of all that stands in it, in a fifth of the time of its `itertext`."""
    return etree.tostring(element, encoding="unicode", method="text", with_tail=False)


HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether an element itself says that it is not shown."""
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and HIDDEN.search(style))


# Charts that are drawn anew for each reader: a link or a picture of eastmoney's chart service.
_CHART_CLASS = "EmImageRemark"
_CHART_SOURCE = re.compile(r"/GetPic\.aspx\?|/webchart/|/chart/img\?", re.IGNORECASE)


def is_chart(tag: str, attributes: Mapping[str, str]) -> bool:
    if tag == "a":
        return _CHART_CLASS in attributes.get("class", "")
    return tag == "img" and bool(_CHART_SOURCE.search(attributes.get("src", "")))


# Links that a machine put onto names of companies and indices; they lead to quotes, not to what the author cited.
_ENTITY_CLASS = re.compile(r"\bkeytip\b|\bem_stock|\bstock_?link\b")
_ENTITY_HREF = re.compile(r"^(?:https?:)?//(?:quote|data|fund|guba)\.eastmoney\.com/|^(?:https?:)?//[^/]*stock_?quote")


def is_entity_link(attributes: Mapping[str, str]) -> bool:
    return bool(
        attributes.get("data-code")
        or _ENTITY_CLASS.search(attributes.get("class", ""))
        or _ENTITY_HREF.search(attributes.get("href", ""))
    )


_LAZY = (
    "data-original",
    "data-src",
    "data-actualsrc",
    "data-lazy-src",
    "data-echo",
    "data-url",
    "_src",
    "original-src",
)
_PLACEHOLDER = re.compile(
    r"^data:|^/archive/pictures/|(?:blank|grey|gray|loading|lazy|placeholder|spacer|transparent|1x1)[^/]*\.\w{3,4}$"
)


def picture_address(image: HtmlElement) -> str:
    """The address of the picture itself, also where `src` holds a placeholder until the reader scrolls there, or our copy."""
    src = (image.get("src") or "").strip()
    if not src or _PLACEHOLDER.search(src.lower()):
        src = next((v.strip() for v in map(image.get, _LAZY) if v and v.strip()), src)
    return "" if src.startswith("data:") else src
