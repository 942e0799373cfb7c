"""Crawls by several workers: killed, run twice, Redis restarted, it is the tree that one crawl leaves."""

import re
import subprocess
import time
from zipfile import ZipFile

import pytest

from newscrawl.archive.index import Index
from newscrawl.loopback.fixturesite import FixtureSite
from newscrawl.window import refresh
from tests.archive.test_merge import check_agreement, merge_all
from tests.conftest import ROOT, crawl_command, run_crawl
from tests.distributed.servers import asked, many_articles, tree_of, trial, whole_tree

SEED, SOAK, DAYS = 20220613, 20, 8
WINDOW = {"SITE_WINDOW_DAYS": 1}


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    articles = many_articles(40, 2)
    return articles, whole_tree(tmp_path_factory.mktemp("whole"), articles, 2, **WINDOW)


def test_workers_that_are_killed_and_a_redis_that_is_restarted_lose_nothing(tmp_path, few):
    articles, whole = few
    told = trial(tmp_path, articles, whole, days=2, kills=1, seed=SEED, WARC=False, **WINDOW)
    assert "redis" in told["killed"]


def test_without_redis_partitions_are_crawled_here_and_an_interruption_is_made_good(tmp_path, few):
    """And what they recorded is in the whole: it replays to the same tree."""
    articles, whole = few
    given = ("finews", "-a", "since=2022-06-12", "-a", "until=2022-06-13")
    with FixtureSite(articles) as site:
        words, environment = crawl_command(tmp_path, *given, site=site, command="distribute", **WINDOW)
        process = subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        while process.poll() is None and not list(tmp_path.glob("partitions/*/*/done.json")):
            time.sleep(0.01)
        process.terminate()
        said = process.communicate(timeout=60)[1]
        assert (process.returncode, said) == (1, "scrapy distribute: interrupted: run it again to go on where it was\n")
        before = {path for path in site.asked if "GetNewsText" in path}
        assert 20 <= len(before) < 40
        again = run_crawl(tmp_path, *given, site=site, command="distribute", SUMMARY=True, **WINDOW)
        assert (again.status, again.log) == (0, "")
        assert re.fullmatch(rf"partitions 2, incomplete 0, posts (20|40), in {tmp_path}\n", again.out)
        assert tree_of(tmp_path) == whole
        assert not list((tmp_path / "partitions").iterdir())
        twice = [path for path, count in site.asked.items() if "GetNewsText" in path and count > 1]
        assert len(twice) <= 20, "only of the partition that was cut off"
    replayed = tmp_path / "replayed"
    again = run_crawl(replayed, "finews", "-a", "replay=1", WARC_DIR=tmp_path / "warc", **WINDOW)
    assert again.status == 0, again.log
    assert tree_of(replayed) == whole
    # In a process of its own: cdxj-indexer leaves files open, a warning wherever they are collected.
    packing = run_crawl(tmp_path, "wacz", "-o", f"{tmp_path}/all.wacz", command="export")
    assert packing.status == 0, packing.log
    with ZipFile(tmp_path / "all.wacz") as packed_up:
        pages = packed_up.read("pages/pages.jsonl").decode().splitlines()[1:]
        packed = sorted(name for name in packed_up.namelist() if name.startswith("archive/"))
    assert len(pages) == len(articles)
    assert packed == sorted(f"archive/{path.name}" for path in (tmp_path / "warc").glob("*.warc.gz"))


@pytest.mark.soak
def test_what_is_archived_is_not_asked_for_again(tmp_path, few):
    """Nor written again where it has left the window."""
    articles, whole = few
    given = ("finews", "-a", "since=2022-06-12", "-a", "until=2022-06-13")
    with FixtureSite(articles) as site:
        for wanted in (40, 0):
            before = asked(site)
            run = run_crawl(tmp_path, *given, site=site, command="distribute", WARC=False, **WINDOW)
            assert (run.status, asked(site) - before) == (0, wanted)
            assert tree_of(tmp_path) == whole


NOWHERE = "redis://127.0.0.1:1/0"


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (["finews"], "give finews since=2022-06-01, for a partition a day, or category=a,b, for one each", 2),
        (
            ["finews", "-a", "since=2022-06-13", "-a", "until=2022-06-13", "-s", f"DISTRIBUTED_BROKER={NOWHERE}"],
            f"no Redis answers at {NOWHERE} (ConnectionError): start one with `redis-server --appendonly yes`, or leave "
            "DISTRIBUTED_BROKER empty to crawl in this process alone",
            1,
        ),
        (
            ["finews", "-a", "since=2022-06-13", "-s", "DISTRIBUTED_BROKER=localhost:6379"],
            "DISTRIBUTED_BROKER is no address of a Redis: give it as redis://localhost:6379/0",
            2,
        ),
        (
            ["finews", "-a", "since=2022-06-13", "-s", "REDIS_PATIENCE=long"],
            "REDIS_PATIENCE=long: give a number of seconds",
            2,
        ),
    ],
    ids=["no days", "no Redis", "no address", "no number"],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, arguments, said, status):
    run = run_crawl(tmp_path, *arguments, command="distribute")
    assert (run.status, run.log, run.out) == (status, f"scrapy distribute: {said}\n", "")


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    articles = many_articles(1000, DAYS)
    return articles, whole_tree(tmp_path_factory.mktemp("whole"), articles, DAYS)


@pytest.mark.soak
@pytest.mark.parametrize("point", range(SOAK))
def test_soak(tmp_path, many, point, record_property):
    told = trial(tmp_path, *many, days=DAYS, kills=3, seed=SEED + point)
    record_property("table", f"distributed {point}: {told}")


def test_parts_that_real_crawls_left_make_one_tree_in_any_order(tmp_path, whole_crawl):
    with FixtureSite() as site:
        part = run_crawl(tmp_path / "part", "finews", "-a", "category=changzhouribao,emnews", site=site)
    parts = [whole_crawl.output, part.output]
    expected = merge_all(tmp_path / "whole", parts)
    for n, order in enumerate([parts[::-1], [*parts, *parts], [parts[1], parts[0], parts[1]]]):
        assert merge_all(tmp_path / f"again{n}", order) == expected
    check_agreement(tmp_path / "whole")
    with Index.open(tmp_path / "whole" / "archive.sqlite3") as index:
        refresh(tmp_path / "whole" / "site", index)
    assert tree_of(tmp_path / "whole") == whole_crawl.tree("site")
    assert {path for path in expected[0] if path.startswith("quarantine")} == whole_crawl.tree("quarantine").keys()
