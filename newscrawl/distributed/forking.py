"""Crawls that begin at once: each is forked off a process that has imported before what they need, and is otherwise a
process of its own, as `scrapy crawl` is, that can be killed.

A partition takes seconds, the imports of a crawl alone over one of a processor's time. multiprocessing's fork server
refuses to be begun by Celery's workers, so there is one here: a process that forks, and does nothing else.

    worker ── lines of JSON ──► fork server ──► crawl, one at a time
           ◄── exit status ────

The crawl ends with the fork server's standard input: with its worker, however that ends.
"""

import gc
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from newscrawl.addons import LeaveOut

# What `scrapy` and the modules that settings name import late.
_LATE = (
    "encodings.utf_8_sig",
    "newscrawl.warc.recorder",
    "newscrawl.warc.survey",
    "pypinyin",
    "redis.asyncio",
    "resource",
    "scrapy.cmdline",
    "scrapy.squeues",
    "scrapy.utils.test",
    "twisted.internet.asyncioreactor",
    "twisted.web.client",
)
_LOOK = 0.02  # seconds between looks whether a crawl has ended
_GRACE = 60.0  # seconds for a crawl to end once its worker is gone
_KILLED = -signal.SIGKILL


class ForkServer:
    """The process that crawls are forked off; it is started with the first of them, and anew where it was killed."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self, words: list[str], log: Path) -> "Crawl":
        """Begin a command, `["scrapy", "crawl", …]`, whose output is added to `log`; one at a time."""
        crawl = Crawl(self.start())
        crawl.tell(words=words, log=str(log))
        return crawl

    def start(self) -> "subprocess.Popen[bytes]":
        """Have it import, where it does not run yet."""
        if self.process is not None and self.process.poll() is not None:
            self.close()
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "newscrawl.distributed.forking"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is for the worker, which tells the crawl to end
            )
        return self.process

    def close(self) -> None:
        """End it, and what it runs."""
        if self.process is not None:
            self.process.communicate()
            self.process = None


class Crawl:
    """A crawl that runs, with those methods of a Popen that are needed."""

    def __init__(self, server: "subprocess.Popen[bytes]") -> None:
        self.server = server

    def tell(self, **said: Any) -> None:
        assert self.server.stdin
        with suppress(OSError):  # it was killed: `wait` tells
            self.server.stdin.write(json.dumps(said).encode() + b"\n")
            self.server.stdin.flush()

    def wait(self, seconds: float) -> int:
        """The exit status, negative where a signal ended it, or the fork server; raises TimeoutExpired while it runs."""
        assert self.server.stdout
        if not select.select([self.server.stdout], [], [], seconds)[0]:
            raise subprocess.TimeoutExpired("scrapy crawl", seconds)
        status = self.server.stdout.readline()
        if not status:
            self.server.kill()
            self.server.wait()
        return int(status or _KILLED)

    def terminate(self) -> None:
        self.tell(signal=signal.SIGTERM)

    def kill(self) -> None:
        self.tell(signal=signal.SIGKILL)


def import_all() -> None:
    """Import what crawls import: the components that their settings name, all spiders, and what these import late."""
    from scrapy.spiderloader import get_spider_loader
    from scrapy.utils.misc import walk_modules_iter
    from scrapy.utils.project import get_project_settings

    settings = get_project_settings()
    LeaveOut().update_settings(settings)
    get_spider_loader(settings)
    for name in ("scrapy.commands", settings["COMMANDS_MODULE"]):
        list(walk_modules_iter(name))  # as `scrapy` does, whatever the command
    for name in (*components(settings.copy_to_dict()), *_LATE):
        with suppress(ImportError):  # of an extra that is not installed
            import_module(name)
    assert "twisted.internet.reactor" not in sys.modules, "a crawl chooses its own"
    gc.freeze()


def components(value: Any) -> Iterator[str]:
    """The modules of all classes that a value names, as settings do; not of those that are off.

    >>> list(components({"EXTENSIONS": {"scrapy.a.A": 1, "scrapy.b.B": None}, "SCHEDULER": "scrapy.c.C"}))
    ['scrapy.a', 'scrapy.c']
    """
    if isinstance(value, str):
        if value.startswith(("scrapy.", "newscrawl.")):
            yield value.rpartition(".")[0]
    elif isinstance(value, dict):
        for key, one in value.items():
            if one is not None:
                yield from (*components(key), *components(one))


def serve() -> None:
    """Run what standard input says, until it ends."""
    import_all()
    pid, rest = 0, b""
    while True:
        if select.select([0], [], [], _LOOK if pid else None)[0]:
            data = os.read(0, 1 << 16)
            if not data:
                break
            *lines, rest = (rest + data).split(b"\n")
            for said in map(json.loads, lines):
                if "words" in said:
                    pid = os.fork() or run(**said)
                elif pid:
                    os.kill(pid, said["signal"])
        if pid and (status := ended(pid)) is not None:
            pid = 0
            os.write(1, b"%d\n" % status)
    if pid:
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + _GRACE
        while ended(pid) is None:
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
            time.sleep(_LOOK)


def ended(pid: int) -> int | None:
    """The exit status of a child; None while it runs."""
    found, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


def run(words: list[str], log: str) -> int:
    """What a fork does; it raises SystemExit, as it does in a process of its own."""
    for stream, name, mode in ((0, os.devnull, os.O_RDONLY), (1, log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)):
        file = os.open(name, mode, 0o644)
        os.dup2(file, stream)
        os.close(file)
    os.dup2(1, 2)
    sys.argv = words
    from scrapy.cmdline import execute

    execute(words)
    raise SystemExit(0)


if __name__ == "__main__":
    serve()
