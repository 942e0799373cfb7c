"""What one article, one partition and one merge cost: the figures of docs/scale.md.

    python benchmarks/unit_costs.py [--articles 1200] [--json FILE]

Times are of the processor, not of the clock, so that what else the machine does disturbs them little. The site is ours,
on loopback; its articles have some 700 characters, as those of dailies do, and a post page and a share JSON each. They are
crawled in PARTS parts, a day each, and merged; what a part costs is the median of them.
"""

import argparse
import gzip
import os
import random
import resource
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

from export_growth import paragraphs
from results import Result

from newscrawl.distributed.forking import ForkServer

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
PAGES = ROOT.parent / "shared" / "data" / "pages"  # real ones, where there are some
PARTS, QUEUED = 4, 2000
TEXT = """
Times are of the processor. Articles have 700 characters, a post page and a share JSON each, near-copies and WARC files
included: {articles:,} of them, crawled in {parts} partitions and merged."""


class Unit(NamedTuple):
    """What a cost is called, and its unit."""

    what: str
    unit: str


UNITS = {  # in the order of the table
    "start_s": Unit("a crawl: start and end, with its lists", "s"),
    "forked_s": Unit("… by a worker that stands ready, which forks it", "s"),
    "article_ms": Unit("an article: two pages, all steps, near-copies, WARC, post, index", "ms"),
    "post_b": Unit("its post", "B"),
    "row_b": Unit("its row in the index, with what lists said and how to ask for it again", "B"),
    "record_b": Unit("its record, which exports hand on", "B"),
    "copies_b": Unit("its near-copy signature and keys", "B"),
    "answer_b": Unit("an answer of this site in the WARC files", "B"),
    "catalogue_b": Unit("… and in their catalogue", "B"),
    "page_b": Unit("a real page as sent, compressed as in a WARC file: mean", "B"),
    "page_median_b": Unit("… median", "B"),
    "merge_ms": Unit("merging an article that is new, without waiting for the disk", "ms"),
    "again_ms": Unit("merging it again", "ms"),
    "told_ms": Unit("telling a partition of an article that the archive has", "ms"),
    "queue_ms": Unit("a partition: to put it into the queue", "ms"),
    "queue_b": Unit("… and what it takes in Redis", "B"),
}


def words(output: Path, *arguments: str) -> list[str]:
    settings = {"OUTPUT_DIR": str(output), "AUTOTHROTTLE_ENABLED": "0", "CONCURRENT_REQUESTS_PER_DOMAIN": "16"}
    given = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return ["scrapy", "crawl", "finews", *arguments, "-s", "LOG_LEVEL=WARNING", *given]


