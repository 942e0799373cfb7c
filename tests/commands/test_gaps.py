"""scrapy gaps and scrapy reindex on what a crawl left."""

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest

from newscrawl.archive.lock import OutputLock
from newscrawl.loopback.fixturesite import FixtureSite
from tests.conftest import ROOT, SCRAPY, run_crawl


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """What a crawl left whose share service was down for flash items, and one list too."""
    output = tmp_path_factory.mktemp("gaps")
    with FixtureSite(down=("/category/chongqingribao", "/emnews/2022")) as site:
        run_crawl(output, "finews", site=site)
    return output


def test_gaps_as_json(left):
    told = json.loads(run_crawl(left, "--json", command="gaps").out)
    report = json.loads((left / "reports" / "latest.json").read_text(encoding="utf-8"))
    totals = {key: sum(gap[key] for gap in told["gaps"]) for key in ("listed", "archived", "set_aside", "due")}
    assert totals == {key: report[key] for key in totals}
    assert report["due"] > 0
    assert {gap["site"] for gap in told["gaps"]} == {"finews"}
    [broken] = told["lists"]
    assert broken["url"] == "http://finews.withounder.com/category/chongqingribao.html"
    assert (broken["status"], broken["problem"]) == (503, "HTTP 503")


def test_gaps_of_some_days(left):
    told = json.loads(run_crawl(left, "--json", "--since", "2022-06-10", "--until", "2022-06-11", command="gaps").out)
    assert {gap["day"] for gap in told["gaps"]} == {"2022-06-10", "2022-06-11"}


def test_gaps_as_a_table(left):
    gaps = run_crawl(left, command="gaps")
    assert (gaps.status, gaps.log) == (0, "")
    assert gaps.out.splitlines()[0].split() == [
        "day",
        "site",
        "source",
        "listed",
        "archived",
        "set",
        "aside",
        "gone",
        "due",
    ]
    assert "重庆日报" in gaps.out
    assert "HTTP 503" in gaps.out


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["--since", "June"], 2, "--since 'June' is no day"),
        (["--sicne", "2022-06-01"], 2, "takes no '--sicne': `scrapy gaps -h` shows what it takes"),
        (["--since", "2022-06-14", "--until", "2022-06-13"], 2, "--since 2022-06-14 lies after --until 2022-06-13"),
        ([], 1, "there is no index"),
    ],
    ids=["no day", "no option", "no days", "no index"],
)
def test_gaps_refuses(tmp_path, arguments, status, says):
    gaps = run_crawl(tmp_path, *arguments, command="gaps")
    assert (gaps.status, gaps.out, gaps.log.count("\n")) == (status, "", 1)
    assert says in gaps.log


@pytest.mark.parametrize(("command", "words"), [("gaps", []), ("export", ["urls", "-o", "-"]), ("rebuild", [])])
def test_an_empty_index_is_told_and_stays_empty(tmp_path, whole_crawl, command, words):
    """As a full disk leaves it: made into an index without articles, `reindex` would not replay the WARC files."""
    (tmp_path / "warc").symlink_to(whole_crawl.output / "warc")
    index = tmp_path / "archive.sqlite3"
    index.touch()
    done = run_crawl(tmp_path, *words, command=command)
    assert (done.status, done.out) == (1, "")
    assert done.log == f"scrapy {command}: the index {index} is empty: `scrapy reindex` makes it anew\n"
    assert index.stat().st_size == 0


def rows(output):
    """What the index says of each article, but for what only a list tells."""
    with closing(sqlite3.connect(output / "archive.sqlite3")) as connection:
        found = connection.execute("SELECT site, id, state, url, post FROM articles WHERE state <> 'due' ORDER BY id")
        return found.fetchall()


