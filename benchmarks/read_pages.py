"""Reading pages: milliseconds a page of read_article, of a bare lxml parse and of the peers, beside their accuracy.

    python benchmarks/read_pages.py [--rounds 5] [--processes 3] [--peers gne,trafilatura | --peers none] [--json FILE]

The pages are the labelled ones of ../shared/data/pages; without them, our own of fixtures/pages. Processor time, so that
other work on the machine disturbs little; each page is read and parsed by turns, the least of the rounds counts, and
the ratios are medians over the pages of read ÷ bare parse of the same page in the same process. That median weighs a page
of 8 kB as much as one of 490 kB; `of all pages` is the time of all reads ÷ the time of all parses, which the large pages
decide. Python's collector of garbage runs as it always does: a bare parse makes no objects for it, a reading some 1,500 a
page, and pays a twentieth of its time. One process has its memory laid out better than the next, which made .4 of the
ratio: so our own are measured in several, by turns with those of the compiled installation (`make compiled`) where there
is one that is no older than the code, and the least of all of them counts.

A bare parse is `lxml.html.document_fromstring(text)` of the decoded page and nothing else, the tree thrown away, in its
own time to the last (see `_LARGE`). Of the bytes as they came it is about as fast (`parse of the bytes`), but stops where
libxml2 meets a character that the page's declared encoding does not have: 4 of the 61 pages.

read_article gets bytes and decodes them; the peers get the text that we decoded. Each peer lives in an environment of its
own in .venv-peers-pages/, which is made on the first run: they ask for versions that exclude each other.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple

from lxml.html import document_fromstring
from results import Result, Table

from newscrawl import read_article
from newscrawl.text.dates import CST, parse_date
from newscrawl.text.encoding import decode

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from tests.test_floor import bare, f1  # noqa: E402  the floor's own measure

LABELLED = ROOT.parent / "shared" / "data" / "pages"
FIXTURES = ROOT / "fixtures" / "pages"
COMPILED = ROOT / ".venv-compiled" / "bin" / "python"
PEERS = {  # name → what pip installs
    "trafilatura": "trafilatura lxml_html_clean",  # which its jusText asks for and does not bring
    "readability-lxml": "readability-lxml",
    "gne": "gne",
    "newspaper4k": "newspaper4k[zh]",
    "goose3": "goose3 jieba",  # without jieba it reads no Chinese
    "news-please": "news-please",
}
TEXT = """
Milliseconds of processor time a page, median of the pages; the ratios are medians over the pages of read ÷ bare parse
(`lxml.html.document_fromstring` of the decoded page) of the same page by the same interpreter. `read_article` gets bytes and
decodes them, peers get the text that we decoded, each in an environment of its own; `compiled` is the same code as
[mypyc compiles it](crawling.md#compiled). Accuracy is % of pages read right (`none_wrong`:
no author given where none is; `body`: mean F1 over characters; `≥.9`: bodies with an F1 of at least .9); – is what a reader does not tell.
Our rules were developed on these pages."""
COLUMNS = "title day minute source authors none_wrong editors body ≥.9".split()

# glibc joins the small blocks that were freed when it is next asked for more than 1,024 bytes: of a parse's tree that is
# a tenth of the parse, and whoever comes next would pay it. So each asks for as much at its end.
_LARGE = 2_000


class Case:
    """A page and what is right of it."""

    def __init__(self, body: bytes, url: str, label: dict[str, Any], content_type: str = "", now: str = "") -> None:
        self.body, self.url, self.label, self.content_type = body, url, label, content_type
        self.now = parsedate_to_datetime(now) if now else datetime.now(UTC)

    def read(self) -> dict[str, Any]:
        article = read_article(self.body, self.url, content_type=self.content_type, now=self.now)
        return {name: getattr(article, name) for name in ("title", "published", "source", "authors", "editors", "text")}


def labelled() -> list[Case]:
    cases = []
    for path in sorted(LABELLED.glob("*/*/*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        if label.get("title") and not label.get("duplicate_of"):
            cases.append(Case(path.with_suffix(".html").read_bytes(), label.get("url") or "", label))
    return cases


def ours() -> list[Case]:
    """Our own pages, with labels of the same form."""
    cases = []
    for path in sorted(FIXTURES.glob("*/article.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        came = json.loads(path.with_name("headers.json").read_text(encoding="utf-8"))
        label = {
            "title": told["title"], "publish_time": told["published"], "precision": told["precision"],
            "source": told["source"], "author": told["authors"], "editor": "、".join(told["editors"]),
            "body_text": "\n".join(told["text"]), "uncertain": [],
        }  # fmt: skip
        page = path.with_name("page.html").read_bytes()
        cases.append(Case(page, came["url"], label, came["Content-Type"], came["Date"]))
    return cases


def right(told: dict[str, Any], label: dict[str, Any], now: datetime) -> dict[str, float]:
    """Column → whether a page was read right; columns that its label leaves open are left out."""
    open_ = label["uncertain"]

    def wanted(name: str) -> list[Any]:
        also = label.get(f"{name}_alt") or []
        return [label[name], *([also] if isinstance(also, str) else also)]

    scores: dict[str, float] = {"title": bare(told.get("title")) in map(bare, wanted("title"))}
    if label["publish_time"] and "publish_time" not in open_:
        printed = told.get("published")
        date = printed if isinstance(printed, datetime) else None
        if date is None and printed and (found := parse_date(printed, now=now)):  # the peers' strings, read as ours are
            date = found.when
        got = date.astimezone(CST).isoformat() if date else ""
        scores["day"] = got[:10] in [when[:10] for when in wanted("publish_time") if when]
        if label["precision"] != "day":
            scores["minute"] = got[:16] in [when[:16] for when in wanted("publish_time") if when]
    if label["source"] and "source" not in open_:
        scores["source"] = bare(told.get("source")) in map(bare, wanted("source"))
    got_names = sorted(map(bare, told.get("authors") or []))
    authors = label["author"] if isinstance(label["author"], list) else [label["author"]] if label["author"] else []
    also = label.get("author_alt") or []
    also = [also] if isinstance(also, str) else also
    if "author" not in open_:
        if authors:
            scores["authors"] = got_names in [sorted(map(bare, authors)), *([sorted(map(bare, also))] if also else [])]
        else:
            scores["none_wrong"] = not [name for name in got_names if name not in map(bare, also)]
    if label["editor"] and "editor" not in open_:
        names = label["editor"] if isinstance(label["editor"], list) else label["editor"].split("、")
        scores["editors"] = sorted(map(bare, told.get("editors") or [])) == sorted(map(bare, names))
    scores["body"] = f1(told.get("text"), label["body_text"])
    scores["≥.9"] = scores["body"] >= 0.9
    return scores


def least(works: list[Callable[[], object]], rounds: int) -> list[float]:
    """Seconds of processor time of each of several works, done by turns; each clears away what it leaves."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, spent in zip(works, times, strict=True):
            start = time.process_time()
            work()
            bytes(_LARGE)
            spent.append(time.process_time() - start)
    return [min(spent) for spent in times]


