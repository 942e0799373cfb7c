"""What recording costs a crawl: the same pages with WARC files and without, in turns, in one run.

    python benchmarks/recording.py [--pages 500] [--rounds 5] [--json FILE]

Prints CPU milliseconds a page (of the crawl's process, not of the server's) and pages a second, and the ratio of each pair.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from results import Result

sys.path.insert(0, str(Path(__file__).parents[1]))
from newscrawl.loopback import Answer, LoopbackSite
from tests.conftest import ROOT, crawl_command

ABOUT = """
`scrapy crawl share` of {pages} pages of 6 kB, with WARC files and without, in turns; medians of {rounds} rounds, start and end
of the crawl included. Processor time is that of the crawl, not of the server."""
TEXT = "".join(
    f"<p>　　第{n}段：城东小学新校舍昨天启用，六百名学生搬进了新教室，校长说孩子们很高兴。</p>" for n in range(45)
)


class Pages(LoopbackSite):
    """Article pages of 6 kB, each its own."""

    validators = ()

    def respond(self, host: str, path: str, query: dict[str, str], headers: dict[str, str]) -> Answer:
        if path == "/robots.txt":
            return 404, {"Content-Type": "text/plain"}, b""
        head = f"<!DOCTYPE html><meta charset=utf-8><title>新闻{path}</title><h1>城东小学{path}启用</h1>"
        page = f"{head}<p>2022-06-13 08:21　来源：常州日报</p><div>{TEXT}</div>".encode()
        return 200, {"Content-Type": "text/html; charset=utf-8"}, page


def crawl(urls: str, *, warc: bool) -> tuple[float, float]:
    """CPU seconds and seconds of one crawl."""
    with tempfile.TemporaryDirectory() as output:
        words, environment = crawl_command(output, "share", "-a", f"urls={urls}", WARC=warc, LOG_LEVEL="ERROR")
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(words, cwd=ROOT, env=environment, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = time.perf_counter() - began
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    given = parser.parse_args()
    about = ABOUT.strip().format(pages=given.pages, rounds=given.rounds)
    result = Result("recording", "What WARC files cost a crawl", about)
    with Pages() as site, tempfile.NamedTemporaryFile("w", suffix=".txt") as urls:
        urls.write("".join(f"{site.url}{number}.html\n" for number in range(given.pages)))
        urls.flush()
        rounds = [(crawl(urls.name, warc=False), crawl(urls.name, warc=True)) for _ in range(given.rounds)]
    table = result.table("", "CPU ms a page", "pages/s")
    for name, which in (("without", 0), ("with WARC files", 1)):
        cpu = statistics.median(pair[which][0] for pair in rounds) / given.pages * 1000
        rate = given.pages / statistics.median(pair[which][1] for pair in rounds)
        table.row(name, f"{cpu:.2f}", f"{rate:.0f}")
    result.figure("processor time with WARC files ÷ without", statistics.median(w[0] / o[0] for o, w in rounds))
    result.save(given.json)


if __name__ == "__main__":
    main()
