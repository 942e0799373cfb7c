"""The spider people on pages in the manner of 人民网: GBK, channels on hosts of their own, paged articles."""

import pytest

from newscrawl.spiders.people import People
from tests.spiders.sites import crawl_site, posts_of

ROWS = {
    # id: date, source, editors, address, what the body has
    "c1013-90000011": (
        "2022-06-13 08:21:00", "人民网-文化频道", ["周理", "李思远"], "culture.people.com.cn/n1/2022/0613",
        ["陆镕喆一坐就是七百个日夜", "试了二十六种染料", "才算真的修好了"],
    ),
    "c1002-90000012": (
        "2022-06-13 07:05:00", "新华网", ["郑可", "吴一帆"], "world.people.com.cn/n1/2022/0613", ["三十辆满载香蕉"],
    ),
    "c32306-90000013": (
        "2022-06-12 19:40:00", "人民日报", ["张雨", "王佳"], "www.people.com.cn/n1/2022/0612", ["四十三个是乐团成员"],
    ),
}  # fmt: skip
INCOMPLETE = "c1013-90000014"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    return crawl_site(tmp_path_factory.mktemp("people"), "people")


@pytest.mark.parametrize("id_", ROWS)
def test_article(crawled, id_):
    date, source, editors, address, has = ROWS[id_]
    front, body = posts_of(crawled[0])[id_]
    assert (front["date"], front["source"], front["editors"]) == (f"{date} +0800", source, editors)
    assert f"<http://{address}/{id_}.html>" in body
    assert [words for words in has if words not in body] == []
    assert not any(words in body for words in ("\ufffd", "【1】", "下一页", "责编", "热门排行", "分享到"))


def test_pages_are_joined_in_order_once_each(crawled):
    crawl, site = crawled
    _, body = posts_of(crawl)["c1013-90000011"]
    parts = [body.index(words) for words in ("第一步不是补", "修复到第三百天", "如今，这封家书")]
    assert parts == sorted(parts)
    assert {site.asked[f"/n1/2022/0613/c1013-90000011{page}.html"] for page in ("", "-2", "-3")} == {1}


def test_half_an_article_is_set_aside(crawled):
    crawl, _ = crawled
    assert crawl.status == 0, crawl.log
    assert posts_of(crawl).keys() == ROWS.keys()
    assert "page 2: HTTP 404" in crawl.quarantine[INCOMPLETE]["reason"]


def test_days_may_begin_with_the_calendar():
    assert [f"{day}" for day in People(since="0001-01-01", until="0001-01-02").days()] == ["0001-01-02", "0001-01-01"]


def test_past_days_have_lists_of_their_own(tmp_path):
    """A day without a list had nothing to be listed; what today's list gives besides is not asked for."""
    crawl, site = crawl_site(tmp_path, "people", "-a", "since=2022-06-10", "-a", "until=2022-06-11")
    assert crawl.status == 0, crawl.log
    assert posts_of(crawl).keys() == {"c1002-90000015"}
    assert {path for path in site.asked if "review" in path} == {
        "/GB/59476/review/20220610.html",
        "/GB/59476/review/20220611.html",
    }
    assert crawl.report["out_of_range"] == 4


def test_a_channel_alone(tmp_path):
    crawl, site = crawl_site(tmp_path, "people", "-a", "category=culture")
    assert posts_of(crawl).keys() == {"c1013-90000011"}
    assert not [path for path in site.asked if "c1002" in path or "59476" in path]
