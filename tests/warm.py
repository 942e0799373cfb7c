"""Commands that begin warm: each is forked off a process that has imported everything before, and is otherwise a process
of its own, as `scrapy crawl` is, that can be killed.

Tests run some hundred crawls, which would spend most of their time on imports.
"""

import json
import os
import select
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from newscrawl.distributed.forking import import_all

ROOT = Path(__file__).parents[1]
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_TRUNC


class WarmCrawl:
    """A command that runs; `pid` is its process. Standard error goes to `log`, and standard output too where no other
    file is given; without `given`, a file, standard input is empty."""

    def __init__(self, server, words, environment, log, out=None, given=None):
        self.server, self.log = server, log
        files = {"log": str(log), "out": str(out or log), "given": str(given or os.devnull)}
        server.stdin.write(json.dumps({"words": words[2:], "environment": environment, **files}) + "\n")
        server.stdin.flush()
        self.pid = int(server.stdout.readline())
        self.status = None

    def poll(self):
        """The exit status, negative where a signal ended it; None while it runs."""
        if self.status is None and select.select([self.server.stdout], [], [], 0)[0]:
            self.status = int(self.server.stdout.readline())
        return self.status

    def wait(self, seconds=120):
        end = time.monotonic() + seconds
        while self.poll() is None and time.monotonic() < end:
            time.sleep(0.002)
        assert self.status is not None, "it does not end"
        return self.status


@contextmanager
def warm_crawls(*, traced=False):
    """A function that starts one, of the words and the environment that tests.conftest.crawl_command gives: one at a
    time. `traced`: coverage measures them, where it measures the tests."""
    environment = {name: value for name, value in os.environ.items() if traced or not name.startswith("COVERAGE_")}
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.warm"],  # some of Scrapy's own modules are deprecated
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as server:  # at the end its input is closed, and it ends
        yield lambda *crawl: WarmCrawl(server, *crawl)


def serve():
    import_all()
    for line in sys.stdin:
        job = json.loads(line)
        if pid := os.fork():
            print(pid, flush=True)
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
        else:
            run(job)


def run(job):
    from scrapy.cmdline import execute

    for stream, name, mode in ((0, "given", os.O_RDONLY), (1, "out", _ANEW), (2, "log", _ANEW)):
        file = os.open(job[name], mode, 0o644)
        os.dup2(file, stream)
        os.close(file)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - the server has read ahead in the other
    os.environ.clear()
    os.environ.update(job["environment"])
    sys.argv = job["words"]
    execute(job["words"])  # raises SystemExit, as it does in a process of its own


if __name__ == "__main__":
    serve()
