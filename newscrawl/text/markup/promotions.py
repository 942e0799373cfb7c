"""What publishers set into bodies that is no part of the article: advertisements, share widgets, related links, editor
lines, disclaimers.

The rules here hold for any body, one that an API gives as well as one that was cut out of a page: each asks for a whole
short paragraph or link that says nothing else, or for a small part whose class or id says what it is. Of pages, where
furniture surrounds the article, `newscrawl.text.page.furniture` tells more of it, and on less evidence.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml.html import HtmlElement

from newscrawl.text.markup.tags import holds_block, text_of
from newscrawl.text.phrases import one_of, words_of

_SHORT = 60  # characters of a paragraph that may be a promotion; longer ones tell something
_NOTICE = 120  # of one that may be a disclaimer
_SMALL = 200  # characters of a part that a class may condemn; an article is longer

# Words of a class or id that name an advertisement or a share widget: whole ones, `ad` is not `head`.
PROMOTION_NAMES = frozenset(
    words_of(
        "ad ads adv advert advertisement adsense guanggao",
        "promo promotion tuiguang sponsor",
        "share shares sharing bdshare bdsharebuttonbox bshare jiathis fenxiang qrcode erweima ewm",
    )
)
# A page's whole article may stand in a part called so; only small parts go for it.
_NAMED = PROMOTION_NAMES | {"advertising", "sponsored"}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@lru_cache(4096)  # a site has some dozens of names, and the same ones on every page
def names_promotion(names: str) -> bool:
    """Whether a class or id names an advertisement or a share widget.

    >>> [names_promotion(n) for n in ("ad_context3", "em_handle_adv_close", "bdsharebuttonbox", "em_media", "header")]
    [True, True, True, False, False]
    """
    return any(word.lower() in _NAMED for word in _WORD.findall(names))


IN_WECHAT = "打开微信，?点击"
_PROMOTES = re.compile(
    r"^\W{0,4}"
    + one_of(
        # codes to scan; sharing
        "(?:长按|扫描|扫码|微信扫)[^。]{0,24}(?:关注|下载|小程序|二维码[^。]{0,16}$)",
        '(?:使用|打开)?[“"]?扫一扫[”"]?.{0,6}即可',
        f"{IN_WECHAT}|即可将(?:网页|本文).{{0,4}}分享|分享(?:到|至)(?![\u3400-\u9fff])|分享(?:到|至)(?:微|朋友)",
        # applications and accounts
        "(?:点击|马上|立即|欢迎)?(?:下载|安装)(?![量了过到的])[^。]{0,24}(?:客户端|APP|应用)(?!的)|在[^，。]{2,12}看资讯",
        "(?:点击|欢迎|敬请|请)?(?:关注|订阅|搜索)[^。]{0,24}(?:公众号|微信号|官方微[信博]|服务号|视频号)(?!的|运营)",
        # more to read
        "(?:点击|戳)(?:这里|此处|下方|上方|右上角|查看更多|阅读原文|进入专题)(?!的)",
        "更多精彩[^。]{0,20}(?:点击|关注|下载|请看)|返回[^，。]{1,8}[，,]查看更多",
    ),
    re.IGNORECASE,
)
# 编辑 alone may be part of a by-line that the publisher prints, and 不构成投资建议 its own last word: both stay.
_EDITORS = re.compile(r"^\W{0,3}(?:责任编辑|责\s?编|责任編輯)\s*[:：|｜丨/].{0,30}$")
_DISCLAIMS = re.compile(
    r"^\W{0,3}"
    + one_of(
        r"(?:郑重|免责|特别|版权)?声明\s*[:：]",
        "未经[^。，]{0,8}(?:授权|许可|同意)[^。]{0,8}(?:转载|摘编|使用)|(?:如需)?转载[^。]{0,8}(?:请|须)(?:注明|联系)",
    )
)
_RELATED = re.compile(
    r"^\W{0,3}(?:相关|延伸|推荐|更多|热门|往期)(?:阅读|新闻|报道|链接|文章|推荐|资讯|回顾|专题)\W{0,3}$"
)


def says_promotion(text: str) -> bool:
    """Whether a whole paragraph, or a whole link, is a promotion, an editor line or a disclaimer.

    >>> [says_promotion(t) for t in ("在东方财富看资讯行情，选东方财富证券一站式开户交易>>", "（责任编辑：91）", "长按识别二维码关注我们")]
    [True, True, True]
    >>> [says_promotion(t) for t in ("责任编辑室里灯亮着。", "该公司未经许可生产药品被罚。", "（文章来源：界面新闻）")]
    [False, False, False]
    """
    text = " ".join(text.split())
    return bool(
        len(text) <= _NOTICE
        and (_DISCLAIMS.match(text) or _EDITORS.match(text) or (len(text) <= _SHORT and _PROMOTES.match(text)))
    )


def says_related(text: str) -> bool:
    """Whether a whole line announces links to other articles.

    >>> says_related("相关阅读："), says_related("相关报道称，事故无人伤亡。")
    (True, False)
    """
    return len(text) < 20 and bool(_RELATED.match(text.strip()))


_PARTS = frozenset("p div section ul ol li h2 h3 h4 h5 h6 center a img span".split())
_ALONE = frozenset(("a", "img", "span"))  # stand in paragraphs


class Promotions:
    """Tells the parts of a body that go, one after the other: links to other articles go after the line that announces
    them."""

    def __init__(self) -> None:
        self.related = False  # after such a line

    def holds(self, element: HtmlElement, tag: str, attributes: Mapping[str, str]) -> bool:
        """Whether an element, the next in the order of the page, is no part of the article."""
        if tag not in _PARTS:
            self.related = self.related and tag not in ("table", "blockquote", "figure", "pre")
            return False
        named = bool(attributes) and names_promotion(f"{attributes.get('class', '')} {attributes.get('id', '')}")
        leaf = tag == "a" or (tag not in _ALONE and not holds_block(element))
        if not (named or leaf):
            return False
        text = (text_of(element) if len(element) else element.text or "").strip()
        if (named and len(text) < _SMALL) or (leaf and says_promotion(text)):
            return True
        if not leaf or tag == "a":
            return False
        if says_related(text):
            self.related = True
            return True
        self.related = self.related and (not text or _is_linked(element))
        return self.related


def _is_linked(element: HtmlElement) -> bool:
    """Whether all that an element says stands in links."""
    return not element.xpath("boolean(.//text()[normalize-space()][not(ancestor::a)])")
