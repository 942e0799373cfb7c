"""Further pages of paged articles: which links lead there, and which only look like it."""

import time

import pytest
from lxml import html

from newscrawl.text.page.lines import read_lines
from newscrawl.text.page.paging import find_next_pages

_SITE = "http://news.example"


def _links(*pairs):
    return "".join(f'<a href="{href}">{says}</a> ' for says, href in pairs)


_CASES = {
    "numbers": ("/2022/0613/c1013-123456.html", _links(("1", "c1013-123456.html"), ("2", "c1013-123456-2.html"), ("3", "c1013-123456-3.html")),
                ["/2022/0613/c1013-123456-2.html", "/2022/0613/c1013-123456-3.html"]),
    "brackets": ("/a/20220613123.shtml", _links(("【1】", "20220613123.shtml"), ("【2】", "20220613123_2.shtml")), ["/a/20220613123_2.shtml"]),
    "next page only": ("/news/201909/1217683.shtml", _links(("上一页", "#"), ("下一页", "/news/201909/1217683_2.shtml")), ["/news/201909/1217683_2.shtml"]),
    "each once, in order": ("/x/98765.html", _links(("3", "98765_3.html"), ("2", "98765_2.html"), ("下一页", "98765_2.html"), ("2", "98765_2.html")),
                            ["/x/98765_2.html", "/x/98765_3.html"]),
    "query": ("/show.php?id=5", _links(("2", "/show.php?id=5&page=2"), ("下一页", "/show.php?id=5&page=2")), ["/show.php?id=5&page=2"]),
    "from 0": ("/t20220613_345.html", _links(("1", "t20220613_345.html"), ("2", "t20220613_345_1.html"), ("3", "t20220613_345_2.html")),
               ["/t20220613_345_1.html", "/t20220613_345_2.html"]),
    "on page 2": ("/x/98765_2.html", _links(("1", "98765.html"), ("2", "98765_2.html"), ("3", "98765_3.html")), ["/x/98765_3.html"]),
    "directories": ("/story/98765", _links(("第2页", "/story/98765/2"), ("第3页", "/story/98765/3")), ["/story/98765/2", "/story/98765/3"]),
    "next article": ("/x/98765.html", _links(("下一篇", "98766.html"), ("上一篇", "98764.html")), []),
    "pager of a list": ("/x/98765.html", _links(("2", "/list/index_2.html"), ("下一页", "/list/index_2.html")), []),
    "number of comments": ("/x/98765.html", _links(("12", "/comment/98765_12.html"),), []),
    "printed pages of a paper": ("/html/2022-06/13/content_102.htm", _links(("下一版", "node_3.htm"), ("2", "node_2.htm")), []),
    "script links": ("/x/98765.html", _links(("2", "javascript:go(2)"), ("下一页", "#")), []),
    "no address": ("/x/98765.html", _links(("下一页", "http://[c/98765_2.html"), ("2", "98765_2.html")), ["/x/98765_2.html"]),
    "none": ("/x/98765.html", "", []),
}  # fmt: skip


@pytest.mark.parametrize("name", _CASES)
def test_finds_next_pages(name):
    path, markup, wanted = _CASES[name]
    lines = read_lines(html.fromstring(f"<div><p>正文。</p><div>{markup}</div></div>"))
    assert find_next_pages(lines, markup, _SITE + path) == [_SITE + page for page in wanted]


@pytest.mark.parametrize("markup", ["", 'createPageHTML(3, 0, "a", "html");'], ids=["itself", "script"])
def test_page_whose_own_address_is_none_has_no_others(markup):
    assert find_next_pages([], markup, "http://[c/a_2/") == []


def test_links_agree_where_address_is_unknown():
    markup = _links(("1", f"{_SITE}/x/98765.html"), ("2", f"{_SITE}/x/98765_2.html"), ("3", f"{_SITE}/x/98765_3.html"))
    lines = read_lines(html.fromstring(f"<div>{markup}</div>"))
    assert find_next_pages(lines, markup, "") == [f"{_SITE}/x/98765_2.html", f"{_SITE}/x/98765_3.html"]


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ('createPageHTML(3, 0, "t20220613_345", "html");', ["t20220613_345_1.html", "t20220613_345_2.html"]),
        ('createPageHTML(3, 1, "t20220613_345", "html");', ["t20220613_345_2.html"]),
        ('createPageHTML(1, 0, "t20220613_345", "html");', []),
    ],
)
def test_reads_pager_script(script, wanted):
    assert find_next_pages([], script, f"{_SITE}/yw/t20220613_345.html") == [f"{_SITE}/yw/{page}" for page in wanted]


def test_hostile_links_take_little_time():
    markup = _links(*[("2", "a" + "-1" * 2000 + ".html")] * 50)
    lines = read_lines(html.fromstring(f"<div>{markup}</div>"))
    start = time.process_time()
    find_next_pages(lines, markup, _SITE + "/" + "-1" * 2000)
    assert time.process_time() - start < 1.0
