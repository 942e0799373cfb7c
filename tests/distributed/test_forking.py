"""Crawls that are forked: each an ordinary one in a process of its own, which ends when it is told, or its worker is gone."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from newscrawl.distributed.forking import ForkServer, components

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture(scope="module")
def server():
    server = ForkServer()
    yield server
    server.close()


def status_of(crawl, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            return crawl.wait(0.1)
        except subprocess.TimeoutExpired:
            pass
    raise AssertionError("it does not end")


def waiting_crawl(server, tmp_path, patience=60):
    """A crawl that waits for a Redis; once it does, what it has said."""
    words = ["scrapy", "crawl", "finews", "-s", f"OUTPUT_DIR={tmp_path}", "-s", f"SHARED_BUDGET={NOWHERE}"]
    log = tmp_path / "crawl.log"
    crawl = server.begin([*words, "-s", f"REDIS_PATIENCE={patience}"], log)
    deadline = time.monotonic() + 60
    while "Redis does not answer" not in (log.read_text() if log.exists() else ""):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return crawl, log


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["scrapy", "list"], 0, "finews"),
        (["scrapy", "crawl", "finews", "-a", "since=soon"], 2, "soon"),
        (["scrapy", "crawl", "nobody"], 2, "nobody"),
    ],
    ids=["done", "wrong argument", "no such spider"],
)
def test_status_and_log_are_those_of_the_command(server, tmp_path, words, status, said):
    log = tmp_path / "crawl.log"
    log.write_text("before\n")
    assert status_of(server.begin(words, log)) == status
    text = log.read_text()
    assert text.startswith("before\n")
    assert said in text


@pytest.mark.parametrize(("how", "status"), [("terminate", 1), ("kill", -signal.SIGKILL)])
def test_it_ends_when_it_is_told_although_redis_is_gone(server, tmp_path, how, status):
    crawl, log = waiting_crawl(server, tmp_path)
    getattr(crawl, how)()
    assert status_of(crawl, 20) == status
    assert ("Closing spider (shutdown)" in log.read_text()) == (how == "terminate")


def test_it_waits_for_redis_so_long_and_no_longer(server, tmp_path):
    crawl, log = waiting_crawl(server, tmp_path, patience=0.5)
    assert status_of(crawl, 30) == 1
    assert log.read_text().count("The crawl ends: Redis has not answered for 0.5 s") == 1


def test_a_fork_server_that_was_killed_is_begun_anew(tmp_path):
    """Its crawl is told to end by nobody: it is for the worker to wait for it."""
    server = ForkServer()
    assert status_of(server.begin(["scrapy", "list"], tmp_path / "log")) == 0
    os.kill(server.process.pid, signal.SIGKILL)
    assert status_of(server.begin(["scrapy", "list"], tmp_path / "log")) in (0, -signal.SIGKILL)
    assert status_of(server.begin(["scrapy", "list"], tmp_path / "log")) == 0
    server.close()


def test_a_crawl_ends_with_its_worker(tmp_path):
    server = ForkServer()
    waiting_crawl(server, tmp_path)
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    assert len(children.read_text().split()) == 1
    server.process.stdin.close()  # as the kernel does when the worker is killed
    assert server.process.wait(20) == 0
    assert "Closing spider (shutdown)" in (tmp_path / "crawl.log").read_text()
    server.process.stdout.close()


def test_what_is_off_is_not_imported():
    named = {
        "EXTENSIONS": {"scrapy.a.A": None, "scrapy.b.B": 0},
        "DOWNLOAD_HANDLERS": {"http": "newscrawl.c.C"},
        "N": 1,
    }
    assert list(components(named)) == ["scrapy.b", "newscrawl.c"]
