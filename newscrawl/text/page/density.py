"""Where the article stands: the element that holds the page's paragraphs, found by text density.

Measured on 61 labelled pages of Chinese news sites: see `newscrawl.text.page`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from lxml import etree

from newscrawl.text.page.noise import NOISE_TAGS, may_hold_article
from newscrawl.text.page.outline import Line, Outline, Part

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


def find_article(outline: Outline, headline: int = -1) -> Part | None:
    """The part that holds most of the paragraphs; None for a page without text.

    A line gives its weight to the element around it, half of it to the next, and so on: the article's own element
    collects many of them, the page's frame gets each at a sixteenth. `headline` is the headline's line: what stands
    above it has no weight.
    """
    weights = _weights(outline.lines, headline)
    score, total = _add_up(outline, weights)
    if not score:
        return None
    for part in score:
        if part.element.tag in _CAPTURED:
            score[part] *= 0.3
        elif _hinted(part.element):
            score[part] *= 1.3
    best = max(score, key=lambda part: (score[part], -part.first))
    first = _earlier(best, score, outline, weights)
    return _widened(_narrowed(best, outline) if first is best else first, total, outline)


def _add_up(outline: Outline, weights: Sequence[float]) -> tuple[dict[Part, float], dict[Part, float]]:
    """Part → what its lines give to it, by distance; and part → what they weigh in all."""
    score: dict[Part, float] = {}
    total: dict[Part, float] = {}
    for line, mass in zip(outline.lines, weights, strict=True):
        if mass:
            total[line.part] = total.get(line.part, 0.0) + mass
    own = total.copy()
    for part in reversed(outline.parts):
        if part not in total:
            continue
        mass, given = own.get(part, 0.0), score.get(part, 0.0)
        if part.own > 1:
            given += mass
            mass = 0.0
        if part.around is not None:
            total[part.around] = total.get(part.around, 0.0) + total[part]
            score[part.around] = score.get(part.around, 0.0) + mass + 0.5 * given
        if mass and part.element.tag not in _PARAGRAPHS:  # an article of one paragraph may stand bare in its element
            given += mass * 0.7
        if given:
            score[part] = given
    return score, total


def _earlier(best: Part, score: dict[Part, float], outline: Outline, weights: Sequence[float]) -> Part:
    """The part, or one before it that holds an article of its own: what follows an article and is longer is its
    comments, or the site's rules for them."""
    around = set(_upwards(best))
    held: dict[Part, list[Line]] = {}
    for line in outline.lines[: best.first + 1]:
        for part in _upwards(line.part) if weights[line.n] >= _PARAGRAPH else ():
            if part in around:
                break
            if part in score:
                held.setdefault(part, []).append(line)
    if not held:
        return best
    inside = outline.within(best)
    few, least = (1, _LEAST) if _lists(inside) or _comments(inside) else (2, _ARTICLE)

    def is_article(found: list[Line]) -> bool:
        mass = sum(mass_of(line) for line in found)
        apart = best.first - found[-1].n >= _APART and mass >= _LEAST * 1.5
        return (len(found) >= few and mass >= least) or apart

    first = [part for part, found in held.items() if is_article(found)]
    return max(first, key=lambda part: score[part], default=best)


def _narrowed(best: Part, outline: Outline) -> Part:
    """The part, or the part of it that holds the article, where the rest of it is a list of comments or articles."""
    inside = outline.within(best)
    if not _lists(inside):
        return best
    opening = next(line for line in inside if mass_of(line) >= _PARAGRAPH or line is inside[-1])
    chosen = best
    for part in takewhile(lambda part: part is not best, _upwards(opening.part)):
        lines = outline.within(part)
        rest = [line for line in inside if line.n > lines[-1].n]
        paragraphs = [mass for line in lines if (mass := mass_of(line)) >= _PARAGRAPH]
        if (
            len(paragraphs) >= 2
            and sum(paragraphs) >= _ARTICLE
            and not _lists(lines)
            and _lists(rest)
            and _mixed(rest[:12])
        ):
            chosen = part
    return chosen


def _upwards(part: Part) -> Iterator[Part]:
    """A part and those around it."""
    at: Part | None = part
    while at is not None:
        yield at
        at = at.around


def _mixed(lines: Sequence[Line]) -> bool:
    """Whether no three paragraphs follow each other: the entries of a list do not, an article's paragraphs do."""
    run = 0
    for line in lines:
        run = run + 1 if mass_of(line) >= _PARAGRAPH and line.linked <= 0.8 * len(line.text) else 0
        if run > 2:
            return False
    return True


_STAMP = re.compile(
    r"^\W*(?:(?:19|20)\d\d[-/.年]|\d{1,2}[:：]\d\d\b|\d+\s*(?:秒|分钟|分鐘|小时|小時|天)前|[昨今前]天|\d{1,2}[-/]\d{1,2}\b)"
)


