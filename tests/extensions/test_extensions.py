"""What a crawl tells: log lines, quarantine, the report and the progress line, each without a crawl."""

import io
import json
import logging

import pytest
from rich.console import Console
from scrapy import Spider
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from newscrawl.exceptions import OutOfRange, SetAside, StillDue
from newscrawl.extensions.logformat import ShortLines
from newscrawl.extensions.progress import Progress
from newscrawl.extensions.quarantine import Quarantine
from newscrawl.extensions.report import Report
from newscrawl.items import Article


def article(**fields):
    return Article(
        **{"id": "NW1", "url": "http://share.example/?infoCode=NW1", "site": "finews", "title": "甲", **fields}
    )


@pytest.fixture
def crawler(tmp_path):
    return get_crawler(settings_dict={"OUTPUT_DIR": str(tmp_path), "SUMMARY": False})


class TestLogLines:
    def line(self, result):
        return result["level"], result["msg"] % result["args"]

    def test_archived(self):
        level, line = self.line(ShortLines().scraped(article(title="甲" * 100), None, None))
        assert (level, line) == (logging.DEBUG, "Archived NW1 " + "甲" * 60)

    @pytest.mark.parametrize(
        ("exception", "level", "kind"),
        [
            (SetAside("no body"), logging.INFO, "SetAside"),
            (StillDue("no body"), logging.WARNING, "StillDue"),
            (OutOfRange("no body"), logging.INFO, "OutOfRange"),
        ],
    )
    def test_dropped(self, exception, level, kind):
        dropped = self.line(ShortLines().dropped(article(), exception, None, None))
        assert dropped == (level, f"{kind}: NW1 http://share.example/?infoCode=NW1: no body")


class TestQuarantine:
    @pytest.fixture
    def quarantine(self, crawler):
        return Quarantine.from_crawler(crawler)

    def test_set_aside(self, quarantine, tmp_path):
        raw = {"published": {"list": "不详"}}
        quarantine.item_dropped(article(raw=raw), SetAside("no readable date"))
        (path,) = (tmp_path / "quarantine").iterdir()
        assert path.name == "NW1.json"
        assert json.loads(path.read_text(encoding="utf-8")) == {
            "id": "NW1",
            "url": "http://share.example/?infoCode=NW1",
            "site": "finews",
            "reason": "no readable date",
            "raw": raw,
        }
        assert "不详" in path.read_text(encoding="utf-8")

    @pytest.mark.parametrize("exception", [StillDue("HTTP 503"), OutOfRange("published 2022-06-13")])
    def test_nothing_else_is(self, quarantine, tmp_path, exception):
        quarantine.item_dropped(article(), exception)
        assert not (tmp_path / "quarantine").exists()

    def test_without_an_id(self, quarantine, tmp_path):
        quarantine.item_dropped(article(id=""), SetAside("no id"))
        quarantine.item_dropped(article(id="", url="http://share.example/2"), SetAside("no id"))
        quarantine.item_dropped(article(id="", url="", raw={"title": {"list": "甲"}}), SetAside("no id"))
        quarantine.item_dropped(article(id="", url="", raw={"title": {"list": "乙"}}), SetAside("no id"))
        assert len(list((tmp_path / "quarantine").glob("x*.json"))) == 4

    def test_an_unsafe_id_stays_in_the_folder(self, quarantine, tmp_path):
        quarantine.item_dropped(article(id="../../x"), SetAside("no body"))
        assert len(list((tmp_path / "quarantine").iterdir())) == 1

    def test_the_same_reason_again_leaves_the_first_record(self, quarantine, tmp_path):
        quarantine.item_dropped(article(raw={"title": {"list": "甲"}}), SetAside("no body"))
        first = (tmp_path / "quarantine" / "NW1.json").read_bytes()
        quarantine.item_dropped(article(raw={"title": {"share": "甲"}}), SetAside("no body"))
        assert (tmp_path / "quarantine" / "NW1.json").read_bytes() == first

    @pytest.mark.parametrize("before", ['{"reason": "no date"}', "", "[]", "not JSON", "{}"])
    def test_another_or_broken_record_is_replaced(self, quarantine, tmp_path, before):
        (tmp_path / "quarantine").mkdir()
        (tmp_path / "quarantine" / "NW1.json").write_text(before)
        quarantine.item_dropped(article(), SetAside("no body"))
        assert json.loads((tmp_path / "quarantine" / "NW1.json").read_bytes())["reason"] == "no body"

    def test_what_is_archived_later_is_taken_out(self, quarantine, tmp_path):
        quarantine.item_dropped(article(), SetAside("no body"))
        quarantine.item_scraped(article(id="NW2"))
        assert len(list((tmp_path / "quarantine").iterdir())) == 1
        quarantine.item_scraped(article())
        assert list((tmp_path / "quarantine").iterdir()) == []

    def test_a_lone_surrogate_is_no_reason_to_lose_it(self, quarantine, tmp_path):
        quarantine.item_dropped(article(raw={"title": {"list": "甲\ud83d"}}), SetAside("no body"))
        (path,) = (tmp_path / "quarantine").iterdir()
        assert "甲" in json.loads(path.read_text(encoding="utf-8"))["raw"]["title"]["list"]


