"""The file of the index: versions, crashes, two processes, disks that refuse."""

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from newscrawl.archive import schema, store
from newscrawl.archive.index import Index
from newscrawl.archive.schema import MIGRATIONS, migrate
from newscrawl.archive.snapshot import Selection, open_snapshot
from newscrawl.exceptions import ArchiveInUse, ArchiveUnusable
from tests.archive.conftest import listed, post_name, read
from tests.conftest import ROOT

NEXT = ("ALTER TABLE articles ADD COLUMN copy_of INTEGER", "CREATE TABLE bands (band BLOB, article INTEGER)")


# -- versions


def version(path):
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()


def test_an_older_index_is_migrated_in_place(tmp_path, monkeypatch):
    path = tmp_path / "archive.sqlite3"
    with Index.open(path) as index:
        index.list_article(listed())
    monkeypatch.setattr(store, "MIGRATIONS", (*MIGRATIONS, NEXT))
    with Index.open(path) as index:
        assert index.counts() == {"due": 1}
        assert index._look("SELECT copy_of FROM articles")[0]["copy_of"] is None
    assert version(path) == len(MIGRATIONS) + 1


def test_a_newer_index_is_refused_and_left_as_it_is(tmp_path, monkeypatch):
    path = tmp_path / "archive.sqlite3"
    with monkeypatch.context() as newer:
        newer.setattr(store, "MIGRATIONS", (*MIGRATIONS, NEXT))
        Index.open(path).close()
    before = path.read_bytes()
    with pytest.raises(ArchiveUnusable) as told:
        Index.open(path)
    assert "\n" not in str(told.value)
    assert f"{path} was written by a newer newscrawl (version {len(MIGRATIONS) + 1}" in str(told.value)
    assert path.read_bytes() == before


def test_a_migration_that_fails_changes_nothing(tmp_path):
    connection = sqlite3.connect(tmp_path / "a", isolation_level=None)
    migrate(connection, "a", MIGRATIONS)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, "a", (*MIGRATIONS, (*NEXT, "CREATE TABLE articles (again)")))
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    assert migrate(connection, "a", (*MIGRATIONS, NEXT)) == 1
    connection.close()


def test_every_column_is_a_field_of_an_entry(index):
    from newscrawl.archive.entries import _NAMES

    assert [row["name"] for row in index._look("PRAGMA table_info(articles)")] == _NAMES


def test_every_table_is_explained():
    assert all(f"    {name}" in schema.__doc__ for name in ("articles", "lists", "runs", "near_copies"))


# -- read-only


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """An index that may be read and not written; permissions do not bind root, so that SQLite is told, not kept from it."""
    path = tmp_path / "archive.sqlite3"
    with Index.open(path) as index:
        article = read(listed())
        index.archive(article, post_name(article))
    monkeypatch.setattr(os, "access", lambda *_: False)
    return path


def state(path):
    return [(each, each.stat().st_mtime_ns, each.stat().st_size) for each in (path.parent, *path.parent.iterdir())]


def test_a_read_only_index_is_read_and_nothing_is_written(kept):
    before = state(kept)
    with Index.open_to_read(kept) as index:
        assert index.counts() == {"archived": 1}
        assert [gap.archived for gap in index.gaps()] == [1]
        assert state(kept) == before
    with open_snapshot(kept) as snapshot:
        assert [record["id"] for record in snapshot.records(Selection())] == ["NW1"]
        assert state(kept) == before
    assert state(kept) == before


def test_a_read_only_index_is_read_with_what_its_log_holds(kept):
    with Index.open(kept) as writer:
        writer.list_article(listed("NW2"))
        writer.flush()
        with Index.open_to_read(kept) as index:
            assert index.counts() == {"archived": 1, "due": 1}


