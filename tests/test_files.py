"""Files are whole or not there, under names that are safe."""

import errno
import os
import re

import pytest

from newscrawl.files import safe_id, whole_file, write_whole


def test_a_new_file_and_its_folders(tmp_path):
    path = tmp_path / "a" / "b" / "post.md"
    assert write_whole(path, "甲".encode()) is True
    assert path.read_text(encoding="utf-8") == "甲"
    assert path.stat().st_mode & 0o777 == 0o644
    assert os.listdir(path.parent) == ["post.md"]


@pytest.mark.parametrize("content", [b"new", b"", b"old and more"])
def test_a_changed_file(tmp_path, content):
    path = tmp_path / "post.md"
    path.write_bytes(b"old")
    assert write_whole(path, content) is True
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["post.md"]


def test_an_unchanged_file_is_not_touched(tmp_path):
    path = tmp_path / "post.md"
    write_whole(path, b"same")
    os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    before = path.stat()
    assert write_whole(path, b"same") is False
    after = path.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_the_same_length_is_not_the_same_content(tmp_path):
    path = tmp_path / "post.md"
    write_whole(path, b"aaaa")
    assert write_whole(path, b"bbbb") is True
    assert path.read_bytes() == b"bbbb"


@pytest.mark.parametrize("call", ["replace", "chmod"])
@pytest.mark.parametrize("before", [None, b"old"], ids=["new", "there"])
def test_a_failure_leaves_nothing_behind(tmp_path, monkeypatch, call, before):
    path = tmp_path / "post.md"
    if before is not None:
        path.write_bytes(before)

    def refuse(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device", "temporary name")

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(OSError, match="No space left") as error:
        write_whole(path, b"new")
    assert error.value.filename == str(path), "the name that the user knows, not the temporary one"
    assert os.listdir(tmp_path) == ([] if before is None else ["post.md"])
    assert before is None or path.read_bytes() == before


def test_an_interrupt_leaves_nothing_half_written(tmp_path, monkeypatch):
    path = tmp_path / "post.md"
    path.write_bytes(b"old")

    def interrupt(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_folder_in_the_way(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError):
        write_whole(tmp_path / "file" / "post.md", b"new")


def test_the_temporary_file_is_one_that_jekyll_passes_over(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(os, "chmod", lambda path, mode: seen.append(os.path.basename(path)))
    write_whole(tmp_path / ("x" * 200 + ".md"), b"")
    assert re.fullmatch(r"\.x{80}\.\w+\.tmp", seen[0])


SAFE = ["NW202206132409564815", "202205262391921712", "a", "A_b-9", "_x", "x" * 100]
UNSAFE = [
    "../etc",
    "a/b",
    "a.b",
    "",
    "-x",
    " x",
    "x ",
    "x\n",
    "常州",
    "x" * 101,
    "a\x00b",
    "C:x",
    "a b",
    "é",
    "\u0661",
    "a\ud83d",
]


@pytest.mark.parametrize("id_", SAFE)
def test_safe_ids_stay(id_):
    assert safe_id(id_) == id_


@pytest.mark.parametrize("id_", UNSAFE)
def test_other_ids_become_a_hash(id_):
    assert re.fullmatch("x[0-9a-f]{16}", safe_id(id_))
    assert safe_id(id_) == safe_id(id_)


def test_hashes_differ():
    assert len({safe_id(id_) for id_ in UNSAFE}) == len(UNSAFE)


def test_a_long_file_takes_its_name_at_the_end(tmp_path):
    path = tmp_path / "a" / "export.jsonl"
    with whole_file(path) as part:
        part.write_bytes(b"one")
        assert (part.parent, part.name[0], path.exists()) == (path.parent, ".", False)
    assert path.read_bytes() == b"one"
    assert path.stat().st_mode & 0o777 == 0o644
    assert os.listdir(path.parent) == ["export.jsonl"]


def test_a_long_file_that_fails_leaves_the_old_one(tmp_path):
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), whole_file(path) as part:  # noqa: PT012 - the block itself raises
        part.write_bytes(b"half")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["export.jsonl"]


def test_a_long_file_that_the_disk_refuses_is_named(tmp_path):
    with pytest.raises(OSError, match="No space left") as told, whole_file(tmp_path / "all.parquet"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert told.value.filename == str(tmp_path / "all.parquet")


def test_what_a_killed_process_left_goes_and_what_one_at_work_has_stays(tmp_path):
    path, left = tmp_path / "export.jsonl", tmp_path / ".export.jsonl.x1y2.part"
    left.write_bytes(b"half")
    with whole_file(path) as first:
        assert not left.exists()
        with whole_file(path) as second:
            assert first != second
            assert first.exists()
            second.write_bytes(b"second")
        first.write_bytes(b"first")
    assert path.read_bytes() == b"first"
