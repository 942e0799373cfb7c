"""scrapy addsite: what it writes, what it refuses, and that its test fails until it is edited."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from scrapy.utils.project import get_project_settings

from newscrawl.commands import addsite
from newscrawl.exceptions import WrongArgument
from newscrawl.loopback.foldersite import SITES, FolderSite
from tests.conftest import ROOT, SCRAPY

URL = "https://www.stcn.com/article/list/yw.html"
REFUSED = {
    "no address": (["changzhou"], "give a name and an address"),
    "too much": (["changzhou", URL, "x"], "give a name and an address"),
    "capitals": (["Changzhou", URL], "'Changzhou' is no name for a spider"),
    "a digit first": (["163", URL], "'163' is no name for a spider"),
    "a path": (["../x", URL], "'../x' is no name for a spider"),
    "Chinese": (["常州", URL], "'常州' is no name for a spider"),
    "a word of Python": (["import", URL], "'import' is no name for a spider"),
    "taken": (["finews", URL], "there is a spider 'finews' already"),
    "no scheme": (["changzhou", "www.stcn.com"], "'www.stcn.com' is no address"),
    "another scheme": (["changzhou", "ftp://www.stcn.com/"], "'ftp://www.stcn.com/' is no address"),
    "no host": (["changzhou", "http:///list.html"], "'http:///list.html' is no address"),
    "code": (["changzhou", 'http://x.example/"+x'], "is no address"),
    "broken": (["changzhou", "http://[x"], "'http://[x' is no address"),
}


@pytest.fixture
def command():
    found = addsite.Command()
    found.settings = get_project_settings()
    return found


@pytest.mark.parametrize(("arguments", "says"), REFUSED.values(), ids=REFUSED)
def test_refuses(command, arguments, says):
    with pytest.raises(WrongArgument) as refused:
        command.check(arguments)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_takes_what_is_right(command):
    assert command.check(["changzhou_2", URL]) == ("changzhou_2", URL)


def test_says_so_outside_of_a_checkout(command, tmp_path, monkeypatch):
    monkeypatch.setattr(addsite, "CHECKOUT", tmp_path)
    with pytest.raises(WrongArgument, match="works in a checkout"):
        command.check(["changzhou", URL])


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A checkout of its own, as far as the command and the test it writes need one."""
    folder = tmp_path_factory.mktemp("checkout")
    for part in ("newscrawl", "tests/spiders", "fixtures/sites/stcn"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("scrapy.cfg", "pyproject.toml", "tests/__init__.py", "tests/conftest.py", "tests/warm.py"):
        shutil.copy(ROOT / file, folder / file)
    return folder


def run(checkout: Path, *words: str, proxy: str = ""):
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    environment |= {"PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"http_proxy": proxy, "https_proxy": proxy} if proxy else {}
    return subprocess.run(
        words, cwd=checkout, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_writes_a_spider_a_fixture_and_a_test_that_fails(checkout):
    with FolderSite(SITES / "stcn") as site:
        done = run(checkout, *SCRAPY, "addsite", "changzhou", URL, proxy=site.url)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    fixture = checkout / "fixtures" / "sites" / "changzhou"
    assert (fixture / "list.html").read_bytes() == (SITES / "stcn" / "yw.html").read_bytes()
    [page] = yaml.safe_load((fixture / "site.yaml").read_text(encoding="utf-8"))
    assert page == {"url": URL, "headers": {"Content-Type": "text/html; charset=utf-8"}, "file": "list.html"}
    assert site.asked == {"/robots.txt": 1, "/article/list/yw.html": 1}
    assert all("newscrawl" in agent for agent in site.agents)

    listed = run(checkout, *SCRAPY, "list")
    assert "changzhou" in listed.stdout.split()
    tested = run(checkout, sys.executable, "-m", "pytest", "-q", "tests/spiders/test_changzhou.py")
    assert tested.returncode == 1, tested.stdout
    assert "1 failed" in tested.stdout

    again = run(checkout, *SCRAPY, "addsite", "changzhou", URL)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.startswith("scrapy addsite: there is a spider 'changzhou' already")
    assert again.stderr.count("\n") == 1


def test_a_page_that_cannot_be_fetched_leaves_an_empty_one(checkout):
    with FolderSite(SITES / "stcn") as site:
        done = run(checkout, *SCRAPY, "addsite", "nowhere", "http://news.example.com/list/", proxy=site.url)
    assert done.returncode == 0, done.stderr
    assert "could not fetch http://news.example.com/list/: HTTP 404" in done.stdout
    assert b"put the page here" in (checkout / "fixtures/sites/nowhere/list.html").read_bytes()
    assert "not fetched: HTTP 404" in (checkout / "fixtures/sites/nowhere/site.yaml").read_text(encoding="utf-8")
    spider = (checkout / "newscrawl/spiders/nowhere.py").read_text(encoding="utf-8")
    assert 'site_url = "http://news.example.com/"' in spider
    assert 'start_pages = ("list/",)' in spider
