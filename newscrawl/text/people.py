"""Who wrote, edited and photographed: from the line under the headline, the body's first and last lines and what
follows it. Labels tell the roles apart (记者, 作者, 文/ · 责任编辑, 责编, 编辑 · 摄, 图/); meta tags are not asked, since
what they call author is the site (网易), the editor or a number on seven of ten labelled pages that have one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newscrawl.text.names import is_organisation, is_publisher, looks_like_name, split_names


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


# label → role. Longer labels first where one holds the other; roles without a list end a value and give no name.
_LABELS = {
    "chief": "责任编辑 責任編輯 责任编缉 责编 責編 本文编辑 本文责编 执行编辑 值班编辑 网络编辑 网编",
    "editor": "编辑 編輯 小编",
    "author": "作者 撰文 撰稿人 撰稿 采写 採訪 采访 执笔 编译 編譯 文字 文 主笔 特约评论员 评论员 評論員 首席记者 见习记者 记者 記者 "
    "特约通讯员 通讯员 通訊員 实习生 實習生 供稿",
    "photographer": "摄影记者 摄影报道 摄影 攝影 摄像 摄 攝 图片 图 圖",
    "nobody": "来源 來源 稿源 出处 校对 校對 出品 监制 监 统筹 审核 审校 编审 终审 初审 复审 一审 二审 三审 制图 排版 设计 美编 后期 视频 剪辑 主编 总编 "
    "值班主任 值班总编 总监制 时间 日期 发布时间 关键词 素材来源 图源 原标题 分享 阅读 浏览 浏览量 点击 字号 电话 邮箱 签发 点击数 点击量 点击率 浏览次数 浏览数 阅读次数 阅读量 阅读数 访问量 访问次数 发布人 发布者 录入 审核人 字体 评论 发布日期 更新时间 发布单位 选稿 审稿 策划 编导 翻译 译者 配音 播音 主播",
}
_ROLE_OF = {label: role for role, labels in _LABELS.items() for label in labels.split()}
_WORDS = "|".join(sorted((label for label in _ROLE_OF if len(label) > 1), key=len, reverse=True))
_LETTERS = "".join(label for label in _ROLE_OF if len(label) == 1)
# After a label: a mark (：/｜), or for titles that persons bear (记者 张三) a blank or nothing. 文 and 图 alone end names.
_LABEL = re.compile(
    rf"(?P<label>{_WORDS}|(?<![\u3400-\u9fff])[{_LETTERS}])\s*(?:(?P<mark>[:：/／╱|｜丨︱∣┃])|(?=[\s\u3400-\u9fff]))\s*"
)
_BEARERS = frozenset(
    "首席记者 见习记者 记者 記者 特约通讯员 通讯员 通訊員 特约评论员 评论员 評論員 实习生 實習生 摄影记者 责任编辑 責任編輯 责编 撰文 采写 编译 編譯 作者 摄影 攝影 编辑 編輯 校对 校對".split()
)
_VALUE_ENDS = re.compile(
    r"返回|查看|发自|發自|[。！？!?；;）)】\]」》|｜]|\s{3,}|[，,]\s*(?![\u3400-\u9fff]{2,4}(?:[，,、\s\]】）)]|$))"
)
_AFTER = re.compile(
    r"(?:^|[^\u3400-\u9fff]|[记記]者|通[讯訊][员員]|[评評][论論][员員]|作者|实习生)"
    r"(?P<names>[\u3400-\u9fff]{2,4}(?:[、，,\s][\u3400-\u9fff]{2,4}){0,3})\s*[/／╱]\s*(?![摄攝]影\s+[\u3400-\u9fff]{2,3}(?:\s|$))(?P<what>文并?图|图文|文字|文|撰文|摄影|摄|攝|图|圖|编译|整理)"
)
_OURS = re.compile(r"本[报報网網刊台社]$")
_GLUED = re.compile(r"[^\s、，,：:/]+$")
_TELEGRAM = re.compile(
    r"記者(?P<run>[\u3400-\u9fff、]{4,12})\d{1,2}日(?:專)?[電电]|记者(?P<run2>[\u3400-\u9fff、]{4,12})\d{1,2}日(?:专)?[電电]"
)


def read_roles(text: str) -> list[tuple[str, list[str]]]:
    """Every role that a line prints, with its names: 文/张三 摄影/李四 责任编辑：王五.

    >>> read_roles("作者：李在山 责任编辑：张樵苏"), read_roles("整合 新华日报·交汇点记者 徐睿翔")
    ([('author', ['李在山']), ('chief', ['张樵苏'])], [('author', ['徐睿翔'])])
    >>> read_roles("记者从有关方面获悉，该项目已开工。"), read_roles("中央社記者邱俊欽桃園19日電")
    ([], [('author', ['邱俊欽'])])
    """
    if found := _TELEGRAM.search(text):
        return [("author", _before_place(found["run"] or found["run2"]))]
    roles: list[tuple[str, list[str]]] = []
    for found in _AFTER.finditer(text):
        role = "photographer" if found["what"][0] in "摄攝图圖" and found["what"] != "图文" else "author"
        roles.append((role, split_names(found["names"])))
    if roles:
        return [(role, names) for role, names in roles if names]
    labels = [m for m in _LABEL.finditer(text) if m["mark"] or m["label"] in _BEARERS]
    for at, label in enumerate(labels):
        before = labels[at - 1] if at else None
        after = labels[at + 1] if at + 1 < len(labels) else None
        names, role = _value(text, label, after), _role(text, before, label)
        if names:
            roles.append((role, names))
    return roles


def _value(text: str, label: re.Match[str], after: re.Match[str] | None) -> list[str]:
    """The names between a label and the next."""
    value = text[label.end() : after.start() if after else len(text)]
    glued = _GLUED.search(value) if after and after["label"] in _BEARERS else None
    if glued and (ours := _OURS.search(value)):
        value, glued = value[: ours.start()], None  # 本报记者张三本报通讯员李四
    # 采写：南都见习记者 林子沛: what stands before the title is the title's
    if glued and ((label["mark"] and not glued.start()) or not looks_like_name(glued[0])):
        value = value[: glued.start()]
    if stop := _VALUE_ENDS.search(value):
        value = value[: stop.start()]
    names = split_names(value, pen_names=bool(label["mark"]))
    return names if label["mark"] else [name for name in names if _clear(name, value)]


def _role(text: str, before: re.Match[str] | None, label: re.Match[str]) -> str:
    """What a label makes of its names: after 图/广州日报 a 记者 is who took the picture, and so is 记者 张三 摄."""
    if before and before["mark"] and not label["mark"] and re.fullmatch(r"\S+", text[before.end() : label.start()]):
        return _ROLE_OF[before["label"]]
    role = _ROLE_OF[label["label"]]
    return "photographer" if role == "author" and _TOOK.match(text, label.end()) else role


_TOOK = re.compile(r"[\u3400-\u9fff·、\s]{2,20}?\s*[摄攝](?:[\s)）】]|$)")


def _clear(name: str, value: str) -> bool:
    """Whether a name after a bare 记者 is one: all of the value, or set off by blanks, and no phrase of a sentence."""
    return len(value) < 60 and (looks_like_name(name) or (len(name) >= 3 and value.strip().startswith(name)))


def _before_place(run: str) -> list[str]:
    """The names in 邱俊欽桃園 (記者邱俊欽桃園19日電): a place of two characters, of three after six, ends them."""
    *names, last = run.split("、")
    cut = len(last) - (3 if len(last) >= 6 else 2)
    return [name for name in [*names, last[:cut]] if 2 <= len(name) <= 4]


_BRACKETS = re.compile(r"[（(【\[〔﹝]([^（()）【】\[\]〔〕]{2,60})[)）】\]〕﹞]")
_ROLE_WORD = re.compile(
    r"记者|記者|通讯员|通訊員|评论员|評論員|作者|编译|編譯|撰文|采写|实习生|文[/／|｜:：]|[/／╱]文|撰稿|特派员|执笔"
)
_REPORTED = re.compile(
    r"(?:^|[|｜]\s*)([\u3400-\u9fff、]{2,14})\s*[／/╱\s]\s*[\u3400-\u9fff]{2,8}(?:報導|报道|報道|报导)$"
)
_BARE = re.compile(r"^[\u3400-\u9fff·\s\u3000、，,/]{2,30}$")


def read_brackets(text: str, *, last: bool = False) -> list[tuple[str, list[str]]]:
    """The people named in brackets: （记者 张三）, (信报记者 张三), and at an article's end （张三 李四）.

    >>> read_brackets("新京报讯（记者 陆一夫）11月25日"), read_brackets("廉洁的新春佳节。（常书香 马丹阳 ）", last=True)
    ([('author', ['陆一夫'])], [('author', ['常书香', '马丹阳'])])
    >>> read_brackets("列三县两区第二。（德清县发改局）", last=True), read_brackets("（完）", last=True)
    ([], [])
    """
    found: list[tuple[str, list[str]]] = []
    for inside in _BRACKETS.findall(text):
        if _ROLE_WORD.search(inside):
            found += read_roles(inside)
        else:
            found += _reported(inside)
    if found or not last:
        return found
    closing = [m for m in _BRACKETS.finditer(text) if len(text) - m.end() <= 2]
    if closing and (names := _names_only(closing[-1][1])):
        found.append(("author", names))
    return found


def _reported(text: str) -> list[tuple[str, list[str]]]:
    """The writers in 王煌忠／台中報導."""
    found = _REPORTED.search(text.strip())
    names = [name for name in split_names(found[1]) if looks_like_name(name)] if found else []
    return [("author", names)] if names else []


def _names_only(words: str) -> list[str]:
    """The names in a text that is nothing but names; empty for any other."""
    if not _BARE.match(words):
        return []
    names = split_names(words)
    whole = sum(map(len, names)) >= len(re.sub(r"[\s\u3000、，,/]", "", words))
    return names if names and whole and all(looks_like_name(name) for name in names) else []


_DATELINE = re.compile(r"^[^，。（(]{0,24}?(?:讯|訊|电|電|消息)\s*(?:[^，。（(\s]{0,12})(?=记者|記者)")


_OUTLET = re.compile(r"[\u3400-\u9fff·]{0,14}(?:[记記]者|通[讯訊][员員]|实习生)|[\s\u3000:：/／、，,|｜丨︱·]+")
# By-lines that name no person: 本报记者, 社會中心／綜合報導.
_NOBODY = re.compile(
    r"^(?:(?:本报|本网|本刊|综合)?(?:记者|综合|编辑部)|[\u3400-\u9fff]{2,6}[/／╱][\u3400-\u9fff]{2,6}(?:報導|报道|報道))$"
)
_CREW = re.compile(
    r"^(?:校对|校對|审核|审校|监制|出品|制图|排版|设计|美编|统筹|初审|终审|一审|复审|主编|总编|总监制|策划)"
)
_ENDS_IN_NAMES = re.compile(
    r"(?:[记記]者|通[讯訊][员員]|[评評][论論][员員]|作者|实习生|[:：/／|｜丨︱])[\s\u3000]*[\u3400-\u9fff·]{2,4}(?:[、\s\u3000]+[\u3400-\u9fff·]{2,4})*"
    r"\s*(?:/?(?:文|图|摄|摄影|报道|報導|供图|受访者供图|文/?图|/))*$"
)


def is_byline(text: str) -> bool:
    """Whether a line is nothing but who wrote, edited, photographed or published: it is no paragraph.

    >>> [is_byline(t) for t in ("文/张三 图/李四", "采写：南都见习记者 林子沛", "（总台记者 张倩）", "记者从市政府获悉，路已修好。")]
    [True, True, True, False]
    """
    line = text.strip(" \u3000（(【[）)】]〔〕■□◎●○◆>*-—")
    if text[-1:] in "）)" and text[:1] in "（(" and _names_only(line):
        return True
    if not 2 < len(line) <= 60 or re.search(r"[。！？]", line):
        return False
    roles = [(role, names) for role, names in read_roles(line) if role != "nobody" or _CREW.match(line)]
    if not roles:
        return bool(_NOBODY.match(line))
    if all(role == "photographer" for role, _names in roles):
        return False  # a caption's
    named = sum(len(name) for _role, names in roles for name in names)
    rest = len(_OUTLET.sub("", line)) - named
    return rest <= 8 or (rest <= 18 and "，" not in line and bool(_ENDS_IN_NAMES.search(line)))


_CAPTION = re.compile(
    r"(?:(?P<titled>[记記]者|通[讯訊][员員])|[\s　（(。：:/／])\s*(?P<names>[\u3400-\u9fff]{2,4}(?:[、\s][\u3400-\u9fff]{2,4})?)\s*[/／╱]?\s*(?:翻?[摄攝]影?|供图)[)）]?$"
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


def find_people(
    info: Sequence[str], first: Sequence[str], last: Sequence[str], after: Sequence[str], body: Sequence[str] = ()
) -> People:
    """The people of an article.

    `info` are the lines under the headline, `first` and `last` the body's first and last lines (stand-alone by-lines
    among them), `after` the lines that follow the body: only labelled editors are believed there. A place nearer to
    the headline goes before one further away; 责任编辑 goes before 编辑. `body` is searched for captions.
    """
    people = People()
    editors: dict[str, list[str]] = {"chief": [], "editor": []}

    def take(found: Iterable[tuple[str, list[str]]]) -> None:
        for role, names in found:
            if role in editors:
                editors[role] += [name for name in names if name not in editors[role]]
            elif role != "author" or not had:
                people.add(role, [name for name in names if role != "author" or not is_publisher(name)])

    had = False
    for text in info:
        take(read_roles(text) or _with_publisher(text) or _reported(text))
    had = bool(people.authors)
    for text in first:
        take(_of_line(text))
    had = had or bool(people.authors)
    for n, text in enumerate(reversed(last)):
        take(_of_line(text, last=n < 3))
        had = had or bool(people.authors)
    for text in after:
        if len(text) < 80:
            take((role, names) for role, names in read_roles(text) if role in editors)
    people.add("editor", editors["chief"] or editors["editor"])
    for text in body:
        people.add("photographer", read_caption(text))
    return people


def _with_publisher(text: str) -> list[tuple[str, list[str]]]:
    """The writer in 石佳/中国青年报, as some sites print writer and publisher under the headline."""
    name, mark, publisher = text.partition("/")
    return (
        [("author", [name.strip()])]
        if mark and looks_like_name(name.strip()) and is_organisation(publisher.strip())
        else []
    )


def _of_line(text: str, *, last: bool = False) -> list[tuple[str, list[str]]]:
    if is_byline(text):
        return read_roles(text) or read_brackets(text, last=last)
    if found := read_brackets(text, last=last):
        return found
    if (start := _DATELINE.match(text)) and not last:
        return read_roles(text[start.end() : start.end() + 20])
    return []
