"""Writes the words, line breaks and pictures of a body: text that stands outside of any block gets a paragraph of its own."""

import html
import re
from collections import Counter
from typing import NamedTuple

from lxml.html import HtmlElement

from newscrawl.text.addresses import absolute_address
from newscrawl.text.markup.promotions import says_promotion
from newscrawl.text.markup.tags import MISSING, picture_address
from newscrawl.text.plain import clean_line, join_lines, strip_controls

_INDENT = re.compile("^([ \t\r\n\u00a0]*)((?:\u3000\u3000)+)")
_BLANKS = " \t\r\n"
_LINE_END = re.compile(r"\r\n?|\n")
_LEADING_BREAK = re.compile(r"^[ \t]*[\r\n][ \t\r\n]*")


class Phrasing(NamedTuple):
    """An element that can hold no other block, while it is open."""

    start: int
    """Where in `out` it begins."""

    said: int
    """What was said before it."""

    end: str
    """Its end tag."""

    outside: tuple[bool, str, bool]
    """`holds_text`, `inside` and `between` as they are around it."""


class BodyLines:
    """The HTML and the text as far as they are written, and what must be known of it to write on."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.out: list[str] = []
        self.text: list[str] = []
        self.repairs: Counter[str] = Counter()
        self.removed: list[str] = []  # what promotions, editor lines and disclaimers said
        self.holds_text = False  # inside of an element that holds text
        self.phrasing: Phrasing | None = None  # inside of an element that can hold no other block: <p>, <h2>
        self.between = False  # between the parts of a table or list, where no text can stand
        self.inside = ""  # the innermost block that is written, a paragraph of our own excepted
        self.depth = 0  # elements that are being walked, one within the other
        self.in_link = False
        self.in_inline = 0  # open <b>, <a> and the like
        self.break_due = False  # a division ended inside of an element that holds text: what follows is a new line
        self.paragraph = -1  # where in `out` a paragraph of our own was opened, or -1
        self.said = 0  # grows with every character and picture: tells whether an element turned out empty
        self.said_before = self.text_before = 0  # `said`, and the length of `text`, before that paragraph
        self.at_start = True  # nothing was said in this block or line yet
        self.after_picture = False
        self.verbatim = 0  # open <pre>

    def words(self, words: str) -> None:
        if not self.holds_text and self.paragraph < 0 and not words.strip(_BLANKS):
            self.blank()
            return
        plain = words.isprintable()  # most are: no controls, no line ends, no indent
        if not plain and (bare := strip_controls(words)) != words:
            self.repairs["control_character"] += 1  # a character reference, or in an element that was parsed elsewhere
            words = bare
        if self.verbatim:
            self.words_as_they_are(words)
            return
        if self.at_start and not plain:
            if self.holds_text and words[:1] in _BLANKS:
                words = _LEADING_BREAK.sub("", words)
            words = self.without_indent(words)
        if not words or words.isspace():
            if self.between or not words:
                return
            if not self.holds_text and self.paragraph < 0:
                self.blank()
                return
        if not plain:
            words = join_lines(words)
        if not words.isspace():
            if not self.holds_text and self.paragraph < 0:
                words = self.without_indent(words.lstrip(" "))
                self.repairs["loose_text"] += 1
            self.begin_paragraph()
            self.said += len(words)
            self.at_start = self.after_picture = False
        self.out.append(_escape(words))
        self.text.append(words)

    def blank(self) -> None:
        """Blanks between blocks are one blank, and none between the parts of a table."""
        if not self.between and self.out and self.out[-1] != " ":
            self.out.append(" ")

    def words_as_they_are(self, words: str) -> None:
        """Words within <pre>: all their white space stays, line ends as <br>, since a body is one line."""
        lines = _LINE_END.split(words)
        if self.at_start and not lines[0]:  # as in a browser, a line end right after <pre> is none
            del lines[:1]
        if lines:
            self.begin_paragraph()
            self.out.append("<br>".join(html.escape(line, quote=False) for line in lines))
            self.text.append("\n".join(lines))
            self.said += len(words.strip())
            self.at_start = False

    def without_indent(self, words: str) -> str:
        found = _INDENT.match(words) if "\u3000\u3000" in words else None
        if found is None:
            return words
        self.repairs["indent"] += 1
        return found[1] + words[found.end() :]

    def picture(self, image: HtmlElement) -> None:
        address, printed = picture_address(image), image.get("src") or ""
        src = absolute_address(self.base_url, address)
        if not src or (image.get("width") in ("0", "1") and image.get("height") in ("0", "1")):
            self.repairs["dead_picture"] += 1
            return
        if address != printed and src != absolute_address(self.base_url, printed):
            self.repairs["lazy_picture"] += 1
        self.begin_paragraph()
        alt = clean_line(image.get("alt") or "")
        self.out.append(f'<img src="{html.escape(src)}" alt="{html.escape(alt)}">')
        self.said += 1
        self.at_start, self.after_picture = False, True

    def line_break(self) -> None:
        self.break_due = False
        if self.paragraph >= 0 and not self.after_picture and not self.in_inline:
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
            self.paragraph, self.said_before, self.text_before = len(self.out), self.said, len(self.text)
            self.out.append(MISSING.get(self.inside, ("", ""))[0] + "<p>")
            self.text.append("\n")
        elif self.break_due:
            self.out.append("<br>")
        self.break_due = False

    def end_paragraph(self) -> None:
        if self.paragraph < 0:
            return
        if self.said == self.said_before:
            del self.out[self.paragraph :]
        elif says_promotion(text := "".join(self.text[self.text_before :])):  # as in a paragraph that was sent as one
            del self.out[self.paragraph :], self.text[self.text_before :]
            self.said = self.said_before
            self.note_promotion(text)
        else:
            while self.out[-1] in (" ", "<br>"):
                self.out.pop()
            self.out[-1] = self.out[-1].rstrip(" ")
            self.out.append("</p>" + MISSING.get(self.inside, ("", ""))[1])
        self.paragraph = -1
        self.after_picture = False
        self.end_line()

    def note_promotion(self, text: str) -> None:
        """Remember what a promotion said that is not written."""
        self.repairs["promotion"] += 1
        self.removed.append(" ".join(text.split()))


def _escape(words: str) -> str:
    """The words as HTML: nearly all are it as they stand, and that is found out in half the time of escaping them."""
    return html.escape(words, quote=False) if "&" in words or "<" in words or ">" in words else words
