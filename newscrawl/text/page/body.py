"""The article inside its element: what stands before the first paragraph and after the last goes, and so does what
was set between them (promotions, share widgets, related links, editor lines, disclaimers).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from newscrawl.text.page.density import mass_of
from newscrawl.text.page.headline import bare
from newscrawl.text.page.lines import Line
from newscrawl.text.page.people import is_byline
from newscrawl.text.page.printed_source import read_source
from newscrawl.text.page.printed_time import TIME

_ORIGINAL = re.compile(r"^\W{0,3}(?:本文|文章|新闻)?(?:原标题|原題|原题|原文标题|原標題)(?:为|是)?\W")
_FURNITURE = re.compile(
    r"^\W{0,4}(?:字号|字体|字級|分享(?:到|至|给)?|[【\[]?打印(?:本页|此页|文章)?|关闭(?:窗口|本页)|返回顶部|评论|浏览(?:次数|量)?|阅读(?:数|量)?|点击(?:数|量|率)?|关键[词字]|标签|责任编辑|责編|责编|編輯|编辑|时间|发布时间|发布日期"
    r"|日期|发布人|发布者|供稿|审核|校对|我要评论|收藏|举报|订阅|繁體|简体|复制链接|字體|已有\d+|\d+人参与|当前位置|您(?:现在)?的?(?:当前)?位置)(?:\s|[:：|｜丨︱/】\]]|$)"
)
_SOURCE_LINE = re.compile(
    r"^\W{0,3}(?:文章|本文|新闻|信息|稿件|素材|内容|消息)?(?:来源|來源|稿源|出处|转自)(?:于|自)?\s*[:：|｜丨︱ ]\s*[^。！？]{1,40}$|^[（(]\s*[\u3400-\u9fff]{2,6}\s*[)）]$"
    r"|^《?\s*[\u3400-\u9fff]{2,12}\s*》?\s*[（(]\s*\d{4}年.{4,20}版\s*[)）]$"
)
_HEADING = re.compile(
    r"^第\d+页/共\d+页.*|^\W{0,4}上一[页篇].{0,6}下一[页篇]\W{0,4}|^\W{0,3}(?:(?:更多)?(?:相关|相關|延伸|推荐|推薦|此前|早前)(?:阅读|閱讀|新闻|新聞|报道|報導|链接|文章|专题|推荐|推薦)|点击进入专题|END|the end|★.{0,14}(?:關心|关心|提醒)[你您]|[請请][繼继][續续]往下[閱阅][讀读]|(?:您的浏览器|你的浏览器).{0,24}|点击.{0,6}(?:大图|放大)|全文完|本文完|完)\W{0,3}$",
    re.I,
)
_DATED = re.compile(r"^[\s\d年月日时分:：/.\-－T|]+(?:更新|发布)?$")
_ENDS = re.compile(
    r"^\W{0,4}(?:(?:责任|网络|值班|本文|执行)?编辑|责编|責任編輯|本文来源|(?:更多)?相关(?:新闻|阅读|报道|链接|文章|推荐|专题|资讯|稿件|内容|附件)|相關(?:新聞|報導|閱讀)|延伸(?:阅读|閱讀)|推荐阅读|推薦閱讀"
    r"|(?:精彩)?(?:视频|图片)?推荐|更多(?:精彩|新闻|内容|阅读|资讯|报道|详情)|点击进入专题|点击查看|(?:免责|版权|特别|郑重|本网|本站)?声明|免責聲明|免责|版权所有|未经(?:本|授权|许可)|扫(?:描|一扫|码)|长按"
    r"|关注.{0,12}(?:微信|公众号|公號|官方)|欢迎(?:关注|扫码|下载|加入|投稿)|下载.{0,12}客户端|上一[篇条页]|下一[篇条页]|网友评论|热门|热点(?:推荐|新闻)|返回(?:顶部|首页|搜狐|列表)|往期|举报|纠错"
    r"|此前报道|早前报道|新闻(?:热线|爆料)|(?:我要)?(?:报料|爆料)|阅读(?:下一篇|原文)|点击(?:下|上)方|看完这篇|本文(?:为|由|系|来自|转载|仅|不|已|经)|以上(?:内容|文章)|转载(?:请|申请)|你可能|猜你喜欢|為你推薦|为您?推荐"
    r"|看更多|訂閱|追蹤|※|【(?:编辑|责任|更多|相关|延伸|版权|免责|纠错|打印|关闭|评论|发表)|(?:微信|微博)(?:号|公众号)|作者(?:简介|介绍|系|为|单位|：)|參考資料|原标题)"
)
_CREDITS = re.compile(r"^\W{0,4}(?:(?:责任|值班|本文|执行|网络)?编辑|责编|責任編輯|校对)\s*[:：|｜丨︱/]")
_SIGNED = re.compile(r"^.(?:作者|记者|文|来源).{2,30}(?:编辑|责编)\s*[:：|｜丨︱/]?.{2,8}[)）\]】]$")
_PROMOTION = re.compile(
    r"扫描?(?:上方|下方|左侧|右侧)?.{0,10}二维码|长按.{0,10}二维码|微信(?:公众号|搜索)|下载.{0,16}(?:客户端|APP|App|app)|安装.{0,16}客户端|(?:关注|订阅).{0,16}(?:公众号|微信|官微)"
    r"|(?:未经|不得).{0,10}(?:授权|许可|同意|转载)|点击(?:进入|此处|下载|查看).{0,20}(?:专题|>>|客户端)?$|打开微信，?点击|(?:专线|熱線|专線|專線|热线|生命線|張老師).{0,12}\d{3,}"
    r"|(?:投资|入市)(?:有风险|需谨慎).{0,20}(?:谨慎|风险)|關心您|关心您|不(?:构成|代表).{0,20}(?:建议|立场|观点)|版权(?:归|属).{0,16}(?:所有|作者)|违法和不良信息|[用下]載?APP看|按讚|粉絲[頁團]|(?:追蹤|訂閱).{0,10}(?:粉絲|頻道|電子報)|飲酒過量|未滿.{1,3}歲.{0,6}飲酒|打开.{0,8}(?:APP|App|客户端).{0,10}(?:阅读|查看|看)|(?:内容|本文|仅)(?:仅)?供(?:读者)?参考\W*$|付費會員|付费会员|查詢時效|(?:广告|商务)合作|请作者.{0,12}联系|在东方财富看资讯"
)
# What sites print under every article or above every comment, however long.
_NOTICE = re.compile(
    r"^\W{0,4}(?:免责|免責|版权|特别|郑重|风险|本网|本站)?(?:声明|聲明)\W|承担一切因您|管理(?:留言|评论)|(?:登录|登入)后(?:可以|才能|方可)?(?:发表)?(?:评论|留言)|文明上网理性发言"
    r"|(?:有权|有權).{0,12}(?:删除|刪除|转载或引用)|(?:仅|僅)(?:供参考|供參考|代表作者).{0,40}(?:不|风险|責任|责任)|转载此文(?:仅|是|出于)|侵权.{0,20}(?:联系|删除)|(?:联系|通知)(?:我们|本站|本网).{0,12}(?:删除|处理)"
)
_TAIL_SHARE = 0.25  # what follows the end of an article is at most a quarter of it; more, and it goes on


_CREDIT_SHARE = 0.45  # after an editor's line: whole articles follow it only on pages that join several
_LEAD = 6  # lines of an element that may stand before the first paragraph
_SPARSE = 0.3  # or it has less text a line than this part of what went before


@dataclass(slots=True)
class Trimmed:
    """The body's lines, and those of its element that are no part of it."""

    kept: list[Line] = field(default_factory=list)
    dropped: list[Line] = field(default_factory=list)


