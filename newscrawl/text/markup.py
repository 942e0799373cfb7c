"""Body markup: from the HTML an upstream sends to clean, safe HTML on one line, and to plain text.

One walk over one parsed tree writes both; nh3 has the last word over the HTML. What stays and what goes is the rule of
the posts: paragraphs, emphasis, headings, lists, tables, pictures with their captions and links to elsewhere stay;
entity links (their text stays), charts, hidden parts, scripts, styles and event handlers go; the paragraph indent
U+3000 U+3000 goes, other white space stays.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urljoin

import nh3
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

# Elements that hold running text: anything loose outside of them is put into a paragraph.
_HOLDERS = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd td th caption figcaption pre".split())
# The ones among them that can hold no other block.
_PHRASING = frozenset("p h1 h2 h3 h4 h5 h6 pre caption".split())
_GROUPS = frozenset("ul ol dl table thead tbody tfoot tr colgroup col figure blockquote hr".split())
_INLINE = frozenset("a b strong i em u s del ins sub sup small mark code ruby rt rp br img".split())
_KEPT = _HOLDERS | _GROUPS | _INLINE
# An empty cell is part of its table; anything else that is empty says nothing.
_MAY_BE_EMPTY = frozenset("td th tr col colgroup br img hr".split())
_VOID = frozenset("br img hr col".split())
# Not kept themselves, but they end a paragraph as a browser would show it.
_DIVISIONS = frozenset(
    "div section article main header footer aside nav center address fieldset form details summary dir menu".split()
)
_BREAKING = _HOLDERS | _GROUPS | _DIVISIONS
_DROPPED = frozenset(
    "script style iframe frame object embed applet noscript template head title meta link base svg math canvas audio "
    "video source track map area input button select option textarea label progress dialog".split()
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start"},
    "p": {"class"},
}
_SCHEMES = {"http", "https", "mailto"}

# C0 but tab, line feed and return; DEL and C1; line and paragraph separators; byte order mark; non-characters.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Body:
    """A cleaned body."""

    html: str
    """Block elements only, on one line."""

    text: str
    """Plain text, one paragraph a line."""

    repairs: Counter[str]
    """What was mended, and how often."""


def clean_body(body: str | HtmlElement, base_url: str = "") -> Body:
    """Clean the HTML of an article's body, given as text or as an element of a parsed page.

    Links and pictures are made absolute against `base_url`; without one, relative links lose their address and
    relative pictures go. Never raises on any text.

    >>> clean_body('<p>　　甲<span id="stock_1"><a class="keytip">乙</a></span></p>\\n<p style="display:none">丙</p>').html
    '<p>甲乙</p>'
    >>> clean_body("散句<br>又一句<script>x()</script>").html
    '<p>散句</p><p>又一句</p>'
    """
    writer = _Writer(base_url)
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
    safe = nh3.clean(
        markup, tags=set(_KEPT), attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None, strip_comments=True
    )
    lines = (line.strip() for line in "".join(writer.text).split("\n"))
    return Body(safe, "\n".join(line for line in lines if line), writer.repairs)


_TAGS = re.compile(
    r"</?(?:a|b|big|br|center|div|em|embed|font|h[1-6]|hr|i|iframe|img|input|link|mark|meta|object|p|script|small|span|"
    r"strong|style|sub|sup|svg|u|video)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"[ \t]*[\t\r\n][ \t\r\n]*")


def clean_line(text: str) -> str:
    """A title or a name as plain text on one line: tags and controls go, entities are read once, ends are trimmed.

    >>> clean_line(" <b>常州</b>&ldquo;产改&rdquo;\\n成就 ")
    '常州“产改” 成就'
    >>> clean_line("A &lt;b&gt; C")
    'A <b> C'
    """
    if "<" in text:
        text = _TAGS.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return _BREAKS.sub(" ", strip_controls(text)).strip()


def strip_controls(text: str) -> str:
    """Without the characters that no text needs and YAML, XML and Jekyll refuse: C0, C1, U+2028/9, BOM.

    >>> strip_controls("甲\\x00乙\\u2028丙\\n")
    '甲乙 丙\\n'
    """
    return _CONTROLS.sub(lambda c: " " if c.group() in "\u2028\u2029" else "", text)


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
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(f"<html><body>{body}</body></html>".encode(), parser=parser)
    except etree.ParserError:  # nothing but comments
        return None


_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(element: HtmlElement) -> bool:
    """Whether the element itself says that it is not shown."""
    style = element.get("style")
    return "hidden" in element.attrib or bool(style and _HIDDEN.search(style))


# Charts that are drawn anew for each reader: a link or a picture of eastmoney's chart service.
_CHART_CLASS = "EmImageRemark"
_CHART_SOURCE = re.compile(r"/GetPic\.aspx\?|/webchart/|/chart/img\?", re.IGNORECASE)


def _is_chart(element: HtmlElement) -> bool:
    if element.tag == "a":
        return _CHART_CLASS in (element.get("class") or "")
    return element.tag == "img" and bool(_CHART_SOURCE.search(element.get("src") or ""))


# Links that a machine put onto names of companies and indices; they lead to quotes, not to what the author cited.
_ENTITY_CLASS = re.compile(r"\bkeytip\b|\bem_stock|\bstock_?link\b")
_ENTITY_HREF = re.compile(r"^(?:https?:)?//(?:quote|data|fund|guba)\.eastmoney\.com/|^(?:https?:)?//[^/]*stock_?quote")


def _is_entity_link(element: HtmlElement) -> bool:
    return bool(
        element.get("data-code")
        or _ENTITY_CLASS.search(element.get("class") or "")
        or _ENTITY_HREF.search(element.get("href") or "")
    )


_LAZY = ("data-original", "data-src", "data-actualsrc", "data-lazy-src", "data-echo", "data-url", "_src", "original-src")
_PLACEHOLDER = re.compile(r"^data:|(?:blank|grey|gray|loading|lazy|placeholder|spacer|transparent|1x1)[^/]*\.\w{3,4}$")


def picture_address(image: HtmlElement) -> str:
    """The address of the picture itself, also where `src` holds a placeholder until the reader scrolls there."""
    src = (image.get("src") or "").strip()
    if not src or _PLACEHOLDER.search(src.lower()):
        src = next((v.strip() for v in map(image.get, _LAZY) if v and v.strip()), src)
    return "" if src.startswith("data:") else src


_INDENT = re.compile("^([ \t\r\n\u00a0]*)((?:\u3000\u3000)+)")
_LEADING_BREAK = re.compile(r"^[ \t]*[\r\n][ \t\r\n]*")


class _Writer:
    """Writes the HTML and the text of a tree as it is walked."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.out: list[str] = []
        self.text: list[str] = []
        self.repairs: Counter[str] = Counter()
        self.holds_text = False  # inside of an element that holds text
        self.phrasing = False  # inside of one that can hold no other block: <p>, <h2>
        self.between = False  # between the parts of a table or list, where no text can stand
        self.paragraph = -1  # where in `out` a paragraph of our own was opened, or -1
        self.said = 0  # grows with every character and picture: tells whether an element turned out empty
        self.said_before = 0
        self.at_start = True  # nothing was said in this block or line yet
        self.after_picture = False
        self.verbatim = 0  # open <pre>

    # -- the walk

    def children(self, element: HtmlElement) -> None:
        if element.text:
            self.words(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child)
            if child.tail:
                self.words(child.tail)

    def element(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _DROPPED:
            self.repairs["script" if tag in ("script", "style") else "embedded"] += 1
        elif is_hidden(element):
            self.repairs["hidden"] += 1
        elif tag in ("a", "img") and _is_chart(element):
            self.repairs["chart"] += 1
        elif tag == "br":
            self.line_break()
        elif tag == "img":
            self.picture(element)
        elif tag in _HOLDERS or tag in _GROUPS:
            self.block(element)
        elif tag in _DIVISIONS or tag in ("html", "body"):
            self.end_paragraph()
            self.end_line()
            self.children(element)
            self.end_paragraph()
            self.end_line()
        elif tag in _INLINE and not any(inner.tag in _BREAKING for inner in element.iterdescendants()):
            self.inline(element)
        else:
            if _is_entity_link(element):
                self.repairs["entity_link"] += 1
            self.children(element)

    def block(self, element: HtmlElement) -> None:
        tag = element.tag
        self.end_paragraph()
        if tag == "p" and self.phrasing:  # a paragraph within a heading: a line of its own is enough
            if not self.at_start:
                self.line_break()
            self.children(element)
            return
        start, said = len(self.out), self.said
        self.out.append(self.start_tag(element))
        outside = self.holds_text, self.phrasing, self.between
        self.holds_text, self.phrasing = tag in _HOLDERS, tag in _PHRASING
        self.between = tag in _GROUPS and tag != "blockquote"
        self.verbatim += tag == "pre"
        self.at_start = True
        self.children(element)
        self.end_paragraph()
        self.verbatim -= tag == "pre"
        self.holds_text, self.phrasing, self.between = outside
        if tag in ("hr", "col"):
            self.said += tag == "hr"
        elif self.said == said and tag not in _MAY_BE_EMPTY:
            del self.out[start:]
            self.repairs["empty"] += 1
        else:
            self.out.append(f"</{tag}>")
        if tag in ("td", "th"):
            self.text.append(" ")
        else:
            self.end_line()
        self.at_start = True

    def inline(self, element: HtmlElement) -> None:
        start_tag = self.start_tag(element)
        if not start_tag:
            self.children(element)
            return
        self.begin_paragraph()
        start, said, at_start = len(self.out), self.said, self.at_start
        self.out.append(start_tag)
        self.children(element)
        if self.said == said:  # <strong> </strong>: its white space stays
            space = " " if any(part.isspace() for part in self.out[start + 1 :]) and not at_start else ""
            self.out[start:] = [space] if space else []
        else:
            self.out.append(f"</{element.tag}>")

    # -- what it writes

    def start_tag(self, element: HtmlElement) -> str:
        """The start tag with the attributes that are kept; empty where the element should not be."""
        tag = element.tag
        kept = {}
        if tag == "a":
            href = self.absolute(element.get("href") or "")
            if _is_entity_link(element):
                self.repairs["entity_link"] += 1
                return ""
            if not href:
                self.repairs["dead_link"] += 1
                return ""
            kept["href"] = href
        elif tag == "p":
            if "em_media" in (element.get("class") or "").split():
                kept["class"] = "em_media"
        else:
            kept = {k: v for k, v in element.attrib.items() if k in _ATTRIBUTES.get(tag, ())}
        return f"<{tag}" + "".join(f' {k}="{html.escape(v)}"' for k, v in kept.items()) + ">"

    def words(self, words: str) -> None:
        if self.verbatim:
            lines = words.replace("\r\n", "\n").split("\n")
            self.out.append("<br>".join(html.escape(line, quote=False) for line in lines))
            self.text.append(words)
            self.said += len(words.strip())
            return
        if self.at_start:
            words = _LEADING_BREAK.sub("", words) if self.holds_text else words
            words = self.without_indent(words)
        if not words or words.isspace():
            if self.between or not words:
                return
            if not self.holds_text and self.paragraph < 0:
                if self.out and self.out[-1] != " ":
                    self.out.append(" ")
                return
        words = _BREAKS.sub(" ", words)
        if not words.isspace():
            if not self.holds_text and self.paragraph < 0:
                words = self.without_indent(words.lstrip(" "))
                self.repairs["loose_text"] += 1
            self.begin_paragraph()
            self.said += len(words)
            self.at_start = self.after_picture = False
        self.out.append(html.escape(words, quote=False))
        self.text.append(words)

    def without_indent(self, words: str) -> str:
        bare = _INDENT.sub(r"\1", words)
        if bare != words:
            self.repairs["indent"] += 1
        return bare

    def picture(self, image: HtmlElement) -> None:
        src = self.absolute(picture_address(image))
        if not src or (image.get("width") in ("0", "1") and image.get("height") in ("0", "1")):
            self.repairs["dead_picture"] += 1
            return
        if src != self.absolute(image.get("src") or ""):
            self.repairs["lazy_picture"] += 1
        self.begin_paragraph()
        alt = clean_line(image.get("alt") or "")
        self.out.append(f'<img src="{html.escape(src)}" alt="{html.escape(alt)}">')
        self.said += 1
        self.at_start, self.after_picture = False, True

    def line_break(self) -> None:
        if self.paragraph >= 0 and not self.after_picture:
            self.end_paragraph()
        elif self.holds_text or self.paragraph >= 0:
            self.out.append("<br>")
        self.text.append("\n")
        self.at_start = True

    def end_line(self) -> None:
        self.text.append("\n")
        self.at_start = True

    def begin_paragraph(self) -> None:
        """Open a paragraph of our own where text would stand outside of any block: there it would be Markdown."""
        if not self.holds_text and self.paragraph < 0:
            self.paragraph, self.said_before = len(self.out), self.said
            self.out.append("<p>")

    def end_paragraph(self) -> None:
        if self.paragraph < 0:
            return
        if self.said == self.said_before:
            del self.out[self.paragraph :]
        else:
            while self.out[-1] in (" ", "<br>"):
                self.out.pop()
            self.out[-1] = self.out[-1].rstrip(" ")
            self.out.append("</p>")
        self.paragraph = -1
        self.after_picture = False
        self.end_line()

    def absolute(self, address: str) -> str:
        """The address as an absolute one that a reader can open, else empty."""
        address = address.strip()
        if not address or address.startswith("#"):
            return ""
        try:
            whole = urljoin(self.base_url, address)
        except ValueError:  # http://[broken
            return ""
        if whole.startswith("//"):
            whole = "http:" + whole
        return whole if whole.split(":", 1)[0].lower() in _SCHEMES and ":" in whole else ""
