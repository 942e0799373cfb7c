"""A replay asks no one, and says what it lacks; a crawl without the extra goes on without records."""

import os
import subprocess

import pytest

from newscrawl.loopback.fixturesite import FixtureSite
from tests.conftest import ROOT, crawl_command, run_crawl
from tests.warc.sockets import RawServer
from tests.warc.test_recording import ANSWERS

pytest.importorskip("warcio", reason="the extra archive is not installed")
SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode="
KNOWN, OTHER = "NW202206132409571203", "NW202206122409011846"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    output = tmp_path_factory.mktemp("recorded")
    with FixtureSite() as site:
        return run_crawl(output, "share", "-a", f"url={SHARE}{KNOWN}", site=site)


def test_what_is_not_recorded_is_not_asked_for_and_is_due(recorded, tmp_path):
    urls = f"url={SHARE}{KNOWN},{SHARE}{OTHER}"
    with FixtureSite() as site:  # it could be asked
        warc = recorded.output / "warc"
        crawl = run_crawl(tmp_path, "share", "-a", urls, "-a", "replay=1", site=site, WARC_DIR=warc)
    assert not site.asked
    assert crawl.status == 1
    assert crawl.posts == recorded.posts
    assert "StillDue: NW202206122409011846" in crawl.log
    assert "requests are not in the WARC files (log level DEBUG names them); 1 articles are due" in crawl.log


def test_it_waits_for_nothing_whatever_is_asked_for(recorded, tmp_path):
    slow = {"DOWNLOAD_DELAY": 60, "AUTOTHROTTLE_ENABLED": True, "RETRY_ENABLED": True, "WARC": True}
    crawl = run_crawl(tmp_path, "share", "-a", "replay=1", WARC_DIR=recorded.output / "warc", **slow)
    assert crawl.posts == recorded.posts  # by the arguments of the recorded crawl
    assert crawl.status == 0
    assert list(tmp_path.glob("warc*")) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("finews", "-a", "replay=yes"), "replay='yes': give 1 to crawl from the WARC files, without the network"),
        (("finews", "-a", "replay=1"), "replay=1: there are no WARC files in {}/warc"),
    ],
    ids=["no number", "nothing recorded"],
)
def test_wrong_arguments(tmp_path, arguments, says):
    crawl = run_crawl(tmp_path, *arguments)
    assert (crawl.status, crawl.log) == (2, f"scrapy crawl: {says.format(tmp_path)}\n")


def without_warcio(tmp_path, *arguments):
    """A crawl in a Python that has no warcio."""
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "sitecustomize.py").write_text("import sys\nsys.modules['warcio'] = None\n")
    words, environment = crawl_command(tmp_path / "output", *arguments)
    environment |= {"PYTHONPATH": os.pathsep.join([str(tmp_path / "hidden"), str(ROOT)])}
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_a_crawl_without_the_extra_says_so_and_goes_on(tmp_path):
    with RawServer(ANSWERS) as server:
        done = without_warcio(tmp_path, "share", "-a", f"url={server.url}/a.html")
    assert done.returncode == 0, done.stderr
    assert "Answers are not recorded: that needs pip install 'newscrawl[archive]'" in done.stderr
    assert len(list((tmp_path / "output" / "site" / "_posts").iterdir())) == 1
    assert not (tmp_path / "output" / "warc").exists()


def test_a_replay_without_the_extra_says_what_to_install(tmp_path):
    done = without_warcio(tmp_path, "finews", "-a", "replay=1")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "scrapy crawl: replay=1 reads WARC files: that needs pip install 'newscrawl[archive]'\n"
