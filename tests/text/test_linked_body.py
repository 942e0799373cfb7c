"""Texts that JSON-LD alone has, whole or from where the markup breaks off; and those that are not taken from it."""

import json

import pytest

from newscrawl import read_article
from newscrawl.steps import missing

TITLE = "江岸市图书馆新馆八月试运行"
TEXT = [
    "江岸市图书馆新馆八月一日起试运行，馆内设座位两千四百个，藏书一百一十万册，每周二至周日开放。",
    "试运行期间，读者可以凭身份证直接入馆，借书仍须办理读者证，原有读者证继续有效。",
    "馆方表示，夜间自习区开放到二十二时，暑假期间每天安排一场儿童讲座，均不收费，讲座须提前一天预约。",
    "图书馆旁边的公交枢纽同日启用，六条线路在此始发，读者下车后步行三分钟即到。",
]
APP = "<div id='app'></div>"
INFO = "<h1>江岸市图书馆新馆八月试运行</h1><p>2022-07-20 09:00 来源：江岸日报</p>"


def _page(body, shown=APP, title=f"{TITLE}_江岸网", **more):
    told = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2022-07-20T08:00:00+08:00",
        "articleBody": body,
    }
    script = f"<script type='application/ld+json'>{json.dumps({**told, **more})}</script>"
    return read_article(f"<head><title>{title}</title>{script}</head><body>{shown}</body>".encode())


def _paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


WHOLE = {
    "lines": "\r\n\r\n".join(TEXT),
    "indents": "　　" + "　　".join(TEXT),
    "entities": "&nbsp;&nbsp;" + "\n&nbsp;&nbsp;".join(TEXT),
    "escaped line ends": "\\n".join(TEXT),
    "HTML": _paragraphs(TEXT),
    "HTML, escaped": _paragraphs(TEXT).replace("<", "&lt;").replace(">", "&gt;"),
    "HTML with breaks": "<br>".join(TEXT),
}


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE)
def test_text_of_an_empty_page_is_read(body):
    article = _page(body)
    assert (article.title, article.text.split("\n")) == (TITLE, TEXT)
    assert article.published.isoformat() == "2022-07-20T08:00:00+08:00"


EMPTY = {
    "headline and time": f"{INFO}<div id='content'></div><footer>江岸网 版权所有</footer>",
    "a table": f"<table><tr><td>{INFO}</td></tr></table>",
    "loose": "江岸市图书馆新馆八月试运行<br>2022-07-20 09:00 来源：江岸日报",
}


@pytest.mark.parametrize("shown", EMPTY.values(), ids=EMPTY)
def test_what_is_printed_above_it_is_read_with_it(shown):
    article = _page("\n".join(TEXT), shown)
    assert (article.title, article.source, article.text.split("\n")) == (TITLE, "江岸日报", TEXT)
    assert article.published.isoformat() == "2022-07-20T09:00:00+08:00"


def test_people_in_it_are_read():
    article = _page("\n".join([f"本报讯（记者 周明）{TEXT[0]}", *TEXT[1:], "责任编辑：李丽"]))
    assert (article.authors, article.editors) == (["周明"], ["李丽"])
    assert article.text.split("\n")[1:] == TEXT[1:]


OPENINGS = {
    "paragraphs": (_paragraphs(TEXT[:3]), "\n".join(TEXT)),
    "a sentence begun": (_paragraphs([*TEXT[:2], TEXT[2][:20] + "……"]), _paragraphs(TEXT)),
    "loose lines": ("<div>　　" + "<br>　　".join(TEXT[:3]) + "<br><a href=#>展开全文</a></div>", "\n".join(TEXT)),
    "a cell": (f"<table><tr><td>{TEXT[0]}<br>{TEXT[1]}<br><b>{TEXT[2][:20]}</b></td></tr></table>", "\n".join(TEXT)),
    "words set apart": (f"<p>{TEXT[0]}</p><p>{TEXT[1]}</p><p><b>{TEXT[2][:6]}</b>{TEXT[2][6:30]}</p>", "\n".join(TEXT)),
}


