"""What a second worker brings: `scrapy distribute` of the same articles by one worker and by two, in turns.

    python benchmarks/distribute_workers.py [--articles 4000] [--days 8] [--pairs 3] [--delay MS]

The server has a process of its own, and says how much of a processor it used: it must not be the limit. `--delay` is
how long it takes to answer each request, as a server elsewhere does. A pair is two runs one after the other, the first of
them another each time; the last line is the median of their ratios, and whether it is at least 1.7.
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
BOUND = 1.7


def serve(articles: int, days: int, delay: float) -> None:
    """Answer until the parent is gone; print the address."""
    from newscrawl.fixturesite import FixtureSite
    from tests.distributed.servers import many_articles

    class Site(FixtureSite):
        """The fixture site, which takes its time."""

        def answer(self, path: str, query: dict[str, str]) -> Any:
            time.sleep(delay)
            return super().answer(path, query)

    with Site(many_articles(articles, days)) as site:
        print(site.url, flush=True)
        sys.stdin.read()
        times = os.times()
        print(json.dumps({"seconds": times.user + times.system, "asked": sum(site.asked.values())}), flush=True)


def crawl(workers: int, given: argparse.Namespace, broker: str, folder: Path) -> dict[str, float]:
    """One run, with a server of its own: seconds, articles a second, and what share of a processor the server used."""
    words = ["--serve", "--articles", str(given.articles), "--days", str(given.days), "--delay", str(given.delay)]
    server = subprocess.Popen(
        [sys.executable, __file__, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert server.stdout
    url = server.stdout.readline().strip()
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment["http_proxy"] = url
    settings = {
        "OUTPUT_DIR": str(folder),
        "DISTRIBUTED_BROKER": broker,
        "AUTOTHROTTLE_ENABLED": "False",
        "CONCURRENT_REQUESTS_PER_DOMAIN": "32",
        "CONCURRENT_REQUESTS": "32",
    }
    command = [sys.executable, "-m", "scrapy", "distribute", "finews", "--workers", str(workers)]
    command += ["-a", f"since=2022-06-{14 - given.days:02}", "-a", "until=2022-06-13"]
    command += [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    seconds = time.perf_counter() - begun
    told = json.loads(server.communicate("", timeout=60)[0])
    posts = len(list((folder / "site" / "_posts").iterdir()))
    assert posts == given.articles, f"{posts} posts of {given.articles}"
    shutil.rmtree(folder)
    return {
        "seconds": seconds,
        "rate": posts / seconds,
        "server": told["seconds"] / seconds,
        "asked": told["asked"] / seconds,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=4000)
    parser.add_argument("--days", type=int, default=8)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--delay", type=float, default=0.0, help="milliseconds")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.articles, given.days, given.delay / 1000)
        return 0
    from tests.distributed.servers import Redis

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(f"{given.articles} articles in {given.days} partitions, {os.cpu_count()} processors")
    print("| workers | s | articles/s | requests/s | server: share of a processor |")
    print("|---" * 5 + "|")
    ratios = []
    with tempfile.TemporaryDirectory() as place, Redis(Path(place, "redis")) as redis:
        for pair in range(given.pairs):
            seconds = {}
            for workers in (1, 2) if pair % 2 == 0 else (2, 1):
                found = crawl(workers, given, redis.url, Path(place, f"output-{pair}-{workers}"))
                seconds[workers] = found["seconds"]
                print(
                    f"| {workers} | {found['seconds']:.1f} | {found['rate']:.1f} | {found['asked']:.1f} "
                    f"| {found['server']:.2f} |",
                    flush=True,
                )
            ratios.append(seconds[1] / seconds[2])
    ratio = statistics.median(ratios)
    told = ", ".join(f"{each:.2f}" for each in ratios)
    print(
        f"\n2 workers ÷ 1 worker: {ratio:.2f} (of {told}; bound {BOUND}): {'holds' if ratio >= BOUND else 'DOES NOT HOLD'}"
    )
    return 0 if ratio >= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
