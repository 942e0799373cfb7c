"""Pages in, articles out: the fixture pages, lines under headlines, hostile input, and the labelled pages where at hand."""

import gc
import json
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from newscrawl.text.dates import CST, parse_date
from newscrawl.text.encoding import decode
from newscrawl.text.markup import clean_body
from newscrawl.text.page import read_page
from tests.growth import assert_linear

_ROOT = Path(__file__).resolve().parents[2]
_CASES = sorted((_ROOT / "fixtures" / "pages").glob("*/article.json"))


@pytest.mark.parametrize("path", _CASES, ids=[path.parent.name for path in _CASES])
def test_reads_fixture_page(path):
    """A fixture page becomes the article beside it; a new case is a new folder."""
    wanted = json.loads(path.read_text(encoding="utf-8"))
    headers = json.loads(path.with_name("headers.json").read_text(encoding="utf-8"))
    markup = decode(path.with_name("page.html").read_bytes(), headers["Content-Type"]).text
    page = read_page(markup, headers["url"])
    date = parse_date(page.published, now=parsedate_to_datetime(headers["Date"]))
    assert date is not None, page.published
    assert page.body is not None
    assert {
        "title": page.title,
        "published": date.when.isoformat(),
        "precision": date.precision,
        "source": page.source,
        "authors": page.authors,
        "editors": page.editors,
        "photographers": page.photographers,
        "text": clean_body(page.body, headers["url"]).text.split("\n"),
        "next_pages": page.next_pages,
    } == wanted


@pytest.mark.parametrize("path", _CASES, ids=[path.parent.name for path in _CASES])
def test_fixture_article_is_reviewed(path):
    """A golden file says what a person would: no site in the title, nothing empty, no damaged character."""
    wanted = json.loads(path.read_text(encoding="utf-8"))
    assert wanted["title"]
    assert not set("_|｜") & set(wanted["title"])
    assert len(wanted["text"]) >= 1
    assert all(wanted["text"])
    assert "\ufffd" not in path.read_text(encoding="utf-8")
    assert datetime.fromisoformat(wanted["published"]).utcoffset() == timedelta(hours=8)


_NOTHING = [
    "",
    " ",
    "\x00",
    "<",
    "<!-- nothing -->",
    "<html></html>",
    "<p></p>",
    "plain words",
    "<br>" * 3000,
    "<script>x</script>",
]


@pytest.mark.parametrize("markup", _NOTHING, ids=repr)
def test_page_without_article_is_empty_not_an_error(markup):
    page = read_page(markup)
    assert (page.published, page.source, page.authors, page.next_pages) == ("", "", [], [])


_HOSTILE = {
    "nested": "<div>" * 5000 + "文字，" * 50,
    "one line": "<p>" + "很长的一行，" * 20000 + "</p>",
    "many lines": "<p>第一行，有字。</p>" * 4000,
    "links": "<a href='a_2.html'>2</a>" * 4000,
    "dates": "<h1>某某某某标题</h1><p>" + "2019-09-10 10:08 " * 3000 + "</p>",
    "sources": "<h1>某某某某标题</h1>" + "<span>来源：</span>" * 4000,
    "spaces": "<h1>某某某某标题</h1><p>来源：" + " " * 60000 + "。</p>",
    "blanks after a day": "<h1>某某某某标题</h1><p>2019-09-10" + "\u00a0" * 4000 + "</p>",
    "blank elements after a day": "<h1>某某某某标题</h1><p>2019-09-10" + "<b>\u00a0</b>" * 4000 + "</p>",
    "a day that is not told": "<p>文字，文字。</p><founder-date>" + " " * 60000,
    "folded away": "<p>文字，文字。</p><a>展开全文</a>" + "<p style='display:none'>文字，文字。</p>" * 4000,
    "a time in pieces": "<h1>某某某某标题</h1><p title='2019'>09-10 10:08" + "<b>字</b>" * 8000 + "</p>",
    "digits": "<h1>某某某某标题</h1><p>" + "1" * 60000 + "</p>",
    "brackets": "<p>" + "（记者" * 10000 + "</p>",
    "unclosed": "<table><tr><td>" * 2000 + "字，" * 200,
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_page_takes_linear_time(name):
    assert_linear(lambda markup: read_page(markup, "http://news.example/2022/a.html"), _HOSTILE[name])


_SHARED = _ROOT.parent / "shared" / "data" / "pages"


def _labelled():
    for path in sorted(_SHARED.glob("*/*/*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        if label.get("title") and not label.get("duplicate_of"):
            yield path, label


def _bare(text):
    return "".join((text or "").split())


def _right(path, label):
    """Which fields of a labelled page are read right; fields that the label leaves open are left out."""
    page = read_page(decode(path.with_suffix(".html").read_bytes()).text)
    right = {"title": _bare(page.title) in map(_bare, [label["title"], *label["title_alt"]])}
    if label["publish_time"] and "publish_time" not in label["uncertain"]:
        date = parse_date(page.published, now=datetime(2024, 1, 1, tzinfo=CST))
        got = date.when.isoformat() if date else ""
        right["day"] = any(
            got[:10] == when[:10] for when in [label["publish_time"], *label["publish_time_alt"]] if when
        )
    if "source" not in label["uncertain"]:
        right["source"] = _bare(page.source) in map(_bare, [label["source"] or "", *label["source_alt"]])
    if label["author"] and "author" not in label["uncertain"]:
        right["author"] = any(
            set(page.authors) == set(names) for names in [label["author"], label["author_alt"]] if names
        )
    if label["editor"]:
        right["editor"] = set(page.editors) == set(label["editor"].split("、"))
    return right


# Share of the labelled pages read right; they only rise.
_FLOORS = {"title": 0.98, "day": 0.99, "source": 0.95, "author": 0.95, "editor": 0.95}


@pytest.mark.skipif(not _SHARED.is_dir(), reason="the labelled pages are not at hand (../shared/data/pages)")
def test_labelled_pages_are_read_as_well_as_before():
    results = [_right(path, label) for path, label in _labelled()]
    shares = {name: [result[name] for result in results if name in result] for name in _FLOORS}
    assert {
        name: sum(found) / len(found) for name, found in shares.items() if sum(found) / len(found) < _FLOORS[name]
    } == {}


def test_a_page_goes_with_its_last_reference():
    """Nothing of a page points to itself: its tree, megabytes for large pages, does not wait for the collector."""
    markup = (
        "<body><h1>青石湾大桥今日通车</h1><div><p>新落成的青石湾大桥正式通车，两岸往来只需六分钟。</p></div></body>"
    )
    assert read_page(markup).body is not None
    gc.collect()
    gc.disable()
    try:
        read_page(markup)
        assert gc.collect() == 0
    finally:
        gc.enable()