class TestReport:
    @pytest.fixture
    def report(self, crawler):
        return Report.from_crawler(crawler)

    def close(self, report, reason="finished"):
        report.spider_closed(Spider("finews"), reason)
        return json.loads((report.folder / "reports" / "latest.json").read_text(encoding="utf-8"))

    def test_a_complete_crawl(self, report):
        report.stats.inc_value("articles/listed", 3)
        report.stats.inc_value("posts/new", 1)
        report.stats.inc_value("repairs/markup/indent", 7)
        report.item_scraped(article())
        report.item_dropped(article(id="NW2"), SetAside("no body"))
        report.item_dropped(article(id="NW3"), OutOfRange("published 2022-06-13"))
        told = self.close(report)
        assert told["complete"] is True
        assert (told["spider"], told["reason"]) == ("finews", "finished")
        assert [told[k] for k in ("listed", "archived", "set_aside", "due", "lost", "out_of_range")] == [
            2,
            1,
            1,
            0,
            0,
            1,
        ]
        assert told["posts"] == {"new": 1, "changed": 0, "unchanged": 0}
        assert told["repairs"] == {"markup/indent": 7}
        assert told["set_aside_articles"] == [
            {"id": "NW2", "url": "http://share.example/?infoCode=NW1", "reason": "no body"}
        ]
        assert report.stats.get_value("crawl/complete") is True

    INCOMPLETE = {
        "due": lambda report: report.item_dropped(article(), StillDue("HTTP 503")),
        "lost": lambda report: None,
        "list-failed": lambda report: (report.item_scraped(article()), report.stats.inc_value("lists/failed")),
        "exception": lambda report: (report.item_scraped(article()), report.stats.inc_value("spider_exceptions/count")),
    }

    @pytest.mark.parametrize("happens", INCOMPLETE.values(), ids=INCOMPLETE)
    def test_an_incomplete_crawl(self, report, happens):
        report.stats.inc_value("articles/listed")
        happens(report)
        assert self.close(report)["complete"] is False
        assert report.stats.get_value("crawl/complete") is False

    def test_closed_early(self, report):
        told = self.close(report, "shutdown")
        assert (told["complete"], told["reason"]) == (False, "shutdown")

    def test_what_is_lost_is_counted(self, report):
        report.stats.inc_value("articles/listed", 2)
        report.item_scraped(article())
        assert self.close(report)["lost"] == 1

    def test_sources_that_disagree_are_told(self, report):
        report.item_scraped(article(source="常州日报", reasons={"source": "body; against list: 格林大华期货"}))
        report.item_scraped(article(id="NW2", source="常州日报", reasons={"source": "body"}))
        told = self.close(report)["sources_that_disagree"]
        assert told == [{"id": "NW1", "source": "常州日报", "reason": "body; against list: 格林大华期货"}]

    def test_the_summary(self, crawler, capsys):
        crawler.settings.frozen = False
        crawler.settings.set("SUMMARY", True)
        report = Report.from_crawler(crawler)
        report.stats.inc_value("articles/listed", 15)
        for number in range(14):
            report.item_dropped(article(id=f"NW{number}"), SetAside("no body"))
        report.item_dropped(article(id="NW99"), StillDue("HTTP 503"))
        self.close(report)
        told = capsys.readouterr().out
        assert (
            "listed 15, known 0, archived 0 (new 0, changed 0, unchanged 0; 0 from the post page), set aside 14, due 1"
            in told
        )
        assert told.count("no body") == 12
        assert "HTTP 503" in told
        assert "reports/latest.json" in told

    def test_no_summary(self, report, capsys):
        self.close(report)
        assert capsys.readouterr().out == ""


class TestProgress:
    def test_quiet_without_a_terminal(self, crawler):
        with pytest.raises(NotConfigured):
            Progress.from_crawler(crawler)

    def test_on_a_terminal(self, crawler, monkeypatch):
        monkeypatch.setattr(Console, "is_terminal", True)
        assert isinstance(Progress.from_crawler(crawler), Progress)

    def test_the_line(self, crawler):
        progress = Progress(crawler, Console(file=io.StringIO()))
        crawler.stats.inc_value("articles/listed", 3)
        crawler.stats.inc_value("articles/archived", 2)
        progress.show()
        assert progress.status.status == "listed 3 · known 0 · archived 2 · set aside 0"
        progress.stop()
