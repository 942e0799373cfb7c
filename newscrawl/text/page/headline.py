"""The headline as displayed: the line that `<title>` repeats, or the largest heading above the body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from newscrawl.text.page.density import mass_of
from newscrawl.text.page.outline import Line
from newscrawl.text.page.printed_time import TIME
from newscrawl.text.phrases import one_of

_FOUNDER = "founder-title"  # of the e-papers of one make
_UNSEEN = "\u200b\u200c\u200d\ufeff"
_TITLE_HINT = re.compile(r"(?<![a-z])(?:\w*(?:title|headline|topic)|biaoti|tit\d?|bt\d?|ttl)(?![a-z])")
_SAID = 0.5  # how far a line is what the head says, at least, to be what it means
_LINKED = 0.6  # of a line in links: it leads elsewhere
_FOOT = 0.15  # of the page's text below a line: the foot of the page begins there
_SUB_HINT = re.compile(r"sub|fu_?(?:ti|biaoti)|yin_?ti|jian_?ti")
# The name of a section or a box, a way through the site: no headline, whatever the head of the page says.
_NOT_HEADLINE = re.compile(
    "^"
    + one_of(
        r"正文|首页(?:[-–—>＞»›|_/·].*)?|当前位置.*|您?的?位置.*",
        r"(?:\w{2,4})?(?:新闻|要闻|动态|资讯|快讯)|专题",
        r"(?:相关|推荐|热门)\w{0,4}|评论|登录|注册",
    )
    + "$"
)


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline, and the lines (first and last, by their place on the page) that print it; -1 for none."""

    text: str = ""
    first: int = -1
    last: int = -1
    place: str = ""
    beside: Line | None = None
    """What stands in the headline's line and is none of it: its time, its publisher."""


def bare(text: str) -> str:
    """The text without any white space, invisible marks included: printed headlines and `<title>` differ in them."""
    text = "".join(text.split())
    if not text.isprintable():  # as nearly all are, and each of the marks is not
        for mark in _UNSEEN:
            text = text.replace(mark, "")
    return text


def find_headline(lines: Sequence[Line], titles: Sequence[str], body_first: int = -1) -> Headline:
    """The headline: the line that the head of the page repeats, else the largest heading above the body.

    `titles` is what the head calls it (`<title>`, og:title, a meta ArticleTitle): these carry the site's name, cut
    long headlines and sometimes name the section alone, so they point to the headline and are not it.
    `body_first` is the line at which the body's text begins; without it only lines that the head repeats are taken.
    """
    wanted = _Wanted([bare(title) for title in titles if title])
    if body_first < 0:
        best = _repeated(lines, wanted) or _alone(lines, wanted)
        return _whole(best, lines, wanted) if best is not None else Headline()
    best = _largest(lines, wanted, body_first) or _near_time(lines, body_first)
    if best is not None:
        return _whole(best, lines, wanted)
    title = titles[0].strip() if titles else ""
    return Headline(_SITE.split(title)[0].strip(), place="title")


def _repeated(lines: Sequence[Line], wanted: "_Wanted") -> Line | None:
    """The line that is most like what the head of the page says."""
    best, best_score = None, 0.0
    rest = _rest(lines)
    most = 0.0  # text that follows the earliest candidate: the headline is not printed after the article
    for line in lines:
        if wanted.never_says(line.text) or not _is_of_headlines_length(line):
            continue  # nearly all lines: menus, links
        score = _score(line, wanted, 1.0 / (1 + line.n * 0.002), _SAID)
        most = most or (rest[line.n] if score else 0.0)
        if rest[line.n] < _FOOT * rest[0]:
            continue
        if score and most:  # a copy further down (for the printer, for sharing) has less of it below
            score += 2.0 * min(rest[line.n] / most, 1.0) - 2.0
        if score > best_score:
            best, best_score = line, score
    return best


def _largest(lines: Sequence[Line], wanted: "_Wanted", body_first: int) -> Line | None:
    """The line above the body that is set, or called, most like a headline."""
    best, best_score = None, 0.0
    for line in lines[: body_first + 1]:
        if _is_of_headlines_length(line):
            score = _score(line, wanted, 1.0 / (1 + abs(body_first - line.n) * 0.02))
            if score > best_score:
                best, best_score = line, score
    return best


def _is_of_headlines_length(line: Line) -> bool:
    length = len(line.text)
    if length < 4 and (length < 2 or (not line.heading and line.pieces[0][0].tag != _FOUNDER)):
        return False
    return length < 200 and (line.linked <= _LINKED * length or line.heading > 0)


