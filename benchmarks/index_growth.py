"""How the archive index grows: what a run with 100 known links costs on indexes of 10⁴, 10⁵ and 10⁶ articles.

    python benchmarks/index_growth.py [--sizes 10000,100000,1000000] [--rounds 5] [--folder DIR] [--json FILE]

Two tables: the index alone, and whole crawls. Each index is filled, then asked, then crawled with by processes of their
own, so that times and memory are those of a fresh run. The first ask is `cold`: the kernel has been told to forget the
file. A crawl is `scrapy crawl finews` on the fixture site, whose lists have 100 articles that are archived already; it is
compared with one on an index of these 100 alone. site/_posts is empty: what exporters make of it is not measured here.
The last lines say whether the bounds hold; the exit status is 1 where one does not.
"""

import argparse
import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from measure import Run, TimedSite, crawl
from results import Result

LOOK_UPS = 100
MADE = 10_000  # articles that an index is given one by one
MOST_SECONDS, MOST_MB, MOST_LOOK_UP_MS = 1.0, 50.0, 0.1  # beyond an empty index; a single look-up
TEXT = """
What a run with 100 known links costs: first the index alone, in a fresh process (open, bring up to date, look up, mark the list,
close; `cold`: the kernel was told to forget the file), then `scrapy crawl finews` whose lists name 100 known articles, beside one on an
index of these alone: start and memory of a crawl, medians of {rounds} rounds. The first crawl on an index that has no pages of months makes
them all, and takes longer and more memory, once."""


def article_id(number: int) -> str:
    return f"NW{20220101 + number // 2000}{240_000_0000 + number}"


def fill(path: Path, size: int) -> dict[str, Any]:
    """List and archive `size` articles, in the way of a crawl: lists of 100, then each of their articles. Of more than
    MADE the rest are copies of these rows, with ids, addresses and times of their own."""
    from newscrawl.archive.index import Index
    from newscrawl.items import Article, Column
    from newscrawl.text.dates import CST

    begun = time.perf_counter()
    first = datetime(2022, 1, 1, tzinfo=CST)
    with Index.open(path) as index:
        for start in range(0, min(size, MADE), 100):
            articles = []
            for number in range(start, min(start + 100, size, MADE)):
                id_ = article_id(number)
                url = f"http://share.example/html_News/NewsShare.html?infoCode={id_}"
                article = Article(id=id_, share_id=id_, url=url, site="finews")
                article.say("title", "list", f"第{number}号：一座小城的清晨与它的三百六十行")
                article.say("source", "list", "常州日报")
                article.say("published", "url", f"{first + timedelta(seconds=40 * number):%Y/%m/%d}")
                page = f"http://site.example/changzhouribao/2022/06/13/{id_}.html"
                index.list_article(article, page, "http://site.example/")
                articles.append(article)
            index.remember_list("http://site.example/", "finews", status=200, etag=f'"{start}"')
            for number, article in enumerate(articles, start):
                article.published = first + timedelta(seconds=40 * number)
                article.fetched = datetime.now(UTC)
                article.title = article.raw["title"]["list"]
                article.source = article.publisher = "常州日报"
                article.column = Column(slug="changzhouribao", name="常州日报", path="category/changzhouribao.html")
                article.body = f"<p>第{number}天，天还没亮，面馆的灯先亮了。</p>" * 5
                index.archive(article, f"{article.published:%Y-%m-%d}-{article.id}.md")
    seconds = time.perf_counter() - begun
    if size > MADE:
        multiply(path, size)
    return {"seconds": seconds, "made": min(size, MADE)}


RECORDS = f"""
INSERT INTO records (article, record) SELECT article + :later, record FROM records WHERE article <= {MADE} AND article + :later <= :size
"""


