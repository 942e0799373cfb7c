"""Lines under headlines and around bodies, as Chinese sites print them: fixtures/bylines.tsv, one way a row."""

import csv
from pathlib import Path

import pytest

from newscrawl.text.markup import clean_body
from newscrawl.text.page import read_page

_TABLE = Path(__file__).resolve().parents[2] / "fixtures" / "bylines.tsv"
with _TABLE.open(encoding="utf-8", newline="") as table:
    _ROWS = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))

# Read wrong today; a row leaves this list when it is read right.
_GAPS = {"newtalk": "a publisher that ends in no word of publishers, in a line of its own"}

_TITLE = "青石湾大桥通车 两岸往来只需六分钟"
_BODY = [
    "昨天下午，新落成的青石湾大桥正式通车，两岸居民往来的时间从四十分钟缩短到六分钟，大桥全长一千二百米。",
    "施工单位负责人介绍，大桥采用双塔斜拉结构，设计使用年限一百年，桥面设有非机动车道和观景平台。",
    "“以前过江要等渡轮，遇到大风就停航。”家住东岸的居民周先生说，通车以后，孩子上学再也不用起早。",
    "青石湾镇相关部门表示，下一步将完善两岸公交接驳，新增三条线路，同时对老渡口进行改造，建成亲水公园。",
    "据了解，大桥总投资八亿元，历时三年建成，周边配套道路也将于年底前全部贯通。",
]


def _page(row):
    """A page with a menu, the headline, the row's lines, the body, related links and a footer."""
    paragraphs = "".join(f"<p>{text}</p>" for text in [row["first"], *(f"　　{text}" for text in _BODY)] if text)
    return f"""<html><head><meta charset="utf-8"><title>{_TITLE}_青石湾新闻网</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/news">新闻</a><a href="/local">本地</a><a href="/video">视频</a></div>
<div class="main"><div class="path"><a href="/">首页</a> &gt; <a href="/news">新闻</a> &gt; 正文</div>
<h1>{_TITLE}</h1>{row["info"]}<div class="content">{paragraphs}{row["tail"]}</div>
<div class="related"><h3>相关新闻</h3><ul><li><a href="/1">灯光调试完成</a></li><li><a href="/2">记者探访老渡口</a></li></ul></div>
</div><div class="footer">青石湾新闻网 版权所有 编辑部电话：000-1234567 Copyright © 2019</div></body></html>"""


def _cases():
    for row in _ROWS:
        gap = _GAPS.get(row["name"])
        yield pytest.param(row, id=row["name"], marks=[pytest.mark.xfail(reason=gap, strict=True)] if gap else [])


@pytest.mark.parametrize("row", list(_cases()))
def test_reads_lines_around_body(row):
    page = read_page(_page(row))
    assert page.title == _TITLE
    assert (page.published, page.source) == (row["published"], row["source"])
    assert ("、".join(page.authors), "、".join(page.editors)) == (row["authors"], row["editors"])


@pytest.mark.parametrize("row", _ROWS, ids=[row["name"] for row in _ROWS])
def test_body_is_the_paragraphs(row):
    """Nothing under the headline, beneath the body or in the menus gets into the body."""
    body = read_page(_page(row)).body
    assert body is not None
    text = clean_body(body).text.split("\n")
    assert text[-len(_BODY) :] == _BODY
    assert [line for line in text[: -len(_BODY)] if line not in row["first"]] == []
