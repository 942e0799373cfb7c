"""Sources: who published an article, by what the list, the page and the trailing credit say.

Two names are kept: the source as the page names it (上海证券报·中国证券网), and the publisher, by the one canonical name
that all its names lead to (上海证券报). What is no name at all is refused rather than guessed at.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from newscrawl.text.plain import strip_controls

# A publisher's other names → its canonical name, each pair reviewed: the same house and the same newsroom, not only
# the same owner. Names that differ in case, width or white space alone need no row, unless their slug would differ.
_PUBLISHERS = {
    "上海证券报·中国证券网": "上海证券报",
    "上证报中国证券网": "上海证券报",
    "上证报": "上海证券报",
    "中国证券网": "上海证券报",
    "证券时报网": "证券时报",
    "证券时报·e公司": "证券时报",
    "证券时报e公司": "证券时报",
    "中国证券报·中证网": "中国证券报",
    "中证网": "中国证券报",
    "证券日报网": "证券日报",
    "每经网": "每日经济新闻",
    "中国新闻网": "中国新闻社",
    "中新网": "中国新闻社",
    "中新社": "中国新闻社",
    "安信国际证券(香港)": "安信国际证券",
    "安信国际证券(香港)有限公司": "安信国际证券",
    "techweb": "TechWeb",
    "36kr": "36氪",
}
UNSIGNED = "未署来源"  # the column of articles that name no source
_EDGES = " \t\r\n\u3000\xa0·|/、，,;；:：。.-—_\"'“”‘’《》〈〉「」『』【】[]"
_QUOTES = {"《": "》", "〈": "〉", "「": "」", "『": "』", "“": "”", "‘": "’", "【": "】"}
_SPACES = re.compile(r"[\s\u3000]+")
# What makes a string a sentence or a remark and not a name.
_NO_NAME = re.compile(
    r"[。！？!?<>{}\n\\=]|https?:|^(?:网络|互联网|本站|未知|不详|佚名|原创|转载|其他|其它|综合|null|none|-+)$", re.I
)
_LONGEST_NAME = 40


def clean_source(printed: str) -> str:
    """A publisher's name without the marks around it; empty where the string is no name.

    >>> clean_source(" 《上海证券报》 "), clean_source("21世纪经济报道  南财理财通"), clean_source("网络")
    ('上海证券报', '21世纪经济报道 南财理财通', '')
    >>> clean_source("《财经》杂志"), clean_source("江岸网-《江岸日报》")
    ('《财经》杂志', '江岸网-《江岸日报》')
    """
    name = _SPACES.sub(" ", strip_controls(printed)).strip(_EDGES)
    for opening, closing in _QUOTES.items():
        if closing in name and name.count(closing) > name.count(opening):  # 《财经》杂志: the mark is part of the name
            name = opening + name
        elif opening in name and name.count(opening) > name.count(closing):  # 江岸网-《江岸日报》
            name += closing
    if _NO_NAME.search(name) or len(name) > _LONGEST_NAME:
        return ""
    return name if any(c.isalnum() for c in name) else ""


def canonical(name: str) -> str:
    """The one name of the publisher that goes by `name`: full-width forms folded, other names led back to it.

    >>> canonical("Techweb"), canonical("安信国际证券（香港）"), canonical("上海证券报·中国证券网"), canonical("常州日报")
    ('TechWeb', '安信国际证券', '上海证券报', '常州日报')
    """
    plain = _SPACES.sub(" ", unicodedata.normalize("NFKC", name)).strip()
    return _PUBLISHERS.get(plain) or _PUBLISHERS.get(plain.replace("•", "·").lower()) or plain


# 来源 in brackets at the end of a line, or as the line itself. The closing bracket is the last on the line, since names
# have brackets of their own (安信国际证券(香港)). Within a sentence only 文章来源 and its like are a credit.
_CREDIT = re.compile(
    r"(?:[（(\[【]\s*(?:(?:文章|本文|稿件|信息|消息|内容|新闻)\s*)?|^(?:信息|消息|内容|新闻)?|(?:文章|本文|稿件)\s*)"
    r"来\s*源\s*[:：]\s*(?P<name>[^\n]{1,80})$"
)
_CREDIT_ENDS = re.compile(r"\s*(?:[（(\[【]?\s*(?:责任编辑|责编|编辑|作者|记者|原标题|图片来源|原文链接)\s*[:：].*)$")
_LINES_OF_CREDIT = 4  # a credit may be followed by an editor's line and a disclaimer or two


def read_credit(text: str) -> str:
    """The publisher in a trailing credit （文章来源：…）of a body's plain text, as printed; empty where there is none.

    The text must be that of the whole line: entity links that split a name are no part of it.

    >>> read_credit("正文。\\n（文章来源：安信国际证券(香港)）")
    '安信国际证券(香港)'
    >>> read_credit("据来源：一位知情人士说。\\n正文。")
    ''
    """
    for line in reversed(text.rstrip().rsplit("\n", _LINES_OF_CREDIT)[-_LINES_OF_CREDIT:]):
        found = _CREDIT.search(line.strip()[-120:]) if "源" in line else None
        if found:
            return clean_source(_without_bracket(_CREDIT_ENDS.sub("", found["name"]).strip()))
    return ""


def _without_bracket(name: str) -> str:
    """Without a closing bracket that was opened before the name began."""
    while name and name[-1] in "）)】]」" and sum(c in "（([【「" for c in name) < sum(c in "）)】]」" for c in name):
        name = name[:-1].rstrip()
    return name


_IN_BRACKETS = re.compile(r"[（(](?P<name>[^（()）。，,：:；;]{2,20})[）)]\s*$")
# What names of Chinese publishers end in. A remark in brackets (完, 记者 张三, 单位：亿元) does not.
_PUBLISHER_ENDINGS = re.compile(
    r"(?:报|网|社|台|刊|杂志|新闻|财经|资讯|通讯|客户端|观察|在线|快讯|早报|周刊|证券|期货|氪|日報|報|電視|電台)$"
)


def read_digest_credit(digest: str) -> str:
    """The publisher in brackets at the end of a flash item's digest, as printed: …（上海证券报）.

    >>> read_digest_credit("两市成交额突破万亿元。（上海证券报）"), read_digest_credit("会议今日闭幕。（完）")
    ('上海证券报', '')
    """
    credit = read_credit(digest)
    if credit:
        return credit
    found = _IN_BRACKETS.search(digest)
    if not found:
        return ""
    name = clean_source(found["name"])
    known = canonical(name) != name or name in _PUBLISHERS.values()
    return name if name and (known or _PUBLISHER_ENDINGS.search(name)) else ""


@dataclass(frozen=True)
class Attribution:
    """The publisher an article is attributed to, and why."""

    source: str
    """As the page names it."""

    publisher: str
    """By its canonical name."""

    reason: str
    """Which place was believed and, where places disagree, against which others."""


# Whom to believe, first to last: what the article itself prints; what its own record and page say; then lists, where
# names were seen to belong to other articles.
TRUST = ("body", "share", "page", "digest", "api", "post", "list")


def attribute(claims: Mapping[str, str]) -> Attribution | None:
    """Choose among what several places (see TRUST) say the source is; None where none of them says a name.

    Places that name the same publisher under other names agree with each other.

    >>> attribute({"list": "格林大华期货", "body": "常州日报"})
    Attribution(source='常州日报', publisher='常州日报', reason='body; against list: 格林大华期货')
    """
    said = ((place, claims[place]) for place in TRUST if claims.get(place))
    names = {place: name for place, printed in said if (name := clean_source(printed))}
    if not names:
        return None
    place, source = next(iter(names.items()))
    publisher = canonical(source)
    others = [f"{p}: {n}" for p, n in names.items() if n != source and canonical(n) != publisher]
    return Attribution(source, publisher, "; against ".join([place, ", ".join(others)] if others else [place]))
