"""Where the article stands: the element that holds the page's paragraphs, found by text density.

Measured on 61 labelled pages of Chinese news sites: see `newscrawl.text.page`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from lxml import etree

from newscrawl.text.page.lines import Line
from newscrawl.text.page.nesting import Nesting
from newscrawl.text.page.noise import may_hold_article

_SENTENCE = re.compile(r"[，。！？；：、“”…,;!?]")
# A line under a headline: it tells time, publisher or editor.
_INFO_LABEL = re.compile(r"^\W{0,3}(?:来源|來源|稿源|发布|发表|时间|時間|作者|责任编辑|责编|编辑)")
_INFO_TIME = re.compile(r"(?:19|20)\d\d\s*[-/年.]\s*\d{1,2}\s*[-/月.]\s*\d{1,2}\D{0,4}\d{1,2}[:：]\d\d")
# Case is spelt out: a pattern that ignores it is tried at every character, this one only where one of them begins.
_FOOT = re.compile(
    "版权所有|ICP备|icp备|许可证|©|备案号|公网安备|不良信息|举报电话|copyright|Copyright|COPYRIGHT"
    "|All Rights Reserved|All rights reserved|all rights reserved|ALL RIGHTS RESERVED"
)
_ARTICLE_HINT = re.compile(
    r"(?<![a-z])(?:\w*(?:artic\w*|content\w*|artibody|endtext|ozoom|founder|newstext|detail|story|txt)|body|main\w*"
    r"|zoom|text\w*|con|post\w*|entry\w*|trs_\w+|zhengwen|neirong|nr)(?![a-z])"
)
_PARAGRAPH = 25.0  # characters of a line that is a paragraph and no caption or link
_ARTICLE = 150.0  # characters of an article that comments may exceed
_APART = 8  # lines between an article of one paragraph and what is no longer its
_LEAST = 40.0  # characters: shorter articles are not told from captions and notices
_PARAGRAPHS = frozenset("p li dt dd h1 h2 h3 h4 h5 h6 figcaption caption pre".split())
_GROUPS = frozenset("ol ul dl blockquote".split())
_CAPTURED = ("body", "html")


def mass_of(line: Line) -> float:
    """How much a line weighs as article text: its characters outside links, whole where it reads like a sentence.

    Link lists, footers and one-word lines weigh little or nothing.
    """
    if line.mass < 0:
        line.mass = _weigh(line)
    return line.mass


def _weigh(line: Line) -> float:
    length = len(line.text) - line.linked
    if length < 2 or line.linked > length or _FOOT.search(line.text):
        return 0.0
    if length < 80 and (_INFO_LABEL.match(line.text) or _INFO_TIME.search(line.text)):
        return length * 0.1
    if _SENTENCE.search(line.text):
        return float(length)
    return length * (0.4 if length >= 10 else 0.2)


def find_article(nesting: Nesting, headline: int = -1) -> etree._Element | None:
    """The element that holds most of the paragraphs; None for a page without text.

    A line gives its weight to the element around it, half of it to the next, and so on: the article's own element
    collects many of them, the page's frame gets each at a sixteenth. `headline` is the headline's line: what stands
    above it has no weight.
    """
    lines = nesting.lines
    weights = _weights(lines, headline)
    score, total = _add_up(nesting, weights)
    if not score:
        return None
    for element in score:
        if element.tag in _CAPTURED:
            score[element] *= 0.3
        elif _hinted(element):
            score[element] *= 1.3
    best = max(score, key=lambda element: (score[element], -nesting.first(element)))
    first = _earlier(best, score, nesting, weights)
    return _widened(_narrowed(best, nesting) if first is best else first, total, nesting)


def _add_up(
    nesting: Nesting, weights: Sequence[float]
) -> tuple[dict[etree._Element, float], dict[etree._Element, float]]:
    """Element → what its lines give to it, by distance; and element → what they weigh in all."""
    score: dict[etree._Element, float] = {}
    total: dict[etree._Element, float] = {}
    own: dict[etree._Element, float] = {}
    for line, mass in zip(nesting.lines, weights, strict=True):
        if mass:
            total[line.block] = total.get(line.block, 0.0) + mass
            if nesting.counts[line.block] > 1:
                score[line.block] = score.get(line.block, 0.0) + mass
            else:  # a paragraph gives nothing to itself, and all to what is around it
                own[line.block] = mass
    for element, parent in reversed(nesting.parents.items()):
        mass, given = own.get(element, 0.0), score.get(element, 0.0)
        if parent is not None and element in total:
            total[parent] = total.get(parent, 0.0) + total[element]
            score[parent] = score.get(parent, 0.0) + mass + 0.5 * given
        if mass and element.tag not in _PARAGRAPHS:  # an article of one paragraph may stand bare in its element
            score[element] = given + mass * 0.7
    return score, total


def _earlier(
    best: etree._Element, score: dict[etree._Element, float], nesting: Nesting, weights: Sequence[float]
) -> etree._Element:
    """The element, or one before it that holds an article of its own: what follows an article and is longer is its
    comments, or the site's rules for them."""
    around = {best, *best.iterancestors()}
    held: dict[etree._Element, list[Line]] = {}
    begins = nesting.first(best)
    for line in nesting.lines[: begins + 1]:
        if weights[line.n] < _PARAGRAPH:
            continue
        at: etree._Element | None = line.block
        while at is not None and at not in around:
            if at in score:
                held.setdefault(at, []).append(line)
            at = nesting.parents[at]
    if not held:
        return best
    few, least = (1, _LEAST) if _lists(nesting.within(best)) else (2, _ARTICLE)

    def is_article(found: list[Line]) -> bool:
        mass = sum(mass_of(line) for line in found)
        apart = begins - found[-1].n >= _APART and mass >= _LEAST * 1.5
        return (len(found) >= few and mass >= least) or apart

    first = [element for element, found in held.items() if is_article(found)]
    return max(first, key=lambda element: score[element], default=best)


