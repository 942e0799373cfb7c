"""Merging parts of an archive: in any order, any number of times, cut off at any moment, it is the same tree."""

import json
import shutil
import sqlite3
import tempfile
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawl.archive.copies import NearCopies, signature
from newscrawl.archive.index import Index
from newscrawl.archive.lock import OutputLock
from newscrawl.archive.merge import articles as merging
from newscrawl.archive.merge import merge
from newscrawl.archive.merge import site as sites
from newscrawl.archive.merge.joining import Record, join, whole
from newscrawl.archive.merge.seeds import copy_known
from newscrawl.archive.revisions import version_of
from newscrawl.exceptions import ArchiveInUse
from newscrawl.exporters.jekyll import JekyllExporter
from newscrawl.files import json_bytes, safe_id, write_whole
from newscrawl.places import cold_place
from newscrawl.window import refresh, roll
from tests.archive.conftest import Clock, listed, post_name, read

INDEX = "archive.sqlite3"
START = datetime(2022, 6, 13, 0, 0, tzinfo=UTC)
BODIES = (
    "<p>天还没亮，面馆的灯先亮了。第一碗面端给赶早班的人，第二碗留给扫街的人，第三碗才是他自己的。</p>",
    "<p>天还没亮，面馆的灯先亮了。第一碗面端给赶早班的人，第二碗留给扫街的人，第四碗才是他自己的。</p>",
    "<div>天还没亮，面馆的灯先亮了。第一碗面端给赶早班的人，第二碗留给扫街的人，第三碗才是他自己的。</div>",
)


def no_sync():
    """Tests need no power cut."""


def take(folder, index, article, hours, fate):
    """What a crawl does with an article: the last step of its pipelines."""
    fate, detail = fate
    if fate == "archive":
        body, day = BODIES[detail % 3], 13 + detail // 3
        read(article, body=body, day=day, fetched=START + timedelta(hours=hours))
        exporter = JekyllExporter(folder / "site", site_url="http://finews.withounder.com/")
        exporter.write(article)
        index.archive(article, post_name(article))
        (folder / "quarantine" / f"{safe_id(article.id)}.json").unlink(missing_ok=True)
        with index.transaction() as connection:
            NearCopies(connection).add(article.id, signature(article.text), article.published)
            for table in ("answers", "records"):
                kept = f'{{"{hours}": {detail}}}'.encode()
                connection.execute(
                    f"INSERT OR REPLACE INTO {table} SELECT key, ? FROM articles WHERE site = ? AND id = ?",
                    (kept, article.site, article.id),
                )
    elif fate == "aside":
        reason = ("没有日期", "no title", "no body")[detail % 3]
        said = {"id": article.id, "url": article.url, "site": article.site, "reason": reason, "raw": article.raw}
        index.set_aside(article, reason)
        write_whole(folder / "quarantine" / f"{safe_id(article.id)}.json", json_bytes(said))
    elif fate == "fail":
        index.fail(article, ("HTTP 503", "no answer in time")[detail % 2])


def make_part(folder, events):
    """An OUTPUT_DIR as a crawl leaves it, in which these things happened: (article, list, hour, what became of it)."""
    folder.mkdir(parents=True)
    clock = Clock()
    with Index.open(folder / INDEX, clock=clock) as index:
        for number, where, hours, fate in events:
            clock.now = START + timedelta(hours=hours)
            id_ = f"NW{number}"
            article = listed(id_, title=f"{id_}号{where}")
            page = f"http://site.example/{where}/{id_}.html" if where else ""
            index.list_article(article, page, f"http://site.example/{where}")
            if index.known("finews", [id_]) and fate[0] != "archive":
                continue
            take(folder, index, article, hours, fate)
            index.remember_list(f"http://site.example/{where}", "finews", status=200, etag=f'"{hours}"')
    return folder


