"""Files that rotate, and that a crash leaves torn."""

import os
import random
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.exceptions import CannotWrite

pytest.importorskip("warcio", reason="the extra archive is not installed")
from newscrawl.warc.catalogue import Catalogue, key_of
from newscrawl.warc.files import AppendedFile
from newscrawl.warc.members import members
from newscrawl.warc.reading import answer_at
from newscrawl.warc.recorder import Recorder
from newscrawl.warc.records import Exchange
from newscrawl.warc.survey import catch_up
from tests.warc.test_replay import check

START = datetime(2022, 6, 13, 15, 59, 0, tzinfo=UTC)


def exchange(url="http://example.com/a", body=b"text", *, when=START, status=200, method="GET"):
    head = b"HTTP/1.1 %d OK\r\nContent-Type: text/html\r\n\r\n" % status
    return Exchange(
        url=url, method=method, asked={}, sent=b"", time=when, status=status, head=head, body=body
    )  # fmt: skip


def recorder(folder, **how):
    return Recorder(folder, "finews", {"since": "2022-06-01"}, started=START, **how)


def torn(file):
    """How many bytes stand behind the last whole record."""
    return file.stat().st_size - max((member.offset + member.length for member in members(file)), default=0)


def names(folder):
    return [path.name for path in sorted(folder.glob("*.warc.gz"))]


def test_a_file_is_begun_anew_each_day_and_where_one_is_full(tmp_path):
    written = recorder(tmp_path, most=5000)
    noise = random.Random(1)
    for hours in (0, 0, 0, 9, 9):
        written.record(exchange(body=noise.randbytes(2500), when=START + timedelta(hours=hours)))
    written.close()
    assert names(tmp_path) == [
        "newscrawl-20220613-00001.warc.gz", "newscrawl-20220613-00002.warc.gz", "newscrawl-20220614-00001.warc.gz",
    ]  # fmt: skip
    assert check(tmp_path)[0] == 0
    with Catalogue(tmp_path) as catalogue:
        assert {place.run for place in catalogue.answers()} == {written.run.id}
    again = recorder(tmp_path)  # the last of the day goes on
    again.record(exchange(when=START + timedelta(hours=9)))
    again.close()
    assert len(names(tmp_path)) == 3


def test_the_same_again_is_a_revisit_and_reads_as_it_was(tmp_path):
    from newscrawl.warc.storage import read_place

    for _ in range(2):
        written = recorder(tmp_path)
        written.record(exchange())
        written.record(exchange(status=304, body=b""))
        written.close()
    with Catalogue(tmp_path) as catalogue:
        places = list(catalogue.answers())
        assert [place.kind for place in places] == ["response", "unchanged", "same", "unchanged"]
        assert read_place(tmp_path, catalogue, places[2]).body == b"text"
        assert catalogue.find_full(places[3]).at == places[2].at


@pytest.mark.parametrize("cut", [1, 20, 200, 500])
def test_a_torn_record_is_cut_away_and_nothing_else(tmp_path, cut):
    written = recorder(tmp_path)
    noise = random.Random(2)
    for number in range(3):
        written.record(exchange(f"http://example.com/{number}", noise.randbytes(800)))
    written.catalogue._fresh.clear()  # kill -9: what was not told yet is not told
    written.catalogue._sizes.clear()
    written.close()
    (file,) = tmp_path.glob("*.warc.gz")
    whole = [member.offset for member in members(file)]
    content = file.read_bytes()
    file.write_bytes(content[:-cut])
    assert torn(file)  # which warcio itself passes over
    again = recorder(tmp_path)
    assert file.read_bytes() == content[: whole[-1]]
    assert not torn(file)
    again.record(exchange("http://example.com/2"))
    again.close()
    assert check(tmp_path)[0] == 0
    with Catalogue(tmp_path) as catalogue:
        urls = [place.url for place in catalogue.answers()]
        assert urls == [f"http://example.com/{number}" for number in (0, 1, 2)]
        assert all(answer_at(tmp_path, place.at).status == 200 for place in catalogue.answers())


def test_what_the_disk_does_not_take_is_taken_back(tmp_path, monkeypatch):
    written = recorder(tmp_path)
    written.record(exchange())
    (file,) = tmp_path.glob("*.warc.gz")
    before = file.read_bytes()
    write = __import__("os").write
    calls = iter((True, False))

    def full(handle, data):
        if next(calls):
            return write(handle, bytes(data[:10]))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newscrawl.warc.files.os.write", full)
    with pytest.raises(CannotWrite, match="No space left on device"):
        written.record(exchange("http://example.com/b"))
    monkeypatch.undo()
    assert file.read_bytes() == before
    written.record(exchange("http://example.com/c"))
    written.close()
    assert check(tmp_path)[0] == 0


def test_each_record_is_one_write(tmp_path, monkeypatch):
    file = AppendedFile(tmp_path / "a.warc.gz")
    sizes = []
    write = __import__("os").write
    monkeypatch.setattr("newscrawl.warc.files.os.write", lambda h, data: sizes.append(len(data)) or write(h, data))
    file.append(b"x" * 100_000)
    file.close()
    assert sizes == [100_000]


def test_which_answer_a_crawl_gets(tmp_path):
    runs = []
    for number in range(4):
        written = Recorder(tmp_path, "finews", {}, started=START + timedelta(minutes=5 * number))
        if number in (1, 3):
            written.record(exchange(body=b"%d" % number))
        written.record(exchange(f"http://example.com/{number}"))
        written.close()
        runs.append(written.run.id)
    with Catalogue(tmp_path) as catalogue:
        found = [catalogue.find("http://example.com/a#top", run).run for run in runs]
        assert found == [runs[1], runs[1], runs[1], runs[3]]  # the first after it, its own, the last before it, its own
        assert catalogue.find("http://example.com/a").run == runs[3]
        assert catalogue.find("http://example.com/b", runs[0]) is None


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://example.com/a?id=NW202206132409564815", "http://example.com/a?id=NW202206132409564815"),
        ("http://example.com/a?id=202206133409564815", "http://example.com/a?id=202206133409564815"),
        ("http://example.com/a?_=1655079716123&b=1", "http://example.com/a?_=0&b=1"),
        ("http://example.com/1655079716123.html", "http://example.com/1655079716123.html"),
    ],
    ids=["an id", "a number that is longer", "a moment", "a number in the path"],
)
def test_only_the_moment_of_asking_is_left_out(url, key):
    assert key_of(url) == key


@pytest.mark.parametrize("left", ["kept", "behind", "damaged", "gone"])
def test_a_folder_that_may_only_be_read_is_read_all_the_same(tmp_path, monkeypatch, left):
    written = recorder(tmp_path)
    written.record(exchange())
    if left == "behind":
        written.catalogue.flush()
        written.record(exchange("http://example.com/b"))
        written.catalogue._fresh.clear()
        written.catalogue._sizes.clear()
    written.close()
    file = tmp_path / "catalogue.sqlite3"
    if left == "damaged":
        file.write_bytes(b"no database")
    elif left == "gone":
        file.unlink()
    monkeypatch.setattr(os, "access", lambda *_: False)  # permissions do not bind root
    before = [(path, path.stat().st_mtime_ns) for path in (tmp_path, *sorted(tmp_path.iterdir()))]
    with Catalogue(tmp_path) as catalogue:
        catch_up(catalogue)
        told = [place.url for place in catalogue.answers()]
    assert told == ["http://example.com/a", "http://example.com/b"][: 2 if left == "behind" else 1]
    assert [(path, path.stat().st_mtime_ns) for path in (tmp_path, *sorted(tmp_path.iterdir()))] == before
