"""The time that an element beside the headline states in an attribute, where its text states none, or not all of it:
`<time datetime="2021-03-04T05:06+08:00">3小时前</time>`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree

from newscrawl.text.dates import parse_date
from newscrawl.text.markup.tags import text_of
from newscrawl.text.page.head import RELATIVE, add_year
from newscrawl.text.page.noise import names_noise
from newscrawl.text.page.outline import Line
from newscrawl.text.page.zone import Zone
from newscrawl.text.phrases import words_of

# Attributes that say so themselves, and those that may hold any time.
_PUBLISHED = words_of(
    "data-publish-time data-publishtime data-publish_time data-publish-date data-publishdate data-publish",
    "data-published data-published-at data-published-time data-pubtime data-pub-time data-pubdate data-pub-date data-ptime",
)
_TIMES = words_of(
    "datetime data-time data-timestamp data-datetime data-date data-post-time data-release-time data-create-time",
    "data-createtime data-created data-created-at data-livestamp data-unixtime data-unix-time data-utime",
)
_NAMES = (*_PUBLISHED, *_TIMES)
_TELLING = frozenset((*_NAMES, "itemprop", "title"))
_NOT_OURS = frozenset(words_of("del ins meta link html body video audio"))
_LONGEST = 40  # characters of a value that is a time
_VALUE = re.compile(r"(?:19|20)\d{2}|^1\d{9}(?:\d{3}|\.\d+)?$")  # with a year, or seconds or milliseconds
_BARE = re.compile(
    r"[\d\s:：./+\-年月日时分秒TZ]+"
)  # nothing but a time: what else a `title` says is of something else
_AGO = 20  # characters of 3小时前 with what stands around it, at most
# What class, id and itemprop call a time of publication, and one of a change; and what stands before that.
_FIRST = re.compile("publi|pubdate|entry-date|post-date|posted|create")
_CHANGED = re.compile("updat|modif|edit|chang")
_SAYS_CHANGED = re.compile(r"(?:更新|修改|编辑|編輯)\w{0,2}\s?[:：]?$")
_LABEL = 8  # characters of it
_FRAME = re.compile("head|foot|meta|info|tool|top|time|date")  # parts that hold an article's time, noise elsewhere
_NEAR = 3  # elements around a headline in which its time may stand above it
_DIGITS = re.compile(r"\d+")
_Stated = tuple[etree._Element, str]


def _state(element: etree._Element) -> str:
    """The time that an element states; empty for none."""
    if _TELLING.isdisjoint(element.keys()) or element.tag in _NOT_OURS:
        return ""
    names = (*_NAMES, "content") if "datePublished" in (element.get("itemprop") or "") else _NAMES
    for name in names:
        if time := _time(element, name):
            return time
    time = _time(element, "title")
    return time if time and _BARE.fullmatch(time) and _says_ago(element) else ""


def _time(element: etree._Element, name: str) -> str:
    value = (element.get(name) or "").strip()
    return value if 0 < len(value) < _LONGEST and _VALUE.search(value) and parse_date(value) is not None else ""


def _says_ago(element: etree._Element) -> bool:
    """Whether an element prints how long ago a time was (3小时前), or a script does so."""
    text = text_of(element)
    return "timeago" in (element.get("class") or "") or (len(text) < _AGO and RELATIVE.search(text) is not None)


def complete_time(printed: str, line: Line) -> str:
    """A time printed without its year, or as 3小时前, with what its own element states; else as it is printed.

    >>> from lxml import html
    >>> from newscrawl.text.page.lines import read_lines
    >>> lines = read_lines(html.fromstring("<p><time datetime='2021-03-15T09:20:00+08:00'>3月15日</time></p>"))
    >>> complete_time("3月15日", lines[0]), complete_time("3月16日", lines[0])
    ('2021-03-15T09:20:00+08:00', '3月16日')
    """
    if printed[:4].isdigit():  # most begin with their year
        return printed
    relative = RELATIVE.search(printed) is not None
    shown = [int(number) for number in _DIGITS.findall(printed)]
    if not relative and (not shown or shown[0] > 12):
        return printed
    for element in dict.fromkeys(_elements(line)):
        stated = _state(element)
        date = parse_date(stated) if stated else None
        if date is None:
            continue
        clock = [date.when.hour, date.when.minute, date.when.second]
        if relative:
            if ":" not in printed or (date.precision != "day" and shown[-2:] == clock[:2]):
                return stated
        elif shown == [date.when.month, date.when.day, *clock][: len(shown)]:
            return stated
        elif (dated := add_year(printed, {"time": stated})) != printed:  # the clock of +08:00 with another zone's sign
            return dated
    return printed


def _elements(line: Line) -> Iterator[etree._Element]:
    """The elements of a line's texts, and those around them within its block."""
    end = line.block.getparent()
    for owner, tail, _text in line.pieces:
        element = owner.getparent() if tail else owner
        while element is not None and element is not end:
            yield element
            element = element.getparent()