def tree(folder):
    """Path → bytes, of all that is no index."""
    files = (
        path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith((".lock", INDEX))
    )
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def rows(folder):
    """All that the index says, without the keys."""
    connection = sqlite3.connect(folder / INDEX)
    connection.row_factory = sqlite3.Row
    articles = [dict(row) for row in connection.execute("SELECT * FROM articles ORDER BY site, id")]
    ids = {row["key"]: (row["site"], row["id"]) for row in articles}
    for row in articles:
        del row["key"]
    versions = [dict(row) for row in connection.execute("SELECT * FROM revisions")]
    for row in versions:
        row["article"] = ids[row["article"]]
    versions.sort(key=lambda row: (row["article"], row["number"]))
    lists = [dict(row) for row in connection.execute("SELECT * FROM lists ORDER BY url")]
    query = (
        "SELECT c.id, c.published, c.signature, f.id AS first FROM near_copies c JOIN near_copies f ON f.row = c.first"
    )
    copies = [dict(row) for row in connection.execute(f"{query} ORDER BY c.id")]
    kept = connection.execute("SELECT article, asked FROM answers UNION ALL SELECT article, record FROM records")
    answers = [(ids[key], str(said)) for key, said in kept]
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()
    return articles, versions, lists, copies, sorted(answers)


def check_agreement(folder):
    """Each archived article has its post, what was set aside its record, and nothing else is there."""
    articles = rows(folder)[0]
    posts = sorted(row["post"] for row in articles if row["state"] == "archived")
    assert posts == sorted(path.name for path in (folder / "site" / "_posts").glob("*"))
    aside = {safe_id(row["id"]): row["reason"] for row in articles if row["state"] == "set_aside"}
    records = {path.stem: json.loads(path.read_bytes())["reason"] for path in (folder / "quarantine").glob("*")}
    assert aside == records


def merge_all(folder, parts, base=()):
    """The whole that these parts make, one after the other; `base` is what was there before."""
    make_part(folder, base)
    with OutputLock(folder), Index.open(folder / INDEX) as index:
        for part in parts:
            merge(part, index, folder, sync=no_sync)
    return tree(folder), rows(folder)


FATES = st.one_of(
    st.tuples(st.just("archive"), st.integers(0, 5)),
    st.tuples(st.just("aside"), st.integers(0, 2)),
    st.tuples(st.just("fail"), st.integers(0, 1)),
    st.just(("list", 0)),
)
EVENT = st.tuples(st.integers(1, 3), st.sampled_from(("", "a", "b")), st.integers(0, 5), FATES)
PART = st.lists(EVENT, max_size=5)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(base=PART, parts=st.lists(PART, min_size=2, max_size=3), draw=st.randoms(use_true_random=False))
def test_the_order_of_parts_and_how_often_they_are_merged_does_not_matter(base, parts, draw):
    with tempfile.TemporaryDirectory() as place:
        folders = [make_part(Path(place, f"part{n}"), events) for n, events in enumerate(parts)]
        expected = merge_all(Path(place, "whole"), folders, base)
        check_agreement(Path(place, "whole"))
        for n, order in enumerate(permutations(folders)):
            twice = [*order, draw.choice(order), *order[:1]]
            assert merge_all(Path(place, f"again{n}"), twice, base) == expected


