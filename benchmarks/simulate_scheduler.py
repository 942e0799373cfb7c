"""A simulation of the scheduler: sources that publish by a power law, visited again and again by so many workers.

    python benchmarks/simulate_scheduler.py [--sources 10000] [--workers 4,6,8,16,64] [--hours 24] [--seed 1] [--json FILE]

What is simulated is what `scrapy distribute` and a crawl do: a partition is one visit of one source (its lists, then
what they name that is new); a worker takes the partition that has waited longest, of those whose host nobody asks; it
asks for a page every `delay` seconds, or as fast as its processor reads them, whichever is longer. Times are simulated,
not measured: what an article and the start of a crawl cost is what unit_costs.py last found on this machine (kept by
`make bench` in benchmarks/results/), else what is given. The same seed and costs print the same tables.

Lag is the time from an article's publication to its post.
"""

import argparse
import heapq
import json
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from results import Result, Table

ARTICLES_A_DAY = 270_000  # of all sources: 10⁸ in a year
EXPONENT = 1.1  # of the rank of a source in its share of them
SHORTEST = 300.0  # seconds between visits
WANTED = 5.0  # new articles a visit, at which its interval aims


class Costs(NamedTuple):
    """What one thing costs a worker, in seconds of its processor; `delay` is between requests to one host."""

    start: float
    page: float
    list_: float
    delay: float


@dataclass(order=True)
class Source:
    """A source as the scheduler knows it."""

    due: float
    number: int
    rate: float = field(compare=False)  # articles a second
    interval: float = field(compare=False)
    visited: float = field(compare=False, default=0.0)


class Found(NamedTuple):
    """What came of it."""

    articles: int
    visits: int
    requests: int
    lags: list[float]
    busy: float
    late: float


def sources(count: int, longest: float, draw: random.Random) -> list[Source]:
    """Sources with rates by the power law, each first due somewhere in its interval."""
    weights = [rank**-EXPONENT for rank in range(1, count + 1)]
    scale = ARTICLES_A_DAY / 86_400 / sum(weights)
    made = []
    for number, weight in enumerate(weights):
        rate = weight * scale
        interval = min(max(WANTED / rate, SHORTEST), longest)
        due = draw.uniform(0, interval)
        made.append(Source(due, number, rate, interval, due - interval))
    return made


def simulate(count: int, workers: int, seconds: float, longest: float, seed: int, costs: Costs) -> Found:
    """Run the scheduler for so long; visits that begin later do not count."""
    draw = random.Random(seed)
    waiting = sources(count, longest, draw)
    heapq.heapify(waiting)
    free = [0.0] * workers
    lags: list[float] = []
    articles = visits = requests = 0
    busy = late = 0.0
    while True:
        now = heapq.heappop(free)
        source = heapq.heappop(waiting)
        begin = max(now, source.due)
        if begin >= seconds:  # nothing else is due, or no worker free, before the end
            break
        late = max(late, begin - source.due)
        new = poisson(draw, source.rate * (begin - source.visited))
        time = begin + costs.start + max(costs.list_, costs.delay)
        step = max(costs.page, costs.delay)
        for _ in range(new):
            time += step
            lags.append(time - draw.uniform(source.visited, begin))
        busy += time - begin
        articles += new
        visits += 1
        requests += new + 1
        source.visited, source.due = begin, max(time, source.due + source.interval)
        heapq.heappush(waiting, source)
        heapq.heappush(free, time)
    lags.sort()
    return Found(articles, visits, requests, lags, busy / (workers * seconds), late)


def poisson(draw: random.Random, mean: float) -> int:
    """How many of what happens `mean` times on average."""
    if mean > 50:
        return max(0, round(draw.gauss(mean, mean**0.5)))
    left, count = draw.expovariate(1), 0
    while left < mean:
        left += draw.expovariate(1)
        count += 1
    return count


def percentile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


SCENARIOS = (  # hours between two visits of a source, at most; seconds between two requests to a host; sources a crawl
    (24, 1.0, 1),
    (4, 1.0, 1),
    (24, 3.0, 1),
    (24, 1.0, 50),
)
MEASURED = Path(__file__).with_name("results") / "unit_costs.json"


def measured_costs() -> dict[str, float]:
    """What unit_costs.py last found here, in seconds; without it, figures in round numbers."""
    try:
        data = json.loads(MEASURED.read_text(encoding="utf-8"))["data"]
    except (OSError, ValueError, KeyError):
        return {"start": 3.0, "page": 0.02}
    return {"start": round(data.get("forked_s", data["start_s"]), 2), "page": round(data["article_ms"] / 1000, 4)}


def tabulate(table: Table, given: argparse.Namespace, longest: float, costs: Costs) -> None:
    """A row for each number of workers."""
    for workers in map(int, given.workers.split(",")):
        found = simulate(given.sources, workers, 3600 * given.hours, 3600 * longest, given.seed, costs)
        lags = [percentile(found.lags, share) / 60 for share in (0.5, 0.9, 0.99)]
        table.row(
            workers,
            f"{found.articles:,}",
            f"{found.visits:,}",
            f"{found.visits * costs.start / 3600:.1f}",
            f"{found.requests / given.hours / 3600:.2f}",
            f"{100 * found.busy:.0f}",
            f"{found.late / 60:.1f}",
            *(f"{lag:.1f}" for lag in lags),
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    known = measured_costs()
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--workers", default="4,6,8,16,64")
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=float, default=known["start"], help="seconds a crawl takes to start and end")
    parser.add_argument("--page", type=float, default=known["page"], help="seconds an article takes, with its post")
    parser.add_argument("--list", type=float, default=0.02, help="seconds a list takes")
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    given = parser.parse_args()
    result = Result(
        "simulate_scheduler",
        "The schedule",
        f"{given.sources:,} sources publish {ARTICLES_A_DAY:,} articles a day by a power law, {given.hours:g} h are simulated, seed "
        f"{given.seed}. A crawl that a worker forks costs {given.start:g} s to start and end, an article {1000 * given.page:g} ms. Lag is in minutes, from "
        "publication to post; `latest` is how late a visit began.",
    )
    for longest, delay, shared in SCENARIOS:
        costs = Costs(given.start / shared, given.page, given.list, delay)
        told = f"Each source visited every {longest} h at least, {delay:g} s between requests"
        if shared > 1:
            told += f", {shared} sources a crawl"
        table = result.table(
            *"workers|articles|visits|starts, processor h|requests/s|busy %|latest|lag: median|90 %|99 %".split("|"),
            title=told,
        )
        tabulate(table, given, longest, costs)
    result.save(given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