def find_stated(zone: Zone) -> str:
    """The time that an element between headline and text states, or one around both; else one just above the headline,
    or after the text where it says that it is the time of publication. Times of changes, and of lists, comments and
    other articles, are not taken.
    """
    layout = zone.layout
    first = (zone.body or layout.inside)[0].block
    around = (first, *first.iterancestors())
    order = {element: n for n, element in enumerate(around[-1].iter())}
    times = [(element, time) for element in order if (time := _state(element))]
    for element, time in times:
        if element in around and _says_published(element):
            return time
    times = [(element, time) for element, time in times if element not in around and not _is_change(element)]
    begin = layout.article if layout.heading is None else layout.heading
    frame = next((part for part in begin.iterancestors() if part in around), around[-1])
    between = [
        (element, time)
        for element, time in times
        if order[begin] <= order[element] < order[first] and not _is_apart(element, frame)
    ]
    if between:
        return next((time for element, time in between if _is_first(element)), between[0][1])
    if layout.heading is None:
        return ""
    above = [stated for stated in times if order[stated[0]] < order[begin]]
    after = [stated for stated in times if order[stated[0]] > order[first]]
    return _above(layout.heading, above, frame) or _after(layout.heading, after)


def _above(headline: etree._Element, times: Sequence[_Stated], frame: etree._Element) -> str:
    """The last of the times that stand with the headline in one small part."""
    near = [part for part in islice(headline.iterancestors(), _NEAR) if part.tag not in ("body", "html")]
    for element, time in reversed(times):
        if any(part in near for part in islice(element.iterancestors(), _NEAR)) and not _is_apart(element, frame, "li"):
            return time
    return ""


def _after(headline: etree._Element, times: Sequence[_Stated]) -> str:
    """The one time after the text that is said to be the article's."""
    own = next((part for part in headline.iterancestors() if _is_article(part)), None)
    if own is None:
        return ""
    said = {
        time
        for element, time in times
        if _is_first(element) and own in element.iterancestors() and not _is_apart(element, own, "li")
    }
    return said.pop() if len(said) == 1 else ""


def _is_article(part: etree._Element) -> bool:
    return part.tag == "article" or (part.get("itemtype") or "").endswith(("Article", "Posting"))


def _called(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}".lower()


def _says_published(element: etree._Element) -> bool:
    return any(element.get(name) for name in _PUBLISHED)


def _is_first(element: etree._Element) -> bool:
    return bool(_FIRST.search(_called(element))) or element.get("pubdate") is not None or _says_published(element)


def _is_change(element: etree._Element) -> bool:
    """Whether what stands before a time, or what it is called, tells that it is one of a change."""
    before, around = element.getprevious(), element.getparent()
    if before is None:
        said = around.text if around is not None else ""
    else:
        said = before.tail if (before.tail or "").strip() else text_of(before)
    if _SAYS_CHANGED.search((said or "").rstrip()[-_LABEL:]):
        return True
    return not _is_first(element) and _CHANGED.search(_called(element)) is not None


def _is_apart(element: etree._Element, frame: etree._Element, *tags: str) -> bool:
    """Whether an element stands in a part of `frame` that is called comments, other articles, a share widget."""
    at: etree._Element | None = element
    while at is not None and at is not frame:
        name, label = at.get("class") or "", at.get("id") or ""
        noise = (name or label) and not _FRAME.search(name or label) and names_noise(name, label)
        if noise or at.tag in ("nav", "aside") or at.tag in tags:
            return True
        at = at.getparent()
    return False
