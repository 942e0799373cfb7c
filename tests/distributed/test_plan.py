"""Which partitions a crawl falls into, and which crawls fall into none."""

import json
import os
from datetime import datetime

import pytest

from newscrawl.archive.index import Index
from newscrawl.commands.distribute import Command
from newscrawl.distributed import plan as planning
from newscrawl.distributed.job import Job, Partition
from newscrawl.distributed.plan import LINKS_AT_ONCE, check_plan, plan
from newscrawl.exceptions import WrongArgument
from newscrawl.spiders.eastmoney import Eastmoney
from newscrawl.spiders.finews import Finews
from newscrawl.spiders.posts import Posts
from newscrawl.spiders.recheck import Recheck
from newscrawl.spiders.share import Share


def nothing_known(links):
    return set()


@pytest.mark.parametrize(
    ("spider", "given", "labels", "first"),
    [
        (
            Finews,
            {"since": "2022-06-11", "until": "2022-06-13", "category": "emnews"},
            ["2022-06-13", "2022-06-12", "2022-06-11"],
            {"since": "2022-06-13", "until": "2022-06-13", "category": "emnews"},
        ),
        (Finews, {"category": "b,a"}, ["category-a", "category-b"], {"category": "a"}),
        (
            Eastmoney,
            {"since": "2022-06-11"},
            [f"category-{category}" for category in ("102", "297", "298", "344", "345", "350")],
            {"since": "2022-06-11", "category": "102"},
        ),
        (Share, {"url": "http://example.com/a,http://example.com/b,http://example.com/a"}, ["links-000001"], {}),
    ],
    ids=["days", "categories", "lists with pages", "links"],
)
def test_partitions(spider, given, labels, first):
    check_plan(spider, given)
    parts = list(plan(spider, given, nothing_known))
    assert [part.label for part in parts] == labels
    assert parts[0].arguments == first


def test_links_that_the_archive_has_are_no_part_of_any(tmp_path):
    links = [f"http://example.com/{number}" for number in range(2 * LINKS_AT_ONCE + 10)]
    (tmp_path / "links").write_text("# a remark\n" + "\n".join(links) + "\n\n", encoding="utf-8")
    parts = list(plan(Share, {"urls": str(tmp_path / "links")}, lambda some: set(some) & set(links[:10])))
    assert [link for part in parts for link in part.links] == links[10:]
    assert [len(part.links) for part in parts] == [LINKS_AT_ONCE, LINKS_AT_ONCE]
    again = plan(Share, {"urls": str(tmp_path / "links"), "refetch": "1"}, set)
    assert sum(len(part.links) for part in again) == len(links)


@pytest.mark.parametrize(
    ("spider", "given", "said"),
    [
        (Finews, {}, "give finews since=2022-06-01"),
        (Finews, {"since": "gestern"}, "since='gestern' is no day"),
        (Finews, {"since": "1990-01-01"}, "since=1990-01-01: more than 4000 days"),
        (Finews, {"days": "3"}, "finews takes no argument 'days'"),
        (Recheck, {"since": "2022-06-01"}, "recheck cannot be distributed"),
        (Posts, {"path": "."}, "posts cannot be distributed"),
        (Share, {"urls": "-"}, "urls=-: give a file"),
        (Share, {}, "share needs either url="),
    ],
    ids=["no days", "no day", "too many days", "no argument", "recheck", "posts", "standard input", "no links"],
)
def test_what_cannot_be_partitioned(spider, given, said):
    with pytest.raises(WrongArgument) as told:
        check_plan(spider, given)
    assert str(told.value).startswith(said)
    assert "\n" not in str(told.value)


