"""The rest of an article that is folded away, and what is hidden and no part of it."""

import pytest

from newscrawl import read_article

TITLE = "南溪镇新建渡口周六开渡"
TEXT = [
    "南溪镇新建的渡口将于本周六开渡，首班船早上六点从东岸出发，沿途停靠三个码头，全程大约四十分钟。",
    "镇交通站站长介绍，新渡船可载客八十人，船上装有救生衣和自动报警设备，汛期将根据水位调整班次。",
]
HEAD = f"<title>{TITLE}</title><body><h1>{TITLE}</h1><p>2023-05-12 09:30 来源：江岸日报</p>"
SHOWN = f"<p>{TEXT[0]}</p>"
REST = f"<p>{TEXT[1]}</p>"

FOLDED = {
    "a division": f"<div>{SHOWN}<div style='display:none'>{REST}</div><a>展开全文</a></div>",
    "paragraphs": f"<div>{SHOWN}<p style='color:#333;display: none !important'>{TEXT[1]}</p></div><a>点击查看全文</a>",
    "a button before it": f"<div>{SHOWN}<a>余下全文</a><section style='visibility:hidden'>{REST}</section></div>",
}
HIDDEN = {
    "nothing says so": f"<div>{SHOWN}<div style='display:none'>{REST}</div></div>",
    "links": f"<div>{SHOWN}<div style='display:none'><p><a href=b.html>{TEXT[1]}</a></p></div><a>展开全文</a></div>",
    "a box elsewhere": f"<div>{SHOWN}<a>展开全文</a></div><div><div style='display:none'>{REST}</div></div>",
    "said in a sentence": f"<div>{SHOWN}<div style='display:none'>{REST}</div></div><p>请点击上方按钮后查看全文内容</p>",
}


@pytest.mark.parametrize("page", FOLDED.values(), ids=FOLDED)
def test_the_rest_is_read(page):
    assert read_article(f"{HEAD}{page}".encode()).text.split("\n") == TEXT


@pytest.mark.parametrize("page", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_stays_hidden(page):
    assert TEXT[1] not in read_article(f"{HEAD}{page}".encode()).text