def _narrowed(best: etree._Element, nesting: Nesting) -> etree._Element:
    """The element, or the part of it that holds the article, where the rest of it is a list of comments or articles."""
    inside = nesting.within(best)
    if not _lists(inside):
        return best
    opening = next(line for line in inside if mass_of(line) >= _PARAGRAPH or line is inside[-1])
    chosen = best
    at: etree._Element | None = opening.block
    while at is not best and at is not None:
        part = nesting.within(at)
        rest = [line for line in inside if line.n > part[-1].n]
        paragraphs = [mass for line in part if (mass := mass_of(line)) >= _PARAGRAPH]
        if (
            len(paragraphs) >= 2
            and sum(paragraphs) >= _ARTICLE
            and not _lists(part)
            and _lists(rest)
            and _mixed(rest[:12])
        ):
            chosen = at
        at = at.getparent()
    return chosen


def _mixed(lines: Sequence[Line]) -> bool:
    """Whether no three paragraphs follow each other: the entries of a list do not, an article's paragraphs do."""
    run = 0
    for line in lines:
        run = run + 1 if mass_of(line) >= _PARAGRAPH and line.linked <= 0.8 * len(line.text) else 0
        if run > 2:
            return False
    return True


_STAMP = re.compile(
    r"^\W*(?:(?:19|20)\d\d[-/.年]|\d+\s*(?:秒|分钟|分鐘|小时|小時|天)前|[昨今前]天|\d{1,2}[-/]\d{1,2}\b)"
)


def _lists(lines: Sequence[Line]) -> bool:
    """Whether lines are a list of other articles or of comments: half of the paragraphs are links or have times of their
    own."""
    entries = sum(
        1 for line in lines if line.linked > 0.8 * len(line.text) or (len(line.text) < 24 and _STAMP.match(line.text))
    )
    return entries >= 2 and entries >= 0.5 * sum(1 for line in lines if mass_of(line) >= _PARAGRAPH)


def _weights(lines: Sequence[Line], headline: int) -> list[float]:
    """Every line's weight; parts called noise weigh nothing, unless the article stands there after all: they hold the
    headline, or hardly anything is left without them."""
    weights = [mass_of(line) if line.n > headline else 0.0 for line in lines]
    holds = lines[headline].noise if headline >= 0 else None
    noisy: dict[etree._Element | None, float] = {}
    for line, mass in zip(lines, weights, strict=True):
        part = None if line.noise is holds else line.noise
        noisy[part] = noisy.get(part, 0.0) + mass
    clear = noisy.pop(None, 0.0)
    enough = max(2 * clear, _ARTICLE) if clear >= _LEAST else 0.0
    doubted = {part for part, mass in noisy.items() if part is not None and mass > enough and may_hold_article(part)}
    for line in lines:
        if line.noise is not None and (line.noise is holds or line.noise in doubted):
            line.noise = None
    return [0.0 if line.noise is not None else mass for line, mass in zip(lines, weights, strict=True)]


def _hinted(element: etree._Element) -> bool:
    name = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return element.tag == "article" or _names_article(name)


@lru_cache(4096)
def _names_article(name: str) -> bool:
    return bool(_ARTICLE_HINT.search(name.lower()))


def _widened(best: etree._Element, total: dict[etree._Element, float], nesting: Nesting) -> etree._Element:
    """The element, or an ancestor where the article goes on beside it (one section a `div`, pages in table cells)."""
    if best.tag in _GROUPS and (around := best.getparent()) is not None and around.tag not in _CAPTURED:
        best = around
    at, parent = best, best.getparent()
    for _step in range(4):
        if parent is None or parent.tag in _CAPTURED:
            break
        if total.get(parent, 0.0) > 1.15 * total[best] and _kin(at, parent, total):
            end = nesting.within(best)[-1].n
            if _lists([line for line in nesting.within(parent) if line.n > end]):
                break
            best = parent
        at, parent = parent, parent.getparent()
    return best


def _kin(child: etree._Element, parent: etree._Element, total: dict[etree._Element, float]) -> bool:
    """Whether the text beside `child` in `parent` stands in elements of the same make."""
    kin = sum(
        mass for other in parent if other is not child and (mass := total.get(other, 0.0)) and _alike(other, child)
    )
    rest = total[parent] - total.get(child, 0.0)
    return kin > 0.7 * rest


def _alike(one: etree._Element, other: etree._Element) -> bool:
    return bool(one.tag == other.tag and one.get("class") == other.get("class")) or one.tag == "p"
