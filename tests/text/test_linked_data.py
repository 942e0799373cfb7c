"""What JSON-LD tells of an article: which one is the page's, and what is left of broken JSON."""

import json

import pytest

from newscrawl.text.page.head import LINKED_TIME, Head
from newscrawl.text.page.linked_data import read_linked
from tests.growth import assert_linear

TITLE = "青石湾湿地候鸟增至一百三十七种"
URL = "https://news.example.cn/a/881234.html"
TIME = "2022-02-03T07:08:09+08:00"
OTHER = {"@type": "NewsArticle", "headline": "石门镇迎来今冬首场降雪", "datePublished": "2021-12-04"}


def _article(**more):
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "datePublished": TIME, **more}


def _read(*told):
    head = Head(titles=[f"{TITLE}_云桥网"], linked=[t if isinstance(t, str) else json.dumps(t) for t in told])
    return read_linked(head, URL), head


_CAMBRIAN = {"@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld", "@id": URL, "title": TITLE}

TOLD = {
    "an article": ([_article(dateModified="2022-03-01")], TIME),
    "types": ([_article(**{"@type": ["Article", "BlogPosting"]})], TIME),
    "type as an address": ([_article(**{"@type": "http://schema.org/NewsArticle"})], TIME),
    "a graph": ([{"@graph": [{"@type": "WebSite"}, {"@type": "WebPage"}, _article()]}], TIME),
    "a list": ([[{"@type": "BreadcrumbList"}, _article()]], TIME),
    "the main entity": ([{"@type": "WebPage", "url": URL, "mainEntity": _article()}], TIME),
    "of Baidu": ([{**_CAMBRIAN, "pubDate": TIME, "upDate": "2022-03-01"}], TIME),
    "milliseconds": ([_article(datePublished=1643843289000)], "1643843289000"),
    "the one with the headline": ([OTHER, _article()], TIME),
    "the one with the address": ([OTHER, _article(headline="鸟", mainEntityOfPage={"@id": URL})], TIME),
    "twice the same": ([_article(), _article(datePublished="2022-02-03")], TIME),
    "the page": ([{"@type": "WebPage", "@id": URL, "datePublished": TIME}], TIME),
    "comments": (
        ['{"@type": "NewsArticle", // 类型\n "url": "//a.cn/1", //地址\n"datePublished": "' + TIME + '" // 时间\n}'],
        TIME,
    ),
    "a comma too many": (['{"@type": "NewsArticle", "image": ["a",], "datePublished": "' + TIME + '",}'], TIME),
    "hidden as of old": (['//<![CDATA[\n{"@type": "NewsArticle", "datePublished": "' + TIME + '"}\n//]]>'], TIME),
    "quotes escaped": ([json.dumps(_article()).replace('"', "&quot;")], TIME),
    "quotes in a string": (['{"@type": "NewsArticle", "headline": "说"好"的", "datePublished": "' + TIME + '"}'], TIME),
    "line ends in a string": (['{"@type": "Article", "description": "一\n二", "datePublished": "' + TIME + '"}'], TIME),
}
NOT_TOLD = {
    "of a change": [{**_article(), "datePublished": None, "dateModified": TIME}],
    "of two, neither the page's": [OTHER, {**OTHER, "headline": "白鹭小学向居民开放操场"}],
    "of two days": [_article(), _article(datePublished="2021-02-03")],
    "of a list": [{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": _article()}]}],
    "of another page": [{"@type": "WebPage", "datePublished": TIME}],
    "of the site": [{"@type": "WebSite", "@id": URL, "datePublished": TIME}],
    "cut": ['{"@type": "NewsArticle", "datePubl'],
    "deep": ['{"datePublished":' + "[" * 50_000],
    "a number too long": ['{"datePublished": ' + "1" * 50_000 + "}"],
    "no object": ['"datePublished"', "datePublished", "[null, 1, {}]"],
}  # fmt: skip


@pytest.mark.parametrize(("told", "time"), TOLD.values(), ids=TOLD)
def test_time_is_read(told, time):
    linked, head = _read(*told)
    assert linked.published == head.metas[LINKED_TIME] == time


@pytest.mark.parametrize("told", NOT_TOLD.values(), ids=NOT_TOLD)
def test_no_time_is_read(told):
    linked, head = _read(*told)
    assert (linked.published, head.metas) == ("", {})


def test_what_no_element_takes_is_left_out():
    linked, _head = _read('{"@type": "NewsArticle", "headline": "候鸟\\ud83d\\u0000", "articleBody": "一\\ufffe二"}')
    assert (linked.headline, linked.body) == ("候鸟", "一二")


@pytest.mark.parametrize("free", [False, "False", "http://schema.org/False"])
def test_text_that_must_be_paid_for_is_not_read(free):
    linked, _head = _read(_article(articleBody="全文。", isAccessibleForFree=free))
    assert (linked.published, linked.body) == (TIME, "")


@pytest.mark.parametrize("text", [" ", ",", ";", "//", ",//", '"', '"@type": "', "\n", '"datePublished": "'], ids=repr)
def test_hostile_text_takes_linear_time(text):
    assert_linear(lambda told: _read("datePublished" + told + '"'), text * 20_000)


def test_hostile_address_takes_linear_time():
    assert_linear(lambda mark: _read(_article(url=f"http://a.example/{mark}\n/")), "#" * 100_000)
