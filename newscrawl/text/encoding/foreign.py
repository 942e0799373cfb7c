"""Japanese, Korean and Russian in encodings of their own, where nothing declares them and no Chinese reading is plain.

Each has letters that stand in a quarter of its text or more and that bytes of Chinese hardly ever give: kana, Hangul,
small Cyrillic letters.
"""

import re

from newscrawl.text.encoding.hanzi import weigh_text

_FEWEST = 24  # letters: below that chance decides
_KANA = re.compile("[\u3041-\u3093\u30a1-\u30fc]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_CYRILLIC = re.compile("[а-яё]")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_ALPHABETS = (
    ("cp932", _KANA, 0.25),
    ("euc_jp", _KANA, 0.25),
    ("cp949", _HANGUL, 0.8),
    ("cp1251", _CYRILLIC, 0.8),
    ("koi8-r", _CYRILLIC, 0.8),
)
_MOST_LOST = 0.03  # of the characters: a sample may be cut, a page damaged


def find_foreign(sample: bytes) -> str | None:
    """The codec in which the non-ASCII bytes of a page are Japanese, Korean or Russian; None where they are not.

    >>> find_foreign("東京都は十日、来年度の予算案を発表した。暮らしを守ると述べた。".encode("euc_jp"))
    'euc_jp'
    >>> find_foreign("本市今年前三季度外贸进出口总值同比增长百分之六，民营企业仍是主力。".encode("gbk"))
    """
    for name, letters, least in _ALPHABETS:
        text = sample.decode(name, "replace")
        high = sum(char > "\x7f" for char in text)
        if high < _FEWEST or text.count("\ufffd") > high * _MOST_LOST or len(letters.findall(text)) < high * least:
            continue
        if name == "euc_jp" and _weigh_ideographs(sample, "gb18030") > _weigh_ideographs(sample, name):
            continue  # Japanese on a Chinese page: the kana of both lie at the same codes
        return name
    return None


def _weigh_ideographs(sample: bytes, encoding: str) -> float:
    return weigh_text("".join(_IDEOGRAPH.findall(sample.decode(encoding, "replace"))))
