"""The parts of the path, one by one, against the libraries that people take for them: µs of processor time a call.

    python benchmarks/parts.py [--rounds 5] [--json FILE]

Dates are those of tests/text/dates.tsv, bodies those of the bundled articles, names those of their sources. The peers are
never imported here: peers/parts.py gets the same inputs in an environment of its own, which `make bench` makes. Ours are
measured before the peers and after them, and the mean counts: what the machine does meanwhile disturbs both alike.
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

from measure import ROOT, microseconds
from peerhouse import PEER
from results import Result

from newscrawl.archive.index import Index
from newscrawl.exporters.jekyll import JekyllExporter
from newscrawl.items import Article, Column
from newscrawl.loopback.fixturesite import load_articles
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
    "dates": "a date (`parse_date`)",
    "bodies": "a body cleaned, by all rules",
    "names": "a slug not seen before",
    "posts": "a post written, whole or not at all",
    "ids": "a look-up in the index",
}
TEXT = f"""
µs of processor time a call, medians of {{rounds}} rounds, each peer in an environment of its own. Dates are labelled strings that
contain one, bodies those of the bundled articles; peers of bodies only sanitise, python-frontmatter writes a file
in place, xpinyin errs on names, and sqlite-utils looks up a primary key among {KNOWN:,} rows, as ours does."""


def measure_ours(given: dict[str, list[Any]], rounds: int) -> dict[str, float]:
    """Part → µs a call."""
    with tempfile.TemporaryDirectory() as folder:
        return {part: microseconds(call, values, rounds) for part, call, values in ours(given, Path(folder))}


def measure_peers(given: dict[str, list[Any]], rounds: int, result: Result) -> dict[str, dict[str, float]]:
    """Part → peer → µs a call; the missing ones are noted."""
    if not PEER.exists():
        result.note("There are no peers: `make bench` installs them into `.venv-peers`.")
        return {}
    command = [PEER, ROOT / "benchmarks" / "peers" / "parts.py", str(rounds)]
    done = subprocess.run(command, input=json.dumps(given), stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(done.stdout)
    for module in told.pop("missing"):
        result.note(f"{module} is not installed in `.venv-peers`: what needs it is left out.")
    peers: dict[str, dict[str, float]] = told
    return peers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    options = parser.parse_args()
    given = inputs()
    result = Result("parts", "The parts, one by one", TEXT.strip().format(rounds=options.rounds))
    before = measure_ours(given, options.rounds)
    peers = measure_peers(given, options.rounds, result)
    after = measure_ours(given, options.rounds)
    table = result.table("", "ours µs", "peer", "its µs", "its ÷ ours")
    for part, name in NAMES.items():
        time = (before[part] + after[part]) / 2
        result.data[part] = time
        for peer, its in peers.get(part, {}).items():
            table.row(name, f"{time:.1f}", peer, f"{its:.1f}", f"{its / time:.2f}")
        if not peers.get(part):
            table.row(name, f"{time:.1f}", "–", "–", "–")
    if search := peers.get("dates", {}).get("dateparser.search"):
        result.figure("dateparser.search ÷ ours", search / result.data["dates"])
    result.save(options.json)


if __name__ == "__main__":
    main()
