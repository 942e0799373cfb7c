"""A floor under the accuracy of read_article and parse_date: it only ever rises.

On our own pages (fixtures/pages) the scores of tests/floor.json must be reached. Where they are surpassed,
`pytest tests/test_floor.py --raise-floor` writes the better ones down; nothing lowers them but an editor. Where
../shared/data is at hand, real pages and strings are scored too, and the table is printed.
"""

import collections
import itertools
import json
import subprocess
import sys
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from newscrawl import read_article
from tests.conftest import ROOT, SHARED

FLOOR = Path(__file__).with_name("floor.json")
PAGES = sorted((ROOT / "fixtures" / "pages").glob("*/article.json"))
PEOPLE = ("authors", "editors", "photographers")

# What the real data must reach, by score.py's names.
REAL_PAGES = {
    "title": 0.98, "day": 0.99, "minute": 0.96, "source": 0.92, "source_absent": 0.95, "author": 0.85,
    "author_absent": 0.95, "editor": 0.88, "editor_absent": 0.95, "body_f1": 0.975, "body_at_least_90": 0.96,
}  # fmt: skip
REAL_DATES = {"accuracy": 0.99, "rejects_kept_out": 0.98}


def bare(text):
    return "".join((text or "").split())


def f1(got, wanted):
    """How far two texts share their pairs of characters."""
    a, b = (collections.Counter(itertools.pairwise(text)) for text in (bare(got), bare(wanted)))
    both = sum((a & b).values())
    return 2 * both / (sum(a.values()) + sum(b.values())) if both else float(a == b)


def scores_of_our_pages():
    """Field → share of our pages on which it is right; `body` → mean F1."""
    right, bodies = collections.Counter(), []
    for path in PAGES:
        wanted = json.loads(path.read_text(encoding="utf-8"))
        came_with = json.loads(path.with_name("headers.json").read_text(encoding="utf-8"))
        article = read_article(
            path.with_name("page.html").read_bytes(),
            came_with["url"],
            content_type=came_with["Content-Type"],
            now=parsedate_to_datetime(came_with["Date"]),
        )
        right["title"] += bare(article.title) == bare(wanted["title"])
        published = article.published.isoformat() if article.published else None
        width = {"day": 10, "minute": 16}.get(wanted.get("precision"), 19)
        right["published"] += (published or "")[:width] == (wanted["published"] or "")[:width]
        right["source"] += bare(article.source) == bare(wanted["source"])
        for name in PEOPLE:
            right[name] += sorted(map(bare, getattr(article, name))) == sorted(map(bare, wanted[name]))
        bodies.append(f1(article.text, "".join(wanted["text"])))
    scores = {name: count / len(PAGES) for name, count in right.items()}
    return {
        **scores,
        "body": sum(bodies) / len(bodies),
        "body at least .9": sum(b >= 0.9 for b in bodies) / len(bodies),
    }


def test_our_pages_are_read_as_well_as_ever(request):
    scores = {name: int(score * 10_000) / 10_000 for name, score in scores_of_our_pages().items()}
    floor = json.loads(FLOOR.read_text())
    lower = {name: (scores[name], least) for name, least in floor.items() if scores[name] < least}
    assert lower == {}, "these scores fell (now, floor)"
    if request.config.getoption("--raise-floor"):
        FLOOR.write_text(json.dumps(scores, indent=1) + "\n")


@pytest.mark.parametrize(
    ("what", "data", "floor"),
    [("pages", "pages", REAL_PAGES), ("dates", "dates.tsv", REAL_DATES)],
    ids=["pages", "dates"],
)
def test_real_data_are_read_as_well_as_they_must(what, data, floor, record_property):
    if not (SHARED / "data").is_dir():
        pytest.skip("../shared/data is not there: accuracy on real pages and strings is not measured")
    score = [sys.executable, SHARED / "tools" / "score.py", what, SHARED / "data" / data]
    done = subprocess.run([*score, "--json"], capture_output=True, text=True, check=True, cwd=ROOT)
    scores = json.loads(done.stdout)
    table = [f"../shared/data, {what}: {scores['n']}"]
    table += [f"  {name:18} {100 * scores[name]:6.1f} %   at least {100 * least:g} %" for name, least in floor.items()]
    record_property("table", "\n".join(table))
    assert {name: scores[name] for name, least in floor.items() if scores[name] < least} == {}
    assert not scores.get("mojibake")
    assert not scores.get("errors")
