"""A page as the lines a reader sees: one walk over the parsed tree, shared by everything that reads the page.

Each line knows the block it stands in, how much of it is links, and whether it stands in a part of the page that its
class, id or tag calls a menu, a share widget, a comment or an advertisement.

The walk is a third of a page's reading. Half of a page's elements are in menus and the like, but to leave those unread
would save a quarter of a bare parse even if it were known beforehand which of them nobody needs: most stand in the lines
around the article that are read, or hold links that may lead to its further pages. Measured: half of that is what
finding it out costs.
"""

import re

from lxml import etree, html

from newscrawl.text.markup.tags import HIDDEN
from newscrawl.text.page.noise import NOISE_TAGS, names_noise
from newscrawl.text.page.outline import Line, Outline, Part
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


# Of plain elements: lxml.html's own take Python twice as long to walk through. Made once: to make it is a 25th of a parse.
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def parse(encoded: bytes) -> etree._Element | None:
    """The tree of a page in UTF-8; None where there is no element in it."""
    try:
        return html.document_fromstring(encoded.replace(b"\x00", b""), parser=_PARSER)
    except etree.ParserError:
        return None


def drop_unseen(root: etree._Element) -> None:
    """Remove scripts, styles, form fields and the like from the tree, once, for all readers."""
    etree.strip_elements(root, *_UNSEEN, with_tail=False)


def read_lines(root: etree._Element) -> list[Line]:
    """The lines of a tree in document order; hidden ones are left out.

    >>> from lxml import html
    >>> [(line.text, line.linked) for line in read_lines(html.fromstring("<div>一<b>二</b><br>三 <a href=x>四</a><p>五</div>"))]
    [('一二', 0), ('三 四', 1), ('五', 0)]
    """
    return read_outline(root).lines


def read_outline(root: etree._Element) -> Outline:
    """The lines of a tree without comments and the parts they stand in.

    >>> from lxml import html
    >>> outline = read_outline(html.fromstring("<div><p>一</p><div><p>二</p>三</div>四</div>"))
    >>> [(part.element.tag, [line.text for line in outline.within(part)]) for part in outline.parts]
    [('div', ['一', '二', '三', '四']), ('p', ['一']), ('div', ['二', '三']), ('p', ['二'])]
    """
    walk = _Walk()
    part = Part(root)
    walk.parts.append(part)
    if root.text and not root.text.isspace():
        walk.say((root, False, root.text), part, False, 0, None)
    walk.inside(root, part, part, False, 0, None)
    return Outline([line for line in walk.lines if line.complete()], walk.parts)


class _Walk:
    """The walk down a tree. It calls itself for each level; libxml2 keeps no more than 255 of them.

    What the elements around a text say of it is handed down: the nearest part, the nearest that starts a line (`block`),
    whether it is a link, 1 to 6 inside of h1 to h6, the outermost part that is called noise.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.parts: list[Part] = []
        self.open: Part | None = None  # the block of the line that goes on, if one does

    def inside(
        self, around: etree._Element, part: Part, block: Part, link: bool, heading: int, noise: etree._Element | None
    ) -> None:
        for element in around:
            tag, text, filled = element.tag, element.text, len(element)
            inline = tag in _INLINE
            # Blanks between elements say nothing; a no-break or ideographic space is text, since it keeps words apart.
            if text is not None and text.isspace() and text.isascii():
                text = None
            if tag == "br":
                self.open = None
            elif text is not None or filled:
                style = element.get("style")
                hidden = False
                if style and ("display" in style or "visibility" in style):
                    hidden = HIDDEN.search(style) is not None
                    inline = inline and not _BLOCK_STYLE.search(style)
                if not hidden:
                    inner_noise = noise
                    if noise is None:
                        name, label = element.get("class"), element.get("id")
                        named = (name or label) and tag not in _NEVER_NOISE and names_noise(name or "", label or "")
                        if named or tag in NOISE_TAGS:
                            inner_noise = element
                    inner_link = link or (tag == "a" and element.get("href") is not None)
                    inner_heading = _HEADINGS.get(tag, heading)
                    inner_block = block
                    if filled or not inline:
                        inner = Part(element, part)
                        self.parts.append(inner)
                        if not inline:
                            inner_block = inner
                    if text is not None:
                        self.say((element, False, text), inner_block, inner_link, inner_heading, inner_noise)
                    if filled:
                        self.inside(element, inner, inner_block, inner_link, inner_heading, inner_noise)
            text = element.tail
            if text is not None and not (text.isspace() and text.isascii()):
                if not inline:
                    self.open = None
                self.say((element, True, text), block, link, heading, noise)

    def say(
        self,
        piece: tuple[etree._Element, bool, str],
        block: Part,
        link: bool,
        heading: int,
        noise: etree._Element | None,
    ) -> None:
        """Add a text to the line that goes on, or begin one."""
        if self.open is block:
            self.lines[-1].pieces.append(piece)
        else:
            self.open = block
            self.lines.append(Line(block, [piece], heading, noise))
        if link:
            self.lines[-1].linked += len(piece[2].strip())
