"""kill -9 at any moment, run again: the same tree as an uninterrupted crawl's, nothing twice, and a clean index."""

import os
import random
import signal
import sqlite3
import time

import pytest

from newscrawl.loopback.fixturesite import FixtureSite, load_articles
from tests.conftest import Crawl, crawl_command, run_crawl
from tests.warm import warm_crawls

POINTS = 20
SOAK = 200
SEED = 20220613
MOST_RUNS = 4  # until the flaky site has given all
# Every other one, of all kinds, but for those that never answer: each crawl would wait for its time-out.
ARTICLES = [article for article in load_articles() if article.get("trouble") not in ("slow", "drop")][::2]


class FlakySite(FixtureSite):
    """The fixture site, of which one address in four fails the first times it is asked for, with 503, 429 or a
    broken connection; some for longer than one crawl tries."""

    def answer(self, path, query):
        asked = path + str(sorted(query.items()))
        draw = random.Random(asked)
        fails = draw.choice((1, 1, 1, 1, 1, 1, 1, 3)) if draw.random() < 0.25 else 0
        self.tries = getattr(self, "tries", {})
        self.tries[asked] = self.tries.get(asked, 0) + 1
        if self.tries[asked] > fails:
            return super().answer(path, query)
        return draw.choice(((503, "text/plain", b"busy"), (429, "text/plain", b"slowly"), None))


def forget_waiting(output):
    """Let the time pass for which what failed twice has to wait."""
    with sqlite3.connect(output / "archive.sqlite3") as connection:
        connection.execute("UPDATE articles SET next_try = ''")
    connection.close()


@pytest.fixture(scope="module")
def start():
    with warm_crawls() as start:
        yield lambda output, site: start(*crawl_command(output, "finews", site=site), output / "log")


def crawl_to_the_end(start, output, site):
    for _ in range(MOST_RUNS):
        status = start(output, site).wait()
        crawl = Crawl(status, "", (output / "log").read_text(encoding="utf-8"), output)
        assert "Traceback" not in crawl.log
        if crawl.status == 0:
            return crawl
        forget_waiting(output)
    raise AssertionError(crawl.log)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An uninterrupted crawl of the site when nothing fails, and how many answers it took."""
    with FixtureSite(ARTICLES) as site:
        crawl = run_crawl(tmp_path_factory.mktemp("whole"), "finews", site=site)
    assert crawl.status == 0, crawl.log
    return crawl, sum(site.asked.values())


def check_index(output):
    """It is sound, and agrees with the posts: each archived once, and nothing else."""
    with sqlite3.connect(output / "archive.sqlite3") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        archived = [row[0] for row in connection.execute("SELECT post FROM articles WHERE state = 'archived'")]
        assert connection.execute("SELECT count(*) FROM articles WHERE state = 'due'").fetchone() == (0,)
    connection.close()
    assert sorted(archived) == sorted(path.name for path in (output / "site" / "_posts").iterdir())


def kill_and_run_again(start, output, whole, seed):
    crawl, answers = whole
    draw = random.Random(seed)
    with FlakySite(ARTICLES) as site:
        for _ in range(draw.choice((1, 1, 1, 2))):
            after, pause = draw.randrange(answers + answers // 2), draw.uniform(0, 0.05)
            before = sum(site.asked.values())
            process = start(output, site)
            while process.poll() is None and sum(site.asked.copy().values()) - before < after:
                time.sleep(0.002)
            time.sleep(pause)
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
            process.wait()
        again = crawl_to_the_end(start, output, site)
    assert again.tree("site") == crawl.tree("site")
    reasons = {id_: kept["reason"] for id_, kept in again.quarantine.items()}
    assert reasons.keys() == crawl.quarantine.keys()
    assert not list(output.rglob("*.tmp"))
    check_index(output)


@pytest.mark.parametrize("point", range(POINTS))
def test_the_rerun_of_a_killed_crawl_ends_in_the_same_tree(tmp_path, start, whole, point):
    kill_and_run_again(start, tmp_path, whole, SEED + point)


@pytest.mark.soak
@pytest.mark.parametrize("point", range(POINTS, SOAK))
def test_soak(tmp_path, start, whole, point):
    kill_and_run_again(start, tmp_path, whole, SEED + point)
