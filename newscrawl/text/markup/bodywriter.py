"""Writes a body's clean HTML and its plain text, in one walk over the parsed tree."""

import html
import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from newscrawl.text.addresses import absolute_address
from newscrawl.text.markup.bodylines import BodyLines, Phrasing
from newscrawl.text.markup.promotions import Promotions
from newscrawl.text.markup.tags import (
    ATTRIBUTES,
    DIVISIONS,
    DROPPED,
    GROUPS,
    HOLDERS,
    INLINE,
    MAY_BE_EMPTY,
    MISSING,
    NEVER_CLOSED,
    ONLY_WITHIN,
    PHRASING,
    holds_block,
    is_chart,
    is_entity_link,
    is_hidden,
    text_of,
)

_DEEPEST = 200  # elements within each other; what lies deeper keeps its words alone
_NUMBER = re.compile(r"-?[0-9]{1,5}")


class BodyWriter(BodyLines):
    """Walks a tree and writes it: which elements stay, and how they may stand in each other."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url)
        self.promotions = Promotions()

    def children(self, element: HtmlElement) -> None:
        if self.depth == _DEEPEST:
            self.repairs["too_deep"] += 1
            self.words(" ".join(element.xpath(".//text()[not(parent::script or parent::style)]")))
            return
        self.depth += 1
        if words := element.text:
            self.words(words)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child)
            if words := child.tail:
                self.words(words)
        self.depth -= 1

    def element(self, element: HtmlElement) -> None:
        tag, attributes = element.tag, dict(element.items())
        if tag in DROPPED:
            self.repairs["script" if tag in ("script", "style") else "embedded"] += 1
            if tag in NEVER_CLOSED:
                self.children(element)
        elif attributes and is_hidden(attributes):
            self.repairs["hidden"] += 1
        elif tag in ("a", "img") and is_chart(tag, attributes):
            self.repairs["chart"] += 1
        elif self.promotions.holds(element, tag, attributes):
            self.note_promotion(text_of(element))
        elif tag == "br":
            self.line_break()
        elif tag == "img":
            self.picture(element)
        elif tag in HOLDERS or tag in GROUPS:
            self.block(element, attributes)
        elif tag in DIVISIONS or tag in ("html", "body"):
            self.division(element)
        elif tag in INLINE and (self.in_inline or not holds_block(element)):
            self.inline(element, attributes)
        else:
            if is_entity_link(attributes):
                self.repairs["entity_link"] += 1
            self.children(element)

    def division(self, element: HtmlElement) -> None:
        """A division is not written; what stands in it does not run on with what stands around it."""
        self.break_line()
        self.children(element)
        self.break_line()

    def break_line(self) -> None:
        self.end_paragraph()
        if self.holds_text and not self.at_start:
            self.break_due = True
        self.end_line()

    def block(self, element: HtmlElement, attributes: Mapping[str, str]) -> None:
        tag = element.tag
        self.end_paragraph()
        inside = self.phrasing.outside[1] if self.phrasing else self.inside
        misplaced = tag in ONLY_WITHIN and inside not in ONLY_WITHIN[tag]
        # A paragraph within a heading: a line of its own is enough.
        if misplaced or self.verbatim or (tag == "p" and self.phrasing):
            self.division(element)
            return
        if self.phrasing:
            self.leave_phrasing(self.phrasing)
        before, after = ("", "") if tag in ONLY_WITHIN else MISSING.get(inside, ("", ""))
        break_due, self.break_due = self.holds_text and (self.break_due or not self.at_start), False
        if tag not in ("td", "th"):
            self.end_line()
        start, said = len(self.out), self.said
        self.out.append(before + self.start_tag(tag, attributes))
        outside = self.holds_text, self.inside, self.between
        self.holds_text, self.inside = tag in HOLDERS, tag
        self.phrasing = Phrasing(start, said, f"</{tag}>{after}", outside) if tag in PHRASING else None
        self.between = tag in GROUPS and tag != "blockquote"
        self.verbatim += tag == "pre"
        self.at_start = True
        self.children(element)
        self.end_paragraph()
        self.verbatim -= tag == "pre"
        left = tag in PHRASING and not self.phrasing
        self.phrasing, self.break_due = None, False
        self.holds_text, self.inside, self.between = outside
        if left:
            pass
        elif tag == "hr":
            self.said += 1
            self.out.append(after)
        elif self.said == said and tag not in MAY_BE_EMPTY:
            del self.out[start:]
            self.repairs["empty"] += 1
            self.break_due = break_due
        else:
            self.out.append(f"</{tag}>{after}")
        if tag in ("td", "th"):
            self.text.append(" ")
        else:
            self.end_line()
        self.at_start = True

    def leave_phrasing(self, phrasing: Phrasing) -> None:
        """End the open <p> or heading: a table or list begins in it, and a browser would not let it stand there."""
        if self.said == phrasing.said:
            del self.out[phrasing.start :]
        else:
            self.out.append(phrasing.end)
        self.holds_text, self.inside, self.between = phrasing.outside
        self.phrasing, self.break_due = None, False

    def inline(self, element: HtmlElement, attributes: Mapping[str, str]) -> None:
        tag = element.tag
        start_tag = self.start_tag(tag, attributes)
        if not start_tag or (tag == "a" and self.in_link):
            self.children(element)
            return
        self.begin_paragraph()
        start, said, at_start = len(self.out), self.said, self.at_start
        self.out.append(start_tag)
        self.in_inline += 1
        in_link, self.in_link = self.in_link, self.in_link or tag == "a"
        self.children(element)
        self.in_inline -= 1
        self.in_link = in_link
        if self.said == said:  # <strong> </strong>: its white space stays
            self.out[start:] = [] if at_start else [part for part in self.out[start + 1 :] if part.isspace()]
        else:
            self.out.append(f"</{tag}>")

    def start_tag(self, tag: str, attributes: Mapping[str, str]) -> str:
        """The start tag with the attributes that are kept; empty where the element should not be."""
        if tag == "p":
            return '<p class="em_media">' if "em_media" in attributes.get("class", "").split() else "<p>"
        if tag == "a":
            href = absolute_address(self.base_url, attributes.get("href", ""))
            if is_entity_link(attributes):
                self.repairs["entity_link"] += 1
                return ""
            if not href:
                self.repairs["dead_link"] += 1
                return ""
            return f'<a href="{html.escape(href)}">'
        kept = ATTRIBUTES.get(tag, ())
        numbers = [(name, value.strip()) for name, value in attributes.items() if name in kept]
        written = [f' {name}="{value}"' for name, value in numbers if _NUMBER.fullmatch(value)]
        return f"<{tag}{''.join(written)}>"