def _lists(lines: Sequence[Line]) -> bool:
    """Whether lines are a list of other articles or of comments: half of the paragraphs are links or have times of their
    own."""
    entries = sum(_is_entry(line) for line in lines)
    return entries >= 2 and entries >= 0.5 * sum(1 for line in lines if mass_of(line) >= _PARAGRAPH)


def _is_entry(line: Line) -> bool:
    return line.linked > 0.8 * len(line.text) or (len(line.text) < 24 and _STAMP.match(line.text) is not None)


_DISCUSSED = re.compile(
    r"^\W{0,3}(?:我来说两句|(?:发表|最新|热门|全部|网友)评论|發表(?:意見|評論)|讀者迴響|(?:网友|讀者)?留言)\W{0,3}\d{0,5}\W{0,3}$"
)


def _comments(lines: Sequence[Line]) -> bool:
    """Whether lines begin by saying that readers' comments follow."""
    return any(len(line.text) < 16 and _DISCUSSED.match(line.text) for line in lines[:4])


def _weights(lines: Sequence[Line], headline: int) -> list[float]:
    """Every line's weight; parts called noise weigh nothing, unless the article stands there after all: they hold the
    headline, or hardly anything is left without them."""
    weights = [mass_of(line) if line.n > headline else 0.0 for line in lines]
    holds = lines[headline].noise if headline >= 0 else None
    noisy: dict[etree._Element, float] = {}
    clear = 0.0
    for line, mass in zip(lines, weights, strict=True):
        if mass:
            noise = line.noise
            if noise is None or noise is holds:
                clear += mass
            else:
                noisy[noise] = noisy.get(noise, 0.0) + mass
    enough = max(2 * clear, _ARTICLE) if clear >= _LEAST else 0.0
    doubted = {part for part, mass in noisy.items() if mass > enough and may_hold_article(part)}
    if headline >= 0 and (part := _first_noise(lines, weights, headline)) is not None:
        doubted.add(part)
    if holds is not None or doubted:
        for line in lines:
            if line.noise is not None and (line.noise is holds or line.noise in doubted):
                line.noise = None
    return [0.0 if line.noise is not None else mass for line, mass in zip(lines, weights, strict=True)]


def _first_noise(lines: Sequence[Line], weights: Sequence[float], headline: int) -> etree._Element | None:
    """The part called noise in which the first paragraphs after the headline stand, where they are as many as an article
    has: neither comments nor other articles stand there."""
    held: dict[etree._Element, list[float]] = {}
    for line in lines[headline + 1 :]:
        if (mass := weights[line.n]) >= _PARAGRAPH:
            if line.noise is None:
                return None
            masses = held.setdefault(line.noise, [])
            masses.append(mass)
            least = _ARTICLE if may_hold_article(line.noise) else 2 * _ARTICLE
            if len(masses) > 1 and sum(masses) >= least and line.noise.tag not in NOISE_TAGS:
                return line.noise
    return None


def _hinted(element: etree._Element) -> bool:
    name = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return element.tag == "article" or _names_article(name)


@lru_cache(4096)
def _names_article(name: str) -> bool:
    return bool(_ARTICLE_HINT.search(name.lower()))


def _widened(best: Part, total: dict[Part, float], outline: Outline) -> Part:
    """The part, or one around it where the article goes on beside it (one section a `div`, pages in table cells)."""
    if best.element.tag in _GROUPS and best.around is not None and best.around.element.tag not in _CAPTURED:
        best = best.around
    at, around = best, best.around
    for _step in range(4):
        if around is None or around.element.tag in _CAPTURED:
            break
        if total.get(around, 0.0) > 1.15 * total.get(best, 0.0) and _kin(at, around, total):
            end = outline.within(best)[-1].n
            rest = [line for line in outline.within(around) if line.n > end]
            # Paragraphs parted by <br>, in one <p> after another, may be fewer than the links below them.
            goes_on = at.element.tag == "p" and bool(rest) and not rest[0].linked and mass_of(rest[0]) >= _PARAGRAPH
            if not goes_on and _lists(rest):
                break
            best = around
        at, around = around, around.around
    return best


def _kin(inner: Part, around: Part, total: dict[Part, float]) -> bool:
    """Whether the text beside `inner` in `around` stands in elements of the same make."""
    beside = [(part, mass) for part, mass in total.items() if part.around is around and part is not inner]
    kin = sum(mass for part, mass in beside if _alike(part.element, inner.element))
    rest = total[around] - total.get(inner, 0.0)
    return kin > 0.7 * rest


def _alike(one: etree._Element, other: etree._Element) -> bool:
    return bool(one.tag == other.tag and one.get("class") == other.get("class")) or one.tag == "p"