def multiply(path: Path, size: int) -> None:
    """Copy the MADE articles of an index until it has `size`."""
    connection = sqlite3.connect(path)
    connection.create_function("later_id", 2, lambda key, block: article_id(key - 1 + block * MADE), deterministic=True)
    changed = {name: f"replace({name}, id, later_id(key, :block))" for name in ("id", "url", "page_url", "listing")}
    changed["published"] = "strftime('%Y-%m-%dT%H:%M:%S', substr(published, 1, 19), :later) || substr(published, 20)"
    changed["day"] = f"substr({changed['published']}, 1, 10)"
    changed["post"] = f"{changed['day']} || '-' || later_id(key, :block) || '.md'"
    names = [row[1] for row in connection.execute("PRAGMA table_info(articles)") if row[1] != "key"]
    rows = (
        f"SELECT {', '.join(changed.get(name, name) for name in names)} FROM articles WHERE key <= {MADE} LIMIT :rows"
    )
    for block in range(1, -(-size // MADE)):
        values = {"block": block, "later": f"+{40 * MADE * block} seconds", "rows": size - block * MADE}
        connection.execute(f"INSERT INTO articles ({', '.join(names)}) {rows}", values)
        connection.execute(RECORDS, {"later": block * MADE, "size": size})
        connection.commit()
    connection.close()


def ask(path: Path, size: int) -> dict[str, Any]:
    """What a run does with 100 links that are all known: open, look up, mark the list, close."""
    from newscrawl.archive.index import Index

    choice = random.Random(size)
    ids = [article_id(choice.randrange(max(size, 1))) for _ in range(LOOK_UPS)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    index = Index.open(path)
    index.recover(path.parent)
    run = index.start_run("finews", {})
    opened = time.perf_counter()
    times = []
    for id_ in ids:
        start = time.perf_counter()
        known = index.known("finews", [id_])
        times.append(time.perf_counter() - start)
        assert bool(known) == (size > 0)
    batch = time.perf_counter()
    index.known("finews", ids)
    batch = time.perf_counter() - batch
    due = sum(1 for _ in index.due("finews"))
    index.remember_list("http://site.example/", "finews", status=200)
    index.finish_run(run, "finished", complete=True, counts={})
    index.close()
    return {
        "open_ms": 1000 * (opened - begun),
        "median_ms": 1000 * sorted(times)[LOOK_UPS // 2],
        "worst_ms": 1000 * max(times),
        "batch_ms": 1000 * batch,
        "due": due,
        "run_ms": 1000 * (time.perf_counter() - begun),
        "mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
    }


def alone(work: str, path: Path, size: int) -> dict[str, Any]:
    """The same in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--work", work, "--folder", str(path), "--sizes", str(size)],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def forget(path: Path) -> None:
    """Have the kernel drop the file from its cache."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def ask_all(folder: Path, sizes: list[int], result: Result) -> None:
    """The table of the index alone."""
    table = result.table(
        *"articles|file MB|filled, articles/s|open ms, cold|open ms|look-up ms: median|worst of 100".split("|"),
        *"100 at once ms|run ms|run ms, cold|memory MB".split("|"),
    )
    rows = []
    for size in [0, *sizes]:
        path = index_of(folder, size)
        filled = alone("fill", path, size)
        forget(path)
        cold, warm = alone("ask", path, size), alone("ask", path, size)
        rows.append((cold, warm))
        table.row(
            f"{size:,}",
            f"{path.stat().st_size / 1e6:.1f}",
            f"{filled['made'] / filled['seconds']:,.0f}" if size else "–",
            *(f"{ms:.1f}" for ms in (cold["open_ms"], warm["open_ms"])),
            *(f"{ms:.4f}" for ms in (warm["median_ms"], warm["worst_ms"])),
            f"{warm['batch_ms']:.2f}",
            *(f"{number:.1f}" for number in (warm["run_ms"], cold["run_ms"], warm["mb"])),
        )
    (empty_cold, empty), (cold, warm) = rows[0], rows[-1]
    slower = max(cold["run_ms"] - empty_cold["run_ms"], warm["run_ms"] - empty["run_ms"]) / 1000
    result.figure("a run on the largest index, beyond an empty one, s", slower, at_most=MOST_SECONDS)
    result.figure("memory of it, beyond an empty one, MB", warm["mb"] - empty["mb"], at_most=MOST_MB)
    result.figure("a look-up in the largest index, ms", warm["median_ms"], at_most=MOST_LOOK_UP_MS)
    result.figure("a look-up of a list's batch, ms each", warm["batch_ms"] / LOOK_UPS, at_most=MOST_LOOK_UP_MS)
    result.data |= {
        "look_up_ms": warm["median_ms"],
        "run_more_ms": warm["run_ms"] - empty["run_ms"],
        "articles": sizes[-1],
    }


def listed(size: int) -> list[dict[str, Any]]:
    """100 articles of an index of that size, as the fixture site lists them."""
    choice = random.Random(size)
    ids = [article_id(number) for number in choice.sample(range(size), LOOK_UPS)]
    text = "<p>天还没亮，面馆的灯先亮了。</p>"
    said = {"source": "常州日报", "column": "changzhouribao", "showtime": "2022-06-13 08:21:56", "lists": ["node"]}
    return [{"id": id_, "title": f"一座小城的清晨 {id_}", "text": text, **said} for id_ in ids]


def crawl_all(folder: Path, sizes: list[int], rounds: int, result: Result) -> None:
    """The table of whole crawls, of some rounds over all sizes in turn."""
    alone("fill", index_of(folder, LOOK_UPS), LOOK_UPS)
    sizes = [LOOK_UPS, *sizes]
    runs: dict[int, list[Run]] = {size: [] for size in sizes}
    for _ in range(rounds):
        for size in sizes:
            with TimedSite(listed(size)) as site:
                runs[size].append(crawl(index_of(folder, size).parent, "finews", site=site))
                fetched = [path for path in site.asked if "GetNewsText" in path or path.endswith(".html")]
            if fetched or runs[size][-1].status:
                raise SystemExit(f"crawl on {size} articles: exit status {runs[size][-1].status}, fetched {fetched}")
    table = result.table(
        "articles", "first request after s, least", "processor s until then", "in all", "peak memory MB"
    )
    medians = {}
    for size in sizes:
        least = min(run.start for run in runs[size])  # what else the machine does only ever makes it slower
        names = ("start_cpu", "cpu", "mb")
        start_cpu, cpu, mb = (statistics.median(getattr(run, name) for run in runs[size]) for name in names)
        medians[size] = least, start_cpu, mb
        table.row(f"{size:,}", f"{least:.2f}", f"{start_cpu:.2f}", f"{cpu:.2f}", f"{mb:.1f}")
    start, start_cpu, mb = (last - base for last, base in zip(medians[sizes[-1]], medians[LOOK_UPS], strict=True))
    result.figure("a crawl's start on the largest index, later by s", start, at_most=MOST_SECONDS)
    result.figure("processor time until then, more by s", start_cpu, at_most=MOST_SECONDS)
    result.figure("its peak memory, more by MB", mb, at_most=MOST_MB)


def index_of(folder: Path, size: int) -> Path:
    """Each in an OUTPUT_DIR of its own."""
    path = folder / str(size) / "archive.sqlite3"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=5, help="of crawls")
    parser.add_argument(
        "--folder", type=Path, help="where the indexes are made and removed again: 1 GB for 10⁶ articles"
    )
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    parser.add_argument("--work", choices=["fill", "ask"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    if given.work:
        print(json.dumps({"fill": fill, "ask": ask}[given.work](given.folder, sizes[0])))
        return 0
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        result = Result(
            "index_growth",
            "The index, and a crawl's start, as the archive grows",
            TEXT.strip().format(rounds=given.rounds),
        )
        ask_all(Path(folder), sizes, result)
        crawl_all(Path(folder), sizes, given.rounds, result)
    result.save(given.json)
    return result.status


if __name__ == "__main__":
    sys.exit(main())
