"""Writes a body's clean HTML and its plain text, in one walk over the parsed tree."""

import html
import re
from collections import Counter
from urllib.parse import urljoin

from lxml.html import HtmlElement

from newscrawl.text.plain import BREAKS, clean_line
from newscrawl.text.tags import (
    ATTRIBUTES,
    BREAKING,
    DIVISIONS,
    DROPPED,
    GROUPS,
    HOLDERS,
    INLINE,
    MAY_BE_EMPTY,
    PHRASING,
    is_chart,
    is_entity_link,
    is_hidden,
    picture_address,
)

SCHEMES = {"http", "https", "mailto"}
_INDENT = re.compile("^([ \t\r\n\u00a0]*)((?:\u3000\u3000)+)")
_LEADING_BREAK = re.compile(r"^[ \t]*[\r\n][ \t\r\n]*")


class BodyWriter:
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
        if tag in DROPPED:
            self.repairs["script" if tag in ("script", "style") else "embedded"] += 1
        elif is_hidden(element):
            self.repairs["hidden"] += 1
        elif tag in ("a", "img") and is_chart(element):
            self.repairs["chart"] += 1
        elif tag == "br":
            self.line_break()
        elif tag == "img":
            self.picture(element)
        elif tag in HOLDERS or tag in GROUPS:
            self.block(element)
        elif tag in DIVISIONS or tag in ("html", "body"):
            self.end_paragraph()
            self.end_line()
            self.children(element)
            self.end_paragraph()
            self.end_line()
        elif tag in INLINE and not any(inner.tag in BREAKING for inner in element.iterdescendants()):
            self.inline(element)
        else:
            if is_entity_link(element):
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
        self.holds_text, self.phrasing = tag in HOLDERS, tag in PHRASING
        self.between = tag in GROUPS and tag != "blockquote"
        self.verbatim += tag == "pre"
        self.at_start = True
        self.children(element)
        self.end_paragraph()
        self.verbatim -= tag == "pre"
        self.holds_text, self.phrasing, self.between = outside
        if tag in ("hr", "col"):
            self.said += tag == "hr"
        elif self.said == said and tag not in MAY_BE_EMPTY:
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
            if is_entity_link(element):
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
            kept = {k: v for k, v in element.attrib.items() if k in ATTRIBUTES.get(tag, ())}
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
        words = BREAKS.sub(" ", words)
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
        return whole if whole.split(":", 1)[0].lower() in SCHEMES and ":" in whole else ""
