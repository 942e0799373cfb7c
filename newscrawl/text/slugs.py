"""Slugs: a source's name in pinyin, as categories and addresses of the site carry it."""

import hashlib
import re
import unicodedata
from functools import lru_cache

# Where pypinyin reads a name otherwise than it is called (each row was tried inside 新…日报). Place names follow their official romanisation
# (GB/T 28039); 陕西 is Shaanxi so that it is not 山西.
_READINGS = {
    "陕西": "shaanxi",
    "洪洞": "hongtong",
    "浚县": "xunxian",
    "乐清": "yueqing",
    "乐亭": "laoting",
    "乐陵": "laoling",
    "涡阳": "guoyang",
    "单县": "shanxian",
    "朝阳": "chaoyang",
    "投行": "touhang",
    "长三角": "changsanjiao",
    "曾都": "zengdu",
    "长治": "changzhi",
    "长葛": "changge",
    "长垣": "changyuan",
    "六合": "luhe",
    "荥经": "yingjing",
    "繁峙": "fanshi",
    "筠连": "junlian",
    "解州": "xiezhou",
    "都匀": "duyun",
    "阿勒泰": "aletai",
    "长宁": "changning",
    "长丰": "changfeng",
    "长岭": "changling",
    "长清": "changqing",
    "长泰": "changtai",
    "长阳": "changyang",
    "朝闻": "zhaowen",
    "藏地": "zangdi",
}
_READINGS_PATTERN = re.compile("|".join(sorted(_READINGS, key=len, reverse=True)))
_NOT_IN_SLUGS = re.compile(r"[^A-Za-z0-9]+")


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """The slug of a source: pinyin without separators; Latin letters and digits as they are; `[A-Za-z0-9-]` only.

    A pure function of the name: give it the canonical name (`sources.canonical`), and one source has one slug. A name
    without any letter to read becomes `x-` and eight hexadecimal digits of its SHA-256. Raises ValueError on a name
    of white space only.

    >>> slug("常州日报"), slug("重庆日报"), slug("36氪"), slug("TechWeb")
    ('changzhouribao', 'chongqingribao', '36ke', 'TechWeb')
    >>> slug("21世纪经济报道  南财理财通")
    '21shijijingjibaodaonancailicaitong'
    """
    if not name.strip():
        raise ValueError("a source without a name has no slug")
    from pypinyin import lazy_pinyin  # a third of a second: most crawls find nothing new, and need no slug

    plain = unicodedata.normalize("NFKC", name)
    parts, end = [], 0
    for known in _READINGS_PATTERN.finditer(plain):
        parts += lazy_pinyin(plain[end : known.start()])
        parts.append(_READINGS[known.group()])
        end = known.end()
    parts += lazy_pinyin(plain[end:])
    letters = unicodedata.normalize("NFKD", "".join(parts))  # é → e and an accent, which goes
    read = _NOT_IN_SLUGS.sub("", letters)
    return read or "x-" + hashlib.sha256(name.strip().encode()).hexdigest()[:8]
