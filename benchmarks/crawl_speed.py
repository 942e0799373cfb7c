"""How fast a whole crawl is: `finews`, to posts on disk, beside the plainest Scrapy spider and news-please.

    python benchmarks/crawl_speed.py [--articles 2000,500] [--sizes 5700,40000] [--runs 5] [--only ours,plain,…] [-s NAME=value] [--json FILE]

All ask one server (benchmarks/newssite.py, a process of its own) for synthetic articles, in turns, each crawl in a process
of its own:

    ours         `scrapy crawl finews`, the spider as it is: lists, post pages, share JSON, all pipelines, index, posts and
                 site in a new OUTPUT_DIR. Loopback needs no politeness: -s AUTOTHROTTLE_ENABLED=0 and, as Scrapy has
                 it, CONCURRENT_REQUESTS_PER_DOMAIN=8; robots.txt is asked for and obeyed.
    plain        `scrapy runspider benchmarks/plainspider.py`: the same addresses from a file, nothing read, nothing kept,
                 all settings Scrapy's own
    plain-quiet  the same with -s LOG_LEVEL=INFO, as ours has it: by default Scrapy prints a line for every page
    news-please  its RecursiveCrawler from the home page on, as its command starts it for a site, with its own
                 configuration but for the concurrency (8, as the others) and its heuristics (off: they keep only pages
                 with og:type): articles extracted, HTML and JSON on disk. It follows links on pages of the site, so it
                 asks for lists and post pages, and never for the share JSON.

news-please lives in the peers' environment, which `make bench` makes; without it its line is left out.

Pages are counted by the server. Seconds run from the start of the process to its end; CPU seconds are those of the
process and its children. The last lines are ratios of medians; `server` is its share of one core while ours ran: near
100 % it would be the limit.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any, NamedTuple

from newssite import Site
from peerhouse import PEER, is_there
from results import Result

ROOT = Path(__file__).parents[1]
OPTIONS = ("AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS_PER_DOMAIN=8")


class Run(NamedTuple):
    """What one crawl took."""

    pages: int
    articles: int
    seconds: float
    cpu: float
    server: float
    """CPU seconds of the server meanwhile."""
    peak: float
    """The most memory the process had at a time, in MB."""

    @property
    def rate(self) -> float:
        return self.pages / self.seconds

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu / self.pages


class SiteServer:
    """The site's process: `with … as server:`, then `server.url`."""

    def __init__(self, articles: int, size: int) -> None:
        self.command = [sys.executable, str(Path(__file__).with_name("newssite.py"))]
        self.command += ["--articles", str(articles), "--size", str(size)]

    def __enter__(self) -> "SiteServer":
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.url = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def asked(self) -> int:
        """How many pages it was asked for since it was asked this."""
        with urllib.request.urlopen(self.url + "told") as answer:
            return int(json.load(answer)["asked"])

    def cpu(self) -> float:
        """CPU seconds it has used."""
        times = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def crawl(kind: str, server: SiteServer, folder: Path, options: list[str]) -> Run:
    """One crawl in a folder of its own. Raises CalledProcessError where it fails."""
    output = folder / "output"
    command, where = command_of(kind, folder, server, options)
    environment = os.environ | {"http_proxy": server.url, "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("SCRAPY_SETTINGS_MODULE", None)
    server.asked()
    served = server.cpu()
    begun = time.perf_counter()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=where, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if process.returncode:
        print((folder / "log").read_text(errors="replace")[-3000:], file=sys.stderr)
        raise subprocess.CalledProcessError(process.returncode, command)
    kept = len(list(output.rglob("data/**/*.json" if kind == "news-please" else "_posts/*.md")))
    return Run(
        server.asked(), kept, seconds, used.ru_utime + used.ru_stime, server.cpu() - served, used.ru_maxrss / 1024
    )


def command_of(kind: str, folder: Path, server: SiteServer, options: list[str]) -> tuple[list[str], Path]:
    """The command of a crawl, and the folder it runs in: outside of the project Scrapy's settings are its own."""
    if kind == "ours":
        given = [part for option in (*OPTIONS, *options) for part in ("-s", option)]
        return [
            sys.executable,
            "-m",
            "scrapy",
            "crawl",
            "finews",
            "-s",
            f"OUTPUT_DIR={folder / 'output'}",
            *given,
        ], ROOT
    if kind.startswith("plain"):
        quiet = ["-s", "LOG_LEVEL=INFO"] if kind == "plain-quiet" else []
        spider = Path(__file__).with_name("plainspider.py")
        return [
            sys.executable,
            "-m",
            "scrapy",
            "runspider",
            str(spider),
            "-a",
            f"urls={folder / 'urls'}",
            *quiet,
        ], folder
    found = subprocess.run(
        [PEER, "-c", "import newsplease; print(newsplease.__path__[0])"], stdout=subprocess.PIPE, check=True, text=True
    )
    package = Path(found.stdout.strip())
    configuration = (package / "config" / "config.cfg").read_text()
    configuration = configuration.replace("working_path = ~/news-please-repo/", f"working_path = {folder / 'output'}/")
    configuration = configuration.replace("CONCURRENT_REQUESTS_PER_DOMAIN=4", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
    (folder / "config.cfg").write_text(configuration)
    site = {
        "url": "http://finews.withounder.com/",
        "crawler": "RecursiveCrawler",
        "overwrite_heuristics": {"og_type": False, "linked_headlines": False, "self_linked_headlines": False},
        "pass_heuristics_condition": "True",
    }
    (folder / "sitelist.hjson").write_text(json.dumps({"base_urls": [site]}))
    start = [str(PEER), str(package / "single_crawler.py"), str(folder / "config.cfg"), str(folder / "sitelist.hjson")]
    return [*start, "0", "False", "False"], folder


def measure(kinds: list[str], articles: int, size: int, runs: int, options: list[str]) -> dict[str, list[Run]]:
    """`runs` crawls of each kind, in turns."""
    done: dict[str, list[Run]] = {kind: [] for kind in kinds}
    with SiteServer(articles, size) as server, tempfile.TemporaryDirectory() as top:
        urls = "\n".join(Site(articles, size).urls())
        for turn in range(runs):
            for kind in kinds if turn % 2 == 0 else reversed(kinds):
                folder = Path(top, f"{kind}-{turn}")
                folder.mkdir()
                (folder / "urls").write_text(urls)
                done[kind].append(crawl(kind, server, folder, options if kind == "ours" else []))
                shutil.rmtree(folder)
    return done


def median(runs: list[Run], name: str) -> Any:
    return statistics.median(getattr(run, name) for run in runs)


TEXT = """
`scrapy crawl finews`, posts, index, WARC files (as by default) and site in a new folder, beside the plainest Scrapy spider, which keeps nothing
(`plain-quiet`: without its line a page in the log), and news-please's crawler, which asks for no article JSON. All ask
one server, a process of its own, in turns; pages are those that it answered, seconds those from a process's start to its
end. Near 100 % the server would be the limit. What was tried to make it faster is in [crawling.md](crawling.md#speed-and-memory)."""


def table(kinds: list[str], articles: dict[int, int], runs: int, options: list[str]) -> Result:
    """`articles` says how many for each size of a page, in bytes."""
    result = Result("crawl_speed", "A whole crawl", f"{TEXT.strip()} Medians of {runs} runs.")
    table = result.table(
        *"bytes a page|crawl|pages|articles kept|pages/s|min – max|CPU ms a page|server, % of a core".split("|")
    )
    ratios = []
    for size, count in articles.items():
        done = measure(kinds, count, size, runs, options)
        for kind, found in done.items():
            rates = [run.rate for run in found]
            table.row(
                size,
                kind,
                found[0].pages,
                found[0].articles or "–",
                f"{median(found, 'rate'):.0f}",
                f"{min(rates):.0f} – {max(rates):.0f}",
                f"{median(found, 'cpu_ms'):.2f}",
                f"{statistics.median(100 * run.server / run.seconds for run in found):.0f}",
            )
        for other in done if "ours" in done else ():
            if other != "ours":
                rate = median(done["ours"], "rate") / median(done[other], "rate")
                cpu = median(done[other], "cpu_ms") / median(done["ours"], "cpu_ms")
                ratios += [
                    (f"ours ÷ {other}, {size} bytes", rate),
                    (f"ours ÷ {other} by CPU seconds, {size} bytes", cpu),
                ]
    for name, value in ratios:
        result.figure(name, value)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--articles", default="2000,500", help="for all sizes, or for each one; a start takes 2 s of them"
    )
    parser.add_argument("--sizes", default="5700,40000", help="bytes a page")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="ours,plain,plain-quiet,news-please")
    parser.add_argument("-s", dest="options", action="append", default=[], help="a further setting of ours")
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    given = parser.parse_args()
    kinds = given.only.split(",")
    missing = "news-please" in kinds and not is_there("newsplease")
    kinds = [kind for kind in kinds if kind != "news-please" or not missing]
    sizes, counts = ([int(each) for each in told.split(",")] for told in (given.sizes, given.articles))
    articles = dict(zip(sizes, counts * len(sizes) if len(counts) == 1 else counts, strict=False))
    result = table(kinds, articles, given.runs, given.options)
    if missing:
        result.note("news-please is not installed in `.venv-peers`: it is left out.")
    result.save(given.json)


if __name__ == "__main__":
    main()
