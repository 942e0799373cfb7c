"""What a second worker brings: `scrapy distribute` of the same articles by one worker and by two, in turns.

    python benchmarks/distribute_workers.py [--days 2 12] [--pairs 3] [--arrangements ready apart together] [--json FILE]

Workers and their crawls have two processors. The site (newssite.py), Redis, and the command that plans and merges are in
three arrangements, the first two where there are four processors:

ready      they have processors of their own, and the workers run before, as those of other machines do
apart      the site and Redis have processors of their own; the command starts the workers, and shares their two
together   all share the two

A pair is two runs one after the other, the first of them another each time. Each run says how busy the site was, how many
processor seconds newscrawl took (workers with their start), and what share of the two processors others on the machine
took meanwhile. The last lines are the medians of the ratios of seconds, and whether that of the longest runs in the first
arrangement is at least 1.7. Short runs show what beginning costs.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from results import Result

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
TEXT = """
`scrapy distribute finews` of the same articles by one worker and by two, in turns. Workers and their crawls have two processors.
`ready`: the site, Redis and the command that plans and merges have processors of their own, and the workers run before, as those
of other machines do. `apart`: the site and Redis have processors of their own; the command starts the workers, and shares their
two. `together`: all share the two. Where there are only two processors, `together` is all that can be measured. Site, Redis and
others are shares of a processor; others, of newscrawl's two, are what else ran on the machine (not told where `ready`). Short runs
show what beginning costs; the longest in the first arrangement are the figure."""
TICKS = os.sysconf("SC_CLK_TCK")


class Run(NamedTuple):
    """One run: seconds, processor seconds, and shares of a processor."""

    seconds: float
    ours: float
    site: float
    redis: float
    others: float


def articles_of(days: int) -> int:
    """How many articles newssite.py has on so many days: one every four minutes, on the newest until 20:00."""
    return 301 + 360 * (days - 1)


@contextmanager
def confined(processors: set[int]) -> Iterator[None]:
    """What is started here runs on these processors."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, processors)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def busy(processors: set[int]) -> float:
    """Seconds that these processors were busy since the machine was started."""
    lines = (line.split() for line in Path("/proc/stat").read_text().splitlines())
    rows = [list(map(int, row[1:])) for row in lines if row[0] in {f"cpu{number}" for number in processors}]
    return sum(sum(row[:8]) - row[3] - row[4] for row in rows) / TICKS  # but idle, and waiting for a disk


def taken(pid: int) -> float:
    """Processor seconds that a process took."""
    row = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(row[11]) + int(row[12])) / TICKS


def worker(environment: dict[str, str], redis: str) -> "subprocess.Popen[bytes]":
    """A worker that stands ready."""
    words = "celery -A newscrawl.distributed.tasks -q worker --concurrency 1 -l WARNING -n".split()
    return subprocess.Popen(
        [sys.executable, "-m", *words, f"worker-{time.monotonic_ns()}@%h"],
        env={**environment, "CELERY_BROKER_URL": redis},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def crawl(workers: int, days: int, processors: set[int], elsewhere: set[int], ready: bool, folder: Path) -> Run:
    """One run, with a site and a Redis of its own."""
    from tests.distributed.servers import Redis

    with confined(elsewhere):
        words = [sys.executable, str(ROOT / "benchmarks" / "newssite.py"), "--articles", str(articles_of(days))]
        site = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        redis = Redis(folder / "redis")
        redis.start()
    assert site.stdout
    assert redis.process
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment["http_proxy"] = site.stdout.readline().strip()
    settings = {
        "OUTPUT_DIR": str(folder / "output"),
        "DISTRIBUTED_BROKER": redis.url,
        "AUTOTHROTTLE_ENABLED": "False",
        "CONCURRENT_REQUESTS_PER_DOMAIN": "32",
        "CONCURRENT_REQUESTS": "32",
    }
    command = [sys.executable, "-m", "scrapy", "distribute", "finews", "--workers", str(0 if ready else workers)]
    command += ["-a", f"since=2022-06-{14 - days:02}", "-a", "until=2022-06-13"]
    command += [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    with confined(processors):
        running = [worker(environment, redis.url) for _ in range(workers if ready else 0)]
    time.sleep(10 if ready else 0)
    before = busy(processors), taken(site.pid), taken(redis.process.pid)
    begun = time.perf_counter()
    with confined(elsewhere if ready else processors):
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    after = busy(processors), taken(site.pid), taken(redis.process.pid)
    used, asked, queue = (late - early for late, early in zip(after, before, strict=True))
    ours = usage.ru_utime + usage.ru_stime  # with all that was waited for
    for each in running:
        each.terminate()
        _, _, usage = os.wait4(each.pid, 0)
        ours += usage.ru_utime + usage.ru_stime
        each.returncode = 0
    others = 0.0 if ready else used - ours - (asked + queue if processors == elsewhere else 0)
    site.communicate("", timeout=60)
    redis.stop()
    posts = len(list((folder / "output" / "site" / "_posts").iterdir()))
    assert (process.returncode, posts) == (0, articles_of(days)), f"{posts} posts of {articles_of(days)}"
    shutil.rmtree(folder)
    return Run(seconds, ours, asked / seconds, queue / seconds, max(0, others) / seconds / len(processors))


def measure(
    days: int, pairs: int, name: str, processors: set[int], elsewhere: set[int], place: Path, result: Result
) -> float:
    """The median ratio of some pairs; their rows go into the result's table."""
    ratios = []
    for pair in range(pairs):
        seconds = {}
        for workers in (1, 2) if pair % 2 == 0 else (2, 1):
            folder = place / f"{name}-{days}-{pair}-{workers}"
            run = crawl(workers, days, processors, elsewhere, name == "ready", folder)
            seconds[workers] = run.seconds
            times = f"{run.seconds:.1f}", f"{articles_of(days) / run.seconds:.1f}", f"{run.ours:.1f}"
            shares = f"{run.site:.2f}", f"{run.redis:.2f}", "–" if name == "ready" else f"{run.others:.0%}"
            result.tables[0].row(f"{articles_of(days)} in {days}", name, workers, *times, *shares)
        ratios.append(seconds[1] / seconds[2])
    ratio = statistics.median(ratios)
    told = ", ".join(f"{each:.2f}" for each in ratios)
    result.note(f"{articles_of(days)} articles, {name}: 2 workers ÷ 1 worker {ratio:.2f} (of {told}).")
    return ratio


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--days", type=int, nargs="+", default=[2, 12], help="a partition each")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--arrangements", nargs="+", default=["ready", "apart", "together"])
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    given = parser.parse_args()
    have = sorted(os.sched_getaffinity(0))
    two, rest = set(have[-2:]), set(have[:-2][-2:])
    arrangements = {"together": two}
    if len(rest) == 2:
        arrangements = {"ready": rest, "apart": rest, "together": two}
    arrangements = {name: place for name, place in arrangements.items() if name in given.arrangements}
    result = Result("distribute_workers", "Two workers", TEXT.strip())
    head = "articles in partitions|arrangement|workers|s|articles/s|newscrawl: processor s|site|Redis|others"
    result.table(*head.split("|"))
    with tempfile.TemporaryDirectory() as place:
        found = {
            (days, name): measure(days, given.pairs, name, two, elsewhere, Path(place), result)
            for days in sorted(given.days)
            for name, elsewhere in arrangements.items()
        }
    result.figure("2 workers ÷ 1 worker", found[max(given.days), next(iter(arrangements))])
    result.save(given.json)
    return result.status


if __name__ == "__main__":
    sys.exit(main())