@contextmanager
def proxied(url: str) -> Iterator[None]:
    """What is begun meanwhile asks this proxy, and no other."""
    before = dict(os.environ)
    for name in [name for name in before if name.lower().endswith("_proxy")]:
        del os.environ[name]
    os.environ["http_proxy"] = url
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def crawl(output: Path, *arguments: str) -> float:
    """An ordinary crawl; seconds of its processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", *words(output, *arguments)], cwd=ROOT, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def fork(server: ForkServer, output: Path, *arguments: str) -> float:
    """The same by a worker that has imported all; seconds of its processor."""
    times = Path(f"/proc/{server.start().pid}/stat")

    def spent() -> float:  # by the children that have ended
        fields = times.read_text().rpartition(")")[2].split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    before, log = spent(), output.parent / "forked.log"
    if status := server.begin(words(output, *arguments), log).wait(60):
        raise SystemExit(f"a forked crawl ended with status {status}:\n{log.read_text()}")
    return spent() - before


def size(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())


def measure_crawls(folder: Path, articles: list[dict[str, object]]) -> tuple[list[Path], dict[str, float]]:
    """Crawl all, a day at a time: the folders, and what it cost."""
    from newscrawl.loopback.fixturesite import FixtureSite

    each = len(articles) / PARTS
    with FixtureSite(articles) as site, proxied(site.url):
        start = min(crawl(folder / "empty", "-a", "since=2022-06-14") for _ in range(3))
        server = ForkServer()
        forked = min(fork(server, folder / "empty", "-a", "since=2022-06-14") for _ in range(3))
        server.close()
        asked = sum(site.asked.values())
        parts, seconds = [], []
        for part in range(PARTS):
            day = f"2022-06-{13 - part:02}"
            parts.append(folder / f"part{part}")
            seconds.append(crawl(parts[-1], "-a", f"since={day}", "-a", f"until={day}") - start)
        asked = sum(site.asked.values()) - asked
    warc = sum(size(part, "*.warc.gz") for part in parts)
    return parts, {
        "start_s": start,
        "forked_s": forked,
        "article_ms": 1000 * statistics.median(seconds) / each,
        **({"answer_b": warc / asked} if warc else {}),  # the extra is not installed otherwise
        "catalogue_b": sum(size(part, "catalogue.sqlite3") for part in parts) / asked,
    }


def measure_merge(folder: Path, parts: list[Path], count: int) -> dict[str, float]:
    """Merge them into a whole, twice, and look how large it is."""
    from newscrawl.archive.index import Index
    from newscrawl.archive.merge import merge
    from newscrawl.archive.merge.seeds import copy_known

    costs = {}
    whole = folder / "whole"
    whole.mkdir()
    with Index.open(whole / "archive.sqlite3") as index:
        for name in ("merge_ms", "again_ms"):
            begun = time.process_time()
            merged = sum(merge(part, index, whole, sync=lambda: None).articles for part in parts)
            assert merged == count
            costs[name] = 1000 * (time.process_time() - begun) / count
        begun = time.process_time()
        copied = copy_known(index, folder / "seed.sqlite3", "finews", None, None)
        costs["told_ms"] = 1000 * (time.process_time() - begun) / copied
        with index.transaction() as connection:
            sizes = dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall())
    copies = sum(bytes_ for name, bytes_ in sizes.items() if "near_cop" in name)
    costs["post_b"] = size(whole / "site" / "_posts", "*.md") / count
    costs["record_b"] = sizes["records"] / count
    costs["copies_b"] = copies / count
    costs["row_b"] = (sum(sizes.values()) - sizes["records"] - copies) / count
    return costs


def measure_pages() -> dict[str, float]:
    """What real pages take, one by one, as WARC records do."""
    sizes = [len(gzip.compress(path.read_bytes())) for path in sorted(PAGES.glob("*/*/*.html"))]
    return {"page_b": statistics.mean(sizes), "page_median_b": statistics.median(sizes)} if sizes else {}


def measure_queue(folder: Path) -> dict[str, float]:
    """What a partition in the queue takes; nothing where there is no Redis."""
    if not shutil.which("redis-server"):
        return {}
    from redis import Redis as Client

    from newscrawl.distributed.tasks import app, crawl
    from tests.distributed.servers import Redis

    with Redis(folder / "redis") as server, Client.from_url(server.url) as client:
        app.conf.broker_url = server.url
        with app.connection_for_write() as connection:
            crawl.apply_async(args=["first"], connection=connection)
            before = client.info("memory")["used_memory"]
            begun = time.process_time()
            for number in range(QUEUED):
                crawl.apply_async(
                    args=[f"/srv/newscrawl/output/partitions/finews-2022-06-13-{number:05}"], connection=connection
                )
        spent = time.process_time() - begun
        taken = client.info("memory")["used_memory"] - before
    return {"queue_ms": 1000 * spent / QUEUED, "queue_b": taken / QUEUED}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=1200)
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    given = parser.parse_args()
    from tests.distributed.servers import many_articles

    articles = many_articles(given.articles, PARTS)
    draw = random.Random(given.articles)
    stock = paragraphs(draw, 5 * given.articles)
    for number, article in enumerate(articles):
        article["text"] = "".join(f"<p>　　{said}</p>" for said in [*draw.choices(stock, k=5), f"第{number}号。"])
    with tempfile.TemporaryDirectory() as place:
        parts, costs = measure_crawls(Path(place), articles)
        costs |= measure_merge(Path(place), parts, given.articles) | measure_pages()
        costs |= measure_queue(Path(place))
    result = Result("unit_costs", "Unit costs", TEXT.strip().format(articles=given.articles, parts=PARTS))
    table = result.table("what", "costs")
    for name, unit in UNITS.items():
        if name in costs:
            table.row(unit.what, tell(costs[name], unit.unit))
    if "queue_b" not in costs:
        result.note("There is no redis-server here: what the queue takes is left out.")
    if "page_b" not in costs:
        result.note("There are no real pages here: what they take is left out.")
    result.data = costs
    result.save(given.json)
    return 0


def tell(value: float, unit: str) -> str:
    """Two digits, and kilobytes where they are enough.

    >>> tell(2730.2, "B"), tell(763.1, "B"), tell(0.0912, "ms")
    ('2.7 kB', '760 B', '0.091 ms')
    """
    if unit == "B" and value >= 1000:
        value, unit = value / 1000, "kB"
    return f"{float(f'{value:.2g}'):g} {unit}"


if __name__ == "__main__":
    sys.exit(main())