def test_a_pipe_cannot_be_read_again(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(WrongArgument, match="pipe: give a file, which can be read again"):
        check_plan(Share, {"urls": str(tmp_path / "pipe")})


def test_a_plan_is_made_once(tmp_path):
    job = Job(Finews, {"since": "2022-06-12", "until": "2022-06-13"}, {"RETRY_TIMES": "1"}, tmp_path)
    with Index.open(tmp_path / "archive.sqlite3") as index:
        planned = job.partitions(index)
        before = {path: path.stat().st_mtime_ns for path in job.folder.rglob("*.json")}
        again = Job(Finews, {"until": "2022-06-13", "since": "2022-06-12"}, {}, tmp_path).partitions(index)
        other = Job(Finews, {"since": "2022-06-12"}, {}, tmp_path).folder
    assert planned == again
    assert other != job.folder
    assert {path: path.stat().st_mtime_ns for path in job.folder.rglob("*.json")} == before
    assert json.loads((planned[0].folder / "partition.json").read_bytes()) == {
        "spider": "finews",
        "arguments": {"since": "2022-06-13", "until": "2022-06-13"},
        "settings": {"RETRY_TIMES": "1"},
    }
    job.clear()
    assert planned[0].said() is None


def test_days_that_have_begun_since_are_planned_too(tmp_path, monkeypatch):
    def plan_on(day, **settings):
        monkeypatch.setattr(
            planning, "datetime", type("At", (), {"now": lambda zone: datetime(2022, 6, day, tzinfo=zone)})
        )
        return Job(Finews, {"since": "2022-06-12"}, settings, tmp_path).partitions(index)

    with Index.open(tmp_path / "archive.sqlite3") as index:
        planned = plan_on(13, RETRY_TIMES="1")
        before = [(each.folder / "partition.json").stat().st_mtime_ns for each in planned]
        again = plan_on(15, RETRY_TIMES="2")
    assert [each.folder.name for each in again] == [f"2022-06-{day}" for day in (15, 14, 13, 12)]
    assert [each.said()["settings"] for each in again] == [{"RETRY_TIMES": "1"}] * 4
    assert again[2:] == planned
    assert [(each.folder / "partition.json").stat().st_mtime_ns for each in planned] == before


def test_links_are_planned_once(tmp_path):
    with Index.open(tmp_path / "archive.sqlite3") as index:
        job = Job(Share, {"url": "http://a.example/1"}, {}, tmp_path)
        planned = job.partitions(index)
        before = (planned[0].folder / "links.txt").stat().st_mtime_ns
        assert job.partitions(index) == planned
    assert (planned[0].folder / "links.txt").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("now", "told"),
    [({"A": "1", "B": "2"}, ""), ({"A": "2", "C": "3"}, "A, B, C of now are for the next job")],
    ids=["the same", "others"],
)
def test_settings_that_do_not_apply_are_told(tmp_path, capsys, now, told):
    given = {"since": "2022-06-13", "until": "2022-06-13"}
    with Index.open(tmp_path / "archive.sqlite3") as index:
        Job(Finews, given, {"A": "1", "B": "2"}, tmp_path).partitions(index)
    Command().tell_settings(Job(Finews, given, now, tmp_path))
    said = capsys.readouterr().err
    assert told in said
    assert bool(told) == bool(said)


def test_jobs_that_nobody_ended_are_told(tmp_path, capsys):
    def job(day, **more):
        return Job(Finews, {"since": day, "until": day, **more}, {}, tmp_path)

    with Index.open(tmp_path / "archive.sqlite3") as index:
        job("2022-06-13").partitions(index)
        Command().tell_others(job("2022-06-13"))
        assert capsys.readouterr().err == ""
        job("2022-06-11", category="a,b").partitions(index)
    Command().tell_others(job("2022-06-13"))
    (tmp_path / "partitions" / "finews-older").mkdir()
    Command().tell_others(job("2022-06-13"))
    one, two = capsys.readouterr().err.splitlines()
    named = "finews -a since=2022-06-11 -a until=2022-06-11 -a category=a,b"
    where = tmp_path / "partitions"
    then = "run each with its arguments to end it, or delete its folder"
    assert one == f"scrapy distribute: 1 other job that did not end is in {where} ({named}): {then}"
    assert "2 other jobs that did not end are" in two
    assert "finews-older" in two


def test_a_file_of_links_is_read_once_for_all_partitions(tmp_path):
    (tmp_path / "links").write_text("http://example.com/a\n", encoding="utf-8")
    job = Job(Share, {"urls": str(tmp_path / "links")}, {}, tmp_path)
    before = job.folder
    (tmp_path / "links").unlink()
    assert job.folder == before


def test_what_a_power_cut_left_empty_is_as_if_it_were_not_there(tmp_path):
    job = Job(Finews, {"since": "2022-06-12", "until": "2022-06-13"}, {}, tmp_path)
    with Index.open(tmp_path / "archive.sqlite3") as index:
        planned = job.partitions(index)
        (job.folder / "plan.json").write_bytes(b"")
        (planned[0].folder / "done.json").write_bytes(b"")
        assert job.partitions(index) == planned
    assert planned[0].done() is None


def test_partitions_tell_how_they_ended(tmp_path):
    partition = Partition(tmp_path / "2022-06-13")
    assert (partition.said(), partition.done(), partition.is_merged()) == (None, None, False)
    partition.finish(complete=False, status=1, problem="", seconds=1.0)
    partition.mark_merged()
    assert (partition.done()["complete"], partition.is_merged()) == (False, True)
    partition.reopen()
    assert (partition.done(), partition.is_merged()) == (None, False)


def test_the_command_is_told_of():
    assert "partitions" in Command().short_desc()
    assert "DISTRIBUTED_BROKER" in Command().syntax()
