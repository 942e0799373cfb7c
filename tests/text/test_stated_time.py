"""Times that elements beside the headline state in attributes, for scripts; and those that are not the article's."""

from datetime import datetime

import pytest

from newscrawl import read_article
from newscrawl.text.dates import CST

TITLE = "青石湾湿地候鸟增至一百三十七种"
TEXT = [
    "青石湾湿地今年春季观测到候鸟一百三十七种，比去年同期增加九种，其中有三种为首次记录。",
    "湿地管理处介绍，连续四年退塘还湿之后，浅水区面积扩大了近一半，鸟类觅食的地方多了。",
]
BODY = "<div class='content'>" + "".join(f"<p>{text}</p>" for text in TEXT) + "</div>"
H1 = f"<h1>{TITLE}</h1>"
TIME = "2022-05-06T10:00:20+08:00"


def _read(page, url=""):
    article = read_article(
        f"<title>{TITLE}_云桥网</title><body>{page}</body>".encode(), url, now=datetime(2023, 6, 20, 12, tzinfo=CST)
    )
    assert article.text.split("\n") == TEXT
    when = article.published
    return when and when.isoformat()[: 10 if article.precision == "day" else 16]


STATED = {
    "no text": f"<time datetime='{TIME}'></time>",
    "an icon": f"<time class='entry-date published' datetime='{TIME}'><i></i></time>",
    "hours ago": f"<time datetime='{TIME}'>3小时前</time>",
    "yesterday": "<span class='date' data-time='1651802420000'>昨天 10:00</span>",
    "a day without year": f"<time datetime='{TIME}'>5月6日</time>",
    "a time without year": f"<time datetime='{TIME}'>05-06 10:00</time>",
    "a wrong zone": "<time datetime='2022-05-06T10:00:20Z'>05-06 10:00</time>",
    "a forum's": "<em>发表于 <span title='2022-5-6 10:00:20'>1&nbsp;小时前</span></em>",
    "months ago": "<span title='2022-05-06 10:00:20'>6个月前</span>",
    "a script's": "<abbr class='timeago' title='2022-05-06T02:00:20Z'></abbr>",
    "seconds": "<em data-timestamp='1651802420'>加载中</em>",
    "microdata": "<span itemprop='datePublished' content='2022-05-06 10:00'></span>",
    "two, one of a change": f"<time class='updated' datetime='2022-05-09'></time><time class='published' datetime='{TIME}'></time>",
    "two, one said to be of a change": f"更新于 <time datetime='2022-05-09'></time> 发表于 <time datetime='{TIME}'></time>",
    "a list's entry": f"<ul class='post-meta'><li><a href='/u'>小编</a></li><li><time datetime='{TIME}'></time></li></ul>",
    "hidden": f"<div class='outdated' data-publish-time='{TIME}' style='display:none'></div>",
}  # fmt: skip


@pytest.mark.parametrize("info", STATED.values(), ids=STATED)
def test_time_under_the_headline_is_read(info):
    assert _read(f"{H1}<div class='info'>{info}</div>{BODY}") == "2022-05-06T10:00"


ELSEWHERE = {
    "above": f"<article><header><time datetime='{TIME}'></time>{H1}</header>{BODY}</article>",
    "around": f"<div data-publish-time='{TIME}'>{H1}{BODY}</div>",
    "after": f"<article>{H1}{BODY}<footer><time class='published' datetime='{TIME}'></time></footer></article>",
}


@pytest.mark.parametrize("page", ELSEWHERE.values(), ids=ELSEWHERE)
def test_time_elsewhere_in_the_article_is_read(page):
    assert _read(page) == "2022-05-06T10:00"


LATER = "<time class='published' datetime='2022-05-09T08:00:00+08:00'></time>"
NOT_THE_ARTICLES = {
    "of a change": f"{H1}<time class='updated' itemprop='dateModified' datetime='2022-05-06T11:00'></time>{BODY}",
    "said to be of a change": f"{H1}<p>最后更新于 <abbr class='timeago' title='2022-05-06T11:00'></abbr></p>{BODY}",
    "of another": f"<article>{H1}{BODY}<ul><li><a href='/1'>候鸟</a>{LATER}</li></ul></article>",
    "of a comment": f"<article>{H1}{BODY}<div class='comments'>{LATER}</div></article>",
    "of a section": f"{H1}<div class='related'>{LATER}</div>{BODY}",
    "the clock": f"<div class='top'><time datetime='2022-05-06T12:00:00+08:00'></time></div><div>{H1}{BODY}</div>",
    "of a video": f"{H1}<div><video data-publishtime='2022-05-06 12:12'></video></div>{BODY}",
    "the template's": f"<meta data-publish-time='2022-05-06 12:12'>{H1}{BODY}",
    "a length": f"{H1}<div data-time='1622' data-date='202205'><time datetime='PT1M30S'></time></div>{BODY}",
    "of another day": f"{H1}<div data-time='1652061600'></div>{BODY}",
}  # fmt: skip


@pytest.mark.parametrize("page", NOT_THE_ARTICLES.values(), ids=NOT_THE_ARTICLES)
def test_address_is_believed_rather_than(page):
    assert _read(page, "https://news.example.cn/20220506/881234.html") == "2022-05-06"


PRINTED = {
    "another day": f"{H1}<time pubdate datetime='2017-11-13'>建立时间：2021/05/21 11:44</time>{BODY}",
    "another time": f"{H1}<p data-time='1651802420'>2021-05-21 11:44</p>{BODY}",
}


@pytest.mark.parametrize("page", PRINTED.values(), ids=PRINTED)
def test_what_is_printed_is_believed(page):
    assert _read(page) == "2021-05-21T11:44"


def test_a_time_of_another_day_does_not_give_its_year():
    assert (
        _read(f"{H1}<p><time datetime='2020-01-01T00:00:00+08:00'>08-22 10:30</time></p>{BODY}") == "2022-08-22T10:30"
    )


META = f"<meta property='article:published_time' content='{TIME}'>"
BELOW = {
    "another article's": ("<div><a href='/2'>候鸟</a></div><div>2022-07-01</div>", "2022-05-06T10:00"),
    "a comment's": ("<div>云岭网友</div><div>3小时前</div>", "2022-05-06T10:00"),
    "its own, it says": ("<p>发布时间：2022-07-01 08:30</p>", "2022-07-01T08:30"),
    "its own, of the day": ("<p>2022-05-06 10:30</p>", "2022-05-06T10:30"),
}


@pytest.mark.parametrize(("below", "time"), BELOW.values(), ids=BELOW)
def test_time_below_the_text_is_believed_where_it_is_the_articles(below, time):
    assert _read(f"{META}{H1}{BODY}{below}") == time
