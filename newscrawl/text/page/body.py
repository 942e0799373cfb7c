"""The article inside its element: what stands before the first paragraph and after the last goes, and so does what
was set between them (promotions, share widgets, related links, editor lines, disclaimers).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from lxml import etree

from newscrawl.text.markup.tags import text_of
from newscrawl.text.page.credits import SIGNS, are_names, read_pen_name, read_sign
from newscrawl.text.page.density import mass_of
from newscrawl.text.page.furniture import is_furniture, says_editor, says_end
from newscrawl.text.page.headline import Headline, bare
from newscrawl.text.page.layout import Layout
from newscrawl.text.page.outline import Line
from newscrawl.text.page.people import is_label
from newscrawl.text.page.printed_source import may_label, read_source
from newscrawl.text.page.printed_time import TIME

_TAIL_SHARE = 0.25  # what follows the end of an article is at most a quarter of it; more, and it goes on
_SPARSE = 0.3  # or it has less text a line than this part of what went before
_CREDIT_SHARE = 0.45  # after an editor's line: whole articles follow it only on pages that join several
_TITLE = 200  # characters: no headline is longer
_LEAD = 6  # lines of an element that may stand before the first paragraph
_SHORT = 30  # characters of such a line, if it says what the last ones say
_PARAGRAPH = 40  # what a paragraph weighs at least
_END = 80  # characters of a line that ends an article


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The body's lines, and those of its element that are no part of it."""

    kept: Sequence[Line]
    dropped: Sequence[Line]


def trim(lines: Sequence[Line], headline: Headline) -> Trimmed:
    """Part the lines of an article's element, in order, into body and the rest."""
    title = bare(headline.text)
    links = {line.n for line in lines if _is_link(line)}
    body = _without_names(_before_end([line for line in lines if line.n > headline.last]))
    body = [line for line in body if not (line.n in links or _is_no_paragraph(line, title))]
    body = [line for line in _without_lead(body) if not _is_clock(line)]
    body = [line for line in body if not (line.n + 1 in links and line.n + 2 in links and _announces(line))]
    body = _without_signatures(body)
    kept = {line.n for line in body}
    return Trimmed(body, [line for line in lines if line.n not in kept])


_ALONE = 8  # characters of a label that stands alone


