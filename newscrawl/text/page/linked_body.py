"""The text that a page tells in JSON-LD alone: its script shows it to readers, its markup has nothing of it, or the opening."""

import html
import re
from collections.abc import Sequence

from lxml import etree

from newscrawl.text.markup.tags import PHRASING
from newscrawl.text.page.body import is_info, trim
from newscrawl.text.page.credits import are_names
from newscrawl.text.page.headline import Headline, bare
from newscrawl.text.page.layout import Layout
from newscrawl.text.page.lines import drop_unseen, parse, read_lines
from newscrawl.text.page.linked_data import Linked, is_same, without_controls
from newscrawl.text.page.outline import Line
from newscrawl.text.page.paging import find_next_pages
from newscrawl.text.phrases import one_of

_SHORT = 40  # letters of what is no article
_OPENING = 90  # letters of an article's opening
_REST = 30  # and at least of what follows it
_END = re.compile("[。！？!?]")


def supply(root: etree._Element, layout: Layout, linked: Linked) -> bool:
    """Put into the tree what JSON-LD has of the article's text and the markup has not; tells whether there was any.

    Where no article was found, all of the text is put under the headline; where its opening was, letter by letter, what
    follows it. In all else the markup is right. Nothing is done for an article that is not said to be this page's, for one
    that is cut, nor where readers must log in to read.
    """
    headline = layout.headline
    if not linked.body or not (linked.own or is_same(linked.headline, [bare(headline.text)])):
        return False
    told = _element(linked.body)
    if told is None:
        return False
    told_lines = read_lines(told)
    if not _is_article(told_lines, headline.text or linked.headline) or any(map(_is_wall, layout.lines)):
        return False
    kept = trim(layout.inside, headline).kept
    shown, whole = _letters(kept), _letters(told_lines)
    if len(shown) < _SHORT:
        if headline.last >= 0 and any(_END.search(line.text) and _letters([line]) not in whole for line in kept):
            return False  # a flash item, of which it tells something else
        _show(root, layout, linked.headline, told)
        return True
    goes_on = len(whole) >= max(1.1 * len(shown), len(shown) + _REST)
    if len(shown) < _OPENING or not goes_on or not whole.startswith(shown):
        return False
    if find_next_pages(layout.lines[headline.last + 1 :], "", ""):
        return False  # its pages have it, with their pictures
    _go_on(kept, _after(told_lines, len(shown)))
    return True


_BREAK = re.compile(r"[\r\n\u2028\u2029]+|\u3000{2,}")
_TAG = re.compile(r"<\s*(?:p|br|div|section|span|img|h\d)\b", re.I)


def _element(body: str) -> etree._Element | None:
    """The text as an element of paragraphs, whether it is told in HTML or plain."""
    if "&lt;" in body and not _TAG.search(body):
        body = html.unescape(body)
    if not _TAG.search(body):
        if "\n" not in body:
            body = body.replace("\\r", "").replace("\\n", "\n")
        lines = _BREAK.split(html.unescape(html.unescape(body)))
        body = "".join(f"<p>{html.escape(line.strip())}</p>" for line in lines if line.strip())
    elif "</p>" not in body.lower():
        body = body.replace("\u3000\u3000", "<br>\u3000\u3000")
    told = parse(f"<body><article>{body}</article></body>".encode("utf-8", "replace"))
    if told is None:
        return None
    drop_unseen(told)
    return told.find(".//article")


_LEAST = 80  # Chinese characters of an article
_HAN = re.compile(r"[\u3400-\u9fff]")
_TAIL = 20  # characters in which a text says that it is cut
_CUT = re.compile(r"(?:\.{3}|…|&hellip;|(?:阅读|查看|展开|閱讀)(?:全文|更多|原文))\W*$")
_ENDED = "。！？!?；;”」』’）)】〕》—"
# What may follow the last sentence.
_CREDIT = re.compile(
    r"[（(【]?(?:责编|责任编辑|責任編輯|编辑|記者|记者|作者|来源|文|图|摄影|通讯员|编审|校对)[\s:：/／|｜丨︱]"
)


def _is_article(lines: Sequence[Line], title: str) -> bool:
    """Whether a text is an article, whole: several sentences, not cut after so many characters."""
    text = "\n".join(line.text for line in lines)
    if len(_HAN.findall(text)) < _LEAST or len(_END.findall(text)) < 2:
        return False
    if _CUT.search(text[-_TAIL:]) or _is_wall(lines[-1]):
        return False
    kept = trim(lines, Headline(title)).kept
    rest = re.split(f"[{_ENDED}]", kept[-1].text)[-1].strip() if kept else ""
    return not rest or bool(_CREDIT.match(rest)) or are_names(rest)


