"""How a crawl's memory grows: peak of `scrapy crawl finews` over 10³, 10⁴ and 10⁵ new articles in an empty OUTPUT_DIR.

    python benchmarks/crawl_memory.py [--articles 1000,10000,100000] [--size 5700] [-s NAME=value]

The same server, crawl and options as benchmarks/crawl_speed.py. The last line is the ratio of the last peak to the first;
the exit status is 1 where it is above 1.3. The last size takes its time: an hour on a busy core.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from crawl_speed import SiteServer, crawl

MOST = 1.3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", default="1000,10000,100000")
    parser.add_argument("--size", type=int, default=5700)
    parser.add_argument("-s", dest="options", action="append", default=[], help="a further setting of the crawl")
    given = parser.parse_args()
    print("| articles | kept | pages | peak MB | pages/s | CPU ms a page |\n|---|---|---|---|---|---|")
    peaks = []
    for articles in map(int, given.articles.split(",")):
        with SiteServer(articles, given.size) as server, tempfile.TemporaryDirectory() as folder:
            run = crawl("ours", server, Path(folder), given.options)
        peaks.append(run.peak)
        print(
            f"| {articles:,} | {run.articles:,} | {run.pages:,} | {run.peak:.0f} | {run.rate:.0f} | {run.cpu_ms:.2f} |",
            flush=True,
        )
    ratio = peaks[-1] / peaks[0]
    print(f"\nlast ÷ first: {ratio:.2f} (bound {MOST}): {'holds' if ratio <= MOST else 'DOES NOT HOLD'}")
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
