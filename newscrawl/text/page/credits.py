"""Who wrote, where no label at the beginning says it: （记者 张三）, 日电 (张三 李四), 王煌忠／台中報導, 张三 文/图, □ 张三."""

import re

from newscrawl.text.page.names import is_organisation, looks_like_name, split_names, without_place
from newscrawl.text.page.roles import ROLE_WORD, read_roles
from newscrawl.text.phrases import words_of

Roles = list[tuple[str, list[str]]]

_BRACKETS = re.compile(r"[（(【\[〔﹝［]([^（()）】【\[\]〔〕［］]{2,120})[)）】\]〕﹞］]")
# Before a bracket: 中新网长沙9月10日电 (, 本报讯（, but not 发来贺电（.
_DATELINE_ENDS = re.compile(r"^[^，。]{0,22}(?:[报報网網社台站刊校]|\d日(?:专|專)?)[讯訊电電]\s*$")


def read_brackets(text: str, *, last: bool = False) -> Roles:
    """The people named in brackets: （记者 张三）, (信报记者 张三), 9月10日电 (张三), and at an article's end （张三 李四）.

    >>> read_brackets("新京报讯（记者 陆一夫）11月25日"), read_brackets("廉洁的新春佳节。（常书香 马丹阳 ）", last=True)
    ([('author', ['陆一夫'])], [('author', ['常书香', '马丹阳'])])
    >>> read_brackets("列三县两区第二。（德清县发改局）", last=True), read_brackets("（完）", last=True)
    ([], [])
    """
    found: Roles = []
    brackets = list(_BRACKETS.finditer(text))
    for bracket in brackets:
        inside = bracket[1]
        if titled := ROLE_WORD.search(inside):
            found += _before_title(inside[: titled.start()]) + (read_roles(inside, bracketed=True) or _written(inside))
        else:
            found += read_reported(inside) or _text_and_picture(inside)
    if found or not brackets:
        return found
    if last and len(text) - brackets[-1].end() <= 2:
        names = read_names(brackets[-1][1]) or _of_office(brackets[-1][1])
    else:
        names = read_names(brackets[0][1]) if _DATELINE_ENDS.match(text[: brackets[0].start()]) else []
    return [("author", names)] if names else []


def _before_title(head: str) -> Roles:
    """Who signs before a reporter: 张三 (记者 李四), 张三、特约 (记者李四)."""
    if len(head) < 3:
        return []
    head = head.rstrip(" \u3000|｜丨/／")
    names = read_names(head) or read_names(_SEPARATED.sub("", head)) or _of_office(head)
    return [("author", names)] if names else []


_SEPARATED = re.compile(r"[\s\u3000、，]+[^\s\u3000、，]*$")


def _of_office(text: str) -> list[str]:
    """The names after an office in 党委宣传部 张三."""
    office, _blank, names = text.strip().partition(" ")
    return read_names(names) if len(office) > 3 and is_organisation(office) and not _CENTRE.search(office) else []


_CENTRE = re.compile("(?<![体闻传])中心$")  # of a town, for shopping; but 融媒体中心, 新闻中心


_PARTS = re.compile(r"[／/╱|｜、，\s\u3000─—－-]+")
_DONE = re.compile(r"\s*[（(]?(?:综合|編譯|编译|綜合)?(?:[報报][導道导])[)）]?$")
_REPORTED = ("道", "導", "导")
_SENT = re.compile(r"\s*[发發]自\s*")
_KINDS = frozenset(words_of("特别 特別 专题 專題 深度 系列 独家 獨家 连续 追踪 现场 现場 调查 新闻 新聞 图片"))
_CENTRES = ("中心", "組", "组")
_GLUED_TO = re.compile(r"^[\u3400-\u9fff]{2,8}(?:卫视|电视台|日报|晚报|新闻网)(?=[\u3400-\u9fff]{2,3}$)")


def read_reported(text: str) -> Roles:
    """The writers before a place or a desk's work, their paper before them or not: 王煌忠／台中報導, 民視新聞/王煌忠 台中報導,
    社會中心／王煌忠報導, 雨涵/石涛（综合报道）, 石涛 发自 北京.
    """
    if len(text) > _REPORT or not (text.rstrip(" ）)】").endswith(_REPORTED) or "自" in text):
        return []
    line = text.strip(" \u3000（(）)【】") if text[:1] in "（(【" else text.strip()
    if "自" in line and (sent := _SENT.search(line)):
        return _signed(read_names(line[: sent.start()]))
    if not (done := _DONE.search(line)) or not done.start():
        return []
    head = line[: done.start()]
    *words, last = [_GLUED_TO.sub("", word.removesuffix("記者")) for word in _PARTS.split(head.rstrip(" ／/╱"))]
    if len(done[0].strip()) > 2 or (words and done[0][:1].isspace()):
        words.append(last)  # no place: 张三（综合报道）, 江岸台 张三 李四 报道
    names = [word for word in words if looks_like_name(word)] if last not in _KINDS else []
    others = [word for word in words if word not in names]
    if words and (head[-len(last) - 1] == "、" if names else words[0].endswith(_CENTRES)):
        names += read_names(without_place(last))
    outlet = not others or (words[0] == others[0] and len(others) == 1)
    return _signed(names) if outlet else []


