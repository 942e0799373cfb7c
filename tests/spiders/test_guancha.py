"""The spider guancha on pages in the manner of 观察者网, over https: paged lists, rolling news, sections."""

import pytest

from tests.spiders.sites import crawl_site, posts_of

ROWS = {
    # id: date, source, authors, editors, address, what the body has
    "2022_06_13_640001": (
        "2022-06-13 19:32:27", "观察者网", ["孙晓舟"], ["孙晓舟"], "politics", ["账目上墙"],
    ),
    "2022_06_13_640002": ("2022-06-13 10:05:00", "中国新闻网", [], ["李一鸣"], "internation", ["十七艘货轮"]),
    "2022_06_13_640005": ("2022-06-13 20:00:00", "国家邮政局", [], ["周可"], "economy", ["92.4亿件"]),
    "2022_06_12_639003": (
        "2022-06-12 07:25:09", "观察者网", ["林远"], ["小何"], "LinYuan", ["七百六十元", "地荒了，心里就慌了"],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    return crawl_site(tmp_path_factory.mktemp("guancha"), "guancha", "-a", "since=2022-06-11")


@pytest.mark.parametrize("id_", ROWS)
def test_article(crawled, id_):
    date, source, authors, editors, section, has = ROWS[id_]
    front, body = posts_of(crawled[0])[id_]
    assert (front["date"], front["source"], front["authors"]) == (f"{date} +0800", source, authors)
    assert front["editors"] == editors
    assert f"<https://www.guancha.cn/{section}/{id_}.shtml>" in body
    assert [words for words in has if words not in body] == []
    assert not any(words in body for words in ("我们小区", "原标题", "余下全文", "最新闻", "字号"))


def test_headings_that_are_links_name_no_source(crawled):
    crawl, _ = crawled
    assert crawl.status == 0, crawl.log
    assert crawl.report["sources_that_disagree"] == []


def test_lists_are_read_on_until_since_and_no_further(crawled):
    crawl, site = crawled
    assert posts_of(crawl).keys() == ROWS.keys()
    assert sorted(path[-7] for path in site.asked if "/list_" in path) == ["1", "2", "3"]
    assert crawl.report["out_of_range"] == 2
    assert not [path for path in site.asked if "638004" in path or "900001" in path]


def test_a_missing_page_and_a_missing_list_page(tmp_path):
    crawl, _ = crawl_site(
        tmp_path, "guancha", "-a", "since=2022-06-12", "-a", "until=2022-06-12", lacks=("003_2.shtml", "list_3.shtml")
    )
    assert crawl.status == 0, crawl.log
    assert not crawl.posts
    assert "page 2: HTTP 404" in crawl.quarantine["2022_06_12_639003"]["reason"]


def test_a_section_alone(tmp_path):
    crawl, site = crawl_site(tmp_path, "guancha", "-a", "category=economy")
    assert posts_of(crawl).keys() == {"2022_06_10_638004", "2022_06_13_640005"}
    assert not [path for path in site.asked if "640001" in path or "TouTiao" in path]