def _alone(lines: Sequence[Line], wanted: "_Wanted") -> Line | None:
    """The page's h1 where it has but one: a headline even where the head says nothing of it."""
    found = [line for line in lines if line.heading == 1]
    line = found[0] if len(found) == 1 else None
    if line is None or not 5 < len(line.text) < 80 or line.linked or bare(line.text) == wanted.site:
        return None
    return line


def _tells_time(text: str) -> bool:
    found = TIME.search(text) if len(text) < 100 and "。" not in text else None
    return found is not None and any(c.isdigit() for c in found[0])


_NO_TITLE = re.compile(
    one_of(
        _NOT_HEADLINE.pattern,
        r"^——|https?:|www\.|[:：。]\s*$|^摘要",
        r"^\W*(?:时间|日期|来源|发布(?!会)|作者|浏览|字号|字体|分享|转播|转发|打印)",
    )
)
_LONG = 8  # characters: an account's name or a kicker is mostly shorter, a headline longer


def _near_time(lines: Sequence[Line], body_first: int) -> Line | None:
    """The line above the line that tells the time, where no heading and no class tells the headline (tables of 2005);
    else one between that line and the body."""
    times = [at for at, line in enumerate(lines[: body_first + 4]) if at and _tells_time(line.text)]
    for at in reversed(times):
        above = [line for line in reversed(lines[max(0, at - 6) : at]) if _may_be_headline(line)]
        above = [line for line in above if line.noise is None] or above
        if above:
            return next((line for line in above if len(line.text) > _LONG), above[0])
    below = lines[times[-1] + 1 if times else max(0, body_first - 2) : body_first]
    return next((line for line in below if _may_be_headline(line) and line.noise is None), None)


_HAN = re.compile(r"[\u3400-\u9fff]{2}")


def _may_be_headline(line: Line) -> bool:
    text = line.text
    if not 5 < len(text) < 60 or line.linked or not _HAN.search(text) or _NO_TITLE.search(text):
        return False
    time = TIME.search(text)
    return time is None or (":" not in time[0] and len(time[0]) * 2 < len(text))


def _rest(lines: Sequence[Line]) -> list[float]:
    """For every line how much text follows it."""
    rest, total = [], 0.0
    for line in reversed(lines):
        rest.append(total)
        if line.noise is None:
            total += line.mass if line.mass >= 0 else mass_of(line)
    return rest[::-1]


_SITE = re.compile(r"\s*(?:_|--|[|｜]|——)\s*|\s+[-–—]\s+|-(?=[^-]*(?:网|報|报|新闻|台|社)$)")
_OF_SITES = re.compile(r"(?:政府|网站?|網站?|官网|大学|大學|学院|學院)$")


def _site_in(title: str) -> str:
    """The name of the site that ends a title, 政务动态_江岸市人民政府; empty where the title begins with one."""
    parts = [part for part in _MARKS.split(title) if part]
    first, last = (parts[0], parts[-1]) if parts else ("", "")
    return last if first != last and _OF_SITES.search(last) and not _OF_SITES.search(first) else ""


class _Wanted:
    """What the head of the page calls it."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = titles
        self.all = "\n".join(titles)
        self.shortest = min(map(len, titles), default=0)
        self.site = _site_in(titles[0]) if titles else ""
        """The site's name where it ends `<title>`: no headline, though a heading may print it."""

    def never_says(self, text: str) -> bool:
        """Whether the beginning of a line, white space in it or not, tells that it has nothing of what the head says."""
        start = text[:2]
        return start not in self.all and start.isalnum() and len(text) < self.shortest

    def overlap(self, text: str) -> float:
        """How far a line is what the head says: see `_overlap`."""
        if text[:_SAME] not in self.all and len(text) < self.shortest:
            return 0.0
        return max((_overlap(text, title) for title in self.titles), default=0.0)


def _score(line: Line, wanted: _Wanted, near: float, least: float = 0.0) -> float:
    """How much a line is a headline; 0 for one that is none, or of which the head of the page says less than `least`."""
    text = bare(line.text)
    said = wanted.overlap(text)
    if said < least or not 1 < len(text) < 120 or text == wanted.site or _NOT_HEADLINE.match(text):
        return 0.0
    founder = any(element.tag == _FOUNDER for element, _tail, _text in line.pieces)
    styled = (4 - min(line.heading, 4)) * 0.4 + 0.6 if line.heading else 0.0
    hinted = 3.0 if founder else 0.9 if _TITLE_HINT.search(line.hints(1)) else 0.0
    if hinted and not founder and _SUB_HINT.search(line.hints(0)):
        hinted = 0.3
    if said < _SAID:
        if len(text) < 4 and not founder:  # 渡口: only where the head of the page repeats it
            return 0.0
        if not (styled or hinted) or _NOT_ALONE.match(text):
            return 0.0
    score = said * 4 + min(len(text), 20) * 0.03 + styled + hinted + near
    if line.linked > len(text) * _LINKED:
        score -= 2.0
    return score * 0.5 if said < _SAID and line.noise is not None else score


