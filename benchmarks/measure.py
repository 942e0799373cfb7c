"""What the benchmarks share: crawls as processes of their own, times of small functions."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newscrawl.loopback import Answer
from newscrawl.loopback.fixturesite import FixtureSite

ROOT = Path(__file__).parents[1]


class TimedSite(FixtureSite):
    """The fixture site, which knows when a crawl first asked, and what processor time that crawl had used by then."""

    crawler, first, first_cpu = 0, 0.0, 0.0

    def respond(self, host: str, path: str, query: dict[str, str], headers: dict[str, str]) -> Answer | None:
        if not self.first:
            self.first = time.perf_counter()
            ticks = Path(f"/proc/{self.crawler}/stat").read_text().rsplit(")", 1)[1].split()[11:13]  # user, system
            self.first_cpu = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
        return super().respond(host, path, query, headers)


@dataclass
class Run:
    """A finished crawl: exit status; seconds, and seconds of processor, until its first request and in all; peak memory."""

    status: int
    start: float
    start_cpu: float
    seconds: float
    cpu: float
    mb: float


def crawl(output: Path, *arguments: str, site: TimedSite, **settings: object) -> Run:
    """`scrapy crawl ARGUMENTS` in a process of its own, with the site as the proxy of every host and no throttling."""
    settings = {"OUTPUT_DIR": output, "AUTOTHROTTLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, **settings}
    given = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment |= {"http_proxy": site.url, "https_proxy": site.url}
    command = [sys.executable, "-m", "scrapy", "crawl", *arguments, *given, "-s", "LOG_LEVEL=ERROR"]
    site.first = 0.0
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    site.crawler = process.pid
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = used.ru_utime + used.ru_stime
    return Run(process.returncode, site.first - begun, site.first_cpu, seconds, cpu, used.ru_maxrss / 1024)


def microseconds(function: Callable[[Any], object], values: Sequence[Any], rounds: int = 5) -> float:
    """Processor time of one call, in µs: the median of some rounds over all values, after one that does not count."""
    times = []
    for _ in range(rounds + 1):
        begun = time.thread_time()
        for value in values:
            function(value)
        times.append((time.thread_time() - begun) / len(values))
    return 1e6 * statistics.median(times[1:])
