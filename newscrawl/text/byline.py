"""The line under the headline: the time it prints, and the publisher it names."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from newscrawl.text.lines import Line
from newscrawl.text.names import looks_like_name

_CLOCK = r"\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?"
_DAY = (
    r"(?:(?:19|20)\d{2}\s*[-/.年－]\s*\d{1,2}\s*[-/.月－]\s*\d{1,2}(?:\s*[日号])?"
    r"|民[國国]\s*\d{2,3}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|(?:二[〇零○Oo0]|一九)[〇零○Oo0一二三四五六七八九]{2}年[〇零一二三四五六七八九十]{1,3}月[〇零一二三四五六七八九十廿卅]{1,3}[日号]?)"
)
_SHORT = r"(?<![\d.])\d{1,2}(?:[-/]|\s*月\s*)\d{1,2}\s*日?"
_PART = r"(?:凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|AM|PM|am|pm)"
_AGO = r"(?:(?<!\d)\d{1,4}|[一二三四五六七八九十半几兩两]+)\s*个?(?:秒|分钟|分鐘|小时|小時|天|周|週)前|刚刚|剛剛|昨[天日]|前天|今[天日]"
_BETWEEN = r"(?:\s|[,，T|·｜]|HKT|CST|星期[一二三四五六日天]|周[一二三四五六日]|[(（]?週?[一二三四五六日][)）])*"
TIME = re.compile(
    rf"(?<!\d)\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)\d{{2}}(?:\s*-?\s*{_CLOCK})?|{_CLOCK}\s+(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|{_DAY}(?:{_BETWEEN}(?:[\u3400-\u9fff]{{2,10}}标准时间|GMT|UTC)?\s*{_PART}?\s*(?:{_CLOCK}|\d{{1,2}}\s*[时時点點](?:\s*\d{{1,2}}\s*分?)?))?(?:\s*(?:AM|PM|am|pm|GMT|UTC))?"
    rf"|(?:19|20)\d{{2}}\s+\d{{1,2}}\s*[/-]\s*\d{{1,2}}\s+{_CLOCK}"
    rf"|{_SHORT}\s*{_PART}?\s*{_CLOCK}|(?:{_AGO})(?:\s*{_PART}?\s*{_CLOCK})?|{_SHORT.replace('日?', '日')}"
)
_LABELLED = re.compile(
    r"(?:发布|發布|发表|發表|刊登|出版|见报|录入|上传|添加|编辑|来源)?(?:时间|時間|日期|于|於)\s*[:：]?\s*$|发[布表][:：]?\s*$"
)


BESIDE = "beside the time"
OTHER_DAY = "info, of the document"  # 成文日期: a day printed that is not the publication's


@dataclass(frozen=True, slots=True)
class Found:
    """A string as printed, and where it was found."""

    text: str = ""
    place: str = ""
    line: int = -1


_OTHER_DAY = re.compile(r"(?:发文|成文|生成|印发|施行|实施|生效|失效|截止|会议|活动)(?:日期|时间)\s*[:：]?\s*$")
_LONGEST = 200  # characters of a line that tells time and publisher
_BOXED = re.compile(r"(?<=\d)\s*([/:.])\s*(?=\d)")


def find_time(lines: Sequence[Line], headline: int) -> Found:
    """The visible time nearest the headline: one with a clock goes before one without, a labelled one before others.

    `lines` are those between headline and body and a few above; `headline` is the headline's place on the page. They
    are read as one text, since sites print day and clock, or even year and day, in boxes of their own.
    """
    text, ends = "", []
    for line in lines:
        text += line.spaced()[:_LONGEST] + "\n"
        ends.append(len(text))
    best, best_score = Found(), -1e9
    for found in TIME.finditer(text):
        at = bisect_right(ends, found.start())
        n, printed = lines[at].n, found[0]
        before = text[max(found.start() - 12, 0) : found.start()]
        away = n - headline if n >= headline else (headline - n) * 1.5 + 4
        score = (
            6.0 * bool(re.search(r"[:：时時点點前]", printed))
            + 5.0 * bool(re.search(r"\d{4}|年|前|昨", printed))
            - away * 0.5
        )
        score += 3 * bool(_LABELLED.search(before)) - 4 * bool(re.search(r"更新|修改|編輯", before))
        score -= 12 * bool(_OTHER_DAY.search(before))
        score -= min(ends[at] - (ends[at - 1] if at else 0) - len(printed), 60) * 0.05
        if score > best_score:
            best, best_score = (
                Found(
                    _BOXED.sub(r"\1", " ".join(printed.split())),
                    "info" if not _OTHER_DAY.search(before) else OTHER_DAY,
                    n,
                ),
                score,
            )
    return best


_SOURCE_LABEL = re.compile(
    r"(?<![资料图片数据視视频])(?:\|\s*(?:来源|來源)\s+(?=\S)|(?:来\s*源(?:于|自)?|來\s*源|稿\s*源|出\s*处|出\s*處|来自|转自|供稿单位|发布单位|发布机构|信息来源)\s*[:：]\s*)"
)
_SOURCE_ENDS = re.compile(
    r"\s*(?:[|｜\[【（(]\s*)?(?:(?:责任|网络|本文)?编辑|責任編輯|責編|责编|作\s*者|记者|发布|时间|日期|浏览|点击|阅读|字号|字体|分享|评论|打印|更新|我要|举报|进入|点赞|收藏"
    r"|订阅|关注|查看|跟贴|责|编审|审核|校对|\d+\s*(?:次|人|条)|【|A[-+]|[\[【(（]\s*[大中小])"
)
_NO_SOURCE = re.compile(
    r"^(?:分享.{0,3}|[上下]一?[版期篇页].*|返回.*|第.{1,4}版.*|版面.*|往期.*|数字报.*|(?:订阅|关注|收藏|点击|进入|下载|查看|搭乘|打开|登录|注册).*|原创|转载|转载文章|网络|互联网|网络整理|综合|本站|本站原创|本网|未知|不详|佚名|其他|其它|admin|点击|整理|来源|作者|编辑|首页|正文|举报|分享|评论|收藏|打印.{0,4}|留言|论坛|关闭|我来说.*|页面功能|大|中|小|特大"
    r"|超大|标准|关注|订阅|微博|微信|跟贴|参与|我要评论|已有|条评论|人参与|更多|字号|字体|阅读|浏览.{0,3}|次|.{0,4}(?:时间|時間|日期)|本[报報网網刊].{0,6}|最[新后後近].{0,2}|[记記]者.*|攝影.*|摄影.*|首次上稿.*|.{0,8}特派[员員]|.{0,2}(?:报道|報導|報道)|出版|發布|發佈|撰文|.{0,4}管理员|优质.*|.{0,4}原创.*|认证.*|您?的?当前位置|今日|昨日|企鹅号|头条号|搜狐号|网易号|百家号|大鱼号|本报讯|更新|发布|发表|發表|客户端.{0,2}|投稿|繁體|简体|小编|推荐|热点|新闻|要闻|复制链接|听新闻|朗读|播放"
    r"|[\d\s:：/.,+\-年月日A|·T]*)$",
    re.I,
)
_PUBLISHER = re.compile(
    r"(?:报|報|网|網|社|台|臺|新闻|新聞|资讯|财经|客户端|频道|周刊|週刊|杂志|時報|时报|在线|观察|传媒|视点|号|发布|中心|局|委|日报|晚报|早报|晨报|商报|都市报|通讯|中文站|科技)$"
)
_HINTS = frozenset("source sour origin where laiyuan ly from medianame publisher author mediaName copyfrom".split())
_NO_HINTS = frozenset("video image img pic photo data share avatar icon keyword".split())
_WORDS = re.compile(r"[a-z]+")
_PLATFORM = re.compile(r"^(?:企鹅号|头条号|百家号|网易号|搜狐号|大鱼号|一点号|澎湃号|新浪号|凤凰号|东方号)$")
_TOKENS = re.compile(r"[\s\u3000|｜·•]{2,}|\s*[|｜]\s*|[\s\u3000]+")


_LABEL_ALONE = re.compile(r"(?:来源|來源|稿源|出处)\s*[:：]?\s*$")


_DOMAIN = re.compile(r"\.(?:com|cn|net|org)\b", re.I)


def clean_name(text: str, *, labelled: bool = False) -> str:
    """A publisher's name as printed, without brackets, 《》 and what follows it; empty where it is none. A site's address
    is a name only where a label says so (来源：TechWeb.com.cn).

    >>> clean_name("《理财周刊》"), clean_name("游民星空[整理]"), clean_name("转载文章"), clean_name("新华网 编辑：张三")
    ('理财周刊', '游民星空', '', '新华网')
    """
    if not labelled and _DOMAIN.search(text):
        return ""
    text = text.lstrip(" \u3000\xa0[【（(:：")
    ends = _SOURCE_ENDS.search(text, 1)
    name = re.sub(
        r"[\s/／]*[记記]者$|[\[【（(][^\])】）]{0,12}[\])】）]\s*$", "", text[: ends.start()] if ends else text
    )
    name = name.strip(" \u3000\xa0|｜:：/、，,;；-—_><【】[]()（）\"'“”")
    if name[:1] == "《" and name[-1:] == "》" and name.count("《") == 1:
        name = name[1:-1]
    if "：" in name or ":" in name:
        return ""  # another label and its value
    return (
        "" if _NO_SOURCE.match(name) or not 1 < len(name) <= 30 or re.search(r"[。！？]|https?:|www\.", name) else name
    )


def read_source(text: str) -> str:
    """What a line labels as its source: 来源：人民网-文化频道 → 人民网-文化频道; empty without a label.

    >>> read_source("2019-09-26 12:11 来源：证券时报网 作者：李在山"), read_source("来源: 尹娟"), read_source("2019-09-26")
    ('证券时报网', '尹娟', '')
    """
    for found in _SOURCE_LABEL.finditer(text):
        value = text[found.end() : found.end() + 60].lstrip()
        if name := clean_name(_VALUE_ENDS.split(value, 1)[0], labelled=True):
            return name
    return ""


_VALUE_ENDS = re.compile(rf"\s{{2,}}|\n|(?<=\S)\s+(?=[-–—>])|{TIME.pattern}")


def read_dateline(text: str) -> str:
    """The news agency that a dateline names: （中央社記者邱俊欽桃園19日電）, 新华社北京2月29日电; empty without one.

    >>> read_dateline("（中央社記者邱俊欽桃園19日電）桃園市"), read_dateline("新华社北京2月29日电 国务院"), read_dateline("本报讯")
    ('中央社', '新华社', '')
    """
    found = _DATELINE.match(text)
    return found["name"] if found else ""


_DATELINE = re.compile(
    r"^[（(]?\s*(?:据)?(?P<name>[\u3400-\u9fff]{1,5}社)[\u3400-\u9fff、\s]{0,16}?(?:\d{1,2}月)?\d{1,2}日(?:专|專)?[电電訊讯]"
)


def find_source(info: Sequence[Line], time: Found) -> Found:
    """The publisher in the lines under the headline: labelled, else hinted at by a class, else next to the time."""
    for at, line in enumerate(info):
        if name := _undivided(line.text) or read_source(line.spaced()):
            return Found(name, "info label", line.n)
        if _LABEL_ALONE.search(line.text) and at + 1 < len(info) and (name := clean_name(info[at + 1].text)):
            return Found(name, "info label", line.n)
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
                    and (name := clean_name(TIME.sub(" ", text)))
                    and not looks_like_name(name)
                ):
                    return Found(name, "info class", line.n)
    if time.line < 0:
        return Found()
    near = sorted((line for line in info if abs(line.n - time.line) <= 2), key=lambda line: abs(line.n - time.line))
    for line in near:
        box = _same_box(line, info, time)
        for piece in [text for _element, _tail, text in line.pieces] if box or line.n == time.line else [line.text]:
            for token in re.split(r"\s{2,}|[|｜·•]\s|\s+", TIME.sub("  ", piece).strip()):
                name = clean_name(token.split("/")[-1] if "/" in token and "http" not in token else token)
                if name and len(name) <= 16 and not looks_like_name(name) and (_PUBLISHER.search(name) or box):
                    return Found(name, BESIDE, line.n)
    return Found()


_WHOLE = re.compile(r"^(?:来源|來源|稿源)\s*[:：]\s*([^\s\d:：|｜【（(]{2,20})$")


def _undivided(text: str) -> str:
    """The publisher of a line that is nothing else, its name split by links or not: 来源：上海<a>证券</a>报."""
    found = _WHOLE.match(text)
    return clean_name(found[1], labelled=True) if found else ""


def is_generic(info: Sequence[Line]) -> bool:
    """Whether a source is labelled that is no publisher: 来源：本站原创, 来源：网络."""
    return any(_SOURCE_LABEL.search(line.spaced()) for line in info)


def _hinted(element: etree._Element) -> bool:
    """Whether the element's class or id calls its text the publisher."""
    words = set(
        _WORDS.findall(f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}".lower())
    )
    return bool(words & _HINTS) and not words & _NO_HINTS