def is_furniture(text: str) -> bool:
    """Whether a line is never a paragraph: 原标题, a label and its value, a source or a date alone, a promotion.

    >>> [is_furniture(t) for t in ("（原标题：某某）", "来源：新闻晨报", "分享到：", "长按识别二维码关注", "（资料来源：参考消息）")]
    [True, True, True, True, False]
    """
    return bool(
        _ORIGINAL.match(text)
        or (len(text) < 50 and _FURNITURE.match(text))
        or (len(text) < 30 and _HEADING.match(text))
        or _SOURCE_LINE.match(text)
        or (len(text) < 300 and _NOTICE.search(text))
        or (len(text) < 120 and _PROMOTION.search(text))
        or (len(text) <= 60 and is_byline(text))
    )


def trim(lines: Sequence[Line], title: str) -> Trimmed:
    """Part the lines of an article's element (in order, those after the headline) into body and the rest."""
    result = Trimmed()
    body = [line for line in _before_end(lines, result) if not _drop(line, title, result)]
    for _step in range(_LEAD):
        for at, line in enumerate(body[:_LEAD]):
            if is_info(line.spaced()) or (len(line.text) < 30 and _ENDS.match(line.text)):
                result.dropped += body[: at + 1]
                body = body[at + 1 :]
                break
            if mass_of(line) > 40:
                break
    result.kept = body
    result.dropped.sort(key=lambda line: line.n)
    return result


