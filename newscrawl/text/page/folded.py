"""The rest of an article that a page folds away until the reader asks for it (展开全文)."""

import re
from collections.abc import Sequence
from itertools import islice

from lxml import etree

from newscrawl.text.markup.tags import HIDDEN, text_of
from newscrawl.text.page.outline import Line

OPENS = "(?:展[开開]|余下|剩余|阅读|查看|显示)全文"  # what a button says that unfolds it
_OPENS = re.compile(OPENS)
_DECLARED = re.compile(rf"(?:{HIDDEN.pattern})\s*(?:!important)?\s*;?", re.I)
_BUTTON = 12  # characters of what the reader presses
_END = re.compile("[。！？]")
_PARAGRAPH = 20  # characters of a paragraph
_PARTS = ("div", "section", "p", "span")
_BESIDE = 20  # parts before one that is folded away, among which its paragraphs begin


def unfold(root: etree._Element, lines: Sequence[Line]) -> bool:
    """Show what is folded away: a part with paragraphs, after paragraphs that are shown beside it; tells whether there was
    one. Without a line that says so what is hidden stays hidden: most of it is the same once more, or other articles.

    >>> from lxml import html
    >>> from newscrawl.text.page.lines import read_lines
    >>> page = html.fromstring("<div><p>甲</p><div style='display:none'><p>乙</p></div><a>展开全文</a></div>")
    >>> page[0].text = page[1][0].text = "两岸居民清早就来了。" * 8
    >>> unfold(page, read_lines(page)), page[1].get("style")
    (True, '')
    """
    said = [line.text for line in lines if "全文" in line.text]
    if not any(len(text) <= _BUTTON and _OPENS.search(text) for text in said):
        return False
    unfolded = False
    for element in root.iter(*_PARTS):
        style = element.get("style") or ""
        if HIDDEN.search(style) and (element.tag == "p" or element.find(".//p") is not None):
            text = text_of(element)
            above = islice(element.itersiblings(*_PARTS, preceding=True), _BESIDE)
            shown = "".join(text_of(part) for part in above if not HIDDEN.search(part.get("style") or ""))
            linked = sum(len(text_of(link)) for link in element.iter("a"))
            if _tells(text) and _tells(shown) and linked * 2 < len(text):
                element.set("style", _DECLARED.sub("", style))
                unfolded = True
    return unfolded


def _tells(text: str) -> bool:
    return len(text) > _PARAGRAPH and bool(_END.search(text))
