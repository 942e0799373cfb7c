"""Articles visited again that have not changed: asked for conditionally, counted at the server."""

import shutil
import sqlite3
from collections import Counter

import pytest

from newscrawl.archive.index import Index
from newscrawl.loopback.fixturesite import FixtureSite
from tests.conftest import run_crawl
from tests.spiders.test_recheck import FLASH, HTML, PLAIN

# Named by the site's pages alone: where an API names an article first, it is read without its post page the first time.
ARTICLES = [{**article, "lists": ["site"]} for article in (*PLAIN[:6], *FLASH)]


class CountingSite(FixtureSite):
    """The fixture site, which counts the statuses of what it answers for articles."""

    def __init__(self, articles):
        super().__init__(articles)
        self.answered = Counter()

    def conditional(self, status, headers, body, asked):
        answer = super().conditional(status, headers, body, asked)
        if body != b"<h1>404</h1>":
            self.answered[answer[0]] += 1
        return answer


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    with CountingSite(ARTICLES) as site:
        return run_crawl(tmp_path_factory.mktemp("before"), "finews", site=site)


@pytest.fixture
def output(before, tmp_path):
    return shutil.copytree(before.output, tmp_path / "output")


def recheck(output, articles, *arguments, setup=lambda site: None):
    with CountingSite(articles) as site:
        setup(site)
        return run_crawl(output, "recheck", *(arguments or ("-a", "all=1")), site=site, SUMMARY=True), site


def test_unchanged_articles_are_not_sent_again(before, output):
    crawl, site = recheck(output, ARTICLES)
    report = crawl.report
    assert (crawl.status, report["listed"], report["unchanged"], report["archived"]) == (0, 9, 9, 0), crawl.log
    assert site.answered == {304: 2 * 9}, "post page and share service each"
    assert crawl.tree("site") == before.tree("site")
    with Index.open(output / "archive.sqlite3") as index:
        checked = [entry.checked for entry in index.iter_articles(state="archived")]
    assert all(checked)
    again, site = recheck(output, ARTICLES, "-a", "since=2022-01-01")
    assert (again.report["listed"], site.asked) == (0, {}), "visited a moment ago"


def test_where_one_answer_changed_the_article_is_read_whole(before, output):
    changed = {**ARTICLES[0], "json": {"from": "光明日报", "title": "又一座桥", "showtime": PLAIN[0]["showtime"]}}
    crawl, site = recheck(output, [changed, *ARTICLES[1:]])
    [revised] = crawl.report["revised_articles"]
    assert revised == {"id": changed["id"], "changed": "title"}
    # Its post page is as it was: 304, then the share service's answer, then both once more without conditions.
    assert site.answered == {304: 2 * 8 + 1, 200: 3}
    assert crawl.report["unchanged"] == 8
    counts = "archived 1 (new 0, changed 1, unchanged 0; 0 from the post page), set aside 0, due 0, not modified 8, revised 1"
    assert crawl.out.splitlines()[0] == f"listed 9, known 0, {counts}"


def test_where_the_first_answer_changed_it_is_not_asked_for_twice(output):
    changed = {**ARTICLES[0], "title": "又一座桥"}
    crawl, site = recheck(output, [changed, *ARTICLES[1:]])
    assert crawl.report["revised_articles"] == [{"id": changed["id"], "changed": "title"}]
    assert site.answered == {304: 2 * 8, 200: 2}
    crawl, site = recheck(output, [changed, *ARTICLES[1:]])
    assert site.answered == {304: 2 * 9}, "the new answers' validators are kept"


def test_what_cannot_be_read_is_backed_off_and_what_is_gone_comes_back(before, output):
    """One article's share service and post page fail, another's are gone; then both are there again."""
    failing, gone = PLAIN[0]["id"], PLAIN[1]["id"]

    def fail(site):
        answer = site.answer
        site.answer = lambda path, query: (
            (503, HTML, b"busy") if failing in path + query.get("id", "") else
            (410, HTML, b"gone") if gone in path + query.get("id", "") else answer(path, query)
        )  # fmt: skip

    crawl, _ = recheck(output, ARTICLES, setup=fail)
    assert (crawl.status, crawl.report["due"], crawl.report["gone"]) == (1, 1, 1), crawl.log
    with Index.open(output / "archive.sqlite3") as index:
        assert index.find("finews", failing).attempts == 1
    with sqlite3.connect(output / "archive.sqlite3") as file:
        file.execute("UPDATE articles SET checked = '', fetched = '2022-06-20T00:00:00+00:00'")
    file.close()
    crawl, _ = recheck(output, ARTICLES, "-a", "since=2022-01-01", setup=fail)
    assert (crawl.report["due"], crawl.report["gone"], crawl.report["listed"]) == (1, 0, 8), "gone rests for a day"
    crawl, _ = recheck(output, ARTICLES, "-a", "since=2022-01-01", setup=fail)
    assert (crawl.status, crawl.report["listed"]) == (0, 0), "the other one is backed off now"
    crawl, _ = recheck(output, ARTICLES)
    assert crawl.status == 0
    assert [line["id"] for line in crawl.report["restored_articles"]] == [gone]
    assert crawl.tree("site/_posts") == before.tree("site/_posts")
    with Index.open(output / "archive.sqlite3") as index:
        [withdrawal] = index.withdrawals("finews", gone)
        assert (withdrawal.reason, index.find("finews", gone).state) == ("HTTP 410", "archived")
        assert withdrawal.seen
        assert withdrawal.lifted
