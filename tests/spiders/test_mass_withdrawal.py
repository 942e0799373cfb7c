"""A host that says of everything that it is gone, and one that says so of one article alone."""

import shutil
import sqlite3

import pytest

from newscrawl.archive.index import Index
from newscrawl.loopback.fixturesite import FixtureSite
from tests.conftest import run_crawl
from tests.spiders.test_recheck import HTML, PLAIN

ARTICLES = PLAIN[:13]
RIPE = ARTICLES[0]["id"]
NOTICE = '{"text": "<p>很抱歉，该文章已被删除。</p>"}'.encode()


class GoneSite(FixtureSite):
    """The site, on which these articles are gone: 404 to all that names one, or the same notice."""

    def __init__(self, articles, gone, notice=False):
        super().__init__(articles)
        self.gone, self.notice = gone, notice

    def answer(self, path, query):
        if any(id_ in path or id_ == query.get("id") for id_ in self.gone):
            share = self.notice and path.endswith("GetNewsText.do")
            return (200, "application/json", NOTICE) if share else (404, HTML, b"<h1>404</h1>")
        return super().answer(path, query)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    with FixtureSite(ARTICLES) as site:
        crawl = run_crawl(tmp_path_factory.mktemp("before"), "finews", site=site)
    with sqlite3.connect(crawl.output / "archive.sqlite3") as file:  # one alone is ripe
        file.execute("UPDATE articles SET fetched = '2022-06-20T00:00:00+00:00' WHERE id = ?", (RIPE,))
    file.close()
    return crawl


def recheck(before, folder, gone, *arguments, notice=False):
    output = shutil.copytree(before.output, folder / "output")
    with GoneSite(ARTICLES, gone, notice) as site:
        return run_crawl(output, "recheck", *arguments, site=site, SUMMARY=True)


ALL = [article["id"] for article in ARTICLES]
RUNS = {
    # arguments, gone, by a notice → marked, held back, visited
    "one alone is ripe, and gone": ((), [RIPE], False, [RIPE], 0, 4),
    "one alone is ripe, and all are gone": ((), ALL, False, [], 4, 4),
    "everything is gone": (("-a", "all=1"), ALL, False, [], 13, 13),
    "one notice for everything": (("-a", "all=1"), ALL, True, [], 13, 13),
    "a few of them": (("-a", "all=1"), ALL[:3], False, ALL[:3], 0, 13),
    "nearly all of them": (("-a", "all=1"), ALL[:11], False, [], 11, 13),
    "everything, and that is so": (
        ("-a", "all=1", "-a", "confirm=finews.zning.xyz"), ALL, False, ALL, 0, 13,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "gone", "notice", "marked", "held", "visited"), RUNS.values(), ids=RUNS)
def test_what_is_believed(before, tmp_path, arguments, gone, notice, marked, held, visited):
    crawl = recheck(before, tmp_path, gone, *arguments, notice=notice)
    report = crawl.report
    assert sorted(line["id"] for line in report["gone_articles"]) == sorted(marked), crawl.log
    assert (report["due"], report["listed"], report["lost"], crawl.status) == (held, visited, 0, 1 if held else 0)
    changed = [name for name, post in crawl.posts.items() if post != before.posts[name]]
    assert sorted(name[11:-3] for name in changed) == sorted(marked)
    assert all(b"\nwithdrawn: 20" in crawl.posts[name] for name in changed)
    with Index.open(crawl.output / "archive.sqlite3") as index:
        assert sorted(entry.id for entry in index.iter_articles(state="gone")) == sorted(marked)
    if held:
        [line] = report["held_back"]
        assert line["articles"] == held
        assert line["reason"].startswith(f"finews.zning.xyz says of {held} articles that they are gone, ")
        assert f"held back: {line['reason']}" in crawl.out
        assert "`scrapy crawl recheck -a confirm=finews.zning.xyz` marks them" in crawl.log
    else:
        assert report["held_back"] == []


def test_a_crawl_that_ends_early_decides_nothing(before, tmp_path):
    from scrapy.utils.test import get_crawler

    from newscrawl.exceptions import StillDue, Withdrawn
    from newscrawl.extensions.report import Report
    from newscrawl.extensions.withdrawals import Withdrawals
    from newscrawl.items import Article

    crawler = get_crawler(settings_dict={"OUTPUT_DIR": str(tmp_path)})
    crawler.spider = None
    guard, report = Withdrawals.from_crawler(crawler), Report.from_crawler(crawler)
    item = Article(id="NW1", url="http://a.example/1", site="finews")
    for each in (guard, report):
        each.item_dropped(item, Withdrawn("HTTP 404"))
    assert report.due == []
    guard.spider_closed()
    assert [line["reason"] for line in report.due] == [
        str(StillDue("HTTP 404; the crawl ended before that could be believed"))
    ]
