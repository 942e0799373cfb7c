"""A page as the lines a reader sees: one walk over the parsed tree, shared by everything that reads the page.

lxml finds the text nodes (one XPath, in C); Python then visits only those, not every element: on news pages a third
as many. Each line knows the block it stands in, how much of it is links, and whether it stands in a part of the page
that its class, id or tag calls a menu, a share widget, a comment or an advertisement.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from newscrawl.text.markup.promotions import PROMOTION_NAMES
from newscrawl.text.phrases import one_of, words_of

_UNSEEN = words_of("title script style noscript template textarea select option svg iframe object math")
_INLINE = frozenset(
    words_of(
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small",
        "span strike strong sub sup time tt u var wbr img input button",
        "founder-content founder-title stock keyword",  # publishers' own
    )
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|table|flex)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

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
        "hidden popup modal",
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
_NOISE_TAGS = frozenset(("nav", "footer", "aside", "button", "form"))


@lru_cache(4096)
def names_noise(name: str) -> bool:
    """Whether a class or id says that this part is no article text.

    >>> names_noise("bdsharebuttonbox"), names_noise("post_topad"), names_noise("header-title"), names_noise("article")
    (True, False, True, False)
    """
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
    return part.tag not in _NOISE_TAGS and not said & _STRONG


@dataclass(slots=True, eq=False)
class Line:
    """One line of text as displayed, and where it stands."""

    n: int
    """Its place among the page's lines, from 0."""
    text: str
    """White space runs are one blank; none at the ends."""
    block: etree._Element
    """The nearest element that starts a line of its own."""
    pieces: list[tuple[etree._Element, bool, str]] = field(default_factory=list)
    """Element, whether it is the element's tail, and the text of every text node in the line."""
    linked: int = 0
    """How many of its characters stand in links."""
    heading: int = 0
    """1 to 6 inside h1 to h6, else 0."""
    noise: etree._Element | None = None
    """The outermost part around it whose tag, class or id says it is no article text."""

    mass: float = -1.0
    """Its weight as article text once `newscrawl.text.page.density` has found it; -1 before."""

    def spaced(self) -> str:
        """The text with two blanks between its pieces: what elements side by side say in the line under the headline."""
        return "  ".join(" ".join(text.split()) for _element, _tail, text in self.pieces)

    def hints(self, depth: int = 2) -> str:
        """Classes, ids and the like of its elements and their nearest `depth` ancestors, lower case."""
        found: list[str] = []
        for element, tail, _text in self.pieces:
            found += hints_of(element.getparent() if tail else element, depth)
        return " ".join(found).lower()


def hints_of(element: etree._Element | None, depth: int = 2) -> list[str]:
    """What class, id, itemprop and rel call an element and its nearest `depth` ancestors."""
    found: list[str] = []
    while element is not None and depth >= 0:
        found += [value for key in ("class", "id", "itemprop", "rel") if (value := element.get(key))]
        element, depth = element.getparent(), depth - 1
    return found


class _Place(NamedTuple):
    """What an element and its ancestors say of the text in it."""

    block: etree._Element
    hidden: bool = False
    link: bool = False
    heading: int = 0
    noise: etree._Element | None = None


def drop_unseen(root: etree._Element) -> None:
    """Remove scripts, styles, form fields and the like from the tree, once, for all readers."""
    etree.strip_elements(root, *_UNSEEN, with_tail=False)


def read_lines(root: etree._Element) -> list[Line]:
    """The lines of a tree in document order; hidden ones are left out.

    >>> from lxml import html
    >>> [(line.text, line.linked) for line in read_lines(html.fromstring("<div>一<b>二</b><br>三 <a href=x>四</a><p>五</div>"))]
    [('一二', 0), ('三 四', 1), ('五', 0)]
    """
    places: dict[etree._Element, _Place] = {}
    lines: list[Line] = []
    current: Line | None = None
    nodes: Any = root.xpath(".//text()[normalize-space()]|.//br")
    for node in nodes:
        if not hasattr(node, "is_tail"):  # <br>
            current = None
            continue
        owner = node.getparent()
        tail = node.is_tail
        if tail and (owner.tag not in _INLINE or _BLOCK_STYLE.search(owner.get("style", ""))):
            current = None
        inside = owner.getparent() if tail else owner
        place = places.get(inside) or _place(inside, places)
        if place.hidden:
            continue
        if current is None or current.block is not place.block:
            current = Line(0, "", place.block, heading=place.heading, noise=place.noise)
            lines.append(current)
        text = str(node)
        current.pieces.append((owner, tail, text))
        if place.link:
            current.linked += len(text.strip())
    for line in lines:
        line.text = " ".join("".join(text for _e, _t, text in line.pieces).split())
    lines = [line for line in lines if line.text]
    for n, line in enumerate(lines):
        line.n = n
    return lines


def lines_within(element: etree._Element, lines: Iterable[Line]) -> list[Line]:
    """The lines that stand in `element`."""
    known = {element: True}

    def stands_in(block: etree._Element) -> bool:
        chain = []
        at: etree._Element | None = block
        while at is not None and at not in known:
            chain.append(at)
            at = at.getparent()
        answer = at is not None and known[at]
        known.update(dict.fromkeys(chain, answer))
        return answer

    return [line for line in lines if stands_in(line.block)]


def _place(element: etree._Element, places: dict[etree._Element, _Place]) -> _Place:
    """What `element`'s tag, class, id and style and those of its ancestors say; remembered in `places`."""
    chain = []
    place: _Place | None = None
    at: etree._Element | None = element
    while at is not None and (place := places.get(at)) is None:
        chain.append(at)
        at = at.getparent()
    for step in reversed(chain):
        place = _below(step, place)
        places[step] = place
    assert place is not None
    return place


def _below(element: etree._Element, above: _Place | None) -> _Place:
    tag = element.tag
    if not isinstance(tag, str):
        return above or _Place(element)
    if above is None:
        return _Place(element)
    if tag in _INLINE:
        if not element.attrib:  # a plain <b>, <span>, <font>: by far the most
            return above
        block = above.block
    else:
        block = element
    noise, hidden = above.noise, above.hidden
    style = element.get("style")
    if style and ("display" in style or "visibility" in style):
        hidden = hidden or bool(_HIDDEN.search(style))
        block = element if _BLOCK_STYLE.search(style) else block
    if noise is None:
        name, label = element.get("class"), element.get("id")
        if (name or label) and tag not in ("body", "article", "main") and names_noise(f"{name or ''} {label or ''}"):
            noise = element
    if noise is None and tag in _NOISE_TAGS:
        noise = element
    return _Place(
        block,
        hidden,
        above.link or (tag == "a" and element.get("href") is not None),
        _HEADINGS.get(tag) or above.heading,
        noise,
    )