@pytest.mark.parametrize(
    ("migrations", "says"),
    [((*MIGRATIONS, NEXT), "older newscrawl .* read-only: copy it"), (MIGRATIONS[:-1], "newer newscrawl")],
    ids=["older", "newer"],
)
def test_a_read_only_index_of_another_version_is_refused(kept, monkeypatch, migrations, says):
    monkeypatch.setattr(store, "MIGRATIONS", migrations)
    before = state(kept)
    with pytest.raises(ArchiveUnusable, match=says):
        Index.open_to_read(kept)
    assert state(kept) == before


# -- kill -9

WRITE = """
import sys
from pathlib import Path
from newscrawl.archive.index import Index
from tests.archive.conftest import listed, post_name, read
folder, batch = Path(sys.argv[1]), int(sys.argv[2])
index = Index(folder / "archive.sqlite3", batch=batch, seconds=0.02)
index.start_run("finews", {})
for number in range(100_000):
    article = listed(f"NW{number:06}")
    index.list_article(article, f"http://site.example/{number}.html")
    if number % 20 == 19:
        if number % 40 == 19:  # every other list is still being read while its articles are archived
            index.remember_list(f"http://site.example/{number // 20}", "finews", status=200, etag=f'"{number}"')
        for earlier in range(number - 19, number + 1):
            article = read(listed(f"NW{earlier:06}"))
            index.settle(article)
            (folder / "_posts" / post_name(article)).write_bytes(b"post")
            index.archive(article, post_name(article))
            print(earlier, flush=True)
"""


