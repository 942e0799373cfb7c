"""How exports grow: rate, peak memory and size of every format for archives of 10⁴, 10⁵ and 10⁶ articles.

    python benchmarks/export_growth.py [--sizes 10000,100000,1000000] [--formats jsonl,parquet] [--folder DIR] [--json FILE]

Each archive is filled by a process of its own, with bodies of some 2 kB of Chinese text, 600 articles a day; then
`scrapy export` writes it in every format, as its users run it. Peak memory is that of the whole process; `beyond` is what
it takes more than an export without articles does. The exit status is 1 where an export of the largest archive takes
more than MOST_MB beyond that.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from results import Result, Table

from newscrawl.commands.export import FORMATS

ROOT = Path(__file__).parents[1]
A_DAY = 600
LETTERS = 680  # of three bytes each in UTF-8
MOST_MB = 300.0  # parquet holds a month, 18,600 articles here: 95 MB as Arrow; pyarrow imports pandas where it is there
TEXT = """
`scrapy export`, each format in a process of its own, of articles with some 2 kB of Chinese text, 600 a day. Rates are without the time
that an export of none takes; `beyond none` is the memory that the articles add to the process. `atom` has the newest 100
in any archive."""
_HANZI = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 3000))
_SOURCES = ("常州日报", "上海证券报", "新华社", "重庆日报", "证券时报", "第一财经日报", "人民日报", "南方都市报")


def paragraphs(chance: random.Random, count: int) -> list[str]:
    """Paragraphs of words of two characters, the first of them far more often than the last, as in any text."""
    words = ["".join(chance.choices(_HANZI, k=2)) for _ in range(4000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    return ["".join(chance.choices(words, weights, k=LETTERS // 12)) + "。" for _ in range(count)]


def fill(folder: Path, size: int) -> None:
    """Archive `size` articles, straight into the index, without posts."""
    from newscrawl.archive.index import Index
    from newscrawl.items import Article, Column
    from newscrawl.text.dates import CST

    chance = random.Random(size)
    stock = paragraphs(chance, 50_000)
    first, step = datetime(2020, 1, 1, tzinfo=CST), timedelta(days=1) / A_DAY
    with Index.open(folder / "archive.sqlite3") as index:
        for number in range(size):
            told = chance.choices(stock, k=6)
            source = _SOURCES[number % len(_SOURCES)]
            id_ = f"NW{20200101 + number // A_DAY}{number:010d}"
            article = Article(
                id=id_,
                share_id=id_,
                url=f"http://share.example/html_News/NewsShare.html?infoCode={id_}",
                site="finews",
                fetched=datetime.now(UTC),
                title=told[0][:24],
                published=(first + number * step).replace(microsecond=0),
                precision="second",
                source=source,
                publisher=source,
                authors=[told[1][:2], told[2][:3]],
                body="".join(f"<p>{paragraph}</p>" for paragraph in told),
                text="\n".join(told),
                column=Column(slug="changzhouribao", name=source, path="category/changzhouribao.html"),
            )
            article.say("title", "share", article.title)
            article.reasons = {"title": "share", "published": "share: year-month-day"}
            index.archive(article, f"{article.published:%Y-%m-%d}-{id_}.md")


class Used(NamedTuple):
    """What a process took."""

    seconds: float
    cpu: float
    """Seconds of processor time: what a busy machine does not change much."""
    peak: float
    """MB."""


def run(words: list[str]) -> Used:
    begun = time.perf_counter()
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)}: exit status {process.returncode}")
    return Used(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def export(folder: Path, name: str, *arguments: str) -> tuple[Used, float]:
    """Export once; what it took, and the size of the file in MB."""
    path = folder / f"export.{name}"
    words = [sys.executable, "-m", "scrapy", "export", name, "-o", str(path), "-s", f"OUTPUT_DIR={folder}"]
    used = run([*words, *(part for argument in arguments for part in ("-a", argument))])
    size = path.stat().st_size / 1e6
    path.unlink()
    return used, size


def measure(folder: Path, sizes: list[int], formats: list[str], result: Result) -> None:
    table = result.table(
        *"articles|format|seconds|CPU s|articles/s|articles/CPU s|peak MB|beyond none MB|file MB".split("|")
    )
    worst = 0.0
    for size in sizes:
        archive = folder / str(size)
        archive.mkdir(exist_ok=True)
        if not (archive / "archive.sqlite3").exists():
            used = run([sys.executable, __file__, "--fill", "--folder", str(archive), "--sizes", str(size)])
            show(table, size, "(filled)", used, Used(0, 0, 0), (archive / "archive.sqlite3").stat().st_size / 1e6)
        for name in formats:
            none, _ = export(archive, name, "until=1990-01-01")
            used, megabytes = export(archive, name)
            worst = max(worst, used.peak - none.peak)
            show(table, 100 if name == "atom" else size, name, used, none, megabytes)  # atom has the newest hundred
    result.figure("most memory beyond an export of none, MB", worst, at_most=MOST_MB)


def show(table: Table, size: int, name: str, used: Used, none: Used, megabytes: float) -> None:
    """A row; rates are without the time that an export of none takes."""
    seconds, cpu = used.seconds - none.seconds, used.cpu - none.cpu
    rates = [f"{size / time_:,.0f}" if time_ > 0.1 else "–" for time_ in (seconds, cpu)]
    times = f"{used.seconds:.1f}", f"{used.cpu:.1f}"
    table.row(f"{size:,}", name, *times, *rates, f"{used.peak:.0f}", f"{used.peak - none.peak:.0f}", f"{megabytes:.1f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="10000,100000,1000000")
    formats = ",".join(
        name for name in FORMATS if name != "wacz"
    )  # which packs WARC files, and these archives have none
    parser.add_argument("--formats", default=formats)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    if given.fill:
        fill(given.folder, sizes[0])
        return 0
    result = Result("export_growth", "Exports as the archive grows", TEXT.strip())
    if given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
        measure(given.folder, sizes, given.formats.split(","), result)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), sizes, given.formats.split(","), result)
    result.save(given.json)
    return result.status


if __name__ == "__main__":
    sys.exit(main())
