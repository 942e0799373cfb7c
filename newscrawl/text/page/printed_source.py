"""The publisher that a page prints: labelled (来源：…), called so by a class, or beside the time."""

import re
from collections.abc import Sequence
from functools import lru_cache

from lxml import etree

from newscrawl.text.page.names import looks_like_name
from newscrawl.text.page.outline import Line
from newscrawl.text.page.printed_time import TIME, Found, without_times
from newscrawl.text.phrases import one_of, words_of

BESIDE = "beside the time"

_SOURCE_LABEL = re.compile(
    r"(?<![资料图片数据視视频])"  # 资料来源, 图片来源, 视频来源 tell another thing's
    + one_of(
        r"\|\s*(?:来源|來源)\s+(?=\S)",
        r"(?:来\s*源(?:于|自)?|來\s*源|稿\s*源|出\s*处|出\s*處|来自|转自"
        r"|供稿单位|发布单位|发布机构|信息来源)\s*[:：]\s*",
    )
)
# What follows a publisher in its line.
_SOURCE_ENDS = re.compile(
    one_of(
        # another label and its mark: 编辑：张三
        r"\s*[|｜\[【（(]?\s*(?:(?:责任|网络|本文)?编辑|責任編輯|責編|责编|作\s*者|[记記]者"
        r"|发布(?:时间|日期|人|者|于)|时间|日期|编审|审核|校对)\s*[:：]",
        # a label after a blank: 责任编辑 张三, 浏览 12
        r"\s+[|｜\[【（(]?(?:(?:责任)?编辑|作者|\S{0,4}[记記]者(?=\s)"
        r"|浏览|点击|阅读|字号|字体|分享|评论|打印|更新|我要|举报|进入|点赞|收藏|订阅|关注|查看|跟贴|网友|参与"
        r"|[\d.]+万?\s*(?:次|人|条|阅读))",
        # what readers may press: 【大 中 小】, A-
        r"[【\[（(]\s*(?:[大中小]|打印|关闭|评论|收藏|字)|A[-+]",
    )
)
_PLATFORMS = "企鹅号|头条号|百家号|网易号|搜狐号|大鱼号"
# What stands where publishers stand and is none.
_NO_SOURCE = re.compile(
    r"^"
    + one_of(
        "原创|转载|转载文章|综合|整理|网络|互联网|网络整理|本站|.{0,4}原创.*|优质.*|认证.*",  # nobody in particular
        "未知|不详|佚名|其他|其它|admin|.{0,4}管理员|小编|.{0,12}官方账号",
        f"{_PLATFORMS}|微博|微信|客户端.{{0,2}}|论坛",
        "本[报報网網刊].{0,6}|[记記]者.*|.{0,8}特派[员員]|摄影.*|攝影.*|.{0,2}(?:报道|報道|報導)|撰文|首次上稿.*",
        "来源|来自.*|作者|编辑|投稿|出版|更新|发布|发布于.*|發布|發佈|发表|發表|.{0,4}(?:时间|時間|日期)",  # labels
        "IP属地.*|属地.*",
        "首页|首頁|即時|焦點|新闻|新聞|要闻|要聞|热点|推荐|正文|更多|今日|昨日|最[新后後近].{0,2}",  # sections, menus
        "您?的?当前位置|[上下]一?[版期篇页].*|返回.*|第.{1,4}版.*|版面.*|往期.*|数字报.*",
        "(?:订阅|关注|收藏|点击|进入|下载|查看|搭乘|打开|登录|注册).*",  # what readers may do
        "分享.{0,3}|打印.{0,4}|复制链接|转发|点赞|喜欢|举报|投诉|关闭|页面功能",
        "评论|我要评论|留言|跟贴|我来说.*|我有话说",
        "听新闻|听全文|收听.*|语音.*|朗读|播放|播报",
        r"已有.*|参与|条评论|人参与|阅读|浏览.{0,3}|次|[\d.]+万?\+?[次人条篇]?",  # how many did
        "字号|字体|大|中|小|特大|超大|标准|简体|繁體",
        r"[\d\s:：/.,+\-年月日A|·T]*",  # a time
    )
    + r"$",
    re.I,
)
_PUBLISHER = re.compile(
    one_of(
        "报|報|网|網|社|台|臺|号|局|委|频道|周刊|週刊|杂志|日报|晚报|早报|晨报|商报|都市报|时报|時報|通讯|中文站",
        "新闻|新聞|资讯|财经|科技|观察|传媒|视点|在线|客户端|发布|中心",
    )
    + r"$"
)
_HINTS = frozenset(
    words_of(
        "source sour origin from copyfrom where laiyuan ly",
        "publisher author account name nickname medianame mediaName",
    )
)
_NO_HINTS = frozenset(words_of("video image img pic photo data share avatar icon keyword"))
_WORDS = re.compile(r"[a-z]+")
_PLATFORM = re.compile(rf"^(?:{_PLATFORMS}|一点号|澎湃号|新浪号|凤凰号|东方号)$")

