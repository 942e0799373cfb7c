"""Who wrote, where no label at the beginning says it: （记者 张三）, 日电 (张三 李四), 王煌忠／台中報導, 张三 文/图, □ 张三."""

import re

from newscrawl.text.page.names import is_organisation, looks_like_name, split_names
from newscrawl.text.page.roles import read_roles
from newscrawl.text.phrases import one_of

Roles = list[tuple[str, list[str]]]

_BRACKETS = re.compile(r"[（(【\[〔﹝［]([^（()）】【\[\]〔〕［］]{2,60})[)）】\]〕﹞］]")
_ROLE_WORD = re.compile(
    one_of(
        "记者|記者|特派员|特派員|通讯员|通訊員|评论员|評論員|实习生",
        "作者|撰文|撰稿|采写|执笔|编译|編譯|文[/／|｜:：]|[/／╱]文|责编|编辑|編輯",
    )
)
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
        if titled := _ROLE_WORD.search(inside):
            found += _before_title(inside[: titled.start()]) + (read_roles(inside) or _written(inside))
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
    names = read_names(head) or read_names(_SEPARATED.sub("", head))
    return [("author", names)] if names else []


_SEPARATED = re.compile(r"[\s\u3000、，]+[^\s\u3000、，]*$")


def _of_office(text: str) -> list[str]:
    """The names after an office in 党委宣传部 张三."""
    office, _blank, names = text.strip().partition(" ")
    return read_names(names) if len(office) > 3 and is_organisation(office) and not _CENTRE.search(office) else []


_CENTRE = re.compile("(?<![体闻传])中心$")  # of a town, for shopping; but 融媒体中心, 新闻中心


_REPORTED = re.compile(
    r"(?:^|[|｜]\s*)([\u3400-\u9fff、]{2,14})\s*[／/╱\s]\s*[\u3400-\u9fff]{2,8}(?:報導|报道|報道|报导)$"
)
_REPORTED_BY = re.compile(r"([\u3400-\u9fff]{2,4}(?: [\u3400-\u9fff]{2,4}){1,3}) ?[／/╱] ?[\u3400-\u9fff]{2,4}報導$")
# 社會中心／王明報導
_DESK = re.compile(
    r"[\u3400-\u9fff]{2,4}(?:中心|組|组)\s*[／/╱]\s*(?P<names>[\u3400-\u9fff、\s]{2,20}(?:報導|报道|報道|报导))"
)
# 雨涵/石涛（综合报道）
_COMPILED = re.compile(
    r"([\u3400-\u9fff]{2,4}(?:\s?[/／、]\s?[\u3400-\u9fff]{2,4}){0,3})\s*[（(](?:综合|编译|綜合|編譯)(?:报道|報導|報道)?[)）]"
)


def read_reported(text: str) -> Roles:
    """The writers in 王煌忠／台中報導, in 王煌忠記者／台中報導, in 雨涵/石涛（综合报道）."""
    line = text.strip()
    if line[-1:] in ("）", ")") and len(line) < 40 and (compiled := _COMPILED.fullmatch(line)):
        return [("author", split_names(compiled[1]))]
    if not line.endswith(("道", "導", "导")) or len(line) > 60:
        return []
    if desk := _DESK.fullmatch(line):
        names = [name for name in split_names(desk["names"]) if looks_like_name(name)]
        return [("author", names)] if names else []
    found = _REPORTED.search(line) or _REPORTED_BY.match(line)
    names = [name for name in split_names(found[1].removesuffix("記者")) if looks_like_name(name)] if found else []
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
    if titled := _ROLE_WORD.search(found["names"]):
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
    return [("author", names)] if names and not _ROLE_WORD.search(text) else []
