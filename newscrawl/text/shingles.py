"""What of a text is compared when copies are looked for: its clauses without credits, folded, and their shingles.

A copy differs from its original in what an outlet adds around the story (a dateline, a credit, an editor's line, a
disclaimer), in script (traditional, simplified), width, quotation marks, white space and paragraphs. All that goes
here, so that what is left can be compared character by character.
"""

import re
import unicodedata
from collections.abc import Sequence
from zlib import crc32

from newscrawl.text.people import is_byline
from newscrawl.text.sources import read_credit
from newscrawl.text.variants import fold_variants

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
    r"|(?:[风風][险險]提示|免[责責]|[郑鄭]重|特[别別]|版[权權]|本[网網站])?[声聲]明|[转轉][载載]|以上[内內]容|本文(?:[来來]自|[来來]源|[转轉]自|系|首[发發]|不|[仅僅])"
    r"|投[资資]有[风風][险險]|更多精彩|[关關]注|[扫掃][码碼]|[长長]按|[点點][击擊]|下[载載]|海量[资資][讯訊]|未[经經]授[权權])"
)
_TAIL_LINES, _TAIL_LENGTH = 8, 120
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
    while len(lines) > 1 and _is_added(lines[-1], _TAIL, _TAIL_LENGTH) and len(lines) + _TAIL_LINES > text.count("\n"):
        lines.pop()
    for _ in range(_HEAD_LINES):
        if len(lines) > 1 and _is_added(lines[0], _HEAD, _HEAD_LENGTH):
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
    return bool(read_credit(line)) and not line.partition("来源")[0].rstrip("（([【文章本稿件信息消").endswith("。")


def _without_closing(line: str) -> str:
    """The last line without the brackets at its end that name people or publishers: （文章来源：常州日报）（完）."""
    for _ in range(3):
        found = _CLOSING_BRACKET.search(line, max(0, len(line) - 80))
        if not found or not _NO_PART.search(found["inside"].strip()):
            if not (found and read_credit(line)):
                break
        line = line[: found.start()].rstrip()
    return line


_UNSEEN = re.compile(r"[\s\u200b-\u200f\ufeff“”‘’\"'「」『』《》〈〉<>·•*_\-—–―─]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_CLAUSE = re.compile(r"(?:\d+(?:\.\d+)*%?|[^\W_])+")


def fold_clauses(text: str) -> list[str]:
    """The clauses of a text as they are compared: without credits, punctuation and white space, in one script and width.

    >>> fold_clauses("新華社北京6月13日電（記者張三）  今年１－５月，出口額 1,234.5億元，增長 8.3％。")
    ['今年15月', '出口额1234.5亿元', '增长8.3%']
    """
    plain = unicodedata.normalize("NFKC", without_credits(text)).lower()
    plain = _THOUSANDS.sub("", _UNSEEN.sub("", plain))
    return _CLAUSE.findall(fold_variants(plain))


SHINGLE = 5
"""Characters a shingle: a changed word of two changes six of them, and two stories of one event share few."""

_WIDTH = 2  # bytes a character in UTF-16; the rare others are cut in halves, alike in every text


def hash_shingles(clauses: Sequence[str]) -> set[int]:
    """The shingles of a text, each as a 32-bit number that is the same on every machine.

    >>> len(hash_shingles(["今年5月", "出口增长8.3%"])), hash_shingles(["今年"])
    (8, set())
    """
    data = "".join(clauses).encode("utf-16-le")
    size = SHINGLE * _WIDTH
    return {crc32(data[i : i + size]) for i in range(0, len(data) - size + 1, _WIDTH)}