# What stands where an article would: its readers must log in, pay, or prove that they are people.
_WALL = re.compile(
    one_of(
        "(?:登录|登錄|登入|注册|訂閱|订阅|购买|付费|开通|解锁|验证)[^，。]{0,12}(?:后|後|即可|才[能可]|以|可)"
        "[^，。]{0,8}(?:阅|閱|看|读|讀|继续|访问)",
        "(?:安全|人机|人機|滑动|身份)验证|验证码(?:后|以|继续)|访问(?:过于|太过?)?频繁|拖动.{0,6}滑块",
        "Just a moment|Access Denied",
    )
)
# The same in words that links in menus say too.
_WALL_UNLINKED = re.compile(
    one_of(
        "(?:请|請)您?先?(?:登录|登錄|登入)(?=客户端|账号|帐号|再|[，。！!]|$)",
        "(?:付费|付費|会员|會員|订户|訂戶|VIP)(?:专享|專享|专属|專屬|限定|内容|內容|文章|阅读|閱讀|可读|可讀)",
    )
)
_REMARKS = re.compile("评论|評論|留言|发言|發言")  # to log in for these is no wall
_WALL_LINE = 60  # characters of a line that says so


def _is_wall(line: Line) -> bool:
    text = line.text
    if len(text) > _WALL_LINE or _REMARKS.search(text):
        return False
    return bool(_WALL.search(text) or (not line.linked and _WALL_UNLINKED.search(text)))


def _letters(lines: Sequence[Line]) -> str:
    """Letters and digits alone: the same text is punctuated and spaced in two ways."""
    return "".join(filter(str.isalnum, "".join([line.text for line in lines])))


_LOOK = 6  # lines after the headline that may tell time and publisher


def _show(root: etree._Element, layout: Layout, title: str, told: etree._Element) -> None:
    """Put the text under the headline and the lines below it that tell time and publisher; with its own headline where
    the page shows none."""
    block = layout.heading
    if block is None:
        body = root.find("body")
        around = body if body is not None else root
        around.insert(0, told)
        if title:
            heading = etree.Element("h1")
            heading.text = without_controls(title)
            around.insert(0, heading)
        return
    below = layout.headline.last + 1
    for line in layout.lines[below : below + _LOOK]:
        if is_info(line.spaced()):
            block = line.block
    parent = block.getparent()
    if parent is None or block.tag in ("body", "html"):
        block.append(told)
    else:
        parent.insert(parent.index(block) + 1, told)


def _after(lines: Sequence[Line], count: int) -> list[tuple[str, str]]:
    """What follows so many letters: the rest of the paragraph they end in, and the further ones, each with its tag."""
    rest: list[tuple[str, str]] = []
    for line in lines:
        tag = line.block.tag if line.heading else "p"
        if rest:
            rest.append((tag, line.text))
            continue
        for at, character in enumerate(line.text):
            count -= character.isalnum()
            if not count:
                rest.append((tag, line.text[at + 1 :]))
                break
    return rest


def _go_on(kept: Sequence[Line], rest: Sequence[tuple[str, str]]) -> None:
    """Complete the last of the lines, and add the others after it."""
    line = kept[-1]
    owner, tail, text = next(
        (piece for piece in reversed(line.pieces) if any(map(str.isalnum, piece[2]))), line.pieces[-1]
    )
    end = max((at for at, character in enumerate(text) if character.isalnum()), default=-1) + 1
    begun, others = rest[0][1], list(rest[1:])
    if any(map(str.isalnum, begun)) and _END.search(text, end):  # told in one piece, shown in paragraphs
        others.insert(0, ("p", begun.lstrip(_ENDED + " ")))
    elif tail:
        owner.tail = without_controls(text[:end] + begun)
    else:
        owner.text = without_controls(text[:end] + begun)
    around, at = _place_after(line.block, owner, tail)
    for n, (tag, paragraph) in enumerate(others):
        element = etree.Element(tag)
        element.text = without_controls(paragraph)
        around.insert(at + n, element)


_WHOLE = PHRASING | {"li", "dd"}  # blocks that are one paragraph


def _place_after(block: etree._Element, owner: etree._Element, tail: bool) -> tuple[etree._Element, int]:
    """Where a paragraph goes that follows a text of a block: after the block, or in it where its text stands loose."""
    last = block
    if len(block) and block.tag not in _WHOLE:
        if owner is block and not tail:
            return block, 0
        last = owner
        while not tail and (around := last.getparent()) is not None and around is not block:
            last = around
    parent = last.getparent()
    return (block, len(block)) if parent is None else (parent, parent.index(last) + 1)
