"""What stands around a number tells whether it is a date: 发布时间： before it, 次 after it, a title, nothing.

All functions here take folded text (numerals.fold_text) and look at a few characters on either side.
"""

import re

# 发布 alone needs a sign behind it (发布: 10-17, not 发布10.2英寸); 时间, 日期 and 于 do not.
_PUBLISHED = re.compile(
    r"(?:(?:时间|日期|(?:发布|发表|刊发|刊登|首发|刊载|发|刊)于)[\s:=\"']{0,5}"
    r"|(?:写入|发布|发表|发稿|发文|刊发|刊登|首发|上传|录入|添加|建立|创建|提交|date|time|posted|pub(?:lished)?)"
    r"(?:[ _](?:on|at|date|time))?[\s:=\"']{1,5})$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"(?:更新|修改|编辑|修订|updated?|modified)(?:于|时间|日期|[ _]?(?:on|at|date|time))?[\s:=\"']{0,5}$", re.IGNORECASE
)
_OTHER = re.compile(
    r"(?:成文|生成|印发|签发|生效|施行|拍摄|直播|预告|开播|开幕|开始|工作|营业|办公|服务|截止|截至|报名|活动|会议|比赛|开赛|开标|开庭|投标|有效|起止|出生|成立|注册|登录|上映|演出|考试|阅读|自|原(?:发表|发布|刊|载))"
    r"(?:于|时间|日期|年月|日)?[\s:]{0,4}$"
)
_AROUND = 18  # characters before a date in which its label stands


def rank_label(text: str, start: int) -> int:
    """2 for a date labelled as that of publication, 1 as that of a change, -1 as that of something else, 0 unlabelled.

    >>> [rank_label(label, len(label)) for label in ("发布时间:", "更新于", "报名截止日期:", "来源 ")]
    [2, 1, -1, 0]
    """
    before = text[max(0, start - _AROUND) : start]
    if _OTHER.search(before):
        return -1
    if _CHANGED.search(before):
        return 1
    return 2 if _PUBLISHED.search(before) else 0


_SCHEDULED = re.compile(
    r"(?:(?:截止|截至|报名|直播|预告|预约|预计|将[于在]|[定拟]于|开播|即将开始|开标|投标|开庭|有效期|生效|施行)(?:于|时间|日期|至)?"
    r"|(?:活动|演出|考试|比赛|会议|举办|举行|开幕|培训|面试|出生)(?:时间|日期))为?[\s:]{0,2}$"
)
_UNTIL = re.compile(
    r"(?:召开|举行|举办|开幕|开考|起(?:正式)?(?:施行|实施|执行|生效))|\s?(?:截止|报名|开播|开赛|上映|开标|开庭|以前|之前|前|止)(?![\u4e00-\u9fff:])"
)


def is_scheduled(text: str, start: int, end: int) -> bool:
    """Whether the date is one that is waited for, which is none of publication: 报名截止 2022-07-01, 2022-07-01前.

    >>> is_scheduled("直播预告:6月13日 19:30", 5, 16), is_scheduled("6月13日 19:30 前沿", 0, 11)
    (True, False)
    """
    return bool(_SCHEDULED.search(text, max(0, start - 9), start) or _UNTIL.match(text, end))


_NUMBER = re.compile(
    r"(?:(?:点击|浏览|阅读|访问|播放|下载|转发|人气|热度|评论)(?:数|量|次数|人数|值)?|次数|数量?|总量|销量|号码?|群|编码|代码|邮编|电话|手机|传真|热线|微信|ISBN|QQ|ID|id|No\.?)[\s:(]{0,3}$",
    re.IGNORECASE,
)
# A word may begin with a unit, after a space: 20220613 人民日报.
_COUNTED = re.compile(
    r"(?:[次人个元号条份字岁名台套辆万亿页期版度℃%届]|\s[次人个元号条份字岁名台套辆万亿页期版度℃%届](?![\u4e00-\u9fff])|\s?Pro)"
)


def is_number(text: str, start: int, end: int) -> bool:
    """Whether a label or a unit says that the digits are no date: 点击数 20220101, QQ群:20220613, 20220613次.

    >>> is_number("点击数 20220101", 4, 12), is_number("20220613 常州日报", 0, 8)
    (True, False)
    """
    return bool(_NUMBER.search(text, max(0, start - 12), start) or _COUNTED.match(text, end))


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether nothing but brackets and spaces stands around.

    >>> is_whole("[06-12] ", 1, 6)
    True
    """
    return not text[:start].strip(" ([\"'") and not text[end:].strip(" )]\"',")


_CLEAR_BEFORE = re.compile(r"(?:^|[\s|·•⋅()\[\]<>/])$")
_CLEAR_AFTER = re.compile(
    r"\s*$|\s|[|·•⋅()\[\]<>/]|来[源自]|发布|更新|发表|举报|回复|阅读|评论|浏览|收藏|分享|转发|赞|作者|责编|编辑|记者"
)


def ends_apart(text: str, end: int) -> bool:
    """Whether nothing goes on directly behind it but a sign or a word like 来源, 举报.

    >>> ends_apart("2分钟前 · 80评论", 4), ends_apart("2分钟前看到这里", 4)
    (True, False)
    """
    return bool(_CLEAR_AFTER.match(text, end))


def stands_apart(text: str, start: int, end: int) -> bool:
    """Whether a word like 昨天 or 3天前 stands as a stamp, not within a sentence.

    >>> stands_apart("新京报 昨天", 4, 6), stands_apart("昨天的故事", 0, 2), stands_apart("今天,我们", 0, 2)
    (True, False, False)
    """
    return ends_apart(text, end) and (
        bool(_CLEAR_BEFORE.search(text, max(0, start - 1), start)) or rank_label(text, start) > 0
    )


_NO_DAY_BEFORE = re.compile(
    r"(?:比分?|胜|负|战绩|赛果|[得评分]分|分数|赔率|[型房座编]号|号码|座位|房间|单元|尺码|页码?|章节|价格?|区间|比例|配比|年龄|[气水]?温度?|版本"
    r"|数量|第|[A-Za-z0-9])[\s:]{0,2}$"
)


_SCORE_BEFORE = re.compile(r"(?<![0-9-])[0-9]{1,2}-[0-9]{1,2}[\s,]+$")  # 21-18, 11-14
_STAMP_AFTER = re.compile(r"\s?[|·]|\s(?:来源|阅读|评论|浏览|点击|作者|责编|编辑|回复)")


def stands_as_day(text: str, start: int, end: int) -> bool:
    """Whether 10-17 without a year or a clock may be a day: alone, in brackets, at either end of a line, before 阅读, 评论.

    It is none beside Latin letters (iPhone 12-13 Pro), units or scores, or directly after a word; with `/` it must be
    alone or in brackets.

    >>> stands_as_day("标题在此不长不短 10-17", 9, 14), stands_as_day("iPhone 12-13 Pro", 7, 12)
    (True, False)
    """
    if is_whole(text, start, end):
        return True
    before, after = text[max(0, start - 12) : start], text[end : end + 2]
    if before[-1:] in ("(", "[") and after[:1] in (")", "]"):
        return True
    if "/" in text[start:end] or _NO_DAY_BEFORE.search(before) or _COUNTED.match(text, end):
        return False
    if not text[:start].strip():  # at the start: what follows is set off by a space and is no Latin word
        return after[:1] in " |·" and not re.match(r"[A-Za-z0-9]", text[end:].lstrip()[:1])
    if before[-1:] not in " |·]" or len(text[:start].strip()) < 3 or _SCORE_BEFORE.search(before):
        return False
    return not text[end:].strip() or bool(_STAMP_AFTER.match(text, end))


_RANGE_SIGNS = frozenset("至到-~")
_RANGE_AFTER = re.compile(
    r"\s?(?:至|到|[-~]{1,2})\s?(?:(?:19|20)[0-9]{2}[-/.年]|[0-9]{1,2}[月日号]|[0-9]{1,2}[-/.][0-9]{1,2}(?![0-9:])|今)"
)
_RANGE_BEFORE = re.compile(r"(?:至|[0-9日号](?:到|\s?[-~]{1,2}\s?))$")


def is_in_range(text: str, start: int, end: int) -> bool:
    """Whether the day is one end of a span of days, which is no moment: 6月1日至10日.

    >>> is_in_range("6月1日至10日", 0, 4), is_in_range("2022-06-13 - 常州日报", 0, 10)
    (True, False)
    """
    if _RANGE_SIGNS.isdisjoint(text[max(0, start - 2) : start] + text[end : end + 2]):
        return False
    return bool(_RANGE_AFTER.match(text, end) or _RANGE_BEFORE.search(text, max(0, start - 4), start))
