"""What exports read: every article once, in one order, as it is known now, whatever the index lacks."""

import sqlite3
from datetime import UTC, date, datetime

import pytest

from newscrawl.archive import store
from newscrawl.archive.copies import NearCopies, signature
from newscrawl.archive.index import Index
from newscrawl.archive.reindex import reindex
from newscrawl.archive.revisions import version_of
from newscrawl.archive.schema import MIGRATIONS
from newscrawl.archive.snapshot import Selection, open_snapshot
from newscrawl.exceptions import ArchiveUnusable
from newscrawl.exporters.jekyll import JekyllExporter, file_name
from newscrawl.records import from_record
from tests.archive.conftest import listed, post_name, read


def archive(index, *articles):
    for article in articles:
        index.archive(article, post_name(article))
    index.flush()


def records(index, *posts, **wanted):
    with open_snapshot(index.path, *posts) as snapshot:
        return list(snapshot.records(Selection(**wanted)))


def ids(*args, **wanted):
    return [record["id"] for record in records(*args, **wanted)]


def test_an_article_comes_out_as_it_went_in(index):
    article = read(listed("NW1"))
    article.authors, article.reasons = ["张三"], {"title": "list"}
    archive(index, article)
    del article.raw["body"]
    article.post = "2022-06-13-NW1.md"
    assert [from_record(record) for record in records(index)] == [article]


def test_only_what_was_archived_is_handed_on(index):
    archive(index, read(listed("NW1")))
    index.list_article(listed("NW2"))
    index.set_aside(listed("NW3"), "no title")
    index.flush()
    assert ids(index) == ["NW1"]


def test_the_order_is_that_of_time_then_site_and_id(index):
    archive(
        index,
        read(listed("NW3"), 14),
        read(listed("NW2"), 13),
        read(listed("NW1", site="a"), 14),
        read(listed("NW1"), 14),
    )
    assert [(r["published"][8:10], r["site"], r["id"]) for r in records(index)] == [
        ("13", "finews", "NW2"), ("14", "a", "NW1"), ("14", "finews", "NW1"), ("14", "finews", "NW3")]  # fmt: skip
    assert ids(index, newest=2) == ["NW3", "NW1"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [({}, "1 2 3"), ({"since": date(2022, 6, 14)}, "2 3"), ({"until": date(2022, 6, 14)}, "1 2"),
     ({"since": date(2022, 6, 14), "until": date(2022, 6, 14)}, "2"), ({"until": date.max}, "1 2 3"),
     ({"publishers": frozenset({"新华社"})}, "3"), ({"publishers": frozenset({"新华社", "常州日报"})}, "1 2 3"),
     ({"publishers": frozenset({"新华社"}), "until": date(2022, 6, 14)}, "")],
    ids=["all", "since", "until", "a day", "for ever", "source", "sources", "none"],
)  # fmt: skip
def test_filters(index, wanted, expected):
    archive(index, read(listed("1"), 13), read(listed("2"), 14), read(listed("3"), 15, source="新华社"))
    assert ids(index, **wanted) == expected.split()
    with open_snapshot(index.path) as snapshot:
        assert snapshot.unknown(["新华社", "常州晚报"]) == ["常州晚报"]


def test_the_order_is_read_off_an_index_and_not_sorted(index):
    from newscrawl.archive.snapshot import _NEWEST, _OLDEST, _SELECT

    for order in (_OLDEST, _NEWEST):
        with index.transaction() as connection:
            plan = connection.execute(
                f"EXPLAIN QUERY PLAN {_SELECT.format(order=order)}", ("", "~", "[]", -1)
            ).fetchall()
        steps = [row["detail"] for row in plan]
        assert any("articles_published" in step for step in steps)
        assert not any("TEMP B-TREE" in step for step in steps)


def test_a_withdrawn_article_is_marked_with_the_day_on_which_that_was_found(index, clock):
    article = read(listed("NW1"))
    archive(index, article)
    clock.now = datetime(2022, 6, 20, 17, 0, tzinfo=UTC)  # the 21st in China
    index.mark_gone(article, "HTTP 404")
    clock.pass_(days=3)
    index.mark_gone(article, "HTTP 404")
    index.flush()
    assert [(r["withdrawn"], r["title"]) for r in records(index)] == [("2022-06-21", "NW1号")]
    archive(index, article)
    assert [r["withdrawn"] for r in records(index)] == [None]


def test_a_revision_takes_the_place_of_the_record_and_is_counted(index):
    article = read(listed("NW1"))
    archive(index, article)
    before = version_of(article)
    article.title = "更正"
    index.revise(article, before)
    assert index.times_revised(article) == 1
    archive(index, article)
    assert [(r["title"], r["revisions"]) for r in records(index)] == [("更正", 1)]


def test_copies_are_linked_as_they_are_known_now(index):
    text = "".join(f"第{n}天，天还没亮，面馆的灯先亮了。" for n in range(30))
    later, earlier = read(listed("NW2"), 14), read(listed("NW1"), 13)
    archive(index, later, earlier)
    with index.transaction() as connection:
        for article in (later, earlier):
            NearCopies(connection).add(article.id, signature(text), article.published)
    assert [(r["id"], r["same_story"]) for r in records(index)] == [("NW1", ""), ("NW2", "NW1")]