class Own(NamedTuple):
    """What we need for the pages: seconds of a bare parse of the text and of the bytes and of a reading, a page each, and
    the scores of what was read."""

    parsed: list[float]
    of_bytes: list[float]
    read: list[float]
    scores: dict[str, float]


def measure_own(cases: list[Case], texts: list[str], rounds: int) -> Own:
    """In this process."""
    for case in cases[:2]:
        case.read()
    measured = [
        least([lambda: document_fromstring(text), lambda: document_fromstring(case.body), case.read], rounds)  # noqa: B023
        for case, text in zip(cases, texts, strict=True)
    ]
    parsed, of_bytes, read = map(list, zip(*measured, strict=True))
    rows = [right(case.read(), case.label, case.now) for case in cases]
    return Own(parsed, of_bytes, read, means(rows, [case.read() for case in cases]))


def own_of(pythons: list[Path], rounds: int, processes: int) -> list[Own]:
    """That of several interpreters, each asked in so many processes, by turns: the least of each page's seconds."""
    told: list[list[Own]] = [[] for _ in pythons]
    for _ in range(processes):
        for python, its in zip(pythons, told, strict=True):
            command = [python, __file__, "--rounds", str(rounds), "--own"]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
            its.append(Own(*json.loads(done.stdout)))
    return [least_of(its) for its in told]


def least_of(its: list[Own]) -> Own:
    spent = zip(*(own[:3] for own in its), strict=True)
    return Own(*([min(of_page) for of_page in zip(*of_all, strict=True)] for of_all in spent), its[0].scores)


def is_newer_than_the_code(python: Path) -> bool:
    """Whether an installation is there, and was made since the code was last changed."""
    made = python.parents[1] / "ready"
    changed = max(path.stat().st_mtime for path in (ROOT / "newscrawl").rglob("*.py"))
    return made.exists() and made.stat().st_mtime >= changed