@pytest.mark.parametrize("arguments", [(), ("--posts-alone",)], ids=["and the WARC files", "the posts alone"])
def test_reindex_makes_the_index_anew(tmp_path, whole_crawl, arguments):
    output = tmp_path / "output"
    shutil.copytree(whole_crawl.output, output)
    before = rows(output)
    for file in output.glob("archive.sqlite3*"):
        file.unlink()
    done = run_crawl(output, *arguments, command="reindex")
    report = whole_crawl.report
    assert (done.status, done.log) == (0, "")
    replayed = "" if arguments else f"replaying the crawls of finews from {output / 'warc'}\n"
    assert done.out == f"{replayed}posts {report['archived']}, set aside {report['set_aside']}, lost 0, unreadable 0\n"
    assert rows(output) == before
    with FixtureSite() as site:
        again = run_crawl(output, "finews", site=site)
    listed = report["listed"] if arguments else 0  # the answers have the lists' validators too: nothing is new
    assert again.report["known"] == again.report["listed"] == listed
    assert not [path for path in site.asked if "2022" in path]
    assert again.tree("site") == whole_crawl.tree("site")


def test_reindex_waits_for_no_crawl(tmp_path):
    with OutputLock(tmp_path):
        (tmp_path / "site" / "_posts").mkdir(parents=True)
        done = run_crawl(tmp_path, command="reindex")
    assert (done.status, done.out, done.log.count("\n")) == (1, "", 1)
    assert "is in use by process" in done.log


def test_reindex_takes_its_option_alone(tmp_path):
    done = run_crawl(tmp_path, "--post-alone", command="reindex")
    assert (done.status, done.out) == (2, "")
    assert done.log == "scrapy reindex: takes no '--post-alone': `scrapy reindex -h` shows what it takes\n"


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["at the end", "at once"])
def test_reindex_whose_output_cannot_be_written(left, unbuffered):
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with open("/dev/full", "w") as full:
        words = [*SCRAPY, "reindex", "-s", f"OUTPUT_DIR={left}"]
        done = subprocess.run(
            words, cwd=ROOT, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (1, "scrapy: cannot write standard output: No space left on device\n")


@pytest.mark.parametrize("arguments", [(), ("--posts-alone",)], ids=["nor WARC files", "alone"])
def test_reindex_without_posts(tmp_path, arguments):
    done = run_crawl(tmp_path, *arguments, command="reindex")
    assert done.status == 1
    other = "" if arguments else f", and no WARC files in {tmp_path / 'warc'}"
    assert done.log == f"scrapy reindex: there are no posts in {tmp_path / 'site' / '_posts'}{other}\n"


def test_reindex_of_an_empty_index_and_no_posts(tmp_path, whole_crawl):
    """The WARC files have everything: what they tell is in the index again, and due, since its post is not there."""
    shutil.copytree(whole_crawl.output / "warc", tmp_path / "warc")
    (tmp_path / "archive.sqlite3").touch()
    done = run_crawl(tmp_path, command="reindex")
    assert (done.status, done.log) == (0, "")
    replayed = f"replaying the crawls of finews from {tmp_path / 'warc'}\n"
    assert done.out == f"{replayed}posts 0, set aside 0, lost {whole_crawl.report['archived']}, unreadable 0\n"


@pytest.mark.parametrize("state", ["is empty", "is not there"])
def test_a_crawl_that_has_posts_and_no_index_says_so(tmp_path, left, state):
    shutil.copytree(left / "site" / "_posts", tmp_path / "site" / "_posts")
    if state == "is empty":
        (tmp_path / "archive.sqlite3").touch()
    with FixtureSite(down=("/",)) as site:
        crawls = [run_crawl(tmp_path, "finews", site=site) for _ in range(2)]
    said = f"The index {tmp_path / 'archive.sqlite3'} {state}, though posts are: without `scrapy reindex`"
    assert [said in crawl.log for crawl in crawls] == [True, False]


@pytest.mark.parametrize(
    ("command", "arguments"),
    [("gaps", []), ("export", ["jsonl", "-o", "-"]), ("crawl", ["finews"]), ("reindex", [])],
    ids=["gaps", "export", "crawl", "reindex"],
)
def test_an_index_that_is_a_folder_is_told(tmp_path, command, arguments):
    (tmp_path / "archive.sqlite3").mkdir()
    (tmp_path / "site" / "_posts").mkdir(parents=True)
    done = run_crawl(tmp_path, *arguments, command=command)
    assert done.status == 1
    says = f"{tmp_path / 'archive.sqlite3'} is a folder, where the index is a file: move it away, and `scrapy reindex` makes it anew"
    assert done.log == f"scrapy {command}: {says}\n"