def test_a_crawl_may_write_meanwhile_and_the_export_is_of_one_moment(index):
    archive(index, read(listed("NW1"), 13), read(listed("NW3"), 15))
    with open_snapshot(index.path) as snapshot:
        found = snapshot.records(Selection())
        assert next(found)["id"] == "NW1"
        archive(index, read(listed("NW2"), 14), read(listed("NW3"), 15, title="更正"))
        assert [(r["id"], r["title"]) for r in found] == [("NW3", "NW3号")]
    assert ids(index) == ["NW1", "NW2", "NW3"]


def test_the_snapshot_cannot_be_written_through(index):
    archive(index, read(listed("NW1")))
    with open_snapshot(index.path) as snapshot, pytest.raises(sqlite3.OperationalError, match="readonly"):
        snapshot._connection.execute("DELETE FROM articles")


def test_an_index_that_is_none_is_told(tmp_path):
    (tmp_path / "archive.sqlite3").write_bytes(b"no index" * 100)
    with pytest.raises(ArchiveUnusable, match="is no index"), open_snapshot(tmp_path / "archive.sqlite3"):
        pass


def test_record_and_state_are_written_in_one_transaction(index):
    index.batch, statements = 1, []
    index._connection.set_trace_callback(statements.append)
    index.archive(read(listed("NW1")), "2022-06-13-NW1.md")
    assert [s.split("(")[0].split() for s in statements] == [
        ["BEGIN", "IMMEDIATE"], ["INSERT", "INTO", "articles"], ["INSERT", "INTO", "records"], ["COMMIT"]]  # fmt: skip


# -- where the index has no record


def written(folder, *articles, keep_records=False):
    """Articles in the index and on disk; without their records, as a version before them left it."""
    exporter = JekyllExporter(folder / "site", site_url="http://site.example/", scaffold=False, extra=["source"])
    with Index.open(folder / "archive.sqlite3") as index:
        for article in articles:
            exporter.write(article)
            index.archive(article, file_name(article))
        if not keep_records:
            index._change("DELETE FROM records")
    return folder / "archive.sqlite3", folder / "site" / "_posts"


def sourced():
    article = read(listed("NW1"), source="上海证券报·中国证券网")
    article.publisher, article.authors = "上海证券报", ["张三"]
    return article


def test_an_index_before_records_takes_the_table(tmp_path, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(store, "MIGRATIONS", MIGRATIONS[:1])
        Index.open(tmp_path / "archive.sqlite3").close()
    with Index.open(tmp_path / "archive.sqlite3") as index:
        archive(index, read(listed("NW1")))
        assert ids(index) == ["NW1"]


def test_what_has_no_record_is_read_from_its_post(tmp_path):
    path, posts = written(tmp_path, sourced())
    with open_snapshot(path, tmp_path / "elsewhere", posts) as snapshot:
        (record,) = snapshot.records(Selection())
        assert (snapshot.from_posts, snapshot.lost) == (1, 0)
    assert (record["site"], record["title"], record["text"]) == ("finews", "NW1号", "天还没亮，面馆的灯先亮了。")
    assert (record["source"], record["publisher"]) == ("上海证券报·中国证券网", "上海证券报")


def test_what_has_neither_is_counted_as_lost(tmp_path):
    path, posts = written(tmp_path, sourced())
    next(posts.iterdir()).unlink()
    with open_snapshot(path, posts) as snapshot:
        assert list(snapshot.records(Selection())) == []
        assert snapshot.lost == 1


def test_a_damaged_record_is_none(tmp_path):
    path, posts = written(tmp_path, sourced(), keep_records=True)
    with Index.open(path) as index:
        index._change("UPDATE records SET record = :none", none=b"no zlib")
        index.flush()
        assert index.archived_article("finews", "NW1") is None
    with open_snapshot(path, posts) as snapshot:
        assert [record["title"] for record in snapshot.records(Selection())] == ["NW1号"]


def rebuilt(folder):
    def identify(article):
        article.site = "finews"
        return article

    with Index.open(folder / "archive.sqlite3") as index:
        reindex(index, folder / "site" / "_posts", folder / "quarantine", identify=identify)
        return records(index)


def test_reindex_fills_records_that_are_missing(tmp_path):
    written(tmp_path, sourced())
    (record,) = rebuilt(tmp_path)
    assert (record["source"], record["text"], record["authors"]) == (
        "上海证券报·中国证券网",
        "天还没亮，面馆的灯先亮了。",
        [],
    )


def test_reindex_keeps_a_record_that_tells_more_than_its_post(tmp_path):
    written(tmp_path, sourced(), keep_records=True)
    (record,) = rebuilt(tmp_path)
    assert (record["source"], record["authors"], record["raw"]["title"]) == (
        "上海证券报·中国证券网",
        ["张三"],
        {"list": "NW1号"},
    )


def test_reindex_believes_a_post_that_was_edited(tmp_path):
    _, posts = written(tmp_path, sourced(), keep_records=True)
    post = next(posts.iterdir())
    post.write_text(post.read_text("utf-8").replace("面馆", "茶馆"), encoding="utf-8")
    (record,) = rebuilt(tmp_path)
    assert record["text"] == "天还没亮，茶馆的灯先亮了。"


def test_reindex_takes_the_day_of_a_tombstone_from_the_post(tmp_path):
    _, posts = written(tmp_path, sourced(), keep_records=True)
    post = next(posts.iterdir())
    post.write_text(
        post.read_text("utf-8").replace("layout: post", "layout: post\nwithdrawn: 2022-06-20"), encoding="utf-8"
    )
    (record,) = rebuilt(tmp_path)
    assert (record["withdrawn"], record["authors"]) == ("2022-06-20", ["张三"])
