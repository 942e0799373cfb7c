"""What a page's head says, and how little of it is believed."""

import pytest
from lxml import html

from newscrawl.text.page.head import add_year, named_source, published_time, read_head


def test_reads_titles_metas_and_canonical():
    page = html.fromstring(
        "<html><head><title> 大桥通车_新闻 </title><meta property='og:title' content='大桥通车'>"
        "<meta name=' Pub Date' content='2016-11-22 09:53'><link rel='canonical' href='/a.html'></head><body>x</body></html>"
    )
    head = read_head(page, "http://news.example/b.html")
    assert head.titles == ["大桥通车_新闻", "大桥通车"]
    assert head.metas["pubdate"] == "2016-11-22 09:53"
    assert head.canonical == "http://news.example/a.html"


@pytest.mark.parametrize("url", ["http://news.example/b.html", ""], ids=["page", "no page"])
def test_canonical_that_is_no_address_is_not_taken(url):
    page = html.fromstring(
        "<html><head><link rel='canonical' href='http://[x'><link rel='canonical' href='http://news.example/a.html'>"
        "</head><body>x</body></html>"
    )
    assert read_head(page, url).canonical == "http://news.example/a.html"


@pytest.mark.parametrize(
    ("printed", "metas", "wanted"),
    [
        ("10-08 12:00", {"dateupdate": "2019-10-08 12:00:57"}, "2019-10-08 12:00"),
        ("10月8日 12:00", {"pubdate": "2019-10-08 12:00"}, "2019年10月8日 12:00"),
        ("10-08 12:00", {"pubdate": "2019-10-08 12:01"}, "10-08 12:00"),
        ("10-08 12:00", {"keywords": "2019-10-08 12:00"}, "10-08 12:00"),
        ("2019-10-08", {"pubdate": "2020-10-08"}, "2019-10-08"),
        ("昨天 12:00", {"pubdate": "2019-12-00"}, "昨天 12:00"),
        ("", {"pubdate": "2019-10-08"}, ""),
    ],
    ids=["year", "characters", "another minute", "no time", "has a year", "relative", "nothing"],
)
def test_adds_year(printed, metas, wanted):
    assert add_year(printed, metas) == wanted


@pytest.mark.parametrize(
    ("metas", "wanted"),
    [
        (
            {"article:published_time": "2019-09-10T10:08:12+08:00"},
            ("2019-09-10T10:08:12+08:00", "article:published_time"),
        ),
        ({"maketime": "2019-03-22 12:28:37"}, ("", "")),
        ({"pubdate": "today"}, ("", "")),
    ],
    ids=["published", "the template's", "no date"],
)
def test_published_time(metas, wanted):
    assert published_time(metas) == wanted


@pytest.mark.parametrize(
    ("metas", "wanted"),
    [
        ({"source": "新华社"}, "新华社"),
        ({"author": "网易"}, ""),
        ({"source": "http://a.example"}, ""),
        ({"contentsource": "来源：省报"}, "省报"),
    ],
    ids=["named", "author is no source", "address", "label"],
)
def test_named_source(metas, wanted):
    assert named_source(metas) == wanted
