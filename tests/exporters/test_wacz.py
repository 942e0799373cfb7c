"""The demo site's package: valid, and pywb plays its articles."""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from datetime import date
from pathlib import Path

import pytest

from newscrawl.archive.index import Index
from newscrawl.exceptions import WrongArgument
from newscrawl.loopback.fixturesite import FixtureSite
from newscrawl.spiders.finews import Finews
from tests.conftest import ROOT, crawl_command, run_crawl

pytest.importorskip("warcio", reason="the extra archive is not installed")
from newscrawl.exporters.wacz import write_wacz
from newscrawl.packaging import package

PYWB = ROOT / ".venv-pywb" / "bin"  # it cannot live with what newscrawl needs; make test makes it
SPIDERS = {"finews": Finews()}
SEED_LIKE = "NW202206132409571203"
POST_PAGE = f"http://finews.withounder.com/changzhouribao/2022/06/13/{SEED_LIKE}.html"
JSON_PAGE = f"http://finews.zning.xyz/NewsData/GetNewsText.do?id={SEED_LIKE}"


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The crawl of the demo's site, one request after the other so that its home page names the articles, and its package."""
    output = tmp_path_factory.mktemp("demo")
    with FixtureSite() as site:
        run_crawl(output, "finews", site=site, CONCURRENT_REQUESTS=1)
    path = output / "finews.wacz"
    words, environment = crawl_command(output, "wacz", "-o", str(path), command="export")
    done = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout[:-1].split(": ")[1].split(", ")[0]) == (0, "55 pages"), done.stderr
    assert path.name in (output / "SHA256SUMS").read_text()
    return output, path


def test_it_is_valid(packed):
    _, path = packed
    words = [sys.executable, "-m", "wacz", "validate", "-f", path]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert "the passed WACZ is valid" in done.stdout, done.stdout + done.stderr


def test_it_lists_the_articles_pages(packed):
    _, path = packed
    with zipfile.ZipFile(path) as parts:
        lines = [json.loads(line) for line in parts.read("pages/pages.jsonl").decode().splitlines()]
    listed = {line["url"]: line for line in lines[1:]}
    assert listed[POST_PAGE]["title"] == "“小车间”里走出的“大工匠”"
    assert len(listed) == 55  # every one: those without a page by their JSON


def test_articles_are_chosen(packed, tmp_path):
    output, _ = packed
    chosen = {"since": date(2022, 6, 13), "until": date(2022, 6, 13), "publishers": frozenset({"常州日报"})}
    with Index.open(output / "archive.sqlite3") as index:
        count = package(index, output / "warc", tmp_path / "chosen.wacz", SPIDERS, **chosen)
    with zipfile.ZipFile(tmp_path / "chosen.wacz") as parts:
        urls = [json.loads(line).get("url") for line in parts.read("pages/pages.jsonl").decode().splitlines()]
    assert (count, urls) == (1, [None, POST_PAGE])


def test_what_is_being_written_is_packaged_up_to_its_last_whole_record(packed, tmp_path):
    output, _ = packed
    (file,) = (output / "warc").glob("*.warc.gz")
    content = file.read_bytes()
    (tmp_path / file.name).write_bytes(content + content[:100])
    write_wacz([], tmp_path / "torn.wacz", tmp_path)
    with zipfile.ZipFile(tmp_path / "torn.wacz") as parts:
        assert parts.read(f"archive/{file.name}") == content
    assert [left.name for left in tmp_path.iterdir() if left.name.startswith(".")] == []


def test_without_warc_files(tmp_path):
    with pytest.raises(WrongArgument, match="no WARC files"):
        write_wacz([], tmp_path / "a.wacz", tmp_path / "warc")


@pytest.fixture(scope="module")
def player(packed, tmp_path_factory):
    """pywb with the package, on loopback; its address."""
    if not (PYWB / "wayback").exists():
        pytest.skip("pywb is not installed: make test makes .venv-pywb")
    _, path = packed
    room = tmp_path_factory.mktemp("pywb")
    for words in (("init", "news"), ("add", "--unpack-wacz", "news", path)):
        subprocess.run([PYWB / "wb-manager", *words], cwd=room, check=True, capture_output=True, timeout=60)
    with (room / "log").open("w+b") as log:
        port = free_port()  # pywb itself asks at the port it was given: 0 will not do
        words = [PYWB / "wayback", "-b", "127.0.0.1", "-p", str(port)]
        process = subprocess.Popen(words, cwd=room, stdout=log, stderr=log)
        try:
            yield wait_for(f"http://127.0.0.1:{port}/news", process, Path(log.name))
        finally:
            process.terminate()
            process.wait(timeout=10)


def wait_for(url, process, log):
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            fetch(url)
            return url
        except OSError:
            time.sleep(0.2)
    raise AssertionError(log.read_text())


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def fetch(url):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=30) as answer:
        return answer.headers, answer.read()


def test_pywb_plays_the_seed_like_article(player):
    headers, page = fetch(f"{player}/mp_/{POST_PAGE}")
    assert "Memento-Datetime" in headers
    assert "“小车间”里走出的“大工匠”".encode() in page


def test_pywb_has_its_json_as_it_was_sent(player, packed):
    _, answer = fetch(f"{player}/id_/{JSON_PAGE}")
    assert json.loads(answer)["title"] == "“小车间”里走出的“大工匠”"


def test_pywb_has_nothing_that_was_not_recorded(player):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetch(f"{player}/mp_/http://finews.withounder.com/never.html")
