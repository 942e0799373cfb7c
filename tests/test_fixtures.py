"""The fixture articles are sound: each file has the form that fixtures/finews/README.md describes."""

import html
import re
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parent.parent / "fixtures" / "finews" / "articles"
FILES = sorted(FOLDER.glob("*.yaml"))
ARTICLES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES}

REQUIRED = {"why", "id", "column", "source", "title", "showtime", "lists", "text", "expect"}
FLASH = {"infocode", "digest", "url_w"}
OPTIONAL = {"json", "post_source", "heading", "trouble"}
EXPECT = {"outcome", "reason", "from_post_page", "title", "source", "slug", "contains", "lacks"}
LISTS = {"site", "node", "flash", "market37", "market38", "market39"}
TROUBLES = {"404", "drop", "slow", "empty", "notjson", "flaky", "gone"}
NO_JSON = TROUBLES - {"flaky", "gone"}  # the share service never gives the body, the post page does
INFOCODE = re.compile(r"NW20\d{6}\d{10}")

# What a case must be there for: an upstream failure without its fixture would pass unnoticed.
NEEDED_TITLES = ['"', "\\", ": ", "{{ x }}", "{% raw %}", "'", "<b>", "&amp;", "</script>", "\n", "\u3000", "🎉"]
NEEDED_TITLE_STARTS = [":", "[", "#", "@", "---", "1,000", "no", "'"]
NEEDED_BODIES = ["{{ unclosed", "{% unknown %}", "{% endraw %}", "*ST信通*", "\n---\n", "\n    <p>", "<pre>"]
NEEDED_BODIES += ["<script", "<style", "onerror=", "javascript:", "<iframe", "data-original", 'href="/']
NEEDED_BODIES += ["\0", "\x85", "\u2028", "\ufeff", "\xa0"]
NEEDED_DIGESTS = ['"', "...", "--", "|", "（上海证券报）"]


@pytest.fixture(params=ARTICLES)
def case(request):
    return ARTICLES[request.param]


def is_flash(case):
    return case["column"] == "emnews"


def text_of(markup):
    """The words of a raw body or digest, without tags, comments and the white space between."""
    plain = html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", markup, flags=re.DOTALL))
    return re.sub(r"[\s\u3000\x00-\x1f\x7f-\x9f\ufeff]+", "", plain)


def test_keys(case):
    allowed = REQUIRED | OPTIONAL | (FLASH if is_flash(case) else set())
    required = REQUIRED | (FLASH if is_flash(case) else set())
    assert required <= set(case) <= allowed
    assert set(case["expect"]) <= EXPECT
    assert set(case["lists"]) <= LISTS
    assert case["lists"]
    assert case["why"]
    texts = {"why", "id", "infocode", "column", "source", "title", "showtime", "text", "digest", "url_w", "trouble"}
    assert all(isinstance(case[key], str) for key in texts & set(case)), "quote what YAML would not read as text"


def test_id(case):
    if is_flash(case):
        assert re.fullmatch(r"20\d{16}", case["id"])
        assert INFOCODE.fullmatch(case["infocode"])
        assert not case["url_w"] or case["url_w"] == f"http://finance.eastmoney.com/a/{case['id']}.html"
        day = case["id"][:8]
    else:
        assert INFOCODE.fullmatch(case["id"])
        day = case["id"][2:10]
    assert datetime.strptime(day, "%Y%m%d")
    if case["expect"].get("reason") not in {"title", "date"}:
        assert case["showtime"][:10].replace("-", "") == day


def test_showtime(case):
    if case["expect"].get("reason") == "date" or not case["showtime"]:
        assert case["expect"]["outcome"] == "quarantine"
    else:
        published = datetime.strptime(case["showtime"], "%Y-%m-%d %H:%M:%S")
        assert datetime(2022, 5, 20) <= published < datetime(2022, 6, 14)


def test_lists(case):
    assert ("flash" in case["lists"]) == is_flash(case)
    assert not (is_flash(case) and "node" in case["lists"])


def test_trouble(case):
    trouble = case.get("trouble")
    assert trouble is None or trouble in TROUBLES
    assert bool(case["expect"].get("from_post_page")) == (trouble in NO_JSON)
    assert (trouble != "gone") or case["expect"]["outcome"] == "quarantine"
    assert trouble not in NO_JSON or "site" in case["lists"], "without a post page there is no text to fall back to"


def test_expect(case):
    expect = case["expect"]
    if expect["outcome"] == "quarantine":
        assert expect["reason"] in {"title", "date", "body", "id"}
        assert set(expect) == {"outcome", "reason"}
        if expect["reason"] in {"title", "id"}:
            assert not case[expect["reason"]]
        return
    assert expect["outcome"] == "post"
    assert "reason" not in expect
    assert expect["contains"]
    assert re.fullmatch(r"[A-Za-z0-9-]+", expect["slug"])
    assert (expect["slug"] == "emnews") == is_flash(case)
    if "title" in expect:
        assert expect["title"] == html.unescape(re.sub(r"</?b>", "", case["title"]))


def test_contains_is_in_the_raw_text(case):
    for wanted in case["expect"].get("contains", []):
        if re.fullmatch(r"[\w./:-]+", wanted, flags=re.ASCII):  # an address stands in an attribute
            assert wanted in case["text"]
        else:
            assert text_of(wanted) in text_of(case["text"])


def test_lacks_contradicts_nothing(case):
    expect = case["expect"]
    for unwanted in expect.get("lacks", []):
        assert not any(unwanted in wanted for wanted in expect["contains"])


def test_nothing_undecodable(case):
    assert "\ufffd" not in repr(case)


def test_ids_are_unique():
    ids = Counter(article[key] for article in ARTICLES.values() for key in ("id", "infocode") if key in article)
    assert [number for number, count in ids.items() if count > 1] == []


def test_names_of_a_column_agree():
    columns = defaultdict(lambda: (set(), set()))
    for article in ARTICLES.values():
        names, headings = columns[article["column"]]
        names.add(article["source"])
        headings.add(article.get("heading"))
    assert {slug: names for slug, (names, _) in columns.items() if len(names) > 1} == {}
    assert {slug: headings for slug, (_, headings) in columns.items() if len(headings) > 1} == {}


def test_every_trouble_is_there():
    assert {article.get("trouble") for article in ARTICLES.values()} >= TROUBLES
    assert {article["expect"].get("reason") for article in ARTICLES.values()} >= {"title", "date", "body"}


def test_some_source_has_more_than_home_shows():
    listed = Counter(article["source"] for article in ARTICLES.values() if "site" in article["lists"])
    assert listed["常州日报"] > 5
    assert listed["东财滚动"] > 5


@pytest.mark.parametrize("piece", NEEDED_TITLES)
def test_titles_include(piece):
    assert any(piece in article["title"] for article in ARTICLES.values())


@pytest.mark.parametrize("start", NEEDED_TITLE_STARTS)
def test_titles_begin_with(start):
    assert any(article["title"].startswith(start) for article in ARTICLES.values())


def test_titles_end_with_a_backslash_and_reach_3000_characters():
    assert any(article["title"].endswith("\\") for article in ARTICLES.values())
    assert max(len(article["title"]) for article in ARTICLES.values()) == 3000


@pytest.mark.parametrize("piece", NEEDED_BODIES)
def test_bodies_include(piece):
    assert any(piece in article["text"] for article in ARTICLES.values())


@pytest.mark.parametrize("piece", NEEDED_DIGESTS)
def test_digests_include(piece):
    assert any(piece in article.get("digest", "") for article in ARTICLES.values())
