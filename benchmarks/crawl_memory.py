"""How a crawl's memory grows: peak of `scrapy crawl finews` over 10³, 10⁴ and 10⁵ new articles in an empty OUTPUT_DIR.

    python benchmarks/crawl_memory.py [--articles 1000,10000,100000] [--size 5700] [-s NAME=value] [--json FILE]

The same server, crawl and options as benchmarks/crawl_speed.py. The last line is the ratio of the last peak to the first;
the exit status is 1 where it is above the aim. The last size takes its time: an hour on a busy core.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from crawl_speed import SiteServer, crawl
from results import Result

TEXT = (
    """`scrapy crawl finews` of new articles into an empty folder, each crawl and the server processes of their own."""
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", default="1000,10000,100000")
    parser.add_argument("--size", type=int, default=5700)
    parser.add_argument("-s", dest="options", action="append", default=[], help="a further setting of the crawl")
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    given = parser.parse_args()
    result = Result("crawl_memory", "Memory of a crawl", TEXT)
    table = result.table(*"articles|kept|pages|peak MB|pages/s|CPU ms a page".split("|"))
    peaks = []
    sizes = [int(size) for size in given.articles.split(",")]
    for articles in sizes:
        with SiteServer(articles, given.size) as server, tempfile.TemporaryDirectory() as folder:
            run = crawl("ours", server, Path(folder), given.options)
        peaks.append(run.peak)
        numbers = [f"{number:,}" for number in (articles, run.articles, run.pages)]
        table.row(*numbers, f"{run.peak:.0f}", f"{run.rate:.0f}", f"{run.cpu_ms:.2f}")
    result.figure(f"peak of {sizes[-1]:,} ÷ of {sizes[0]:,}", peaks[-1] / peaks[0])
    result.save(given.json)
    return result.status


if __name__ == "__main__":
    sys.exit(main())
