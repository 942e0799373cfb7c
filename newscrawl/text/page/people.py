"""Who wrote, edited and photographed: from the line under the headline, the body's first and last lines and what
follows it. Meta tags are not asked: of the 22 labelled pages with a meta author none names the writer; it is the site
(网易), the editor, a number, an address.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from newscrawl.text.page.credits import (
    SIGNS,
    are_names,
    read_brackets,
    read_pen_name,
    read_reported,
    read_sign,
    signs_in_brackets,
)
from newscrawl.text.page.names import is_organisation, is_publisher, looks_like_name, split_names
from newscrawl.text.page.roles import CREW, read_roles
from newscrawl.text.phrases import one_of


@dataclass(slots=True)
class People:
    """Names as printed, in the order printed, each once."""

    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    photographers: list[str] = field(default_factory=list)

    def add(self, role: str, names: Iterable[str]) -> None:
        """Put names under a role; other roles (校对, 来源) are nobody's."""
        kept = {"author": self.authors, "editor": self.editors, "photographer": self.photographers}.get(role)
        if kept is not None:
            kept += [name for name in names if name not in kept]


_DATELINE = re.compile(r"^[^，。（(]{0,24}?(?:讯|訊|电|電|消息)\s*(?:[^，。（(\s]{0,12})(?=记者|記者)")


# 江岸日报记者张三、李四广州报道：, 江岸日报记者 张三 9月10日
_REPORTS = re.compile(
    r"^[\u3400-\u9fff·\s]{0,14}[记記]者(?:[\u3400-\u9fff·、\s]{2,30}?[报報][道导導][:：\s]"
    r"|\s[\u3400-\u9fff·、\s]{2,30}\s(?=\d{1,2}[月日])|\s+[\u3400-\u9fff·]{2,4}(?:[、\s][\u3400-\u9fff·]{2,4}){0,3}\s+(?=\S{2,12}[，,]))"
)
_OUTLET = re.compile(
    r"[\u3400-\u9fff·]{0,14}(?:[记記]者|通[讯訊][员員]|实习生)|[／/╱][\u3400-\u9fff－—–-]{2,14}報導$"
    r"|[(（]?[\w.]+@[\w.]+|[（(][\w./:]+[)）]|[\s\u3000:：/／、，,|｜丨︱·]+"
)
# By-lines that name no person: 本报记者, 社會中心／綜合報導.
_NOBODY = re.compile(
    r"^(?:(?:本报|本网|本刊|本台|综合)?(?:记者|综合|编辑部|(?:特约)?评论员)"
    r"|[\u3400-\u9fff]{2,6}+[/／╱][\u3400-\u9fff]{2,6}(?:报道|報道|報導))$"
)
_CREW = re.compile(r"^[\u3400-\u9fff]{0,4}" + one_of(*CREW, r"审\s+核|翻[译譯]|译者|譯者") + r"\s*[:：|｜丨︱/／\s]")
# 本报记者 张三 李四 文/图
_ENDS_IN_NAMES = re.compile(
    r"(?:[记記]者|通[讯訊][员員]|[评評][论論][员員]|作者|实习生|[:：/／|｜丨︱])[\s\u3000]*"
    r"[\u3400-\u9fff·]{2,4}(?:[、\s\u3000]+[\u3400-\u9fff·]{2,4})*"
    r"\s*(?:/?(?:文|图|摄|摄影|报道|報導|供图|受访者供图|文/?图|/))*$"
)


_STOP = re.compile(r"[。！？]")
_WRITER = re.compile(r"(?:本文)?作者\s*[:：]")  # 作者：张三，某某大学教授
_NUMBERED = re.compile(r"[)）]\s*\d{5,8}$")  # （編輯：张三）1101021
# A photographer's by-line, where one under a picture is a caption: 摄影/张三, not 张三/摄.
_SHOT_BY = re.compile(r"^(?:摄影|攝影|摄像)(?:记者)?\s*[:：|｜丨︱/／]")


