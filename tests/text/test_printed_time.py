"""The time a page prints, and what other times stand around it."""

import pytest

from newscrawl.text.page import read_page
from newscrawl.text.page.printed_time import without_times

_BODY = "<div>" + "<p>昨天下午，新落成的大桥正式通车，两岸居民往来只需六分钟，渡口同时停航。</p>" * 4 + "</div>"
_CASES = {
    "clock of the page above": (
        "<p>2024年5月20日 星期一 10:00:00</p><h1>大桥今天通车</h1><p>2023-09-10</p>",
        "",
        "2023-09-10",
    ),
    "today above": ("<p>今天是2024年5月20日</p><h1>大桥今天通车</h1>", "", ""),
    "issue's date above": ("<p>2023年9月10日 星期日</p><h1>大桥今天通车</h1>", "", "2023年9月10日"),
    "until": ("<h1>大桥今天通车</h1><p>报名截止时间：2023-10-08 18:00</p><p>2023-09-10</p>", "", "2023-09-10"),
    "cells": (
        "<h1>大桥今天通车</h1><table><td>废止日期<td>2026-10-01<td>发布日期<td>2023-09-10</table>",
        "",
        "2023-09-10",
    ),
    "changed": (
        "<h1>大桥今天通车</h1><p>更新：2023-09-12 10:08</p><p>首发：2023-09-10 10:08</p>",
        "",
        "2023-09-10 10:08",
    ),
    "changed, said after it": (
        "<h1>大桥今天通车</h1><p><span>2023-09-10 10:08 发布</span><span>2023-09-12 10:08 更新</span></p>",
        "",
        "2023-09-10 10:08",
    ),
    "changed, said before the next": (
        "<h1>大桥今天通车</h1><p>更新 2023-09-12 10:08 发布 2023-09-10 10:08</p>",
        "",
        "2023-09-10 10:08",
    ),
    "in the headline's line": ("<h1>大桥今天通车<span>2023-09-10 10:08</span></h1>", "", "2023-09-10 10:08"),
    "a day in a subtitle": ("<p>2023-09-10</p><h1>大桥今天通车</h1><h2>市民昨日上桥</h2>", "", "2023-09-10"),
    "signature": ("<h1>大桥今天通车</h1>", "<p>2023年9月10日</p>", "2023年9月10日"),
    "none": ("<h1>大桥今天通车</h1>", "<p>大桥2023年9月10日开工。</p>", ""),
}


@pytest.mark.parametrize("name", _CASES)
def test_finds_time(name):
    above, end, wanted = _CASES[name]
    body = _BODY.replace("</div>", f"{end}</div>")
    assert read_page(f"<title>大桥今天通车</title><body>{above}{body}</body>").published == wanted


def test_address_goes_before_signature():
    page = read_page(
        f"<title>大桥今天通车</title><h1>大桥今天通车</h1>{_BODY[:-6]}<p>2023年9月9日</p></div>",
        "http://a.example/20230910/1.html",
    )
    assert page.places["published"] == "url"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("今天 10:08 江岸网", " 江岸网"),
        ("昨日 江岸网", " 江岸网"),
        ("今日女报", "今日女报"),
        ("市民昨日上桥", "市民昨日上桥"),
        ("3小时前 江岸网", " 江岸网"),
    ],
)
def test_takes_times_out(text, rest):
    assert without_times(text, "") == rest