@st.composite
def records(draw):
    """Any record that an index may have of one article."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "part")
        make_part(path, draw(st.lists(EVENT.map(lambda e: (1, *e[1:])), min_size=1, max_size=3)))
        with Index.open(path / INDEX) as index:
            entry = index.find("finews", "NW1")
        posts = path / "site" / "_posts" / entry.post
        content = posts.read_bytes() if entry.post else None
        return Record(entry, content if draw(st.booleans()) else None)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(a=records(), b=records(), c=records())
def test_join_is_commutative_associative_and_idempotent(a, b, c):
    def same(one, other):
        return {**vars(one), "entry": [getattr(one.entry, n) for n in NAMES]} == {
            **vars(other),
            "entry": [getattr(other.entry, n) for n in NAMES],
        }

    NAMES = [name for name in type(a.entry).__slots__ if name != "key"]
    assert same(join(a, b), join(b, a))
    assert same(join(join(a, b), c), join(a, join(b, c)))
    assert same(join(whole(a), a), whole(a))
    assert join(a, b).rank == max(a.rank, b.rank)


# -- what stands


def test_the_archived_beats_what_was_set_aside_and_what_is_due(tmp_path):
    due = make_part(tmp_path / "due", [(1, "a", 0, ("fail", 0))])
    aside = make_part(tmp_path / "aside", [(1, "b", 2, ("aside", 0))])
    archived = make_part(tmp_path / "archived", [(1, "a", 1, ("archive", 0))])
    _, (articles, *_) = merge_all(tmp_path / "whole", [archived, due, aside])
    (row,) = articles
    assert (row["state"], row["listed_on"], row["first_listed"]) == (
        "archived", "http://site.example/a", "2022-06-13T00:00:00+00:00",
    )  # fmt: skip
    check_agreement(tmp_path / "whole")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["older first", "newer first"])
def test_another_text_of_an_article_becomes_a_revision(tmp_path, order):
    parts = [
        make_part(tmp_path / "old", [(1, "a", 1, ("archive", 0))]),
        make_part(tmp_path / "new", [(1, "a", 5, ("archive", 1))]),
    ]
    merge_all(tmp_path / "whole", [parts[n] for n in order])
    with Index.open(tmp_path / "whole" / INDEX) as index:
        versions = index.revisions("finews", "NW1")
    assert [(revision.number, revision.changed) for revision in versions] == [(1, []), (2, ["text"])]
    post = (tmp_path / "whole" / "site" / "_posts" / "2022-06-13-NW1.md").read_text(encoding="utf-8")
    assert "第四碗" in post
    assert "第四碗" in versions[1].diff


def test_markup_alone_makes_no_revision(tmp_path):
    parts = [make_part(tmp_path / str(n), [(1, "a", n, ("archive", n))]) for n in (0, 2)]
    _, (_, versions, *_) = merge_all(tmp_path / "whole", parts)
    assert versions == []


def test_an_article_that_is_dated_anew_stands_once(tmp_path):
    parts = [make_part(tmp_path / str(n), [(1, "a", n, ("archive", n))]) for n in (0, 3)]
    for order in (parts, parts[::-1]):
        folder = tmp_path / f"whole{order[0].name}"
        merge_all(folder, order)
        assert [path.name for path in (folder / "site" / "_posts").iterdir()] == ["2022-06-14-NW1.md"]


def test_revisions_of_a_part_come_along(tmp_path):
    part = make_part(tmp_path / "part", [(1, "a", 1, ("archive", 0))])
    with Index.open(part / INDEX) as index:
        article = read(listed(), body=BODIES[0])
        before = version_of(article)
        article = read(listed(), body=BODIES[1], fetched=START + timedelta(hours=9))
        index.revise(article, before)
    _, (_, versions, *_) = merge_all(tmp_path / "whole", [part, part])
    assert [row["number"] for row in versions] == [1, 2]


def test_near_copies_are_found_across_parts(tmp_path):
    parts = [make_part(tmp_path / str(n), [(n, "a", n, ("archive", 0))]) for n in (1, 2)]
    copies = merge_all(tmp_path / "whole", parts)[1][3]
    assert [(row["id"], row["first"]) for row in copies] == [("NW1", "NW1"), ("NW2", "NW1")]


# -- what the site's window has moved, and its pages


def test_a_post_beyond_the_window_is_found_where_it_lies(tmp_path):
    base = [(1, "a", 1, ("archive", 0)), (2, "a", 1, ("archive", 3))]
    folder = tmp_path / "whole"
    merge_all(folder, [], base)
    cold = cold_place(folder / "site" / "_posts", "2022-06-13-NW1.md")
    with Index.open(folder / INDEX) as index:
        assert roll(folder / "site" / "_posts", index, 1) == 1
        refresh(folder / "site", index)
    before = cold.read_bytes()
    again = make_part(tmp_path / "again", [(1, "a", 2, ("archive", 0))])
    newer = make_part(tmp_path / "newer", [(1, "b", 5, ("archive", 1)), (3, "b", 5, ("archive", 0))])
    anew = make_part(tmp_path / "anew", [(1, "b", 6, ("archive", 4))])
    for part, names in (
        (again, ["2022-06-14-NW2.md"]),
        (newer, ["2022-06-13-NW3.md", "2022-06-14-NW2.md"]),
        (anew, ["2022-06-13-NW3.md", "2022-06-14-NW1.md", "2022-06-14-NW2.md"]),
    ):
        with Index.open(folder / INDEX) as index:
            merge(part, index, folder, sync=no_sync)
            assert sorted(path.name for path in (folder / "site" / "_posts").iterdir()) == names
            assert (cold.parent / ".stale").exists()
            assert refresh(folder / "site", index) == 1
        if part is again:
            assert cold.read_bytes() == before
        if part is newer:
            assert "第四碗" in cold.read_text(encoding="utf-8")
            assert "2022/06/13/NW3.html" in (cold.parent / "index.html").read_text(encoding="utf-8")
    assert not cold.exists()


def test_pages_of_months_are_not_merged_and_pictures_are(tmp_path):
    part = make_part(tmp_path / "part", [(1, "a", 1, ("archive", 0))])
    with Index.open(part / INDEX) as index:
        refresh(part / "site", index)
    assert (part / "site" / "_archive" / "months.json").exists()
    write_whole(part / "site" / "_archive" / "pictures" / "ab" / "c.png", b"PNG")
    files, _ = merge_all(tmp_path / "whole", [part])
    assert [name for name in files if "_archive" in name] == ["site/_archive/pictures/ab/c.png"]


# -- one id, two sites


def foreign(folder, title, hours, site="eastmoney"):
    """A part in which another site has the article NW1."""
    folder.mkdir()
    clock = Clock()
    clock.now = START + timedelta(hours=hours)
    with Index.open(folder / INDEX, clock=clock) as index:
        article = listed(site=site, title=title)
        if title != "NW1号a":
            article.url = f"http://{site}.example/{title}"
        index.list_article(article, "", "http://eastmoney.example/")
        take(folder, index, article, hours, ("archive", 0))
    return folder


@pytest.mark.parametrize("hours", [0, 9], ids=["it was first", "it was last"])
@pytest.mark.parametrize("title", ["NW1号a", "另一篇"], ids=["the same article", "another article"])
def test_one_id_has_one_post_whichever_part_comes_first(tmp_path, hours, title):
    ours = make_part(tmp_path / "ours", [(1, "a", 5, ("archive", 0))])
    theirs = foreign(tmp_path / "theirs", title, hours)
    expected = merge_all(tmp_path / "whole", [ours, theirs])
    for n, order in enumerate([[theirs, ours], [ours, theirs, ours], [theirs, ours, theirs, theirs]]):
        assert merge_all(tmp_path / f"whole{n}", order) == expected
    articles, versions, *_ = expected[1]
    states = {row["site"]: row["state"] for row in articles}
    lost = "finews" if hours == 0 else "eastmoney"
    assert states == {"finews": "archived", "eastmoney": "archived"} | (
        {lost: "set_aside"} if title == "另一篇" else {}
    )
    (post,) = (tmp_path / "whole" / "site" / "_posts").iterdir()
    kept = theirs if hours == 0 else ours
    assert post.read_bytes() == (kept / "site" / "_posts" / post.name).read_bytes()
    assert versions == []
    if title == "另一篇":
        record = json.loads((tmp_path / "whole" / "quarantine" / "NW1.json").read_bytes())
        assert (record["site"], record["reason"]) == (lost, "its id belongs to another article already")
        assert "面馆" in record["raw"]["body"]["post"]


# -- what a part knows beforehand


def test_what_a_part_knows_beforehand_changes_nothing(tmp_path):
    base = [(1, "a", 1, ("archive", 0)), (2, "a", 1, ("aside", 0)), (3, "a", 1, ("fail", 0))]
    folder = tmp_path / "whole"
    before = merge_all(folder, [], base)
    part = tmp_path / "part"
    part.mkdir()
    with Index.open(folder / INDEX) as index:
        day = datetime(2022, 6, 13).date()
        assert copy_known(index, part / INDEX, "finews", day, day) == 2
        assert copy_known(index, part / INDEX, "finews", day + timedelta(days=5), None) == 0
        assert copy_known(index, part / INDEX, "finews", date.min, date.max) == 2
        merge(part, index, folder, sync=no_sync)
    assert (tree(folder), rows(folder)) == before
    with Index.open(part / INDEX) as index:
        assert index.known("finews", ["NW1", "NW2", "NW3"]) == {"NW1", "NW2"}


# -- crashes


def test_on_return_the_disk_keeps_what_the_index_says(tmp_path):
    part, folder, seen = make_part(tmp_path / "part", [(1, "a", 1, ("archive", 0))]), tmp_path / "whole", []
    folder.mkdir()

    def sync():
        seen.append(rows(folder)[0][0]["state"])

    with Index.open(folder / INDEX) as index:
        merge(part, index, folder, sync=sync)
    assert seen == ["due", "archived"]


class Cut(BaseException):
    """The process is gone."""


def merge_until(part, folder, monkeypatch, most):
    """Merge, and be gone at the step after so many; whether it was done before."""
    left = most

    def counted(work):
        def step(*arguments, **named):
            nonlocal left
            if not left:
                raise Cut
            left -= 1
            return work(*arguments, **named)

        return step

    with monkeypatch.context() as patch, Index.open(folder / INDEX) as index:
        for name in ("write_whole", "put_entries", "_put_history", "_link_copies", "mark_stale"):
            patch.setattr(merging, name, counted(getattr(merging, name)))
        patch.setattr(sites, "copy_missing", counted(sites.copy_missing))
        patch.setattr(Path, "unlink", counted(Path.unlink))
        try:
            merge(part, index, folder, sync=counted(no_sync))
        except Cut:
            return False
    return True


def test_a_merge_that_is_cut_off_anywhere_is_done_again(tmp_path, monkeypatch):
    base = [(1, "a", 1, ("archive", 0)), (2, "a", 1, ("aside", 0)), (3, "a", 4, ("archive", 3))]
    events = [
        (1, "b", 5, ("archive", 4)),
        (2, "b", 5, ("archive", 1)),
        (3, "a", 1, ("archive", 1)),
        (4, "b", 1, ("aside", 1)),
    ]
    part = make_part(tmp_path / "part", events)
    expected = merge_all(tmp_path / "expected", [part], base)
    for most in range(100):
        folder = make_part(tmp_path / f"whole{most}", base)
        done = merge_until(part, folder, monkeypatch, most)
        with Index.open(folder / INDEX) as index:
            merge(part, index, folder, sync=no_sync)
        assert (tree(folder), rows(folder)) == expected, f"cut off after {most} steps"
        if done:
            break
    assert 10 < most < 99


def test_a_part_that_is_crawled_still_is_not_merged(tmp_path):
    part, folder = make_part(tmp_path / "part", []), make_part(tmp_path / "whole", [])
    with OutputLock(part), Index.open(folder / INDEX) as index, pytest.raises(ArchiveInUse):
        merge(part, index, folder)


def test_a_part_stays_as_it_is(tmp_path):
    part = make_part(tmp_path / "part", [(1, "a", 1, ("archive", 0)), (2, "a", 1, ("aside", 0))])
    before = tree(part), rows(part)
    copy = shutil.copytree(part, tmp_path / "copy")
    merge_all(tmp_path / "whole", [part, copy])
    assert (tree(part), rows(part)) == before