@pytest.mark.parametrize(("shown", "body"), OPENINGS.values(), ids=OPENINGS)
def test_what_follows_an_opening_is_read(shown, body):
    article = _page(body, f"{INFO}<div class='content'>{shown}</div><p>责任编辑：李丽</p>")
    assert (article.text.split("\n"), article.source, article.editors) == (TEXT, "江岸日报", ["李丽"])


def test_rest_told_in_one_line_is_a_paragraph():
    article = _page("".join(TEXT), f"{INFO}<div class='content'>{_paragraphs(TEXT[:3])}</div>")
    assert article.text.split("\n") == TEXT


MARKUP_WINS = {
    "another text": "\n".join(reversed(TEXT)),
    "a shorter one": TEXT[0] + TEXT[1],
    "cut": "".join(TEXT)[:-4],
    "cut with dots": "".join(TEXT)[:-4] + "...",
}


@pytest.mark.parametrize("body", MARKUP_WINS.values(), ids=MARKUP_WINS)
def test_markup_wins(body):
    article = _page(body, f"{INFO}<div class='content'><p>图为新馆外景。</p>{_paragraphs(TEXT[:3])}</div>")
    assert article.text.split("\n") == ["图为新馆外景。", *TEXT[:3]]


def test_flash_item_is_not_replaced():
    article = _page("\n".join(TEXT), f"{INFO}<div class='content'><p>石门镇迎来今冬首场降雪，积雪六厘米。</p></div>")
    assert article.text == "石门镇迎来今冬首场降雪，积雪六厘米。"


def test_pages_are_asked_for_rather_than_completed():
    pager = "<p><a href='a.html'>1</a> <a href='a_2.html'>2</a> <a href='a_2.html'>下一页</a></p>"
    article = _page("\n".join(TEXT), f"{INFO}<div class='content'>{_paragraphs(TEXT[:3])}</div>{pager}")
    assert article.text.split("\n") == TEXT[:3]


REFUSED = {
    "a notice": {"body": "很抱歉，您访问的文章已被删除，请返回首页查看其他新闻。"},
    "a sentence": {"body": TEXT[0]},
    "cut": {"body": "\n".join(TEXT)[:-4]},
    "cut with dots": {"body": "\n".join(TEXT) + "……"},
    "another headline": {"body": "\n".join(TEXT), "title": "石门镇迎来今冬首场降雪"},
    "a section": {"body": "\n".join(TEXT), "title": "本地新闻_江岸网"},
    "readers must log in": {"body": "\n".join(TEXT), "shown": f"<h1>{TITLE}</h1><a href='/in'>登录后阅读全文</a>"},
    "readers must pay": {"body": "\n".join(TEXT), "shown": f"<h1>{TITLE}</h1><p>本文为付费内容</p>"},
    "readers are checked": {"body": "\n".join(TEXT), "shown": "<h2>安全验证</h2><p>请拖动下方滑块完成验证</p>"},
    "paid for": {"body": "\n".join(TEXT), "isAccessibleForFree": "False"},
}


@pytest.mark.parametrize("page", REFUSED.values(), ids=REFUSED)
def test_nothing_is_read(page):
    article = _page(**page)
    assert missing(article)
    assert TEXT[1] not in article.text


def test_characters_that_no_element_takes_do_no_harm():
    shown = f"{INFO}<div>{_paragraphs([*TEXT[:2], TEXT[2][:10] + '&#1;' + TEXT[2][10:20]])}</div>"
    article = _page(_paragraphs([*TEXT[:3], "&#2;" + TEXT[3]]), shown)
    assert article.text.split("\n")[3] == TEXT[3]


def test_headers_menu_is_no_wall():
    menu = "<div class='top'><span>您好，<a href='/in'>请登录</a></span></div><p>请先登录再发表评论</p>"
    assert _page("\n".join(TEXT), menu + APP).text.split("\n") == TEXT
