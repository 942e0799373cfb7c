"""What a second visit to an archived article means, case by case, without a crawl."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from newscrawl.archive.index import Index
from newscrawl.archive.reindex import reindex
from newscrawl.archive.visits import compare, is_ripe, keep_shown, mark_withdrawn, read_gone, visit_of
from newscrawl.exporters.jekyll import file_name, render_post
from newscrawl.items import Article, Column
from newscrawl.text.dates import CST
from newscrawl.text.markup import clean_body

SITE = "http://finews.withounder.com/"
WHEN = datetime(2022, 6, 13, 8, 21, 56, tzinfo=CST)


def article(**fields):
    made = Article(
        id="NW1",
        url="http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW1",
        site="finews",
        title="一座桥通车",
        published=WHEN,
        precision="second",
        source="上海证券报·中国证券网",
        publisher="上海证券报",
        body="<p>桥今日通车。</p><p>阅读 128</p>",
        column=Column(slug="shanghaizhengquanbao", name="上海证券报", path="category/shanghaizhengquanbao.html"),
        fetched=datetime(2022, 6, 14, tzinfo=UTC),
    )
    for name, value in fields.items():
        setattr(made, name, value)
    made.text = clean_body(made.body).text
    return made


def render(item):
    return render_post(item, site_url=SITE)


@pytest.fixture
def archive(tmp_path):
    """The index and the folder of an archive with one article."""
    with Index.open(tmp_path / "archive.sqlite3") as index:
        first = article()
        (tmp_path / file_name(first)).write_text(render(first), encoding="utf-8")
        index.archive(first, file_name(first))
        yield index, tmp_path


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ({}, []),
        ({"title": "一座桥 通车 "}, []),
        ({"title": "两座桥通车"}, ["title"]),
        ({"body": "<div>桥今日<b>通车</b>。</div><p>阅读 3,502</p>"}, []),
        ({"body": "<p>桥明日通车。</p><p>阅读 128</p>"}, ["text"]),
        ({"source": "上海证券报"}, []),
        ({"source": "常州日报", "publisher": "常州日报"}, ["source"]),
        ({"source": "", "publisher": ""}, []),
        ({"published": WHEN + timedelta(minutes=5)}, ["published"]),
        ({"published": WHEN.replace(hour=0, minute=0, second=0), "precision": "day"}, []),
        ({"published": WHEN.replace(day=12, hour=0, minute=0, second=0), "precision": "day"}, ["published"]),
        ({"digest": "桥长千米。"}, ["text"]),
    ],
    ids=str,
)
def test_what_is_a_change(archive, fields, changed):
    index, posts = archive
    item = article(**fields)
    visit = visit_of(index, posts, item)
    before, found = compare(visit, item)
    assert found == changed
    if not changed:
        keep_shown(visit, item)
        assert render(item) == visit.path.read_text(encoding="utf-8")
    else:
        assert index.revise(item, before) == changed
        assert index.revise(item, before) == changed
        assert [r.changed for r in index.revisions("finews", "NW1")] == [[], changed]


def test_what_is_no_visit(archive):
    index, posts = archive
    assert visit_of(index, posts, article(id="NW2")) is None
    index.set_aside(article(id="NW3"), "no body")
    assert visit_of(index, posts, article(id="NW3")) is None
    (posts / file_name(article())).unlink()
    assert visit_of(index, posts, article()) is None


@pytest.mark.parametrize(
    ("problem", "reasons", "due", "gone"),
    [
        ("page 1: HTTP 404", {}, False, "HTTP 404"),
        ("page 1: HTTP 410", {}, False, "HTTP 410"),
        ("page 2: HTTP 404", {}, False, ""),
        ("page 1: HTTP 403", {}, True, ""),
        ("page 1: HTTP 451", {}, False, ""),
        ("page 1: no answer in time", {}, True, ""),
        ("page 1: Forbidden by robots.txt", {}, False, ""),
        ("", {"post page": "HTTP 404", "share service": "HTTP 404"}, False, "HTTP 404"),
        ("", {"post page": "HTTP 404", "share service": "HTTP 410"}, False, "HTTP 404"),
        ("", {"post page": "HTTP 404", "share service": "HTTP 503"}, True, ""),
        ("", {"post page": "answers no post", "share service": "HTTP 404"}, False, ""),
        ("", {"share service": "has no text", "post page": "HTTP 404"}, False, ""),
        ("", {"share service": "HTTP 404"}, False, "HTTP 404"),
        ("", {}, False, ""),
    ],
    ids=str,
)
def test_what_is_gone(problem, reasons, due, gone):
    assert read_gone(Article(problem=problem, reasons=reasons, due=due)) == gone
    assert read_gone(Article(problem=problem, reasons=reasons, due=due, body="<p>甲</p>")) == ""


def test_a_tombstone_survives_a_new_index(archive):
    _, posts = archive
    [post] = posts.glob("*.md")
    post.write_text(mark_withdrawn(post.read_text(encoding="utf-8"), date(2022, 6, 20)), encoding="utf-8")
    with Index.open(posts / "new.sqlite3") as new:
        reindex(new, posts, posts / "quarantine", identify=lambda read: replace(read, site="finews"))
        assert (new.find("finews", "NW1").state, new.find("finews", "NW1").reason) == (
            "gone",
            "withdrawn by 2022-06-20",
        )


@pytest.mark.parametrize("post", ["", "no front matter", "---\ntitle: 甲\n", "----\n---\n"])
def test_what_has_no_front_matter_is_left_alone(post):
    assert mark_withdrawn(post, date(2022, 6, 20)) == post


@pytest.mark.parametrize(
    ("age", "rested", "ripe"),
    [
        (timedelta(hours=2), timedelta(minutes=59), False),
        (timedelta(hours=2), timedelta(minutes=60), True),
        (timedelta(hours=24), timedelta(hours=23), False),
        (timedelta(hours=24), timedelta(hours=24), True),
        (timedelta(days=7), timedelta(days=6), False),
        (timedelta(days=700), timedelta(days=7), True),
        (timedelta(hours=-1), timedelta(hours=1), True),
    ],
    ids=str,
)
def test_the_schedule(age, rested, ripe):
    assert is_ripe((WHEN - age).isoformat(), (WHEN - rested).astimezone(UTC).isoformat(), WHEN) is ripe
    assert is_ripe("", (WHEN - rested).isoformat(), WHEN)
    assert is_ripe((WHEN - age).isoformat(), "", WHEN)
