"""What of a text is compared when copies are looked for: its clauses without credits, folded, and their shingles.

A copy differs from its original in what an outlet adds around the story (a dateline, a credit, an editor's line, a
disclaimer), in script (traditional, simplified), width, quotation marks, white space and paragraphs. All that goes
here, so that what is left can be compared character by character.
"""

import re
import unicodedata
from array import array
from collections.abc import Sequence

from newscrawl.text.likeness.variants import fold_variants
from newscrawl.text.page.people import is_byline
from newscrawl.text.sources import read_credit

# What outlets set before the story: 【headline】, then 新华社北京6月13日电（记者张三）, 本报讯 记者 张三, 财联社6月13日讯，
_HEADLINE = re.compile(r"\s*【[^】\n]{2,60}】")
_DATELINE = re.compile(
    r"\W{0,3}(?:据)?(?:[^\s，。,：:；;（(]{0,24}?(?:\d{1,2}月)?\d{1,2}日(?:[专專]?[电電]|[讯訊]|消息)"
    r"|(?:本[报報网網台臺刊]|[^\s，。,：:；;（(]{1,12}?(?:社|[报報]|[网網]|[台臺]|[e]?公司|快))(?:[电電]|[讯訊]|消息))"
    r"(?=[\s，,：:（(—-])"
)
_REPORTER = re.compile(
    r"[\s，,：:]*(?:[（(][^（()）]{0,60}(?:[记記]者|通[讯訊][员員]|作者|文|[编編][辑輯])[^（()）]{0,60}[）)]"
    r"|(?:首席|[实實][习習]|[见見][习習])?[记記]者[\s：:]*[\u3400-\u9fff·]{2,4}(?:[\s、]+[\u3400-\u9fff·]{2,4}){0,3}"
    r"(?=\s|[报報]道|[报報]導|：|:|，))?(?:\s*[报報][道導])?[\s，,：:—-]*"
)
_HEAD = re.compile(r"\W{0,3}(?:原[标標][题題]|[来來]源|作者|[记記]者|文|[图圖]|[编編]者按)\s*[:：/／|丨｜]")
_HEAD_LINES, _HEAD_LENGTH = 3, 60
# And after it, up to eight lines: credits, people, where it first stood, what it is no advice for.
_TAIL = re.compile(
    r"\W{0,3}(?:(?:[来來]源|稿源|出[处處]|[责責]任?[编編]|[责責]任[编編][辑輯]|[编編][辑輯]|校[对對]|[审審]核|值班|[监監]制|作者|[记記]者|文|[图圖]|[摄攝]影|原[标標][题題])\s*[:：/／|丨｜]"
    r"|[风風][险險]提示|(?:免[责責]|[郑鄭]重|特[别別]|版[权權]|本[网網站])?[声聲]明\W|[转轉][载載]|以上[内內]容|本文(?:[来來]自|[来來]源|[转轉]自|系|首[发發]|不|[仅僅])"
    r"|投[资資]有[风風][险險]|更多精彩|[关關]注|[扫掃][码碼]|[长長]按|[点點][击擊]|下[载載]|海量[资資][讯訊]|未[经經]授[权權])"
)
_TAIL_LINES, _TAIL_LENGTH = 8, 120
_CLOSERS = ("）", ")", "】", "]")
_CLOSING_BRACKET = re.compile(r"[（(【\[](?P<inside>[^（()）【】\[\]]{1,60})[）)】\]]\s*$")
_NO_PART = re.compile(
    r"^(?:完|[来來]源|[记記]者|[编編][辑輯]|[责責][编編]|作者|原[标標][题題]|[图圖]|文|[摄攝]|通[讯訊][员員]|本文|[转轉])|(?:[报報网網社台臺]|新[闻聞]|[财財][经經]|客[户戶]端)$"
)