_REPORT = 60  # characters of such a line


def _signed(names: list[str]) -> Roles:
    return [("author", names)] if names else []


_WRITTEN = re.compile(r"作者\s*(?P<name>[\u3400-\u9fff·]{2,12}?)(?=[，,、\s系为是]|$)")


def _written(text: str) -> Roles:
    """The writer in 作者张三，系某某大学教授."""
    found = _WRITTEN.match(text)
    return [("author", [found["name"]])] if found and ("·" in found["name"] or looks_like_name(found["name"])) else []


_BOTH = re.compile(
    r"(?P<names>[\u3400-\u9fff、\s]{2,16}?)\s*(?:文\s*[/／、]?\s*[图摄圖攝]|[图摄圖攝]\s*[/／、]\s*文|摄影报道|文并图)$"
)


def _text_and_picture(text: str) -> Roles:
    """The writer in 张三 文/图, 张三 摄影报道."""
    found = _BOTH.match(text) if len(text) < 30 else None
    names = read_names(found["names"]) if found else []
    return [("author", names)] if names else []


_BARE = re.compile(r"^[\u3400-\u9fff·\s\u3000、，,/]{2,30}$")


def read_names(words: str) -> list[str]:
    """The names in a text that is nothing but names; empty for any other.

    >>> read_names("常书香 马丹阳"), read_names("青石湾大桥")
    (['常书香', '马丹阳'], [])
    """
    if not _BARE.match(words):
        return []
    names = split_names(words)
    whole = sum(map(len, names)) >= len(re.sub(r"[\s\u3000、，,/]", "", words))
    return names if names and whole and all(looks_like_name(name) for name in names) else []


def are_names(words: str) -> bool:
    """Whether a text is nothing but names: 周明, 周明 李平."""
    return len(words) < _SHORT and bool(read_names(words))


_SHORT = 24  # characters of some names


def signs_in_brackets(line: str) -> bool:
    """Whether what a line holds between its brackets is nothing but who wrote: （杨频溪 仲崇晴）, （党委宣传部 张三）."""
    return bool(read_names(line) or _written(line) or _text_and_picture(line) or _of_office(line))


# A paper's by-line that has no other label than its square: □沈一禾, ■ 张三丰 李四光; printed badly 口沈一禾.
_SQUARE = re.compile(r"[□■◎◇◆●○口][\s\u3000]*(?P<names>[\u3400-\u9fff·\s\u3000、]{2,20})")
_LATIN = r"[A-Z][A-Za-z.'’-]+(?:\s[A-Z][A-Za-z.'’-]*){1,3}"
# By Zhang San and Li Si | Jiang'an Daily
_BY = re.compile(
    rf"[Bb][Yy][:：]?\s+(?P<names>{_LATIN}(?:(?:\s?,|\s?&|\sand)\s{_LATIN}){{0,3}})(?=\s*(?:$|[|｜/,(（]|\s\s))"
)
SIGNS = frozenset("□■◎◇◆●○口Bb")
_AND = re.compile(r"\s*(?:,|&|\sand\s)\s*")


def read_sign(text: str) -> Roles:
    """The writers of a line whose only label is a square or By: □ 张三, By Zhang San.

    >>> read_sign("◇周明"), read_sign("By Zhou Ming and Li Ping"), read_sign("By Staff Writer"), read_sign("● 观景平台")
    ([('author', ['周明'])], [('author', ['Zhou Ming', 'Li Ping'])], [], [])
    """
    if text[:1] not in SIGNS:
        return []
    if text[1:3] in ("y ", "Y ", "y:", "Y:") and (by := _BY.match(text)):
        return [] if "taff" in by[0] or "eporter" in by[0] else [("author", _AND.split(by["names"]))]
    found = _SQUARE.fullmatch(text)
    if not found:
        return []
    if titled := ROLE_WORD.search(found["names"]):
        before = _before_title(found["names"][: titled.start()])
        return before + read_roles(found["names"]) if before else []  # ■ 张三 本报记者 李四
    names = read_names(found["names"])
    return [("author", names)] if names else []


_PEN_NAME = re.compile(r"[□◎][\s\u3000]*(?P<name>[\u3400-\u9fff]{2,4})")


def read_pen_name(text: str) -> Roles:
    """The writer of □ 一苇, by a name that needs be no person's: nothing but the place of the line, alone before the first
    paragraph or after the last, tells it from a subhead.

    >>> read_pen_name("□ 一苇"), read_pen_name("□ 本报评论员"), read_pen_name("■ 链接")
    ([('author', ['一苇'])], [], [])
    """
    found = _PEN_NAME.fullmatch(text) if text[:1] in "□◎" and len(text) < 9 else None
    names = split_names(found["name"]) if found else []
    return [("author", names)] if names and not ROLE_WORD.search(text) else []
