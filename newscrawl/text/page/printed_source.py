"""The publisher that a page prints: labelled (来源：…), called so by a class, or beside the time."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from lxml import etree

from newscrawl.text.page.names import is_organisation, looks_like_name
from newscrawl.text.page.outline import Line
from newscrawl.text.page.printed_time import TIME, Found, without_times
from newscrawl.text.page.publishers import MARKS, PLATFORMS, PROVINCE, clean_name
from newscrawl.text.phrases import one_of, words_of

BESIDE = "beside the time"

_SOURCE_LABEL = re.compile(
    r"(?=[来來稿文出转轉原媒供发撰报信摘])"  # at no other character is any of them tried
    r"(?<![资料图片数据視视频索面])"  # 资料来源, 图片来源, 线索来源 tell another thing's
    + one_of(
        r"(?:^|(?<=[\s|｜]))[来來]源于?\s+(?=\S)",
        rf"(?:[来來]\s*源(?:于|自|单位|[（(][\u3400-\u9fff]{{1,4}}[)）])?|[稿文]\s*源)\s*[{MARKS}/／]\s*",
        r"(?:出\s*处|出\s*處|来自|來自|转自|轉自|转载自|摘自|原载|(?<![\u3400-\u9fff])媒体(?:名称)?"
        r"|(?P<issuer>(?:供稿|来稿|发稿|撰稿|报送|发布|发文)(?:单位|机构|机关|部门|科室))|信息提供(?:单位|部门|者)?)"
        rf"\s*[{MARKS}]\s*",
    )
)
_PUBLISHER = re.compile(
    one_of(
        "报|報|网|網|社|台|臺|号|局|委|频道|周刊|週刊|杂志|雜誌|日报|晚报|早报|晨报|商报|都市报|时报|時報|通讯|中文站",
        "新闻|新聞|资讯|财经|科技|观察|传媒|视点|在线|客户端|发布|中心",
    )
    + r"$"
)
# In the text of what is no account's name: a remark, another label (标签：), a number of words or minutes.
_OTHER = re.compile(r"[()（）]|(?<![间間期布佈表])[:：]|\d+ ?[字次人条篇期个分秒]|约|今天是|#|^" + PROVINCE)
_STEPS = frozenset(">＞»›→")
_CRUMBS = re.compile(r"[>＞»›→]|首页|首頁|位置")
_HINTS = frozenset(
    words_of(
        "source sources sour sourcename origin from copyfrom where laiyuan ly medianame provider",
        "publisher author account name nickname username",
    )
)
_NO_HINTS = frozenset(words_of("video image img pic photo data share avatar icon keyword"))
# Words of a class that calls its text a section, a count or what readers may press: none is a publisher.
_SECTION = frozenset(words_of("cat cats cate category catalog channel column lanmu tag tags topic count views follow"))
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_PLATFORM = re.compile(rf"^(?:{PLATFORMS}|一点号|澎湃号|新浪号|凤凰号|东方号)$")

_MARKS = frozenset(":：")
_LAST = frozenset("源處处:：|｜")  # what such a label ends in
_LABEL_ALONE = re.compile(r"(?:[来來]源|稿源|出[处處]|发[布文](?:单位|机构|机关|部门|科室)\s*[:：])\s*[:：|｜]?\s*$")


def may_label(text: str) -> bool:
    """Whether a line has the mark that follows a label, or the last character of 来源, which may do without: nearly all
    have neither, and this is told in no time."""
    return "：" in text or ":" in text or "源" in text


def read_source(text: str) -> str:
    """What a line labels as its source: 来源：人民网-文化频道 → 人民网-文化频道; empty without a label.

    >>> read_source("2019-09-26 12:11 来源：证券时报网 作者：李在山"), read_source("来源: 尹娟"), read_source("2019-09-26")
    ('证券时报网', '尹娟', '')
    """
    if text[:1] in OPENING and text[-1:] in _CLOSING and (taken := _TAKEN.match(text)):
        return _taken_from(taken)
    if not may_label(text):
        return ""
    issuer = ""
    for found in _SOURCE_LABEL.finditer(text):
        value = text[found.end() : found.end() + 60].lstrip()
        if name := clean_name(_VALUE_ENDS.split(value, 1)[0], labelled=True):
            if not found["issuer"]:
                return name
            issuer = issuer or name  # 发布机构：市卫健委 信息来源：健康江岸
    return issuer


# （转自《江岸日报》）, （据江岸社电）: no mark parts label and name.
_TAKEN = re.compile(
    r"[（(【\[]\s*(?:本文|文章)?(?P<how>转自|轉自|转载自|轉載自|摘自|选自|原载于?|据|據)\s*"
    r"(?:《(?P<titled>[^》]{2,16})》[^。，：:]{0,24}|(?P<name>[^。，：:《》]{2,16}?)(?:电|電|讯|訊|消息|报道|報道)?)\s*[)）】\]]$"
)
OPENING = frozenset("（(【[")
_CLOSING = frozenset(")）】]")


def _taken_from(taken: re.Match[str]) -> str:
    """Whom an article was taken from; what it goes by (据…) may be anything, and is believed of publishers alone."""
    name = clean_name(taken["titled"] or taken["name"], labelled=True)
    return name if taken["titled"] or taken["how"] not in "据據" or is_organisation(name) else ""


_VALUE_ENDS = re.compile(rf"\s{{2,}}|\n|(?<=\S)\s+(?=[-–—>])|{TIME.pattern}")


def read_dateline(text: str) -> str:
    """The news agency that a dateline names: （中央社記者邱俊欽桃園19日電）, 新华社北京2月29日电; empty without one.

    >>> read_dateline("（中央社記者邱俊欽桃園19日電）桃園市"), read_dateline("新华社北京2月29日电 国务院"), read_dateline("本报讯")
    ('中央社', '新华社', '')
    """
    found = _DATELINE.match(text)
    return found["name"] if found else ""


_DATELINE = re.compile(
    r"^[（(]?\s*(?:据)?(?P<name>[\u3400-\u9fff]{1,5}社)"
    r"[\u3400-\u9fff、\s]{0,16}?(?:\d{1,2}月)?\d{1,2}日(?:新媒体|新媒體)?(?:专|專)?[电電訊讯]"
)


_ISSUER = re.compile(r"发布[者人]?\s*[:：]\s*([\u3400-\u9fff]{2,16})(?!\S)")


def find_source(info: Sequence[Line], time: Found) -> Found:
    """The publisher in the lines under the headline: labelled, else hinted at by a class, else next to the time."""
    for at, line in enumerate(info):
        if name := _undivided(line.text) or read_source(line.spaced()):
            return Found(name, "info label", line.n)
        if line.text[-1] in _LAST and _LABEL_ALONE.search(line.text):
            name = _pictured(line) or (clean_name(info[at + 1].text) if at + 1 < len(info) else "")
            if name:
                return Found(name, "info label", line.n)
    for line in info:
        if "发布" in line.text and (issuer := _ISSUER.search(line.spaced())) and is_organisation(issuer[1]):
            return Found(issuer[1], "info label", line.n)
    if is_generic(info):
        return Found()  # 来源：本站原创: what stands beside it is no better
    for at, line in enumerate(info[1:]):
        if abs(line.n - time.line) <= 6 and _PLATFORM.match(line.text) and (name := clean_name(info[at].text)):
            return Found(name, "before the platform", line.n)
    for line in info:
        if len(line.text) < 80:
            for element, tail, text in line.pieces:
                if (
                    not tail
                    and _hinted(element)
                    and (name := clean_name(without_times(text, " ")))
                    and not looks_like_name(name)
                ):
                    return Found(name, "info class", line.n)
    if time.line < 0:
        return Found()
    near = sorted((line for line in info if abs(line.n - time.line) <= 2), key=lambda line: abs(line.n - time.line))
    for line in near:
        box = _same_box(line, info, time)
        labelled = False
        for holder, piece in _after_crumbs(_pieces(line)):
            whole, before = piece.strip(), labelled
            labelled = whole[-1:] in _MARKS
            rest = without_times(piece, "  ").strip()
            if _says(holder)[1] or (before and rest == whole):  # the value of 处室：
                continue
            tokens = re.split(r"[|｜·•]\s|\s+", rest)
            names = [
                clean_name(token.split("/")[-1] if "/" in token and "http" not in token else token)
                for token in tokens
                if token[-1:] not in _MARKS
            ]
            names = [name for name in names if 0 < len(name) <= 16 and not looks_like_name(name)]
            alone = len(names) == 1 and len(names[0]) > 2 and len(tokens) < 3 and not _OTHER.search(rest)
            for name in names:
                if _PUBLISHER.search(name) or (box and (alone or is_organisation(name))):
                    return Found(name, BESIDE, line.n)
    return Found()


_BOX_OF = frozenset(words_of("user author media account"))
_BOX = frozenset(words_of("info card box"))


def find_account(above: Sequence[Line]) -> Found:
    """The account whose box stands above the headline: <div class="user-info"><h4>江岸小城故事</h4>; the first line in it."""
    for line in above:
        if line.noise is None and len(line.text) <= 16 and _in_account_box(line.block):
            name = clean_name(line.text)
            return Found() if not name or looks_like_name(name) else Found(name, "account box", line.n)
    return Found()


def _in_account_box(block: etree._Element) -> bool:
    at: etree._Element | None = block
    for _step in range(3):
        if at is None:
            return False
        words = {word.lower() for word in _WORDS.findall(at.get("class", ""))}
        if not (words.isdisjoint(_BOX_OF) or words.isdisjoint(_BOX)):
            return True
        at = at.getparent()
    return False


def _pieces(line: Line) -> list[tuple[etree._Element, str]]:
    """The texts of a line with what they stand in; a link that is all that its element holds stands in that element."""
    pieces: list[tuple[etree._Element, str]] = []
    for element, tail, text in line.pieces:
        around = element.getparent() if tail or (element.tag == "a" and not element.get("class")) else None
        pieces.append((element if around is None else around, text))
    return pieces


def _after_crumbs(pieces: list[tuple[etree._Element, str]]) -> list[tuple[etree._Element, str]]:
    """The pieces of a line after the way through the site that it begins with: 江岸网 > 新闻 | 2019-09-10 江岸日报."""
    last = max((at for at, (_holder, text) in enumerate(pieces) if _CRUMBS.search(text)), default=-1)
    if last >= 0 and pieces[last][1].rstrip()[-1:] in _STEPS:  # the section that it leads to
        last += 1
    return pieces[last + 1 :]


def _pictured(line: Line) -> str:
    """The publisher whose logo stands after a label: 来源：<img alt="江岸财经报">."""
    for picture in line.block.iter("img"):
        if name := clean_name(picture.get("alt") or picture.get("title") or ""):
            return name
    return ""


_WHOLE = re.compile(r"^(?:来源|來源|稿源)\s*[:：]\s*([^\s\d:：|｜【（(]{2,20})$")


def _undivided(text: str) -> str:
    """The publisher of a line that is nothing else, its name split by links or not: 来源：上海<a>证券</a>报."""
    found = _WHOLE.match(text)
    return clean_name(found[1], labelled=True) if found else ""


def is_generic(info: Sequence[Line]) -> bool:
    """Whether a source is labelled that is no publisher: 来源：本站原创, 来源：网络."""
    return any(may_label(line.text) and _SOURCE_LABEL.search(line.spaced()) for line in info)


def _hinted(element: etree._Element) -> bool:
    """Whether the class or id of an element, or of the one that holds nothing else, calls its text the publisher."""
    if _says(element)[0]:
        return True
    around = element.getparent()
    return around is not None and len(around) == 1 and not (around.text or "").strip() and _says(around)[0]


def _says(element: etree._Element) -> tuple[bool, bool]:
    return _names_publisher(f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}")


@lru_cache(4096)  # a site has some dozens of names, and the same ones on every page
def _names_publisher(names: str) -> tuple[bool, bool]:
    """Whether class and id call their text the publisher, and whether they call it a section or the like."""
    words = {word.lower() for word in _WORDS.findall(names)}
    section = not words.isdisjoint(_SECTION)
    return not (section or words.isdisjoint(_HINTS)) and words.isdisjoint(_NO_HINTS), section


def find_writer(info: Sequence[Line], time: Found, source: Found) -> list[str]:
    """A name of three characters (two, where a class calls it the author) that nobody labelled, printed beside time
    and publisher: 2019-09-10 证券日报 杜雨萌, and those of its length right after it; empty without one."""
    for line in info:
        if not (abs(line.n - time.line) <= 1 or abs(line.n - source.line) <= 1) or len(line.text) > 80:
            continue
        before = ""
        for element, _tail, text in line.pieces:
            tokens = without_times(text, "  ").strip().split()
            for at, token in enumerate(tokens):
                before, labelled = token, before.endswith((":", "："))  # 发布者: 张三
                if labelled or token == source.text or not looks_like_name(token):
                    continue
                if (len(token) > 2 and source.text) or _calls_author(element, 3 if len(token) > 2 else 0):
                    return [
                        token,
                        *takewhile(lambda other: len(other) > 2 and looks_like_name(other), tokens[at + 1 :]),
                    ]
    return []


_AUTHOR = re.compile(r"(?<![a-z])(?:authors?|writer|reporter|zuozhe|byline|nickname)(?![a-z])", re.I)


def _calls_author(element: etree._Element, above: int = 0) -> bool:
    """Whether the class or id of an element, or of one of the next `above` around it, calls its text the author."""
    at: etree._Element | None = element
    for _step in range(above + 1):
        if at is not None and _AUTHOR.search(f"{at.get('class', '')} {at.get('id', '')}"):
            return True
        at = at.getparent() if at is not None else None
    return False


def _same_box(line: Line, info: Sequence[Line], time: Found) -> bool:
    """Whether a line stands in one small element with the time: whatever else stands there is the publisher."""
    timed = next((other for other in info if other.n == time.line), None)
    if timed is None:
        return False
    box, around = timed.block.getparent(), line.block.getparent()
    if timed is line or box is None:
        return timed is line
    together = around is box or line.block is box or around is timed.block
    return together and len(box) <= 5 and len(line.text) <= 24
