"""A simulation of the scheduler: sources that publish by a power law, visited again and again by so many workers.

    python benchmarks/simulate_scheduler.py [--sources 10000] [--workers 4,6,8,16,64] [--hours 24] [--seed 1]

What is simulated is what `scrapy distribute` and a crawl do: a partition is one visit of one source (its lists, then
what they name that is new); a worker takes the partition that has waited longest, of those whose host nobody asks; it
asks for a page every `delay` seconds, or as fast as its processor reads them, whichever is longer. Times are simulated,
not measured: what a page, a list and the start of a crawl cost are the figures of docs/scale.md, to be given anew for
another machine. The same seed prints the same table.

Lag is the time from an article's publication to its post.
"""

import argparse
import heapq
import random
import sys
from dataclasses import dataclass, field
from typing import NamedTuple

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


class Result(NamedTuple):
    """What came of it."""

    articles: int
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


def simulate(count: int, workers: int, seconds: float, longest: float, seed: int, costs: Costs) -> Result:
    """Run the scheduler for so long; visits that begin later do not count."""
    draw = random.Random(seed)
    waiting = sources(count, longest, draw)
    heapq.heapify(waiting)
    free = [0.0] * workers
    lags: list[float] = []
    articles = requests = 0
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
        requests += new + 1
        source.visited, source.due = begin, max(time, source.due + source.interval)
        heapq.heappush(waiting, source)
        heapq.heappush(free, time)
    lags.sort()
    return Result(articles, requests, lags, busy / (workers * seconds), late)


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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--workers", default="4,6,8,16,64")
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--longest", type=float, default=24, help="hours between two visits of a source, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=float, default=3.2, help="seconds a crawl takes to start and end")
    parser.add_argument("--page", type=float, default=0.017, help="seconds a page takes, with its post")
    parser.add_argument("--list", type=float, default=0.02, help="seconds a list takes")
    parser.add_argument("--delay", type=float, default=1.0, help="seconds between two requests to a host")
    given = parser.parse_args()
    costs = Costs(given.start, given.page, given.list, given.delay)
    print(
        f"{given.sources:,} sources, {ARTICLES_A_DAY:,} articles a day, {given.hours:g} h, seed {given.seed}, {costs}"
    )
    print("| workers | articles | requests/s | busy % | latest visit min | lag min: median | 90 % | 99 % | longest |")
    print("|---" * 9 + "|")
    for workers in map(int, given.workers.split(",")):
        found = simulate(given.sources, workers, 3600 * given.hours, 3600 * given.longest, given.seed, costs)
        lags = [percentile(found.lags, share) / 60 for share in (0.5, 0.9, 0.99, 1)]
        print(
            f"| {workers} | {found.articles:,} | {found.requests / given.hours / 3600:.2f} | {100 * found.busy:.0f} "
            f"| {found.late / 60:.1f} | {' | '.join(f'{lag:.1f}' for lag in lags)} |"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
