"""Whether two texts are one story: compared clause by clause, then character by character where they differ.

Being alike is not enough. A market flash, a weather report, a stock exchange announcement is alike to all others of
its kind, and the difference is all its news: a number, a day, a company. An edited copy differs in words, or lacks
a part; its numbers stay.
"""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from newscrawl.text.encoding.hanzi import weigh_character

CONTAINED = 0.75  # of the shorter text, found again in the longer one, in order
_LEAST_SHARE = 0.25  # of the longer text: a brief that quotes a long report's lead is no copy of it
_NUMBERS_KEPT = 0.75  # of the numbers of the text that has fewer
_CONFLICTS = 0.1  # numbers replaced by others, to numbers kept: a correction passes, an update does not
_LONGEST_BLOCK = 240  # characters: what was rewritten at such length is not looked at closer

_NUMBER = re.compile(r"\d+(?:\.\d+)*%?")
_TOKEN = re.compile(r"\d+(?:\.\d+)*%?|第?[一二三四五六七八九十百]+(?=[届次轮期季场号日])|[a-z]+|.")
_HAN_NUMBER = re.compile(r"第?[〇零一二三四五六七八九十百千]+$")
_OF_A_DAY = frozenset(
    "日号期周轮场届次季"
)  # 13日, 第045期, 第十二届: which one it is, of those that come again and again
_OPPOSITES = frozenset("涨跌 升降 升贬 增减 胜负 盈亏 升跌 增降 入出 上下".split())

# Words that stand in place of others. Names are of rarer characters than what editors exchange (表示 for 说), but not
# all and not always: the longer the text and the more of its numbers are kept, the more exchanges are an editor's.
_CHARACTERS_AN_EXCHANGE = 200
_NUMBERS_AN_EXCHANGE = 8
_EDITORS_WORDS = re.compile(
    "表示|指出|认为|介绍|透露|获悉|了解到?|得知|据悉|告诉|显示|披露|通报|宣布|公布|发布|记者|今[天日]|昨[天日]|日前|近日|目前|现在|如今|当[天日]"
    "|预计|有望|已经|有关|相关|方面|负责人|[称说从将已]"
)
_OPENING = 12  # characters: who or what it is about stands there


def same_story(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one of two texts, as clauses of `fold_clauses`, is a copy of the other: edited, cut or whole.

    >>> same_story(["股份公司公告", "净利润3.1亿元", "同比增长12%"], ["股份公司公告", "净利润2.9亿元", "同比增长12%"])
    False
    >>> same_story(["大桥今天通车", "全长3.1公里", "设计时速80公里"], ["大桥今日通车", "全长3.1公里", "设计时速80公里"])
    True
    """
    if one == other:
        return True
    one, other = sorted((one, other), key=lambda clauses: (len(clauses), clauses))  # the same answer for both orders
    text_one, text_other = "".join(one), "".join(other)
    shorter, longer = sorted((len(text_one), len(text_other)))
    if shorter < _LEAST_SHARE * longer or not _numbers_kept(text_one, text_other):
        return False
    compared = _Comparison()
    compared.clauses(one, other)
    return compared.matched >= CONTAINED * shorter and not compared.contradicts()


def _numbers_kept(one: str, other: str) -> bool:
    """Whether the numbers of one text are nearly all in the other: what tells most look-alikes apart, at once."""
    numbers, others = _count_numbers(one), _count_numbers(other)
    fewer = min(numbers.total(), others.total())
    return (numbers & others).total() >= _NUMBERS_KEPT * fewer if fewer else True


@lru_cache(maxsize=2)  # of one text that is compared with a dozen others in turn
def _count_numbers(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(text))


class _Comparison:
    """What two texts have in common, and what stands in one of them in place of the other's."""

    def __init__(self) -> None:
        self.matched = 0  # characters
        self.numbers = 0  # matched
        self.conflicts = 0  # numbers that stand for others
        self.decided = False  # another day, another company
        self.exchanges = 0.0  # words of one in place of words of the other, by how much they look like names

    def clauses(self, one: Sequence[str], other: Sequence[str]) -> None:
        left: Counter[str] = Counter()
        added: Counter[str] = Counter()
        start = True
        for tag, i, i2, j, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            if tag == "equal":
                self._match("".join(one[i:i2]))
            else:
                block, new = "".join(one[i:i2]), "".join(other[j:j2])
                if tag == "replace" and len(block) <= _LONGEST_BLOCK and len(new) <= _LONGEST_BLOCK:
                    self._words(block, new, opening=start)
                else:
                    left.update(one[i:i2])
                    added.update(other[j:j2])
            start = False
        for clause in (left & added).elements():  # paragraphs in another order
            self._match(clause)

    def _match(self, text: str) -> None:
        self.matched += len(text)
        self.numbers += len(_NUMBER.findall(text))

    def _words(self, one: str, other: str, *, opening: bool) -> None:
        tokens, others = _TOKEN.findall(one), _TOKEN.findall(other)
        for tag, i, i2, j, j2 in SequenceMatcher(None, tokens, others, autojunk=False).get_opcodes():
            old, new = tokens[i:i2], others[j:j2]
            if tag == "equal":
                self._match("".join(old))
            elif tag == "replace":
                self._replace(old, new, (tokens[i2 : i2 + 1], others[j2 : j2 + 1]), opening=opening and i < _OPENING)

    def _replace(self, old: list[str], new: list[str], after: tuple[list[str], list[str]], *, opening: bool) -> None:
        word, words = "".join(old), "".join(new)
        lost, gained = _numbers(old), _numbers(new)
        if lost and gained:
            if set(lost) != set(gained):
                self.conflicts += 1
                self.decided = self.decided or (after[0] == after[1] and "".join(after[0])[:1] in _OF_A_DAY)
        elif word + words in _OPPOSITES or words + word in _OPPOSITES:
            self.decided = True
        word, words = (_EDITORS_WORDS.sub("", _NUMBER.sub("", w)) for w in (word, words))
        if min(len(word), len(words)) >= 2 and not set(word) & set(words):
            self.exchanges += (_is_rare(word) + _is_rare(words)) / 2 + opening

    def contradicts(self) -> bool:
        """Whether what was exchanged makes it another story."""
        edits = self.matched / _CHARACTERS_AN_EXCHANGE + self.numbers / _NUMBERS_AN_EXCHANGE
        return (
            self.decided
            or self.conflicts > _CONFLICTS * self.numbers
            or (self.exchanges >= 1 and self.exchanges > edits)
        )


def _numbers(tokens: list[str]) -> list[str]:
    text = "".join(tokens)
    return [text] if _HAN_NUMBER.match(text) else [token for token in tokens if token[0].isdigit()]


def _is_rare(word: str) -> bool:
    return any(weigh_character(char) < 1 for char in word)
