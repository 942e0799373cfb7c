"""WARC files of parts, merged into one folder: in any order, any number of times, grown or torn."""

import shutil
from datetime import timedelta
from itertools import permutations

import pytest

pytest.importorskip("warcio", reason="the extra archive is not installed")
from newscrawl.warc import merging
from newscrawl.warc.catalogue import FILE, Catalogue
from newscrawl.warc.files import names_of_day
from newscrawl.warc.merging import merge_catalogue, merge_warcs, merged_name
from newscrawl.warc.recorder import Recorder
from newscrawl.warc.storage import read_place
from newscrawl.warc.survey import catch_up
from tests.warc.test_files import START, exchange, names
from tests.warc.test_replay import check


def record(folder, *exchanges, hours=0):
    """A crawl that recorded these answers, so many hours later."""
    written = Recorder(folder, "finews", {}, started=START + timedelta(hours=hours))
    for each in exchanges:
        written.record(each)
    written.close()
    return folder


def content(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.warc.gz")}


def merge_in(folder, *parts):
    for part in parts:
        merge_warcs(part, folder)
    return content(folder)


def test_the_order_of_parts_and_how_often_they_are_merged_does_not_matter(tmp_path):
    urls = [f"http://example.com/{number}" for number in range(3)]
    parts = [record(tmp_path / f"part{n}", exchange(url)) for n, url in enumerate(urls)]
    grown = record(shutil.copytree(parts[0], tmp_path / "grown"), exchange("http://example.com/more"))
    assert {name for part in parts for name in names(part)} == {"newscrawl-20220613-00001.warc.gz"}
    parts.append(grown)
    expected = merge_in(tmp_path / "whole", *parts)
    assert len(expected) == 3
    for n, order in enumerate(permutations(parts)):
        assert merge_in(tmp_path / f"again{n}", *order, order[0]) == expected
    assert check(tmp_path / "whole")[0] == 0
    with Catalogue(tmp_path / "whole") as catalogue:
        catch_up(catalogue)
        assert {place.url for place in catalogue.answers()} == {*urls, "http://example.com/more"}
        assert all(read_place(tmp_path / "whole", catalogue, place).body for place in catalogue.answers())


def test_what_a_crash_left_torn_is_no_part_of_it(tmp_path):
    part = record(tmp_path / "part", exchange(), exchange("http://example.com/b"))
    (file,) = part.glob("*.warc.gz")
    file.write_bytes(whole := file.read_bytes()[:-20])
    (copied,) = merge_in(tmp_path / "whole", part).values()
    assert whole.startswith(copied)
    assert check(tmp_path / "whole")[0] == 0
    record(part, exchange("http://example.com/c"))  # shorter than it was with the torn record, perhaps, and whole
    assert [*merge_in(tmp_path / "whole", part).values()] == [file.read_bytes()]
    file.write_bytes(b"\x1f\x8b torn at once")
    assert merge_warcs(part, tmp_path / "whole") == 0


def test_a_copy_that_is_cut_off_is_not_there(tmp_path, monkeypatch):
    part = record(tmp_path / "part", exchange())

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(merging, "min", full, raising=False)
    with pytest.raises(OSError, match="No space"):
        merge_warcs(part, tmp_path / "whole")
    monkeypatch.undo()
    assert list((tmp_path / "whole").iterdir()) == []
    assert merge_warcs(part, tmp_path / "whole") == 1


def test_a_crawl_of_the_whole_goes_on_in_files_of_its_own(tmp_path):
    """And mends its own where it was cut off, whatever sorts behind."""
    whole = record(tmp_path / "whole", exchange())
    part = record(tmp_path / "part", exchange("http://example.com/b"), hours=1)
    merge_warcs(part, whole)
    (merged,) = {merged_name(path) for path in part.glob("*.warc.gz")}
    (own,) = set(names(whole)) - {merged}
    assert next(names_of_day(whole, START)) == own
    for number in range(3):
        shutil.copy(whole / merged, whole / f"newscrawl-20220614-0000{number}-000000000000.warc.gz")
    before = (whole / own).read_bytes()
    (whole / own).write_bytes(before + b"\x1f\x8b torn")
    record(whole, exchange("http://example.com/c"), hours=2)
    assert (whole / own).read_bytes().startswith(before)
    assert check(whole)[0] == 0


def test_unchanged_since_is_what_the_crawl_before_was_sent_whatever_its_file_is_called(tmp_path):
    """A list that the whole read at 0 and at 2 hours, and found unchanged at 3; a part read it at 1 and at 4 hours."""
    whole, part = tmp_path / "whole", tmp_path / "part"
    record(whole, exchange(body=b"first"))
    record(part, exchange(body=b"second"), hours=1)
    record(whole, exchange(status=304, body=b""), hours=2)
    record(part, exchange(body=b"last"), hours=3)
    merge_warcs(part, whole)
    with Catalogue(whole) as catalogue:
        catch_up(catalogue)
        (place,) = (place for place in catalogue.answers() if place.kind == "unchanged")
        assert read_place(whole, catalogue, catalogue.find_full(place)).body == b"second"


def test_the_catalogue_of_a_part_says_what_its_files_say(tmp_path):
    """Also of a copy that the part has outgrown since, and where the part's catalogue is behind its files."""
    part, whole, read = tmp_path / "part", tmp_path / "whole", tmp_path / "read"
    record(part, exchange(), exchange("http://example.com/b"))
    for more in ((), ("http://example.com/c",)):
        if more:
            record(part, exchange(*more), hours=1)
        for folder in (whole, read):
            merge_warcs(part, folder)
            folder.joinpath(FILE).unlink(missing_ok=True)
        with Catalogue(whole) as taken, Catalogue(read) as expected:
            catch_up(expected)
            for _ in range(2):
                merge_catalogue(part, taken)
                assert list(taken.answers()) == list(expected.answers())
                assert taken.reached_before() == expected.reached_before()
                assert taken.runs() == expected.runs()
    (part / FILE).unlink()
    (whole / FILE).unlink()
    with Catalogue(whole) as taken, Catalogue(read) as expected:
        merge_catalogue(part, taken)
        assert list(taken.answers()) == []
        catch_up(taken)
        assert list(taken.answers()) == list(expected.answers())
