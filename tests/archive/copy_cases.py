"""Pairs of texts that are copies, and pairs that only look like it, made of fixtures/copies (see its README)."""

import re
from itertools import combinations
from pathlib import Path

import yaml

FOLDER = Path(__file__).parents[2] / "fixtures" / "copies"
STORIES = yaml.safe_load((FOLDER / "stories.yaml").read_text(encoding="utf-8"))
OTHER_SCRIPT = yaml.safe_load((FOLDER / "other_script.yaml").read_text(encoding="utf-8"))
MOULDS = yaml.safe_load((FOLDER / "lookalikes.yaml").read_text(encoding="utf-8"))

SENTENCE = re.compile(r"[^。]*。[”」]?\n?")
CREDIT = re.compile(r"\n?（文章来源：[^）]*）\n?$")
DRESSES = [
    ("据中新社{d}日电（记者 罗一鸣、通讯员 费小舟）", "\n（来源：中国新闻网）\n责任编辑：葛天"),
    ("本报讯（记者 方圆）", "\n（责编：丁洋、毛小小）"),
    ("澎湃晨报{d}日讯，", "（文章来源：澎湃晨报）\n免责声明：转载内容仅供读者参考，如有异议请联系我们删除。"),
    ("华夏网{d}日消息：", "\n来源：华夏网\n编辑：石磊 审核：常青"),
]
WIDTHS = str.maketrans("，：；？（）％“”", ',:;?()%""')


def edit(story):
    text = story["text"]
    for old, new in story["edits"]:
        assert text.count(old) == 1, (story["name"], old)
        text = text.replace(old, new)
    return text


def sentences(text):
    return SENTENCE.findall(CREDIT.sub("", text))


def cut_end(text, share):
    parts = sentences(text)
    while len("".join(parts[:-1])) > share * len(text):
        parts.pop()
    return "".join(parts)


def cut_start(text, share):
    parts = sentences(text)
    while len("".join(parts[1:])) > share * len(text):
        parts.pop(0)
    return "".join(parts)


def undress(text):
    """Without the dateline and credit that a story was written with."""
    text = re.sub(
        r"^[^。\n]{0,24}(?:[讯电]|消息)(?:（[^）]*）|\s+(?:记者|（记者)[^，。]{2,8}(?:报道|）)|[，：\s])\s*", "", text
    )
    return CREDIT.sub("", text).rstrip()


def dress(text, n):
    before, after = DRESSES[n % len(DRESSES)]
    return before.format(d=10 + n) + undress(text) + after


def merge(text):
    return text.replace("\n", "").translate(WIDTHS)


WAYS = {
    "headline": lambda story, n: f"【{story['name']} 最新消息：{'现场' * (n % 3)}】" + story["text"],
    "cut at the end": lambda story, n: cut_end(story["text"], 0.55),
    "cut to its lead": lambda story, n: (
        cut_end(story["text"], 0.4) if len(story["text"]) > 250 else story["text"] + "\n（完）"
    ),
    "cut at the start": lambda story, n: cut_start(story["text"], 0.6),
    "re-credited": lambda story, n: dress(story["text"], n),
    "merged": lambda story, n: merge(story["text"]),
    "edited": lambda story, n: edit(story),
    "other script": lambda story, n: OTHER_SCRIPT[story["name"]],
    "edited, cut, re-credited": lambda story, n: dress(cut_end(edit(story), 0.7), n + 1),
}


# (name, one text, its copy): each way on each story.
COPIES = [
    (f"{story['name']}: {way}", story["text"], make(story, n))
    for n, story in enumerate(STORIES)
    for way, make in WAYS.items()
]


def cast(mould):
    return [mould["form"].format(**dict(zip(mould["slots"], row, strict=True))) for row in mould["rows"]]


# (name, one text, another that is no copy of it): each two of a mould, and pairs written as such.
LOOKALIKES = [
    (f"{mould['name']}: {i}/{j}", one, other)
    for mould in MOULDS["forms"]
    for (i, one), (j, other) in combinations(enumerate(cast(mould)), 2)
]
LOOKALIKES += [(pair["name"], pair["one"], pair["other"]) for pair in MOULDS["pairs"]]
