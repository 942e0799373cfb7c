"""The publisher that a page prints: labelled (来源：…), called so by a class, or beside the time."""

import re
from collections.abc import Sequence

from lxml import etree

from newscrawl.text.page.lines import Line
from newscrawl.text.page.names import looks_like_name
from newscrawl.text.page.printed_time import TIME, Found

BESIDE = "beside the time"

_SOURCE_LABEL = re.compile(
    r"(?<![资料图片数据視视频])(?:\|\s*(?:来源|來源)\s+(?=\S)|(?:来\s*源(?:于|自)?|來\s*源|稿\s*源|出\s*处|出\s*處|来自|转自|供稿单位|发布单位|发布机构|信息来源)\s*[:：]\s*)"
)
_SOURCE_ENDS = re.compile(
    r"\s*[|｜\[【（(]?\s*(?:(?:责任|网络|本文)?编辑|責任編輯|責編|责编|作\s*者|[记記]者|发布(?:时间|日期|人|者|于)|时间|日期|编审|审核|校对)\s*[:：]"
    r"|\s+[|｜\[【（(]?(?:(?:责任)?编辑|作者|\S{0,4}[记記]者(?=\s)|浏览|点击|阅读|字号|字体|分享|评论|打印|更新|我要|举报|进入|点赞|收藏|订阅|关注|查看|跟贴|网友|参与|[\d.]+万?\s*(?:次|人|条|阅读))"
    r"|[【\[（(]\s*(?:[大中小]|打印|关闭|评论|收藏|字)|A[-+]"
)
_NO_SOURCE = re.compile(
    r"^(?:分享.{0,3}|[上下]一?[版期篇页].*|返回.*|第.{1,4}版.*|版面.*|往期.*|数字报.*|(?:订阅|关注|收藏|点击|进入|下载|查看|搭乘|打开|登录|注册).*|原创|转载|转载文章|网络|互联网|网络整理|综合|本站|本站原创|本网|未知|不详|佚名|其他|其它|admin|点击|整理|来源|作者|编辑|首页|首頁|即時|焦點|新聞|要聞|正文|举报|分享|评论|收藏|打印.{0,4}|点赞|投诉|转发|喜欢|留言|论坛|关闭|我来说.*|我有话说|已有.*|页面功能|听全文|收听.*|语音.*|播报|来自.*|发布于.*|IP属地.*|属地.*|.{0,12}官方账号|[\d.]+万?\+?[次人条篇]?|大|中|小|特大"
    r"|超大|标准|关注|订阅|微博|微信|跟贴|参与|我要评论|已有|条评论|人参与|更多|字号|字体|阅读|浏览.{0,3}|次|.{0,4}(?:时间|時間|日期)|本[报報网網刊].{0,6}|最[新后後近].{0,2}|[记記]者.*|攝影.*|摄影.*|首次上稿.*|.{0,8}特派[员員]|.{0,2}(?:报道|報導|報道)|出版|發布|發佈|撰文|.{0,4}管理员|优质.*|.{0,4}原创.*|认证.*|您?的?当前位置|今日|昨日|企鹅号|头条号|搜狐号|网易号|百家号|大鱼号|本报讯|更新|发布|发表|發表|客户端.{0,2}|投稿|繁體|简体|小编|推荐|热点|新闻|要闻|复制链接|听新闻|朗读|播放"
    r"|[\d\s:：/.,+\-年月日A|·T]*)$",
    re.I,
)
_PUBLISHER = re.compile(
    r"(?:报|報|网|網|社|台|臺|新闻|新聞|资讯|财经|客户端|频道|周刊|週刊|杂志|時報|时报|在线|观察|传媒|视点|号|发布|中心|局|委|日报|晚报|早报|晨报|商报|都市报|通讯|中文站|科技)$"
)
_HINTS = frozenset(
    "name nickname account source sour origin where laiyuan ly from medianame publisher author mediaName copyfrom".split()
)
_NO_HINTS = frozenset("video image img pic photo data share avatar icon keyword".split())
_WORDS = re.compile(r"[a-z]+")
_PLATFORM = re.compile(r"^(?:企鹅号|头条号|百家号|网易号|搜狐号|大鱼号|一点号|澎湃号|新浪号|凤凰号|东方号)$")
_TOKENS = re.compile(r"[\s\u3000|｜·•]{2,}|\s*[|｜]\s*|[\s\u3000]+")


_LABEL_ALONE = re.compile(r"(?:来源|來源|稿源|出处)\s*[:：]?\s*$")


_DOMAIN = re.compile(r"\.(?:com|cn|net|org)\b", re.I)


_QUOTED = re.compile(r"^[“「]([^”」]{2,20})[”」]\s*(?:微信)?(?:公众号|客户端|微博)?$")
# Where a post was sent from, printed after the account's name since 2022.
_SENT_FROM = re.compile(
    r"\s+(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    r"|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)\s*$"
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
