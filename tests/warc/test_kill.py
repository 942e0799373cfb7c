"""kill -9 while answers are recorded: the files are valid at once, whole after the next crawl, and replay to its posts."""

import os
import random
import signal
import time

import pytest

from newscrawl.loopback.fixturesite import FixtureSite
from tests.conftest import crawl_command
from tests.warc.warmly import run_warm
from tests.warm import warm_crawls

pytest.importorskip("warcio", reason="the extra archive is not installed")
from tests.warc.test_files import torn
from tests.warc.test_replay import FIRST, check

SEED = 20220613


@pytest.fixture(scope="module")
def start():
    with warm_crawls() as start:
        yield start


@pytest.mark.parametrize("point", range(3))
def test_after_kill_9(start, tmp_path, point):
    def run(folder, *arguments, **how):
        return run_warm(start, tmp_path / "log", folder, *arguments, **how)

    draw = random.Random(SEED + point)
    output = tmp_path / "killed"
    with FixtureSite(FIRST) as site:
        for _ in range(draw.choice((1, 2))):
            after = sum(site.asked.values()) + draw.randrange(1, 60)
            command, environment = crawl_command(output, "finews", site=site)
            process = start(command, environment, tmp_path / "log")
            while process.poll() is None and sum(site.asked.copy().values()) < after:
                time.sleep(0.002)
            time.sleep(draw.uniform(0, 0.05))
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
            process.wait()
            if list((output / "warc").glob("*.gz")):
                status, _, said = check(output / "warc")
                assert status == 0, said
        again = run(output, "finews", site=site)
    assert again.status == 0, again.log
    status, passed, said = check(output / "warc")
    assert (status, passed > 40) == (0, True), said
    assert [torn(file) for file in (output / "warc").glob("*.gz")] == [0]
    replayed = run(tmp_path / "replayed", "finews", "-a", "replay=1", WARC_DIR=output / "warc")
    assert replayed.tree("site") == again.tree("site")
