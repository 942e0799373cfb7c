"""read_article, where an address is none; what it reads of pages: tests/text/test_page.py."""

import pytest

from newscrawl import read_article

PAGE = (
    '<html><head><link rel="canonical" href="{}"><title>城东小学</title></head><body><h1>城东小学新校舍启用</h1>'
    "<p>2022-06-13 08:21</p><p>本报讯 城东小学新校舍昨天启用，六百名学生搬进了新教室。</p></body></html>"
)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [("http://[broken/a.html", ""), ("http://a.example/\ud83d", ""), ("http://a.example/a.html", "http://[x"), ("http://a.example/a.html", "http://a.example:99999/")],
    ids=["brackets", "half a character", "canonical brackets", "canonical port"],
)  # fmt: skip
def test_an_address_that_is_none_costs_no_article(url, canonical):
    article = read_article(PAGE.format(canonical).encode(), url)
    assert article.title == "城东小学新校舍启用"
    assert len(article.id) == 20


_AFTER = {
    "a picture": '<img src="a.jpg">\x0c更多<br>\n<a href="/b.html">更多新闻</a>',
    "an editor": '<p>责任编辑：李丽</p>\x01<br>\n<a href="/b.html">更多新闻</a>',
    "in parts": "<p>责任编辑：李丽</p>末\x01<div><p>相关新闻</p>\x02</div>\x03<p>次日天气</p>",
}


@pytest.mark.parametrize("after", _AFTER.values(), ids=_AFTER)
def test_control_characters_after_an_article_cost_it_nothing(after):
    text = "新落成的青石湾大桥正式通车，两岸往来只需六分钟，沿岸居民清早就来了。"
    page = f"<h1>青石湾大桥今日通车</h1><p>2019-09-10 10:08</p><div><p>{text}</p><p>{text}</p>{after}</div>"
    assert read_article(page.encode(), "http://n.example/a.html").text == f"{text}\n{text}"


def test_a_page_that_is_all_in_what_is_called_a_share_widget_is_read_without_an_error():
    text = "市里的老桥跻身名桥之列，两岸居民清早就来了。"
    page = f"甲？<v class=share><div>{text * 2}<p>{text * 6}</p></div><d><a href>丙<h>丁"
    assert read_article(page.encode(), "http://n.example/a.html").authors == []
