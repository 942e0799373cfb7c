"""What the recording extension does where the disk refuses."""

import pytest
from scrapy.utils.test import get_crawler

from newscrawl.archive.lock import OutputLock
from newscrawl.exceptions import ArchiveUnusable, CannotWrite
from newscrawl.extensions.warc import Warc
from newscrawl.spiders.finews import Finews


@pytest.fixture
def warc(tmp_path):
    pytest.importorskip("warcio", reason="the extra archive is not installed")
    crawler = get_crawler(Finews, {"OUTPUT_DIR": str(tmp_path), "WARC_DIR": "", "WARC_MAX_SIZE": 1000})
    crawler.spider = Finews()
    return Warc(crawler)


def test_the_second_answer_meets_the_same_problem_as_the_first(warc, monkeypatch):
    def full(*_, **__):
        raise CannotWrite("the disk is full")

    monkeypatch.setattr("newscrawl.warc.recorder.Recorder", full)
    for _ in range(2):
        with pytest.raises(CannotWrite, match="the disk is full"):
            warc.record(None)
    warc.spider_closed(warc.crawler.spider)


def test_a_catalogue_that_cannot_be_closed_is_told_and_the_lock_goes(warc, monkeypatch, caplog):
    warc.recorder = warc.open()

    def full():
        raise ArchiveUnusable("cannot write catalogue.sqlite3: the disk is full")

    close = warc.recorder.close
    monkeypatch.setattr(warc.recorder, "close", full)
    warc.spider_closed(warc.crawler.spider)
    close()
    assert [record.message for record in caplog.records] == [
        "The next crawl completes the catalogue of WARC files: cannot write catalogue.sqlite3: the disk is full"
    ]
    OutputLock(warc.folder).take().release()
