"""What distributed crawls are tried with: a Redis of our own, a site of many articles, and processes that are killed."""

import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from newscrawl.loopback.fixturesite import FixtureSite
from tests.conftest import ROOT, crawl_command, run_crawl

SOURCES = {"changzhouribao": "常州日报", "shanghaizhengquanbao": "上海证券报", "emnewspaper": "东方早报"}
MOST_RUNS = 4


def many_articles(count, days):
    """So many articles, as many on each of the days before 2022-06-13."""
    articles = []
    for number in range(count):
        day = 13 - number % days
        slug, source = list(SOURCES.items())[number % len(SOURCES)]
        clock = f"{8 + number // days % 12:02}:{number % 60:02}:{number // 60 % 60:02}"
        articles.append(
            {
                "id": f"NW202206{day:02}{24_0000_0000 + number}",
                "column": slug,
                "source": source,
                "title": f"第{number}号路灯修好了",
                "showtime": f"2022-06-{day:02} {clock}",
                "lists": ["site"],
                "text": f"<p>　　第{number}号路灯修好了，巷子里的第{number * 7919}位行人不再打手电。</p>" * 3,
            }
        )
    return sorted(articles, key=lambda article: (article["showtime"], article["id"]), reverse=True)


class Redis:
    """A redis-server on loopback, with its data on disk, as docs/distributed.md starts it."""

    def __init__(self, folder):
        path = shutil.which("redis-server")
        if not path:
            pytest.skip("redis-server is not installed: make test installs it")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        folder.mkdir(parents=True, exist_ok=True)
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.command = [
            path, "--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(folder),
            "--appendonly", "yes", "--save", "", "--logfile", str(folder / "redis.log"),
        ]  # fmt: skip
        self.process = None

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                    connection.sendall(b"PING\r\n")
                    if connection.recv(7) == b"+PONG\r\n":
                        return
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError("redis-server does not answer")

    def stop(self, number=signal.SIGKILL):
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)
        self.process.wait(20)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()


def below(pid):
    """The process ids of all that a process began, and of all that these began: their parents come first."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir() if Path(f"/proc/{pid}/task").is_dir() else ():
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in map(int, children):
            found += [child, *below(child)]
    return found


def run_distribute(output, site, redis, *arguments, moments=(), seed=0, timeout=600, **settings):
    """`scrapy distribute finews`, as a process of its own. At each of the moments (how many share links the site was asked
    for by then) one of its processes is killed, or Redis is (`redis`); its exit status, what it said, what was killed."""
    words, environment = crawl_command(
        output, "finews", *arguments, site=site, command="distribute", DISTRIBUTED_BROKER=redis.url, **settings
    )
    draw, killed = random.Random(seed), []
    process = subprocess.Popen(
        words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    before, deadline = asked(site), time.monotonic() + timeout
    for after, victim in sorted(moments):
        while process.poll() is None and asked(site) - before < after and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(draw.uniform(0, 0.1))
        if victim == "redis":
            redis.stop()
            time.sleep(draw.uniform(0, 1))
            redis.start()
            killed.append("redis")
        elif process.poll() is None and (running := below(process.pid)):
            pid = draw.choice(running)
            killed.append(name_of(pid))
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                killed[-1] = "nothing"
    try:
        said, _ = process.communicate(timeout=max(1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        process.terminate()
        said, _ = process.communicate(timeout=60)
        raise AssertionError(f"not done in {timeout} s: {said}") from None
    return process.returncode, said, killed


def name_of(pid):
    """What a process is: a crawl (or what it is forked off), or a worker."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return "nothing"
    return "crawl" if b"forking" in words else "worker" if b"celery" in words else "process"


def asked(site):
    """How often the site was asked for an article's JSON."""
    return sum(count for path, count in site.asked.copy().items() if "GetNewsText" in path)


def trial(folder, articles, whole, *, days, kills, seed, workers=2, **settings):
    """Crawl these articles by workers that are killed, with Redis restarted once; how it went. `whole` is the tree that
    an undisturbed crawl leaves."""
    draw, output = random.Random(seed), folder / "output"
    moments = [(draw.randrange(len(articles)), "process") for _ in range(kills)]
    moments.append((draw.randrange(len(articles) // 4, len(articles)), "redis"))
    given = ["-a", f"since=2022-06-{14 - days:02}", "-a", "until=2022-06-13", "--workers", str(workers)]
    begun, runs, killed = time.monotonic(), 0, []
    with Redis(folder / "redis") as redis, FixtureSite(articles) as site:
        while runs < MOST_RUNS:
            runs += 1
            status, said, some = run_distribute(output, site, redis, *given, moments=moments, seed=seed, **settings)
            moments, killed = (), killed + some
            assert "Traceback" not in said, said
            if status == 0:
                break
        fetched = asked(site)
    assert status == 0, said
    assert tree_of(output) == whole
    posts = [path.name for path in (output / "site").glob("_*/**/*.md")]
    connection = sqlite3.connect(output / "archive.sqlite3")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    archived = [row[0] for row in connection.execute("SELECT post FROM articles WHERE state = 'archived'")]
    others = connection.execute("SELECT count(*) FROM articles WHERE state <> 'archived'").fetchone()[0]
    connection.close()
    assert sorted(posts) == sorted(archived)
    assert len({name[11:] for name in posts}) == len(posts) == len(articles)
    assert others == 0
    assert not list((output / "partitions").glob("*"))
    return {
        "articles": len(posts),
        "fetched": fetched,
        "runs": runs,
        "killed": killed,
        "seconds": round(time.monotonic() - begun, 1),
    }


def tree_of(output):
    """Path → bytes of the site."""
    files = (path for path in sorted((output / "site").rglob("*")) if path.is_file())
    return {str(path.relative_to(output)): path.read_bytes() for path in files}


def whole_tree(folder, articles, days, **settings):
    """What an undisturbed crawl of the same leaves."""
    given = ("-a", f"since=2022-06-{14 - days:02}", "-a", "until=2022-06-13")
    with FixtureSite(articles) as site:
        crawl = run_crawl(folder, "finews", *given, site=site, WARC=False, **settings)
    assert crawl.status == 0, crawl.log
    assert len(list((folder / "site").glob("_*/**/*.md"))) == len(articles)
    return tree_of(folder)