def _before_end(lines: Sequence[Line], result: Trimmed) -> Sequence[Line]:
    """The lines before the first that says that the article is over (相关阅读, 责任编辑, 声明)."""
    masses = [0.0 if line.noise is not None else mass_of(line) for line in lines]
    texts = [mass > 0 for mass in masses]
    total = left = sum(masses)
    before, behind = 0, sum(texts)
    for at, line in enumerate(lines):
        if before and len(line.text) < 80:
            credit = _CREDITS.match(line.text) or (line.text[:1] in "（([【" and _SIGNED.search(line.text))
            share = _CREDIT_SHARE if credit else _TAIL_SHARE if _ENDS.match(line.text) else 0.0
            sparse = left / max(behind, 1) < _SPARSE * (total - left) / before
            if share and (sparse or left < share * total):
                result.dropped += lines[at:]
                return lines[:at]
        left -= masses[at]
        before, behind = before + texts[at], behind - texts[at]
    return lines


def _drop(line: Line, title: str, result: Trimmed) -> bool:
    length = len(line.text)
    linked = length > 3 and (line.linked >= 0.8 * length or (line.linked >= 0.4 * length and line.text.count("【") > 1))
    linked = linked or (line.linked > 0 and length < 80 and ">>" in line.text)
    gone = line.noise is not None or linked or is_furniture(line.text) or bare(line.text) == bare(title)
    if gone:
        result.dropped.append(line)
    return gone


def is_info(text: str) -> bool:
    """Whether a line under a headline tells time or publisher, not the story: a time with a clock, a labelled source.

    >>> is_info("2019-09-26 12:11 来源：证券时报网"), is_info("2012年6月24日"), is_info("记者9月26日12:11赶到现场，火已扑灭。")
    (True, False, False)
    """
    if len(text) > 120:
        return False
    time = TIME.search(text)
    rest = len(text) - len(time[0]) if time else len(text)
    clock = bool(time and re.search(r"[:：]", time[0]))
    return rest < 50 and ((clock and rest < 40 and "，" not in text) or bool(read_source(text)) or (clock and rest < 8))


def cut_out(element: etree._Element, trimmed: Trimmed, above: etree._Element | None = None) -> etree._Element:
    """Leave only the body's lines in `element`, and the pictures among them; changes the tree and gives it back.

    `above` is the headline's element. Whole parts that hold nothing kept go with their pictures: those named as noise, and all before the headline's
    end and after the last paragraph.
    """
    if not trimmed.kept:
        return element
    keep: set[etree._Element] = set()
    for line in trimmed.kept:
        for owner, _tail, _text in line.pieces:
            at: etree._Element | None = owner
            while at is not None and at not in keep:
                keep.add(at)
                at = at.getparent()
    for line in trimmed.dropped:
        for owner, tail, _text in line.pieces:
            if tail:
                owner.tail = None
            else:
                owner.text = None
        part = line.noise if line.noise is not None else line.block
        if part not in keep and part is not element and part.getparent() is not None:
            _remove(part)
    if above is not None:
        _cut_before(element, above, keep)
    last = trimmed.kept[-1].pieces[-1]
    if trimmed.dropped and trimmed.dropped[-1].n > trimmed.kept[-1].n:
        _cut_after(element, last[0], keep)
    return element


def _remove(part: etree._Element) -> None:
    parent, before = part.getparent(), part.getprevious()
    if part.tail and parent is not None:
        if before is not None:
            before.tail = (before.tail or "") + part.tail
        else:
            parent.text = (parent.text or "") + part.tail
    if parent is not None:
        parent.remove(part)


def _cut_after(element: etree._Element, owner: etree._Element, keep: set[etree._Element]) -> None:
    """Remove what follows `owner` in `element` and holds nothing kept."""
    at: etree._Element | None = owner
    while at is not element and at is not None:
        for following in list(at.itersiblings()):
            if following not in keep:
                _remove(following)
        at = at.getparent()


def _cut_before(element: etree._Element, owner: etree._Element, keep: set[etree._Element]) -> None:
    """Remove what stands before `owner` (the headline) in `element` and holds nothing kept."""
    if element not in owner.iterancestors():
        return
    at: etree._Element | None = owner
    while at is not element and at is not None:
        for before in list(at.itersiblings(preceding=True)):
            if before not in keep:
                _remove(before)
        at = at.getparent()
