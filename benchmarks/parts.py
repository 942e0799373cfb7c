"""The parts of the path, one by one, against the libraries that people take for them: µs of processor time a call.

    python benchmarks/parts.py [--peers .venv-peers/bin/python]

Dates are those of tests/text/dates.tsv, bodies those of the bundled articles, names those of their sources. The peers are
never imported here: peers/parts.py gets the same inputs in an environment of its own, which `make bench` makes.
"""

import argparse
import csv
import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from measure import ROOT, microseconds, print_head, print_machine, print_row

from newscrawl.archive.index import Index
from newscrawl.exporters.jekyll import JekyllExporter
from newscrawl.fixturesite import load_articles
from newscrawl.items import Article, Column
from newscrawl.text.dates import CST, parse_date
from newscrawl.text.markup import clean_body
from newscrawl.text.slugs import slug

KNOWN = 10_000  # articles in the index that is asked


def inputs() -> dict[str, list[Any]]:
    with (ROOT / "tests" / "text" / "dates.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    dates = [(row["input"], row["now"]) for row in rows if row["now"] and row["expected"]]
    articles = load_articles()
    return {
        "dates": dates[:: max(1, len(dates) // 150)],
        "bodies": [article["text"] for article in articles if isinstance(article["text"], str)],
        "names": sorted({article["source"] for article in articles}),
        "ids": [f"NW{number:012}" for number in range(0, KNOWN, 20)],
    }


def make_article(id_: str, body: str) -> Article:
    column = Column(slug="changzhouribao", name="常州日报", path="category/changzhouribao.html")
    when = datetime(2022, 6, 13, 8, 21, 56, tzinfo=CST)
    url = f"http://share.example/html_News/NewsShare.html?infoCode={id_}"
    return Article(
        id=id_, site="finews", url=url, title=f"一座小城的清晨 {id_}", body=body, published=when, column=column
    )


def ours(given: dict[str, list[Any]], folder: Path) -> Iterator[tuple[str, Callable[[Any], object], Sequence[Any]]]:
    """What is measured, the call, and what it is called with."""
    yield (
        "dates",
        lambda row: parse_date(row[0], now=row[1]),
        [(t, datetime.fromisoformat(n)) for t, n in given["dates"]],
    )
    yield "bodies", clean_body, given["bodies"]
    yield "names", getattr(slug, "__wrapped__", slug), given["names"]
    exporter = JekyllExporter(folder / "site", site_url="http://finews.example/")
    bodies = [clean_body(body).html for body in given["bodies"]]

    def write(number: int) -> None:
        (exporter.posts / exporter.names.pop(f"NW{number}", "none")).unlink(missing_ok=True)
        exporter.write(make_article(f"NW{number}", bodies[number % len(bodies)]))

    yield "posts", write, range(100)
    with Index.open(folder / "archive.sqlite3") as index:
        for number in range(KNOWN):
            index.archive(make_article(f"NW{number:012}", ""), f"2022-06-13-NW{number:012}.md")
        index.flush()
        yield "ids", partial(_known, index), given["ids"]


def _known(index: Index, id_: str) -> None:
    assert index.known("finews", [id_])


NAMES = {
    "dates": "a date",
    "bodies": "a body cleaned",
    "names": "a slug",
    "posts": "a post",
    "ids": "a look-up in the index",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv-peers" / "bin" / "python")
    options = parser.parse_args()
    given = inputs()
    print_machine("The parts, one by one")
    print_head("", "ours µs", "peer", "its µs", "its ÷ ours")
    peers: dict[str, dict[str, float]] = {}
    if options.peers.exists():
        command = [options.peers, ROOT / "benchmarks" / "peers" / "parts.py"]
        done = subprocess.run(command, input=json.dumps(given), stdout=subprocess.PIPE, text=True, check=True)
        peers = json.loads(done.stdout)
    with tempfile.TemporaryDirectory() as folder:
        for part, call, values in ours(given, Path(folder)):
            time = microseconds(call, values)
            for peer, its in peers.get(part, {"–": 0.0}).items():
                print_row(NAMES[part], f"{time:.1f}", peer, f"{its:.1f}", f"{its / time:.2f}")


if __name__ == "__main__":
    main()
