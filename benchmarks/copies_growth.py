"""How finding near-copies grows with the archive: time an article and size of the tables, from 10⁴ to 10⁶ articles.

    python benchmarks/copies_growth.py [--sizes 10000,100000,1000000] [--articles 500] [--folder DIR] [--json FILE]

The articles measured are made of the sentences of fixtures/copies, mixed and with new numbers: a tenth of them copies
of others, cut or with another credit, and a tenth of one mould. The archive below them is filled with rows of the same
form: signatures of such texts, under keys of their own, one in fifty under the opening of a daily fixture. Times are of
the processor (the kernel's part too), so that what else runs on the machine does not count; texts have 900 characters.
"""

import argparse
import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import yaml
from results import Result

from newscrawl.archive import copies
from newscrawl.archive.copies import NearCopies, signature
from newscrawl.archive.schema import migrate

FIXTURES = Path(__file__).parents[1] / "fixtures" / "copies"
BEGIN = datetime(2019, 1, 1, tzinfo=UTC)
LENGTH = 900  # characters, about the mean of a news text
TEXT = """
Milliseconds of processor time an article of 900 characters: its signature, finding what it is a near-copy of, adding it, and
the commit; medians of {articles} articles, a fifth of them copies or of one mould."""
DIGIT = re.compile(r"\d")


def sentences() -> list[str]:
    stories = yaml.safe_load((FIXTURES / "stories.yaml").read_text(encoding="utf-8"))
    return [s + "。" for story in stories for s in re.split(r"[。\n]", story["text"]) if len(s) > 12]


def make_text(rng: random.Random, pool: list[str]) -> str:
    """A text of LENGTH characters: shuffled clauses, digits redrawn."""
    text = ""
    while len(text) < LENGTH:
        clauses = [rng.choice(rng.choice(pool).split("，")) for _ in range(3)]
        text += "，".join(clauses).rstrip("。") + "。" + ("\n" if rng.random() < 0.3 else "")
    return DIGIT.sub(lambda _: str(rng.randrange(10)), text)


def make_articles(rng: random.Random, pool: list[str], count: int) -> Iterator[tuple[str, datetime]]:
    made: list[str] = []
    mould = pool[0] + make_text(rng, pool)
    for _ in range(count):
        kind = rng.random()
        if kind < 0.1 and made:
            text = (
                "本报讯（记者 方圆）"
                + rng.choice(made)[: rng.randrange(LENGTH * 2 // 3, LENGTH)]
                + "\n（来源：华夏网）"
            )
        elif kind < 0.2:
            text = DIGIT.sub(lambda _: str(rng.randrange(10)), mould)
        else:
            text = make_text(rng, pool)
        made.append(text)
        yield text, BEGIN + timedelta(seconds=rng.randrange(4 * 365 * 86400))


def fill(path: Path, begin: int, end: int, signs: list[bytes], rng: random.Random) -> None:
    """Rows begin..end of the archive, as `NearCopies.add` leaves them for articles that have no copies."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    migrate(connection, path.name)
    connection.execute("PRAGMA cache_size = -400000")  # for filling only: the one measured has SQLite's 2 MB
    head, size = 1, copies._KEY * (copies._BANDS + 2)
    opening = [rng.randbytes(copies._KEY) for _ in range(20)]
    for chunk in range(begin, end, 100_000):
        articles, bands = [], []
        for row in range(chunk, min(end, chunk + 100_000)):
            keys = rng.randbytes(size)
            if row % 50 == 0:
                keys = keys[: -2 * copies._KEY] + rng.choice(opening) + keys[-copies._KEY :]
            sign = copies._STORY + keys + rng.choice(signs)[head + size :]
            when = int(BEGIN.timestamp()) + rng.randrange(4 * 365 * 86400)
            articles.append((row, f"NW{row:012}", when, row, sign))
            bands += [(key, when, row) for key in copies._keys(sign)]
        connection.executemany(
            "INSERT INTO near_copies (row, id, published, first, signature) VALUES (?, ?, ?, ?, ?)", articles
        )
        connection.executemany("INSERT INTO near_copy_bands VALUES (?, ?, ?)", sorted(bands))
        connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def measure(connection: sqlite3.Connection, articles: list[tuple[str, datetime]]) -> list[list[float]]:
    """Milliseconds of processor time of each article for signature, look-up alone, adding (which looks up too), commit."""
    near = NearCopies(connection)
    times = []
    for n, (text, published) in enumerate(articles):
        points = [time.thread_time()]
        sign = signature(text)
        points.append(time.thread_time())
        near.find(sign, published)
        points.append(time.thread_time())
        connection.execute("BEGIN IMMEDIATE")
        near.add(f"new{n}", sign, published)
        points.append(time.thread_time())
        connection.execute("COMMIT")
        points.append(time.thread_time())
        times.append([1000 * (after - before) for before, after in pairwise(points)])
    connection.execute("BEGIN IMMEDIATE")
    for n in range(len(articles)):
        near.remove(f"new{n}")
    connection.execute("COMMIT")
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--folder", help="where the archive is made and removed again: some 2 GB for 10⁶ articles")
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    options = parser.parse_args()
    rng = random.Random(20220613)
    pool = sentences()
    signs = [s for text, _ in make_articles(rng, pool, 200) if (s := signature(text))]
    articles = list(make_articles(rng, pool, options.articles))
    signature(articles[0][0])  # datasketch is imported here
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = Path(folder) / "archive.sqlite3"
        result = Result(
            "copies_growth", "Near-copies as the archive grows", TEXT.strip().format(articles=len(articles))
        )
        table = result.table(
            *"articles|signature|look-up|add|signature + add: median|mean|99 %|commit|bytes an article".split("|")
        )
        before = 0
        for size in (int(s) for s in options.sizes.split(",")):
            fill(path, before + 1, size + 1, signs, rng)
            before = size
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("PRAGMA synchronous = NORMAL")
            times = measure(connection, articles)
            connection.close()
            each = [statistics.median(column) for column in zip(*times, strict=True)]
            total = sorted(sign + add for sign, _, add, _ in times)
            middle, mean, worst = statistics.median(total), statistics.mean(total), total[int(0.99 * len(total))]
            table.row(
                f"{size:,}",
                *(f"{ms:.3f}" for ms in (*each[:3], middle, mean, worst, each[3])),
                f"{path.stat().st_size / size:.0f}",
            )
    result.save(options.json)


if __name__ == "__main__":
    main()