def find_writer(info: Sequence[Line], time: Found, source: Found) -> str:
    """A name of three characters (two, where a class calls it the author) that nobody labelled, printed beside time
    and publisher: 2019-09-10 证券日报 杜雨萌; empty without one."""
    for line in info:
        if not (abs(line.n - time.line) <= 1 or abs(line.n - source.line) <= 1) or len(line.text) > 80:
            continue
        for element, _tail, text in line.pieces:
            for token in re.split(r"\s+", TIME.sub("  ", text).strip()):
                called = bool(_AUTHOR.search(f"{element.get('class', '')} {element.get('id', '')}"))
                if token != source.text and looks_like_name(token) and ((len(token) > 2 and source.text) or called):
                    return token
    return ""


_AUTHOR = re.compile(r"(?<![a-z])(?:authors?|writer|reporter|zuozhe|byline)(?![a-z])", re.I)


def _same_box(line: Line, info: Sequence[Line], time: Found) -> bool:
    """Whether a line stands in one small element with the time: whatever else stands there is the publisher."""
    timed = next((other for other in info if other.n == time.line), None)
    if timed is None:
        return False
    box = timed.block.getparent()
    return timed is line or (
        line.block.getparent() is box and box is not None and len(box) <= 5 and len(line.text) <= 24
    )
