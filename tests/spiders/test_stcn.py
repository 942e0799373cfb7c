"""The spider stcn on pages in the manner of 证券时报网, over https: times beside links, a list that only scripts get."""

import pytest

from newscrawl.spiders.stcn import Stcn
from tests.spiders.sites import crawl_site, posts_of

ROWS = {
    # id: date, source, authors, what the body has
    "stcn800001": ("2022-06-13 08:05:00", "证券时报·e公司", ["毛一"], ["增至八家"]),
    "stcn800002": ("2022-06-10 18:26:00", "证券时报", ["程立"], ["六十二艘"]),
    "stcn800003": ("2022-06-09 07:10:00", "证券时报", ["赵梦"], ["冲床的闷响"]),
    "stcn800004": ("2022-06-13 09:21:00", "人民财讯", [], ["中标利率2.10%"]),
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    return crawl_site(tmp_path_factory.mktemp("stcn"), "stcn", "-a", "since=2022-01-01")


@pytest.mark.parametrize("id_", ROWS)
def test_article(crawled, id_):
    date, source, authors, has = ROWS[id_]
    front, body = posts_of(crawled[0])[id_]
    assert (front["date"], front["source"], front["authors"]) == (f"{date} +0800", source, authors)
    assert f"<https://www.stcn.com/article/detail/{id_.removeprefix('stcn')}.html>" in body
    assert [words for words in has if words not in body] == []
    assert not any(words in body for words in ("声明", "官方APP", "责任编辑", "校对", "为你推荐"))


def test_the_time_beside_a_link_decides_before_the_request(crawled):
    crawl, site = crawled
    assert crawl.status == 0, crawl.log
    assert posts_of(crawl).keys() == ROWS.keys()
    assert crawl.report["out_of_range"] == 2
    assert not [path for path in site.asked if "800009" in path or "800010" in path]


def test_a_column_alone(tmp_path):
    crawl, site = crawl_site(tmp_path, "stcn", "-a", "category=kx", "-a", "since=2022-01-01")
    assert posts_of(crawl).keys() == {"stcn800004"}
    assert {path for path in site.asked if "list" in path} == {"/article/list.html?type=kx"}


def test_links_to_where_articles_stood_before():
    article = Stcn().article_at("http://kuaixun.stcn.com/2019/0926/15400001.shtml")
    assert article
    assert (article.id, str(Stcn().day_of(article))) == ("stcn15400001", "2019-09-26")
