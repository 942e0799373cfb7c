"""A page as the lines a reader sees: one walk over the parsed tree, shared by everything that reads the page.

Each line knows the block it stands in, how much of it is links, and whether it stands in a part of the page that its
class, id or tag calls a menu, a share widget, a comment or an advertisement.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from newscrawl.text.page.noise import NOISE_TAGS, names_noise
from newscrawl.text.phrases import words_of

_UNSEEN = words_of("title script style noscript template textarea select option svg iframe object math")
_INLINE = frozenset(
    words_of(
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small",
        "span strike strong sub sup time tt u var wbr img input button",
        "founder-content founder-title stock keyword",  # publishers' own
    )
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_NEVER_NOISE = frozenset(("body", "article", "main"))
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|table|flex)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(slots=True, eq=False)
class Line:
    """One line of text as displayed, and where it stands."""

    n: int
    """Its place among the page's lines, from 0."""
    text: str
    """White space runs are one blank; none at the ends."""
    block: etree._Element
    """The nearest element that starts a line of its own."""
    pieces: list[tuple[etree._Element, bool, str]] = field(default_factory=list)
    """Element, whether it is the element's tail, and the text of every text node in the line."""
    linked: int = 0
    """How many of its characters stand in links."""
    heading: int = 0
    """1 to 6 inside h1 to h6, else 0."""
    noise: etree._Element | None = None
    """The outermost part around it whose tag, class or id says it is no article text."""

    mass: float = -1.0
    """Its weight as article text once `newscrawl.text.page.density` has found it; -1 before."""

    def spaced(self) -> str:
        """The text with two blanks between its pieces: what elements side by side say in the line under the headline."""
        return "  ".join(" ".join(text.split()) for _element, _tail, text in self.pieces)

    def hints(self, depth: int = 2) -> str:
        """Classes, ids and the like of its elements and their nearest `depth` ancestors, lower case."""
        found: list[str] = []
        for element, tail, _text in self.pieces:
            found += hints_of(element.getparent() if tail else element, depth)
        return " ".join(found).lower()


def hints_of(element: etree._Element | None, depth: int = 2) -> list[str]:
    """What class, id, itemprop and rel call an element and its nearest `depth` ancestors."""
    found: list[str] = []
    while element is not None and depth >= 0:
        found += [value for key in ("class", "id", "itemprop", "rel") if (value := element.get(key))]
        element, depth = element.getparent(), depth - 1
    return found


def drop_unseen(root: etree._Element) -> None:
    """Remove scripts, styles, form fields and the like from the tree, once, for all readers."""
    etree.strip_elements(root, *_UNSEEN, with_tail=False)


def read_lines(root: etree._Element) -> list[Line]:
    """The lines of a tree in document order; hidden ones are left out.

    >>> from lxml import html
    >>> [(line.text, line.linked) for line in read_lines(html.fromstring("<div>一<b>二</b><br>三 <a href=x>四</a><p>五</div>"))]
    [('一二', 0), ('三 四', 1), ('五', 0)]
    """
    walk = _Walk()
    around = _Around(root)
    if root.text and root.text.strip(_BLANKS):
        walk.say(root, False, root.text, around)
    walk.inside(root, around)
    lines: list[Line] = []
    for line in walk.lines:
        line.text = " ".join("".join([text for _element, _tail, text in line.pieces]).split())
        if line.text:
            line.n = len(lines)
            lines.append(line)
    return lines


# Blanks between elements say nothing; a no-break or ideographic space is text, since it keeps words apart.
_BLANKS = " \t\r\n"


@dataclass(slots=True)
class _Around:
    """What the elements around a text say of it."""

    block: etree._Element
    link: bool = False
    heading: int = 0
    noise: etree._Element | None = None


class _Walk:
    """The walk down a tree. It calls itself for each level; libxml2 keeps no more than 255 of them."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.block: etree._Element | None = None  # of the line that goes on, if one does

    def inside(self, element: etree._Element, around: _Around) -> None:
        for child in element:
            tag, text, filled = child.tag, child.text, len(child)
            if text is not None and not text.strip(_BLANKS):
                text = None
            if tag == "br":
                self.block = None
            elif (text or filled) and isinstance(tag, str):
                here = _enter(child, tag, around)
                if here is not None:
                    if text:
                        self.say(child, False, text, here)
                    if filled:
                        self.inside(child, here)
            text = child.tail
            if text is not None and text.strip(_BLANKS):
                if tag not in _INLINE or _BLOCK_STYLE.search(child.get("style", "")):
                    self.block = None
                self.say(child, True, text, around)

    def say(self, owner: etree._Element, tail: bool, text: str, around: _Around) -> None:
        """Add a text to the line that goes on, or begin one."""
        if self.block is not around.block:
            self.block = around.block
            self.lines.append(Line(0, "", around.block, [], 0, around.heading, around.noise))
        line = self.lines[-1]
        line.pieces.append((owner, tail, text))
        if around.link:
            line.linked += len(text.strip())


def _enter(element: etree._Element, tag: str, around: _Around) -> _Around | None:
    """What is around the text in an element, by its tag, class, id and style; None for a hidden one."""
    block = around.block if tag in _INLINE else element
    style = element.get("style")
    if style and ("display" in style or "visibility" in style):
        if _HIDDEN.search(style):
            return None
        if _BLOCK_STYLE.search(style):
            block = element
    noise = around.noise
    if noise is None:
        name, label = element.get("class"), element.get("id")
        named = (name or label) and tag not in _NEVER_NOISE and names_noise(f"{name or ''} {label or ''}")
        if named or tag in NOISE_TAGS:
            noise = element
    link = around.link or (tag == "a" and element.get("href") is not None)
    heading = _HEADINGS.get(tag, around.heading)
    if block is around.block and noise is around.noise and link == around.link and heading == around.heading:
        return around  # a plain <b>, <span>, <font>: by far the most
    return _Around(block, link, heading, noise)
