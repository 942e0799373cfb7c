"""How the archive index grows: what a run with 100 known links costs on indexes of 10⁴, 10⁵ and 10⁶ articles.

    python benchmarks/index_growth.py [--sizes 10000,100000,1000000] [--folder DIR]

Each index is filled and then asked by processes of their own, so that times and memory are those of a fresh run. The
first ask is `cold`: the kernel has been told to forget the file. The last line says whether the bounds hold; the exit
status is 1 where one does not.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

LOOK_UPS = 100
MOST_SECONDS, MOST_MB, MOST_LOOK_UP_MS = 1.0, 50.0, 0.1  # beyond an empty index; a single look-up


def article_id(number: int) -> str:
    return f"NW{20220101 + number // 2000}{240_000_0000 + number}"


def fill(path: Path, size: int) -> dict[str, Any]:
    """List and archive `size` articles, in the way of a crawl: lists of 100, then each of their articles."""
    from newscrawl.archive.index import Index
    from newscrawl.items import Article, Column
    from newscrawl.text.dates import CST

    begun = time.perf_counter()
    first = datetime(2022, 1, 1, tzinfo=CST)
    with Index.open(path) as index:
        for start in range(0, size, 100):
            articles = []
            for number in range(start, min(start + 100, size)):
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
    return {"seconds": time.perf_counter() - begun}


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


def table(folder: Path, sizes: list[int]) -> int:
    print(
        "| articles | file MB | filled, articles/s | open ms, cold | open ms | look-up ms: median | worst of 100 "
        "| 100 at once ms | run ms | run ms, cold | memory MB |"
    )
    print("|---" * 11 + "|")
    rows = []
    for size in [0, *sizes]:
        path = folder / f"archive-{size}.sqlite3"
        path.unlink(missing_ok=True)
        filled = alone("fill", path, size)
        forget(path)
        cold, warm = alone("ask", path, size), alone("ask", path, size)
        rows.append((cold, warm))
        rate = f"{size / filled['seconds']:,.0f}" if size else "–"
        print(
            f"| {size:,} | {path.stat().st_size / 1e6:.1f} | {rate} | {cold['open_ms']:.1f} | {warm['open_ms']:.1f} "
            f"| {warm['median_ms']:.4f} | {warm['worst_ms']:.4f} | {warm['batch_ms']:.2f} "
            f"| {warm['run_ms']:.1f} | {cold['run_ms']:.1f} | {warm['mb']:.1f} |",
            flush=True,
        )
    (empty_cold, empty), (cold, warm) = rows[0], rows[-1]
    slower = max(cold["run_ms"] - empty_cold["run_ms"], warm["run_ms"] - empty["run_ms"]) / 1000
    more = warm["mb"] - empty["mb"]
    good = slower < MOST_SECONDS and more < MOST_MB and warm["median_ms"] < MOST_LOOK_UP_MS
    print(
        f"\nbeyond an empty index: {slower:.3f} s (bound {MOST_SECONDS:g}), {more:.1f} MB (bound {MOST_MB:g}); "
        f"look-up {warm['median_ms']:.4f} ms, {warm['batch_ms'] / LOOK_UPS:.4f} ms in a list's batch (bound {MOST_LOOK_UP_MS:g}): {'holds' if good else 'DOES NOT HOLD'}"
    )
    return 0 if good else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--work", choices=["fill", "ask"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    if given.work:
        print(json.dumps({"fill": fill, "ask": ask}[given.work](given.folder, sizes[0])))
        return 0
    if given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
        return table(given.folder, sizes)
    with tempfile.TemporaryDirectory() as folder:
        return table(Path(folder), sizes)


if __name__ == "__main__":
    sys.exit(main())
