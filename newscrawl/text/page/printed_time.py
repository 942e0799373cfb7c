"""The time that a page prints with its headline."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from newscrawl.text.page.outline import Line
from newscrawl.text.phrases import one_of

_CLOCK = r"\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?"
_DAY = (
    r"(?:(?:19|20)\d{2}\s*[-/.年－]\s*\d{1,2}\s*[-/.月－]\s*\d{1,2}(?:\s*[日号])?"
    r"|民[國国]\s*\d{2,3}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|(?:二[〇零○Oo0]|一九)[〇零○Oo0一二三四五六七八九]{2}年"
    r"[〇零一二三四五六七八九十]{1,3}月[〇零一二三四五六七八九十廿卅]{1,3}[日号]?)"
)
_SHORT = r"(?<![\d.])\d{1,2}(?:[-/]|\s*月\s*)\d{1,2}\s*日?"
_PART = r"(?:凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|AM|PM|am|pm)"
_AGO = (
    r"(?:(?<!\d)\d{1,4}|[一二三四五六七八九十半几兩两]+)\s*个?(?:秒|分钟|分鐘|小时|小時|天|周|週)前"
    # of a day, but not of a name or a sentence: 今日女报, 市民昨日上桥
    rf"|(?:刚刚|剛剛|昨[天日]|前天|今[天日])(?=\s*+{_PART}?\s*+{_CLOCK}|[^\u3400-\u9fff]|$|[来來]源|发布|發布)"
)
WEEKDAY = "(?:星期|[周週]|禮拜|礼拜)[一二三四五六日天]"
# Taken whole or not at all, as every run of blanks before something that may be missing: else runs of blanks, of which pages
# have long ones, are tried in all their parts.
_BETWEEN = rf"(?:\s|[,，T|·｜]|HKT|CST|{WEEKDAY}|[(（]週?[一二三四五六日][)）])*+"
_BEGINS = "[\\d民一二三四五六七八九十半几兩两刚剛昨前今JFMASOND]"
# The first alternative that fits at a place is taken, so longer ones go first; none is tried where no time can begin.
TIME = re.compile(
    rf"(?={_BEGINS})(?:"
    # 26/09/2019 12:11, 12:11 2019-09-26
    rf"(?<!\d)\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)\d{{2}}(?:\s*-?\s*{_CLOCK})?"
    rf"|{_CLOCK}\s+(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    # 2019年9月26日 星期四 下午12:11, 2019-09-26
    rf"|{_DAY}(?:{_BETWEEN}(?:[\u3400-\u9fff]{{2,10}}标准时间|GMT|UTC)?\s*+{_PART}?"
    rf"\s*+(?:{_CLOCK}|\d{{1,2}}\s*[时時点點](?:\s*\d{{1,2}}\s*分?)?))?(?:\s*(?:AM|PM|am|pm|GMT|UTC))?"
    # 2019 09-26 12:11
    rf"|(?:19|20)\d{{2}}\s+\d{{1,2}}\s*[/-]\s*\d{{1,2}}\s+{_CLOCK}"
    # Sep 26, 2019
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s+\d{1,2},\s+20\d{2}"
    rf"(?:\s+(?:at\s+)?{_CLOCK}(?:\s*[AaPp][Mm])?)?"
    # 19-09-26 12:11
    rf"|(?<![\d.])\d{{2}}[-./]\d{{1,2}}[-./]\d{{1,2}}\s+{_CLOCK}"
    # 09-26 12:11, 3小时前, 昨天 12:11, 9月26日
    rf"|{_SHORT}\s*+{_PART}?\s*+{_CLOCK}|(?:{_AGO})(?:\s*+{_PART}?\s*+{_CLOCK})?|{_SHORT.replace('日?', '日')})"
)
_MAY_TELL = re.compile(_BEGINS)  # to look for one of these characters takes a tenth of what looking for a time does
_LABELLED = re.compile(
    r"(?:发布|發布|发表|發表|刊登|出版|见报|录入|上传|添加|编辑|来源)?(?:时间|時間|日期|于|於)\s*[:：]?\s*$"
    r"|(?:发[布表]|首发)[:：]?\s*$"
)


def without_times(text: str, instead: str) -> str:
    """A text with something else in the place of every time.

    >>> without_times("2019-09-26 12:11 证券时报", "")
    ' 证券时报'
    """
    return TIME.sub(instead, text) if _MAY_TELL.search(text) else text


OTHER_DAY = "info, of the document"  # 成文日期: a day printed that is not the publication's


@dataclass(frozen=True, slots=True)
class Found:
    """A string as printed, and where it was found."""

    text: str = ""
    place: str = ""
    line: int = -1


_OTHER_DAY = re.compile(
    one_of(
        "发文|成文|生成|印发|签发|施行|实施|生效|失效|废止|有效|会议|活动|举办|比赛|演出|开放|开标|开庭|报名",
        "截止|截至|到期|起始|开始|结束|终止",
    )
    + r"(?:日期|时间|期)\s*[:：]?\s*$"
)
_WEEKDAY = re.compile("星期|[週周]|禮拜|礼拜")
_WITH_CLOCK = re.compile("[:：时時点點前]")
_WITH_YEAR = re.compile(r"\d{4}|年|前|昨")
_CHANGED = re.compile("更新|修改|編輯")
# After a time and before no other that it could label: 2019-09-26 12:11 发布
_IS = r"(?!\s*(?:时间|時間|日期|[:：于於人者]|\d))"
_IS_PUBLISHED = re.compile(rf"\s*(?:发布|發布|發佈|刊发|发表|發表){_IS}")
_IS_CHANGED = re.compile(rf"\s*(?:更新|修改|編輯){_IS}")
_LONGEST = 200  # characters of a line that tells time and publisher
_BOXED = re.compile(r"(?<=\d)(?: ([/:.]) ?|([/:.]) )(?=\d)")


def find_time(lines: Sequence[Line], headline: int) -> Found:
    """The visible time nearest the headline: one with a clock goes before one without, a labelled one before others.

    `lines` are those between headline and body and a few above; `headline` is the headline's place on the page. They
    are read as one text, since sites print day and clock, or even year and day, in boxes of their own.
    """
    text, ends = "", []
    for line in lines:
        text += line.spaced()[:_LONGEST] + "\n"
        ends.append(len(text))
    best, best_score = Found(), -1e9
    for found in TIME.finditer(text):
        at = bisect_right(ends, found.start())
        n, printed = lines[at].n, found[0]
        before = text[max(found.start() - 12, 0) : found.start()]
        away = n - headline if n >= headline else (headline - n) * 1.5 + 4
        score = 6.0 * bool(_WITH_CLOCK.search(printed)) + 5.0 * bool(_WITH_YEAR.search(printed)) - away * 0.5
        if _IS_PUBLISHED.match(text, found.end()):
            score += 3
        elif _IS_CHANGED.match(text, found.end()):
            score -= 4
        else:
            score += 3 * bool(_LABELLED.search(before)) - 4 * bool(_CHANGED.search(before))
        if n < headline and _WEEKDAY.search(printed):  # today's date in the head of the page, or an issue's
            score -= 5
        other = bool(_OTHER_DAY.search(before))
        score -= 12 * other
        score -= min(ends[at] - (ends[at - 1] if at else 0) - len(printed), 60) * 0.05
        if score > best_score:
            whole = _BOXED.sub(r"\1\2", " ".join(printed.replace("HKT", "").split()))
            best, best_score = Found(whole, OTHER_DAY if other else "info", n), score
    return best