def environment(name: str) -> Path:
    """The interpreter of a peer's own environment, made where it is missing."""
    folder = ROOT / ".venv-peers-pages" / name
    if not (folder / "installed").exists():
        print(f"installing {PEERS[name]} into .venv-peers-pages/{name} …", file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", *PEERS[name].split()], check=True)
        (folder / "installed").touch()
    return folder / "bin" / "python"


def means(rows: list[dict[str, float]], told: list[dict[str, Any]]) -> dict[str, float]:
    """Column → mean score; without the columns that a reader tells nothing of, on any page."""
    given = {"day": "published", "minute": "published", "none_wrong": "authors", "body": "text", "≥.9": "text"}
    found = {}
    for column in COLUMNS:
        scores = [row[column] for row in rows if column in row]
        if scores and any(page.get(given.get(column, column)) for page in told):
            found[column] = sum(scores) / len(scores)
    return found


def show(
    table: Table, name: str, spent: list[float], parsed: list[float], scores: dict[str, float], fastest: float = 0.0
) -> float:
    """A reader's line; gives back the median of its ratios to the bare parse."""
    ratios = sorted(s / b for s, b in zip(spent, parsed, strict=True))
    median, p90 = statistics.median(ratios), ratios[int(0.9 * len(ratios))]
    cells = [f"{scores[c]:.3f}" if c == "body" else f"{100 * scores[c]:.0f}" if c in scores else "–" for c in COLUMNS]
    times = f"{1000 * statistics.median(spent):.2f}", f"{median:.1f}", f"{p90:.1f}"
    table.row(name, *times, f"{median / (fastest or median):.1f}", *cells)
    return median


def compare(
    result: Result, own: float, scores: dict[str, float], peers: dict[str, tuple[float, dict[str, float]]]
) -> None:
    """The fastest peer, and the columns of accuracy in which one is as good as we are, or better."""
    fastest = min(peers, key=lambda name: peers[name][0])
    result.figure("fastest peer ÷ ours", peers[fastest][0] / own)
    told = {c: {name: theirs[c] for name, (_, theirs) in peers.items() if c in theirs} for c in COLUMNS}
    lost = {c: max(told[c], key=told[c].__getitem__) for c in COLUMNS if told[c] and max(told[c].values()) >= scores[c]}
    result.figure("columns not won", len(lost))
    result.note(f"The fastest peer is {fastest}." + "".join(f" {c}: {name} is as good." for c, name in lost.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=3, help="in how many our own are measured")
    parser.add_argument("--peers", default=",".join(PEERS), help="which peers to run, or none")
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    parser.add_argument("--own", action="store_true", help="only ours, in this process, as JSON")
    options = parser.parse_args()
    cases = labelled() if LABELLED.is_dir() else ours()
    texts = [decode(case.body, case.content_type).text for case in cases]
    if options.own:
        print(json.dumps(measure_own(cases, texts, options.rounds)))
        return
    which = "labelled real pages" if LABELLED.is_dir() else "pages of fixtures/pages"
    how = f"{len(cases)} {which}, least of {options.rounds} rounds, our own of {options.processes} processes each."
    result = Result("read_pages", "Reading a page", f"{TEXT.strip()} {how}")
    table = result.table("", "ms", "÷ bare parse", "90 % of pages below", "÷ ours", *COLUMNS)
    pythons = [Path(sys.executable), *([COMPILED] if is_newer_than_the_code(COMPILED) else [])]
    plain, *compiled = own_of(pythons, options.rounds, options.processes)
    parsed = plain.parsed
    table.row("bare lxml parse", f"{1000 * statistics.median(parsed):.2f}", "1.0", *[""] * 2, *[""] * len(COLUMNS))
    of_bytes = statistics.median(b / a for a, b in zip(parsed, plain.of_bytes, strict=True))
    bytes_ms = 1000 * statistics.median(plain.of_bytes)
    table.row("parse of the bytes", f"{bytes_ms:.2f}", f"{of_bytes:.1f}", *[""] * 2, *[""] * len(COLUMNS))
    own_scores = plain.scores
    own = show(table, "`read_article`", plain.read, parsed, own_scores)
    if not compiled:
        result.note("There is no compiled installation of this code (`make compiled`): its line is left out.")
    for each in compiled:
        fast = show(table, "`read_article`, compiled", each.read, each.parsed, each.scores, own)
        result.figure("ours, compiled ÷ bare parse", fast)
    of_all = sum(plain.read) / sum(parsed)
    result.note(f"All pages read ÷ all pages parsed: {of_all:.1f}.")
    peers: dict[str, tuple[float, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        pages = []
        for n, (case, text) in enumerate(zip(cases, texts, strict=True)):
            path = Path(folder) / f"{n}.html"
            path.write_text(text, encoding="utf-8", newline="")
            pages.append((str(path), case.url))
        listing = Path(folder) / "pages.json"
        listing.write_text(json.dumps(pages))
        for name in [peer for peer in options.peers.split(",") if peer in PEERS]:
            script = Path(__file__).parent / "peers" / "pages.py"
            try:
                command = [environment(name), script, name, listing, str(options.rounds)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
            except subprocess.CalledProcessError as error:  # it cannot be installed, or does not run here
                print((error.stderr or "")[-2000:], file=sys.stderr)
                result.note(f"{name} could not be installed or run: it is left out.")
                continue
            told = json.loads(done.stdout.splitlines()[-1])
            scores = means([right(page, case.label, case.now) for page, case in zip(told, cases, strict=True)], told)
            spent, its = [page["spent"] for page in told], [page["bare"] for page in told]
            peers[name] = show(table, name, spent, its, scores, own), scores
    result.figure("ours ÷ bare parse", own)
    if peers:
        compare(result, own, own_scores, peers)
    result.save(options.json)


if __name__ == "__main__":
    main()
