"""Parts of a page that are no article text, by what their tag, class and id call them: menus, share widgets, comments,
advertisements, other articles.
"""

import re
from functools import lru_cache

from lxml import etree

from newscrawl.text.markup.promotions import PROMOTION_NAMES
from newscrawl.text.phrases import one_of, words_of

# Words of a class or id that name a part which is no article. Whole words only: `ad` is not `head`, `tag` not `stage`.
_NOISE_WORDS = PROMOTION_NAMES | frozenset(
    words_of(
        "gg banner sharebox sns social weibo weixin wechat wx",  # advertisements, share widgets
        "nav navs navbar navigation menu menus crumb crumbs breadcrumb breadcrumbs",  # ways through the site
        "path location position weizhi mianbao",
        "foot footer bottomnav header topbar toolbar tools sidebar side aside rightbar",  # the page's frame
        "related relate relates relation relevant relations xiangguan rel",  # other articles
        "recommend recommended recommendation recommends tuijian",
        "hotnews rank ranking ranklist paihang hotlist latest",
        "comment comments commentbox pinglun tie gentie review reviews discuss disqus",
        "copyright copy disclaimer statement shengming mianze liability declare",
        "tag tags hashtag keyword keywords guanjianci",
        "pager pagination pages pagebar paging pagelist zdfy nextpage prevnext prenext prenextbox",
        "vote toupiao like dianzan zan reward dashang jiucuo feedback attention follow",  # what readers may do
        "subscribe newsletter login register search download appdownload fontsize zihao",
        "hidden popup modal player",
        "otitle teaser introduction summary abstract zhaiyao",  # the article once more
    )
)
# Parts of one, for names that run words together.
_NOISE_PARTS = re.compile(
    one_of(
        r"gpt-ad|google_?ad|ads?[-_]?(?:box|wrap|area|banner|\d)|(?:app|client)[-_]?down",  # advertisements
        "bdshare|bshare|jiathis|addthis|share(?:box|wrap|bar|btn|list|layer|pic|button)|qr-?code|nt-wx2dcode",
        "related[-_]?(?:art|news|read|post)|relat(?:e|ed)(?:news|art|list|read)|xgxw|xgyd",  # other articles
        "recommend|tuijian|hot[-_]?(?:news|list)",
        "(?:prev|next)[-_]?(?:page|art|news)|pagination",
        "breadcrumb|copyright|footer",
        "comment(?:box|list|wrap|area)",
    )
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_ARTICLE_WORDS = frozenset("content article artibody endtext zoom ozoom zhengwen neirong".split())
_NEVER_ARTICLE = frozenset(
    words_of(
        "ad ads share fenxiang bdsharebuttonbox qrcode",
        "nav menu breadcrumb header top bottom footer toolbar sidebar hidden",
        "related relation recommend tuijian hot comment comments",
        "copyright disclaimer statement editor source tag tags keywords",
        "pager pagination",
    )
)
_STRONG = _NEVER_ARTICLE - {"hidden", "tag", "tags", "hot", "source", "bottom", "top", "header", "sidebar", "editor"}
NOISE_TAGS = frozenset(("nav", "footer", "aside", "button", "form"))


@lru_cache(4096)  # a site has some dozens of names, and the same ones on every page
def names_noise(name: str, label: str = "") -> bool:
    """Whether class and id say that this part is no article text.

    >>> names_noise("bdsharebuttonbox"), names_noise("post_topad"), names_noise("header-title"), names_noise("article")
    (True, False, True, False)
    """
    name = f"{name} {label}"
    said = {word.lower() for word in _WORD.findall(name)}
    if said & _ARTICLE_WORDS:  # `article-content fontsize-box`: only what cannot be said of an article counts
        return bool(said & _NEVER_ARTICLE)
    return bool(said & _NOISE_WORDS or _NOISE_PARTS.search(name.lower()))


def may_hold_article(part: etree._Element) -> bool:
    """Whether a part called noise could be the article all the same: a class like `left-side` or `hidden-content`, not
    `comments` or `footer`.

    >>> may_hold_article(etree.Element("div", {"class": "right-side"})), may_hold_article(etree.Element("footer"))
    (True, False)
    """
    said = {word.lower() for word in _WORD.findall(f"{part.get('class', '')} {part.get('id', '')}")}
    return part.tag not in NOISE_TAGS and not said & _STRONG