def _without_names(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the labels that stand alone (记者：) and the names that the line below each holds."""
    gone: set[int] = set()
    for line, below in pairwise(lines):
        if len(line.text) < _ALONE and is_label(line.text) and are_names(below.text):
            gone |= {line.n, below.n}
    return [line for line in lines if line.n not in gone] if gone else lines


_HEADING = 12  # characters of a line that announces links
_PUNCTUATION = re.compile("[，。！？；…”」]")


def _announces(line: Line) -> bool:
    """Whether a line is as short as one that announces links (大家都在看)."""
    return len(line.text) <= _HEADING and not _PUNCTUATION.search(line.text)


def _without_signatures(body: list[Line]) -> list[Line]:
    """The body without rules and signs (□ 张三) at its end, and without what says whose its pictures are at either end.

    A sign that begins it goes too, but where others follow each is the heading of what is told of that person.
    """
    while body and (not any(map(str.isalnum, body[-1].text)) or _signs(body[-1].text) or _credits_picture(body[-1])):
        body.pop()
    body = list(dropwhile(_credits_picture, body))
    if body and _signs(body[0].text) and not any(_signs(line.text) for line in body[1:]):
        del body[0]
    return body


def _signs(text: str) -> bool:
    return text[:1] in SIGNS and bool(read_sign(text) or read_pen_name(text))


# Whose the pictures are, or the one above the headline.
_PICTURES = re.compile(
    r"^\W{0,3}(?:"
    r"(?P<one>[图圖][片像](?:均|皆)?(?:来源|來源|来自|來自)|[图圖][片源]?\s*[:：|｜丨/／])"
    r"|(?:题图|題圖|头图|頭圖|首图|封面[图圖]?片?|配图|文[中内]图片|本文图片|以上图片)(?:均|皆)?(?:来源|來源|来自|來自|源|由|[:：|｜丨/／]))"
)


def _credits_picture(line: Line) -> bool:
    """Whether a line says whose the article's pictures are; right under a picture it is that one's caption."""
    text = line.text
    found = _PICTURES.match(text) if len(text) < 50 and ("图" in text or "圖" in text) and text[-1] != "。" else None
    return found is not None and not (found["one"] and _under_picture(line.block))


def _under_picture(block: etree._Element) -> bool:
    """Whether a block holds a picture, or stands right below one that says nothing else."""
    if next(block.iter("img"), None) is not None:
        return True
    above = block.getprevious()
    while above is not None and above.tag != "img" and not len(above) and not (above.text or "").strip():
        above = above.getprevious()
    return above is not None and next(above.iter("img"), None) is not None and not text_of(above).strip()


def _without_lead(body: list[Line]) -> list[Line]:
    """The body without the lines to the last that tells time or publisher before the first paragraph."""
    for _step in range(_LEAD):
        lead = _count_lead(body)
        if not lead:
            break
        body = body[lead:]
    return body


def _count_lead(body: Sequence[Line]) -> int:
    """How many lines to the first that tells time or publisher, itself among them; 0 where the article begins before it."""
    for at, line in enumerate(body[:_LEAD]):
        if _is_clock(line) or is_info(line.spaced()) or (len(line.text) < _SHORT and says_end(line.text)):
            return at + 1
        if mass_of(line) > _PARAGRAPH:
            break
    return 0


def _before_end(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines before the first that says that the article is over (相关阅读, 责任编辑, 声明)."""
    masses = [0.0 if line.noise is not None else mass_of(line) for line in lines]
    texts = [mass > 0 for mass in masses]
    total = left = sum(masses)
    before, behind = 0, sum(texts)
    for at, line in enumerate(lines):
        if before and len(line.text) < _END:
            sparse = left / max(behind, 1) < _SPARSE * (total - left) / before
            if sparse or left < _CREDIT_SHARE * total:  # before that no line can be the end
                share = _CREDIT_SHARE if says_editor(line.text) else _TAIL_SHARE if says_end(line.text) else 0.0
                if share and (sparse or left < share * total):
                    return lines[:at]
        left -= masses[at]
        before, behind = before + texts[at], behind - texts[at]
    return lines


def _is_no_paragraph(line: Line, title: str) -> bool:
    """Whether a line is the headline once more, or stands in a part or says what is no part of an article."""
    text = line.text
    again = len(title) <= len(text) < _TITLE and title[:1] in text and bare(text) == title
    return line.noise is not None or again or is_furniture(text)


def _is_clock(line: Line) -> bool:
    """Whether a line is nothing but a `time` element: it tells when the article was published, or changed."""
    element, tail, _text = line.pieces[0]
    return element.tag == "time" and not tail and len(line.pieces) == 1


def _is_link(line: Line) -> bool:
    """Whether a line leads elsewhere: nearly all of it is links, or half of it and it lists them; or it says so (>>,
    相关报道：)."""
    text, length, linked = line.text, len(line.text), line.linked
    if not linked:
        return False
    if length > 3 and linked >= 0.4 * length and (linked >= 0.8 * length or text.count("【") > 1 or says_end(text)):
        return True
    return length < 80 and (">>" in text or (text[-1] == "%" and bool(_QUOTE.match(text))))


# A share, its price and how it changed: 江岸实业（600000） 18.60 +1.2%
_QUOTE = re.compile(r"\S{2,10}\s*(?:[（(]\d{5,6}[^）)]{0,4}[）)])?\s*\d+\.\d+\s*[-+]?\d+(?:\.\d+)?%$")


def is_info(text: str) -> bool:
    """Whether a line under a headline tells time or publisher, not the story: a time with a clock, a labelled source.

    >>> is_info("2019-09-26 12:11 来源：证券时报网"), is_info("2012年6月24日"), is_info("记者9月26日12:11赶到现场，火已扑灭。")
    (True, False, False)
    """
    if len(text) > 120 or not may_label(text):  # a clock has the mark of a label
        return False
    time = TIME.search(text)
    rest = len(text) - len(time[0]) if time else len(text)
    clock = bool(time and (":" in time[0] or "：" in time[0]))
    if rest >= 50:
        return False
    if time and not time.start() and _TOOLS.search(text):
        return True
    dated = time is not None and bool(_DATED.search(text, 0, time.start()))
    return ((clock or dated) and rest < 40 and "，" not in text) or bool(read_source(text)) or (clock and rest < 8)


_DATED = re.compile(r"(?:时间|日期|時間)\s*[:：]\s*$")
# After the day in such a line.
_TOOLS = re.compile(r"[【\[（(]\s*(?:字体|字号|大|打印|关闭)|(?:浏览|点击|阅读)(?:次数|量|数)?\s*[:：]")


def cut_out(layout: Layout, trimmed: Trimmed) -> etree._Element:
    """Leave only the body's lines in the article's element, and the pictures among them; changes the tree and gives the
    element back.

    Whole parts that hold nothing kept go with their pictures: those named as noise, and all before the headline's end
    and after the last paragraph.
    """
    element, heading = layout.article, layout.heading
    if not trimmed.kept:
        return element
    keep: set[etree._Element] = set()
    for line in trimmed.kept:
        for owner, _tail, _text in line.pieces:
            at: etree._Element | None = owner
            while at is not None and at not in keep:
                keep.add(at)
                at = at.getparent()
    for line in trimmed.dropped:
        for owner, tail, _text in line.pieces:
            if tail:
                owner.tail = None
            else:
                owner.text = None
        part = line.noise if line.noise is not None else line.block
        if part not in keep and part is not element and part.getparent() is not None:
            _remove(part)
    if heading is not None and element in heading.iterancestors():
        _clear(element, heading, keep, before=True)
    if trimmed.dropped and trimmed.dropped[-1].n > trimmed.kept[-1].n:
        _clear(element, trimmed.kept[-1].pieces[-1][0], keep)
    return element


def _remove(part: etree._Element) -> None:
    """Remove an element, and leave the text that follows it."""
    parent, before = part.getparent(), part.getprevious()
    if parent is None:
        return
    try:
        if part.tail and before is not None:
            before.tail = (before.tail or "") + part.tail
        elif part.tail:
            parent.text = (parent.text or "") + part.tail
    except ValueError:  # lxml reads control characters, but takes none: the text stays where it is
        part.clear(keep_tail=True)  # type: ignore[call-arg]  # since lxml 4.4
        part.tag = "span"
    else:
        parent.remove(part)


def _clear(element: etree._Element, owner: etree._Element, keep: set[etree._Element], *, before: bool = False) -> None:
    """Remove what stands in `element` after `owner`, or before it, and holds nothing kept."""
    for at in (owner, *owner.iterancestors()):
        if at is element:
            break
        for beside in list(at.itersiblings(preceding=before)):
            if beside not in keep:
                _remove(beside)