_CUT = ("...", "…")  # where a title was cut
_SAME = 6  # characters that a cut title and its headline have in common, at least
_MARKS = re.compile(r"[_|｜–—]+|--|-(?=\D)")


def _overlap(text: str, title: str) -> float:
    """How far a line is what the head says: 1 where it is the longest part of the title, or holds the title; less
    where it is another part (the site's name) or the title is cut."""
    if text in title:
        longest = max(map(len, _MARKS.split(title)))
        part = min(1.0, len(text) / max(longest, 1))
        return part if title.startswith(text) or part > 0.6 else 0.5 * part
    if title in text:
        return len(title) / len(text)
    if text[:_SAME] != title[:_SAME]:
        return 0.0
    same = next((at for at, (a, b) in enumerate(zip(text, title, strict=False)) if a != b), min(len(text), len(title)))
    if same < _SAME:
        return 0.0
    return 1.0 if title.startswith(_CUT, same) else same / len(text)


# What some sites set before a headline in its line: <span>原创</span>, 标题：
_FLAG = re.compile(r"^(?:原创|原創|转载|独家|獨家|视频|置顶|推荐|热点?|快讯|标题\s*[:：])$")
# And what they set after it.
_INFO = re.compile(
    r"^\W*(?:.{0,4}(?:时间|時間|日期|更新)|来源|來源|作者|浏览|阅读|点击)\s*[:：]|^\W*(?:19|20)\d\d[-/.年]\d"
)

# What is no headline unless the head of the page says so: a time, a label, a subtitle.
_NOT_ALONE = re.compile(
    one_of(
        _INFO.pattern,
        r"发[表布]于|.*(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d",
        "——|[（(]?原标题|副标题|摘要|分享|转[发播]|字[号体体級级號]",
        r".*[:：。]$|[^\u3400-\u9fff]+$",
    )
)


def _whole(line: Line, lines: Sequence[Line], wanted: _Wanted) -> Headline:
    """The headline with the lines of the same heading that the head of the page counts to it."""
    text, beside = _own(line, wanted)
    first, last = line.n, line.n
    for other in lines[line.n + 1 : line.n + 3]:
        joined = bare(text + other.text)
        if line.heading and other.heading and other.block is line.block and joined in wanted.all:
            text, last = f"{text} {other.text}", other.n
        else:
            break
    return Headline(text, first, last, f"h{line.heading}" if line.heading else line.hints(0) or line.block.tag, beside)


def _own(line: Line, wanted: _Wanted) -> tuple[str, Line | None]:
    """What of a headline's line is the headline, and the rest, where flags, time or publisher share the line with it."""
    pieces = line.pieces
    if len(pieces) == 1 or bare(line.text) in wanted.all:
        return line.text, None
    end = next((at for at, piece in enumerate(pieces) if at and _is_aside(piece)), len(pieces))
    start = next((at for at, piece in enumerate(pieces) if piece[2].strip() and not _FLAG.match(piece[2].strip())), 0)
    # <a>[本地新闻]</a> <span>大桥今天通车</span>: its section, where the head has but the rest
    if pieces[0][0].tag == "a":
        rest = next((at for at, piece in enumerate(pieces) if at and piece[0].tag != "a"), 0)
        if rest and bare("".join([piece[2] for piece in pieces[rest:end]])) in wanted.all:
            start = max(start, rest)
    text = " ".join("".join([piece[2] for piece in pieces[start:end]]).split())
    if len(text) < 4 or end - start == len(pieces):
        return line.text, None
    beside = Line(line.part, pieces[end:], n=line.n)
    return text, beside if end < len(pieces) and beside.complete() else None


def _is_aside(piece: tuple[etree._Element, bool, str]) -> bool:
    """Whether a text in a headline's line tells time or publisher, or is set as small print: a subtitle."""
    element, tail, text = piece
    return bool(_INFO.search(text)) or (element.tag == "small" and not tail)