@pytest.mark.parametrize("seed", range(10))
def test_kill_9_leaves_a_whole_index_that_agrees_with_the_posts(tmp_path, seed):
    chance = random.Random(seed)
    posts = tmp_path / "_posts"
    posts.mkdir()
    command = [sys.executable, "-c", WRITE, str(tmp_path), str(chance.choice([1, 7, 50, 500]))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        for _ in range(chance.randrange(1, 400)):
            process.stdout.readline()
        process.kill()
        reached = int((process.stdout.read().splitlines() or [b"400"])[-1])
    with Index.open(tmp_path / "archive.sqlite3") as index:
        assert index._look("PRAGMA integrity_check")[0][0] == "ok"
        entries = list(index.iter_articles())
        assert [entry.id for entry in entries] == [f"NW{n:06}" for n in range(len(entries))], (
            "a prefix of what was listed"
        )
        done = [entry.state for entry in entries].count("archived")
        assert [entry.state for entry in entries] == ["archived"] * done + ["due"] * (len(entries) - done)
        assert done <= reached + 2
        there = {path.name for path in posts.iterdir()}
        assert {entry.post for entry in entries if entry.state == "archived"} <= there
        assert there <= {f"2022-06-13-{entry.id}.md" for entry in entries}, "no post that the index does not know"
        lists = index._look("SELECT etag FROM lists")
        assert len(entries) >= 40 * len(lists) - 20, "no validators of a list whose articles are not all known"
        assert index.recover(posts) == 0
        for due in index.due("finews"):  # the next run
            index.archive(read(due.article), post_name(read(due.article)))
        assert index.counts() == {"archived": len(entries)}


# -- two processes

FILL = """
import sys
from pathlib import Path
from newscrawl.archive.index import Index
from tests.archive.conftest import listed
with Index(Path(sys.argv[1]), batch=5) as index:
    for number in range(300):
        index.list_article(listed(f"{sys.argv[2]}{number}"))
"""


def test_two_that_write_at_once_wait_for_each_other(tmp_path):
    path = tmp_path / "archive.sqlite3"
    writers = [
        subprocess.Popen([sys.executable, "-c", FILL, path, name], cwd=ROOT, stderr=subprocess.PIPE) for name in "AB"
    ]
    assert [writer.communicate()[1].decode() for writer in writers] == ["", ""]
    with Index.open(path) as index:
        assert index.counts() == {"due": 600}
        assert index._look("PRAGMA integrity_check")[0][0] == "ok"


def test_one_that_waits_too_long_is_told_and_loses_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_WAIT", 0.05)
    path = tmp_path / "archive.sqlite3"
    with Index.open(path) as first, Index.open(path) as second:
        first._connection.execute("BEGIN IMMEDIATE")
        second.list_article(listed())
        with pytest.raises(ArchiveInUse, match="is being written by another process"):
            second.flush()
        first._connection.execute("COMMIT")
        assert second.counts() == {"due": 1}


# -- disks that refuse


def test_a_full_disk_is_told_and_what_it_refused_is_written_once_there_is_room(tmp_path):
    with Index.open(tmp_path / "archive.sqlite3") as index:
        pages = index._look("PRAGMA page_count")[0][0]
        index._look(f"PRAGMA max_page_count = {pages + 3}")
        for number in range(200):
            index.list_article(listed(f"NW{number}"))
        with pytest.raises(ArchiveUnusable, match=r"cannot write .*archive\.sqlite3: the disk is full"):
            index.flush()
        assert index._look("SELECT count(*) FROM articles")[0][0] == 0, "all or nothing"
        index._look("PRAGMA max_page_count = 100000")
        assert index.counts() == {"due": 200}


def test_a_full_disk_at_the_end_closes_the_file_all_the_same(tmp_path):
    index = Index.open(tmp_path / "archive.sqlite3")
    index._look(f"PRAGMA max_page_count = {index._look('PRAGMA page_count')[0][0]}")
    for number in range(100):
        index.list_article(listed(f"NW{number}"))
    with pytest.raises(ArchiveUnusable, match="the disk is full"):
        index.close()
    with Index.open(tmp_path / "archive.sqlite3") as again:
        assert again.counts() == {}


def junk(path):
    path.write_bytes("这不是索引。".encode() * 1000)


def damaged(path):
    with Index.open(path) as index:
        for number in range(400):
            index.list_article(listed(f"NW{number}"))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x05" * (len(content) - 4096)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), "is a folder, where the index is a file: move it away"),
        (junk, "is no index: move it away, and `scrapy reindex` makes it anew"),
        (damaged, "is damaged: move it away, and `scrapy reindex` makes it anew"),
    ],
    ids=["a folder", "another file", "damaged"],
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(tmp_path, make, message):
    path = tmp_path / "archive.sqlite3"
    make(path)
    with pytest.raises(ArchiveUnusable, match=message) as told, Index.open(path) as index:
        index.counts()
    assert "\n" not in str(told.value)


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(ArchiveUnusable, match="its folder is missing or may not be written"):
        Index.open(tmp_path / "no" / "archive.sqlite3")


OPEN = """
import os, sys
from pathlib import Path
from newscrawl.archive.index import Index
from newscrawl.exceptions import ArchiveUnusable
from tests.archive.conftest import listed
if os.geteuid() == 0:
    os.setuid(65534)  # who is root may write anywhere
try:
    with Index.open(Path(sys.argv[1])) as index:
        index.list_article(listed())
except ArchiveUnusable as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("filled", "message"),
    [(False, "its folder is missing or may not be written"), (True, "it, or its folder, is read-only")],
    ids=["new", "existing"],
)
def test_a_read_only_folder_is_told(filled, message):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if filled:
            Index.open(folder / "archive.sqlite3").close()
        folder.chmod(0o555)
        # The other user could not write down what coverage measured.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
        done = subprocess.run(
            [sys.executable, "-c", OPEN, str(folder / "archive.sqlite3")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        folder.chmod(0o755)
        assert (message in done.stdout, done.stderr) == (True, "")
        assert done.stdout.count("\n") == 1


def test_another_error_is_told_as_sqlite_words_it(tmp_path):
    with Index.open(tmp_path / "a") as index, pytest.raises(ArchiveUnusable, match="no such table: absent"):
        index._look("SELECT * FROM absent")