def without_credits(text: str) -> str:
    """A body's plain text without headline in brackets, dateline, by-lines, credits, editor's lines and disclaimers.

    >>> without_credits("本报讯（记者 李一）桥已通车。\\n车辆不多。（文章来源：常州日报）\\n责任编辑：王二")
    '桥已通车。\\n车辆不多。'
    """
    lines = [line for line in text.splitlines() if line.strip()]
    for _ in range(_TAIL_LINES):
        if len(lines) < 2 or not _is_added(lines[-1], _TAIL, _TAIL_LENGTH):
            break
        lines.pop()
    for _ in range(_HEAD_LINES):
        if len(lines) < 2 or not _is_added(lines[0], _HEAD, _HEAD_LENGTH):
            break
        del lines[0]
    if not lines:
        return ""
    first = _HEADLINE.sub("", lines[0], count=1) if lines[0].lstrip().startswith("【") else lines[0]
    if dateline := _DATELINE.match(first):
        end = _REPORTER.match(first, dateline.end())
        first = first[end.end() if end else dateline.end() :]
    lines[0] = first
    lines[-1] = _without_closing(lines[-1])
    return "\n".join(lines)


def _is_added(line: str, pattern: re.Pattern[str], longest: int) -> bool:
    """Whether a line at a text's edge is no part of the story."""
    line = line.strip()
    if len(line) > longest:
        return False
    if pattern.match(line) or (len(line) <= 40 and not line.endswith(("。", "！", "？")) and is_byline(line)):
        return True
    return not _without_closing(line)


_CREDIT_BRACKET = re.compile(r"[（(【\[]\s*(?:[\u3400-\u9fff]{2}\s*)?[来來]\s*源\s*[:：][^\n]{1,80}$")


def _without_closing(line: str) -> str:
    """A line without the brackets at its end that name people or publishers: （文章来源：常州日报）（完）."""
    for _ in range(3):
        start = max(0, len(line) - 100)
        if "源" not in line[start:] and not line.rstrip().endswith(_CLOSERS):  # most lines: neither can match
            break
        found = _CREDIT_BRACKET.search(line, start) if read_credit(line) else None
        if not found:
            found = _CLOSING_BRACKET.search(line, start)
            if not found or not _NO_PART.search(found["inside"].strip()):
                break
        line = line[: found.start()].rstrip()
    return line


# Full-width letters and digits, and signs that stand for several characters (㎡, ℃, ①): only these are normalised, since
# NFKC of a whole text takes longer than all the rest.
_WIDE = re.compile(
    "[\uff05\uff0e\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2100-\u214f\u2460-\u24ff\u2f00-\u2fdf\u3200-\u33ff\uf900-\ufaff]+"
)
_UNSEEN = re.compile(r"[\s\u200b-\u200f\ufeff“”‘’\"'「」『』《》〈〉<>·•*_\-－—–―─]")
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3})")  # the comma first: it is what is searched for
_CLAUSE = re.compile(r"[^\W_]+(?:(?<=\d)(?:\.\d|%)[^\W_]*)*")  # letters and digits; 8.3, 8% are one


def fold_clauses(text: str) -> list[str]:
    """The clauses of a text as they are compared: without credits, punctuation and white space, in one script and width.

    >>> fold_clauses("新華社北京6月13日電（記者張三）  今年１－５月，出口額 1,234.5億元，增長 8.3％。")
    ['今年15月', '出口额1234.5亿元', '增长8.3%']
    """
    plain = _WIDE.sub(lambda wide: unicodedata.normalize("NFKC", wide.group()), without_credits(text))
    plain = _THOUSANDS.sub("", _UNSEEN.sub("", plain.lower()))
    return _CLAUSE.findall(fold_variants(plain))


SHINGLE = 4
"""Characters a shingle: a changed word of two changes five of them, and two stories of one event share few."""


def read_shingles(clauses: Sequence[str]) -> "array[int]":  # the class itself cannot be subscripted before Python 3.12
    """The shingles of a text, each as the 64-bit number that its four characters are in UTF-16; some come twice.

    >>> len(read_shingles(["今年5月", "出口增长8.3%"])), len(read_shingles(["今年5"]))
    (9, 0)
    >>> [hex(number) for number in read_shingles(["abcd"])]
    ['0x64006300620061']
    """
    data = "".join(clauses).encode("utf-16-le")
    shingles = array("Q")
    for start in range(0, 2 * SHINGLE, 2):  # read as numbers at once, from each of four starts: no loop over characters
        whole = (len(data) - start) // 8 * 8
        if whole > 0:
            shingles.frombytes(data[start : start + whole])
    return shingles
