"""The spider eastmoney on pages in the manner of 东方财富: from the list API to posts."""

import pytest

from newscrawl.archive.index import Index
from newscrawl.loopback.foldersite import SITES, FolderSite
from tests.conftest import run_crawl
from tests.spiders.sites import crawl_site, posts_of

ROWS = {
    # id: date, category, source, authors, what the body has, what it must not have
    "202206133412000001": (
        "2022-06-13 17:46:00", "jiemianxinwen", "界面新闻", [],
        ["<strong>货主最关心的是班期准不准</strong>", "D25512000001_w640h360.jpg", "青石港务当日收盘", "六号泊位"],
        ["在东方财富看资讯", "ad3.jpg", "责任编辑", "打开微信", "扫一扫", "郑重声明", "GetPic", "占位", "热门新闻", "keytip"],
    ),
    "202206133412000002": (
        "2022-06-13 15:02:00", "shanghaizhengquanbao", "上海证券报·中国证券网", [],
        ["<td>冶炼扩建</td><td>21.5</td>", "精矿供应仍是变数"], ["DF150", "评论"],
    ),
    "202206133412000003": ("2022-06-13 09:30:00", "meirijingjixinwen", "每日经济新闻", ["赵一宁"], ["三名持股"], ["赵一宁"]),
    "202206103409000004": ("2022-06-10 20:11:00", "xinhuashe", "新华社", ["林晓峰", "何雨"], ["欠费不停供"], []),
}  # fmt: skip


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """All columns since a day that two pages of column 350 reach back to."""
    return crawl_site(tmp_path_factory.mktemp("eastmoney"), "eastmoney", "-a", "since=2022-06-05")


@pytest.mark.parametrize("id_", ROWS)
def test_article(crawled, id_):
    date, category, source, authors, has, lacks = ROWS[id_]
    front, body = posts_of(crawled[0])[id_]
    assert front["date"] == f"{date} +0800"
    assert (front["categories"], front["source"], front["authors"]) == (category, source, authors)
    assert f"<https://finance.eastmoney.com/a/{id_}.html>" in body
    assert [words for words in has if words not in body] == []
    assert [words for words in lacks if words in body] == []


def test_lists_are_read_on_until_since_and_no_further(crawled):
    crawl, site = crawled
    assert crawl.status == 0, crawl.log
    assert posts_of(crawl).keys() == ROWS.keys()
    assert (crawl.report["listed"], crawl.report["out_of_range"]) == (4, 1)
    pages = [path for path in site.asked if "column=350&" in path]
    assert sorted(path.split("page_index=")[1][0] for path in pages) == ["1", "2", "3"]
    assert all("req_trace=1" in path for path in pages)
    assert not [path for path in site.asked if "202206013400000005" in path]


def test_a_column_alone_and_until(tmp_path):
    crawl, site = crawl_site(tmp_path, "eastmoney", "-a", "category=350", "-a", "until=2022-06-10")
    assert crawl.status == 0, crawl.log
    assert sum("getNewsByColumns" in path for path in site.asked) == 1
    assert (crawl.report["listed"], crawl.report["out_of_range"]) == (0, 3)
    assert not [path for path in site.asked if path.startswith("/a/")]


class NoArticles(FolderSite):
    """The site, whose articles cannot be had for the time being."""

    def respond(self, host, path, query, headers):
        return (503, {}, b"busy") if path.startswith("/a/") else super().respond(host, path, query, headers)


@pytest.mark.parametrize(("column", "listed"), [("345", 0), ("350", 3)])
def test_what_a_column_left_due_is_fetched_by_a_run_of_that_column_alone(tmp_path, column, listed):
    """Its articles are of many publishers: none of their slugs names the column."""
    with NoArticles(SITES / "eastmoney") as site:
        failed = run_crawl(tmp_path, "eastmoney", "-a", "category=350", site=site)
    assert (failed.status, failed.report["due"]) == (1, 3), failed.log
    with EmptyLists(SITES / "eastmoney") as site:
        later = run_crawl(tmp_path, "eastmoney", "-a", f"category={column}", site=site)
    assert (later.status, later.report["archived"], len(later.posts)) == (0, listed, listed), later.log


class EmptyLists(FolderSite):
    """The site, whose lists have moved on from all that they named."""

    def respond(self, host, path, query, headers):
        if "column" in query:
            return 200, {"Content-Type": "application/json"}, b'{"code": "1", "data": {"list": []}}'
        return super().respond(host, path, query, headers)


class BrokenPage(FolderSite):
    """The site, whose list API does not answer a page, nor anything of the days before 12 June."""

    page = 0

    def respond(self, host, path, query, headers):
        if query.get("page_index") == str(self.page) and query.get("column") == "350":
            return 503, {}, b"busy"
        return super().respond(host, path, query, headers)


@pytest.mark.parametrize("page", [1, 2], ids=lambda page: f"page {page}")
def test_a_page_at_which_a_back_fill_broke_off_is_read_by_the_next_plain_run(tmp_path, crawled, page):
    """And the list is read on from there, as far as the back-fill wanted, though its first page is unchanged."""
    with BrokenPage(SITES / "eastmoney") as site:
        site.page = page
        broken = run_crawl(tmp_path, "eastmoney", "-a", "since=2022-06-05", site=site)
        assert (broken.status, broken.report["lists_failed"]) == (1, 1), broken.log
        assert len(broken.posts) < len(crawled[0].posts)
        with Index.open(tmp_path / "archive.sqlite3") as index:
            [gap] = index.broken_lists()
        assert (f"page_index={page}&" in gap.url, gap.status) == (True, 503)
        site.page = 0
        again = run_crawl(tmp_path, "eastmoney", site=site, POST_EXTRA_FIELDS="source,authors,editors")
        assert again.status == 0, again.log
        assert (
            again.posts.keys() >= crawled[0].posts.keys()
        )  # a plain run wants all that stands on a page that it reads
        with Index.open(tmp_path / "archive.sqlite3") as index:
            assert index.broken_lists() == []
        site.asked.clear()
        quiet = run_crawl(tmp_path, "eastmoney", site=site)
        assert (quiet.status, quiet.report["archived"]) == (0, 0)
        assert not [path for path in site.asked if "page_index=1&" not in path and path != "/robots.txt"]


def test_share_takes_the_rules_of_the_site_for_any_of_its_hosts(tmp_path, crawled):
    link = "http://stock.eastmoney.com/a/202206133412000002.html?from=app"
    crawl, _ = crawl_site(tmp_path, "eastmoney", "-a", f"url={link}", spider="share")
    assert crawl.status == 0, crawl.log
    assert crawl.posts.items() <= crawled[0].posts.items()
    assert posts_of(crawl).keys() == {"202206133412000002"}


def test_an_unknown_column_is_refused(tmp_path):
    crawl, site = crawl_site(tmp_path, "eastmoney", "-a", "category=999")
    assert crawl.status == 2
    assert crawl.log == "scrapy crawl: category='999': eastmoney has the categories 350, 345, 344, 298, 297, 102\n"
    assert not site.asked