def is_byline(text: str) -> bool:
    """Whether a line is nothing but who wrote, edited, photographed or published: it is no paragraph.

    >>> [is_byline(t) for t in ("文/张三 图/李四", "采写：南都见习记者 林子沛", "（总台记者 张倩）", "记者从市政府获悉，路已修好。")]
    [True, True, True, False]
    """
    return len(text) <= _LONGEST and _signs(text)


_LONGEST = 120  # characters of a by-line, brackets and squares around it included


@lru_cache(1024)  # the body's lines are asked twice: whether they are paragraphs, and whom they name
def _signs(text: str) -> bool:
    line = text.strip(" \u3000（(【[）)]】〔〕■□◎●○◆◇▲>*-—")
    if text[-1:] in "）)" and text[:1] in "（(" and signs_in_brackets(line):
        return True
    if line[-1:].isdigit():
        line = _NUMBERED.sub("", line)
    if not 2 < len(line) <= _LONGEST or _STOP.search(line):
        return False
    roles = read_roles(line, bracketed=text[:1] in "（(")
    if all(role == "nobody" for role, _names in roles) and not (roles and _CREW.match(line)):
        return bool(_NOBODY.match(line) or read_reported(text))
    if all(role == "photographer" for role, _names in roles) and not _SHOT_BY.match(line):
        return False  # a caption's
    if _WRITER.match(line):
        return True
    named = sum(len(name) for _role, names in roles for name in names)
    rest = len(_OUTLET.sub("", line)) - named
    return rest <= 8 or (rest <= 18 and "，" not in line and bool(_ENDS_IN_NAMES.search(line)))


_CAPTION = re.compile(
    r"(?:(?P<titled>[记記]者|通[讯訊][员員])|[\s　（(。：:/／])"
    r"\s*(?P<names>[\u3400-\u9fff]{2,4}(?:[、\s][\u3400-\u9fff]{2,4})?)\s*[/／╱]?"
    r"\s*(?:翻?[摄攝]影?|供图)[)）]?$"
)


def read_caption(text: str) -> list[str]:
    """Who took the picture, by the caption under it: 装箱待发。龙泉日报记者 范立 摄; empty for any other line.

    >>> read_caption("装箱待发。龙泉日报记者 范立 摄"), read_caption("一家三口在桥头合影 黎阳/摄"), read_caption("他爱好摄影")
    (['范立'], ['黎阳'], [])
    """
    found = (
        _CAPTION.search(text) if len(text) < 160 and text[-4:].strip("）) 影图")[-1:] in ("摄", "攝", "供") else None
    )
    return [name for name in split_names(found["names"]) if found["titled"] or looks_like_name(name)] if found else []


_SIGNED = 5  # lines after the body in which a by-line may stand


