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