_LABEL_ALONE = re.compile(r"(?:来源|來源|稿源|出处)\s*[:：]?\s*$")
_DOMAIN = re.compile(r"\.(?:com|cn|net|org)\b", re.I)
_QUOTED = re.compile(r"^[“「]([^”」]{2,20})[”」]\s*(?:微信)?(?:公众号|客户端|微博)?$")
# Where a post was sent from, printed after the account's name since 2022.
_SENT_FROM = re.compile(
    r"\s+"
    + one_of(
        "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东",
        "河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾",
        "内蒙古|广西|西藏|宁夏|新疆|香港|澳门",
    )
    + r"\s*$"
)
_ADDED = re.compile(r"[\s/／]*[记記]者$|[\[【（(][^\])】）]{0,12}[\])】）]\s*$")
_SENTENCE = re.compile(r"[。！？:：]|https?:|www\.")  # a colon: another label and its value


def clean_name(text: str, *, labelled: bool = False) -> str:
    """A publisher's name as printed, without brackets, 《》 and what follows it; empty where it is none. A site's address
    is a name only where a label says so (来源：TechWeb.com.cn).

    >>> clean_name("《理财周刊》"), clean_name("游民星空[整理]"), clean_name("转载文章"), clean_name("新华网 编辑：张三")
    ('理财周刊', '游民星空', '', '新华网')
    """
    if not labelled and _DOMAIN.search(text):
        return ""
    name = text.lstrip(" \u3000\xa0[【（(:：").rstrip()
    if quoted := _QUOTED.match(name):
        return quoted[1]
    if ends := _SOURCE_ENDS.search(name, 1):
        name = name[: ends.start()]
    name = _SENT_FROM.sub("", _ADDED.sub("", name)).strip(" \u3000\xa0|｜:：/、，,;；-—_><【】[]()（）\"'“”")
    if name[:1] == "《" and name[-1:] == "》" and name.count("《") == 1:
        name = name[1:-1]
    if not 1 < len(name) <= 30 or _SENTENCE.search(name) or _NO_SOURCE.match(name):
        return ""
    return name


def may_label(text: str) -> bool:
    """Whether a line has the mark that follows a label, or the last character of 来源, which may do without: nearly all
    have neither, and this is told in no time."""
    return "：" in text or ":" in text or "源" in text


def read_source(text: str) -> str:
    """What a line labels as its source: 来源：人民网-文化频道 → 人民网-文化频道; empty without a label.

    >>> read_source("2019-09-26 12:11 来源：证券时报网 作者：李在山"), read_source("来源: 尹娟"), read_source("2019-09-26")
    ('证券时报网', '尹娟', '')
    """
    if not may_label(text):
        return ""
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
    r"^[（(]?\s*(?:据)?(?P<name>[\u3400-\u9fff]{1,5}社)"
    r"[\u3400-\u9fff、\s]{0,16}?(?:\d{1,2}月)?\d{1,2}日(?:专|專)?[电電訊讯]"
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
                    and (name := clean_name(without_times(text, " ")))
                    and not looks_like_name(name)
                ):
                    return Found(name, "info class", line.n)
    if time.line < 0:
        return Found()
    near = sorted((line for line in info if abs(line.n - time.line) <= 2), key=lambda line: abs(line.n - time.line))
    for line in near:
        box = _same_box(line, info, time)
        for piece in [text for _element, _tail, text in line.pieces] if box or line.n == time.line else [line.text]:
            for token in re.split(r"\s{2,}|[|｜·•]\s|\s+", without_times(piece, "  ").strip()):
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
    return any(may_label(line.text) and _SOURCE_LABEL.search(line.spaced()) for line in info)


def _hinted(element: etree._Element) -> bool:
    """Whether the element's class or id calls its text the publisher."""
    return _names_publisher(f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}")


@lru_cache(4096)  # a site has some dozens of names, and the same ones on every page
def _names_publisher(names: str) -> bool:
    words = set(_WORDS.findall(names.lower()))
    return not words.isdisjoint(_HINTS) and words.isdisjoint(_NO_HINTS)


def find_writer(info: Sequence[Line], time: Found, source: Found) -> str:
    """A name of three characters (two, where a class calls it the author) that nobody labelled, printed beside time
    and publisher: 2019-09-10 证券日报 杜雨萌; empty without one."""
    for line in info:
        if not (abs(line.n - time.line) <= 1 or abs(line.n - source.line) <= 1) or len(line.text) > 80:
            continue
        for element, _tail, text in line.pieces:
            for token in without_times(text, "  ").strip().split():
                if token == source.text or not looks_like_name(token):
                    continue
                if (len(token) > 2 and source.text) or _calls_author(element):
                    return token
    return ""


_AUTHOR = re.compile(r"(?<![a-z])(?:authors?|writer|reporter|zuozhe|byline)(?![a-z])", re.I)


def _calls_author(element: etree._Element) -> bool:
    """Whether the element's class or id calls its text the author."""
    return bool(_AUTHOR.search(f"{element.get('class', '')} {element.get('id', '')}"))


def _same_box(line: Line, info: Sequence[Line], time: Found) -> bool:
    """Whether a line stands in one small element with the time: whatever else stands there is the publisher."""
    timed = next((other for other in info if other.n == time.line), None)
    if timed is None:
        return False
    box = timed.block.getparent()
    return timed is line or (
        line.block.getparent() is box and box is not None and len(box) <= 5 and len(line.text) <= 24
    )