def find_people(
    info: Sequence[str], first: Sequence[str], last: Sequence[str], after: Sequence[str], body: Sequence[str] = ()
) -> People:
    """The people of an article.

    `info` are the lines under the headline, `first` and `last` the body's first and last lines (stand-alone by-lines
    among them), `after` the lines that follow the body: but for the first, only labelled editors are believed there.
    A place nearer to the headline goes before one further away; 责任编辑 goes before 编辑. `body` is searched for
    captions.
    """
    people = People()
    editors: dict[str, list[str]] = {"chief": [], "editor": []}

    def take(found: Iterable[tuple[str, list[str]]]) -> None:
        for role, names in found:
            if role in editors:
                editors[role] += [name for name in names if name not in editors[role] and not is_publisher(name)]
            elif role != "author" or not had:
                people.add(role, [name for name in names if role != "author" or not is_publisher(name)])

    had = False
    for text in info:
        take(read_sign(text) or read_roles(text) or _with_publisher(text) or read_reported(text))
    had = bool(people.authors)
    signs = {text for text in body if text[:1] in SIGNS and read_sign(text)}
    headings = signs if len(signs) > 1 else ()  # each of what is told of a person
    for text in first:
        if text not in headings:
            take(_of_line(text) or (_pen_name(text, body) if text[:1] in SIGNS else []))
    had = had or bool(people.authors)
    block: list[tuple[str, list[str]]] = []  # lines beneath one another tell of one crew: 记者：张三, 通讯员：李四
    for n, text in enumerate(reversed(last)):
        found = [] if text in headings else _of_line(text, last=n < 3)
        if not found and text[:1] in SIGNS and text not in headings:
            found = _pen_name(text, body)
        if block and all(map(is_organisation, [name for role, names in found for name in names if role == "author"])):
            take(block)
            block, had = [], had or bool(people.authors)
        block = found + block
    take(block)
    for n, text in enumerate(after):
        if len(text) < _LONGEST and (roles := read_roles(text)):
            edited = [(role, names) for role, names in roles if role in editors]
            # Further down other articles' writers stand.
            signed = len(edited) < len(roles) and n < _SIGNED and is_byline(text)
            take(roles if signed else edited)
    people.add("editor", editors["chief"] or editors["editor"])
    for text in body:
        if names := read_caption(text):
            people.add("photographer", names)
    return people


def _with_publisher(text: str) -> list[tuple[str, list[str]]]:
    """The writer in 石佳/中国青年报, as some sites print writer and publisher under the headline."""
    name, mark, publisher = text.partition("/")
    return (
        [("author", [name.strip()])]
        if mark and looks_like_name(name.strip()) and is_organisation(publisher.strip())
        else []
    )


def _pen_name(text: str, body: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The writer by a square and any name, on a line that is no part of the body."""
    return read_pen_name(text) if text not in body else []


_LABEL_ALONE = re.compile(r"^\s*(?:作\s*者|[记記]者|撰文|文|责任编辑|責任編輯|责编|编辑|編輯)\s*[:：]?\s*$")
_LABEL = 30  # characters of such a label, blanks around it included


def is_label(text: str) -> bool:
    """Whether a line is nothing but a label whose names stand in the next: 责任编辑："""
    return len(text) < _LABEL and bool(_LABEL_ALONE.match(text))


_NO_VALUE = re.compile(r"[:：。]|.{25}")  # in a line that holds no name for the label above it
_TITLES = ("记者", "記者", "评论员", "評論員", "撰稿人")
_TITLE = 16  # characters of what a reporter is called


def with_titles(texts: list[str]) -> list[str]:
    """The lines, a name that stands above what its bearer is (周明 · 本台记者) labelled as the reporter's."""
    for at, text in enumerate(texts[1:]):
        if text.endswith(_TITLES) and len(text) < _TITLE and are_names(texts[at]):
            texts[at] = f"记者：{texts[at]}"
    return texts


def with_values(texts: Sequence[str]) -> list[str]:
    """The lines, a label that stands in a box of its own (责任编辑：) joined to the line that holds its value."""
    joined: list[str] = []
    for text in texts:
        if joined and is_label(joined[-1]) and not _NO_VALUE.search(text):
            joined[-1] = f"{joined[-1].rstrip(' :：')}：{text}"
        else:
            joined.append(text)
    return joined


def _of_line(text: str, *, last: bool = False) -> list[tuple[str, list[str]]]:
    if found := read_sign(text):
        return found
    signs, bracketed = is_byline(text), text[:1] in "（(" and text[-1:] in "）)"
    if signs and not bracketed and (found := read_roles(text)):
        return found
    if found := read_brackets(text, last=last):
        return found
    if signs:
        return read_roles(text) or read_reported(text)
    if not last and (start := _DATELINE.match(text)):
        return read_roles(text[start.end() : start.end() + 20], bracketed=True)
    if not last and "者" in text[:16] and (start := _REPORTS.match(text)):
        return read_roles(start[0])
    return []
