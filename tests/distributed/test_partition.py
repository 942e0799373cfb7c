"""One partition and its worker: crawled once, whoever has it, and given out again where it was lost."""

import json
import subprocess
import sys
import threading
import time

import pytest

from newscrawl.archive.lock import OutputLock
from newscrawl.archive.recovery import clear_away
from newscrawl.distributed import partition as crawling
from newscrawl.distributed import queue as queueing
from newscrawl.distributed.job import Partition
from newscrawl.distributed.partition import crawl_partition, is_worked_on, words
from newscrawl.distributed.queue import QUEUE, Queue
from newscrawl.distributed.workers import Here
from newscrawl.exceptions import BrokerUnusable
from tests.distributed.servers import Redis


@pytest.fixture
def partition(tmp_path):
    made = Partition(tmp_path / "2022-06-13")
    made.output.mkdir(parents=True)
    said = {"spider": "finews", "arguments": {"since": "2022-06-13"}, "settings": {"RETRY_TIMES": "1"}}
    (made.folder / "partition.json").write_text(json.dumps(said), encoding="utf-8")
    return made


def runs(partition):
    """How often it was crawled, by the log that each crawl of these tests adds a line to."""
    log = partition.folder / "crawl.log"
    return log.read_text(encoding="utf-8").count("begins") if log.exists() else 0


def stand_in(monkeypatch, *lines):
    """Let a crawl be these lines of Python."""
    program = "\n".join(("import sys, time", "print('begins', flush=True)", *lines))
    monkeypatch.setattr(crawling, "begin", lambda _, log: popen([sys.executable, "-c", program], log))


def popen(command, log):
    with log.open("ab") as output:
        return subprocess.Popen(command, stdout=output, stderr=output)


def test_the_command_is_an_ordinary_crawl(partition):
    command = words(partition, "redis://localhost", 60.5)
    assert command[:3] == ["scrapy", "crawl", "finews"]
    given = dict(part.split("=", 1) for part in command[3:] if "=" in part)
    assert given == {
        "since": "2022-06-13",
        "RETRY_TIMES": "1",
        "OUTPUT_DIR": str(partition.output),
        "SITE_WINDOW_DAYS": "0",
        "WARC_DIR": "",
        "SHARED_BUDGET": "redis://localhost",
        "CLOSESPIDER_TIMEOUT": "60",
    }


@pytest.mark.parametrize(
    ("lines", "complete", "problem", "times"),
    [
        ([], True, "", 1),
        (["sys.exit(1)"], False, "begins", 2),
        (["sys.exit('scrapy crawl: no such day')"], False, "scrapy crawl: no such day", 2),
        (["print('scrapy crawl: wrong'); sys.exit(2)"], False, "scrapy crawl: wrong", 1),
    ],
    ids=["complete", "incomplete", "incomplete, with a word", "wrong"],
)
def test_how_a_crawl_ended_is_said_in_its_folder(partition, monkeypatch, lines, complete, problem, times):
    stand_in(monkeypatch, *lines)
    crawl_partition(partition)
    done = partition.done()
    assert (done["complete"], done["problem"], runs(partition)) == (complete, problem, times)


def test_what_is_done_is_not_done_again(partition, monkeypatch):
    stand_in(monkeypatch)
    crawl_partition(partition)
    crawl_partition(partition)
    assert runs(partition) == 1


def test_what_is_not_wanted_any_more_is_not_crawled(tmp_path, monkeypatch):
    stand_in(monkeypatch)
    crawl_partition(Partition(tmp_path / "gone"))
    assert not (tmp_path / "gone").exists()


def test_two_workers_that_have_it_crawl_it_once(partition, monkeypatch):
    stand_in(monkeypatch, "time.sleep(0.3)")
    both = [threading.Thread(target=crawl_partition, args=[partition]) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert (partition.done()["complete"], runs(partition)) == (True, 1)


def test_what_another_worker_finishes_while_its_lock_is_asked_for_is_not_crawled_again(partition, monkeypatch):
    stand_in(monkeypatch)
    is_free = crawling.is_free

    def is_free_once_it_is_finished(lock, **how):
        partition.finish(complete=True, status=0, problem="", seconds=0.3)
        return is_free(lock, **how)

    monkeypatch.setattr(crawling, "is_free", is_free_once_it_is_finished)
    crawl_partition(partition)
    assert runs(partition) == 0


def test_a_crawl_whose_worker_was_killed_is_waited_for(partition, monkeypatch):
    stand_in(monkeypatch)
    left = OutputLock(partition.output).take()
    assert is_worked_on(partition)
    worker = threading.Thread(target=crawl_partition, args=[partition])
    worker.start()
    time.sleep(0.3)
    assert (runs(partition), partition.done()) == (0, None)
    left.release()
    worker.join()
    assert runs(partition) == 1
    assert not is_worked_on(partition)


def test_a_crawl_that_takes_too_long_is_killed(partition, monkeypatch):
    monkeypatch.setattr(crawling, "LONGEST", 0.5)
    monkeypatch.setattr(crawling, "_GRACE", 0.0)
    stand_in(monkeypatch, "time.sleep(60)")
    crawl_partition(partition)
    assert partition.done()["complete"] is False


def test_without_redis_the_end_comes_when_it_is_asked_for(partition, monkeypatch):
    stand_in(monkeypatch, "time.sleep(60)")
    here = Here()
    here.submit([partition])
    while not runs(partition):
        time.sleep(0.01)
    here.look_after([partition])
    here.close()
    assert partition.done() is None, "it goes on in the next run"


def test_what_a_worker_raises_is_told(partition, monkeypatch):
    monkeypatch.setattr(crawling, "begin", lambda _, log: popen(["/no/such/program"], log))
    here = Here()
    here.submit([partition])
    with pytest.raises(FileNotFoundError):  # noqa: PT012  # sooner or later
        for _ in range(1000):
            here.look_after([partition])
            time.sleep(0.01)
    here.close()


def test_what_redis_lost_is_given_out_again(partition, tmp_path, monkeypatch):
    monkeypatch.setattr(queueing, "_QUIET", 0.0)
    told = []
    with Redis(tmp_path / "redis") as redis:
        queue = Queue(redis.url, tmp_path, 0, 0.2, told.append)
        queue.submit([partition])
        assert queue.client.llen(QUEUE) == 1
        queue.look_after([partition])
        assert queue.client.llen(QUEUE) == 1, "it waits for a worker"
        queue.client.flushall()
        with OutputLock(partition.folder):
            queue.look_after([partition])
        assert queue.client.llen(QUEUE) == 0, "a worker has it"
        queue.look_after([partition])
        assert queue.client.llen(QUEUE) == 1
        assert not told
        monkeypatch.setattr(queueing, "_UNTAKEN", 0.0)
        queue.look_after([partition])
        assert told == ["no worker takes a partition: start some (docs/distributed.md), or give --workers N"]
        monkeypatch.setattr(queueing, "_UNTAKEN", 60.0)
        redis.stop()
        queue.look_after([partition])  # it is restarted, perhaps
        redis.start()
        queue.look_after([partition])
        redis.stop()
        queue.submit([partition])
        queue.look_after([partition])
        place = f"Redis at {redis.url}"
        assert [text.split(" (")[0] for text in told[1:]] == [f"{place} does not answer"] * 2, "once each time"
        time.sleep(0.3)
        with pytest.raises(BrokerUnusable, match=f"{place} has not answered for .*: start it, and run this again"):
            queue.look_after([partition])
        queue.close()


def test_what_was_lost_is_given_out_again_while_another_job_waits(partition, tmp_path, monkeypatch):
    monkeypatch.setattr(queueing, "_QUIET", 0.0)
    other = Partition(tmp_path / "other" / "2022-06-13")
    other.output.mkdir(parents=True)
    with Redis(tmp_path / "redis") as redis:
        theirs, ours = (Queue(redis.url, tmp_path, 0, 0.2, print) for _ in range(2))
        ours.submit([partition])
        ours.client.flushall()
        theirs.submit([other])
        for _ in range(3):
            ours.look_after([partition])
            assert ours.folders() == {str(partition.folder), str(other.folder)}
            assert ours.client.llen(QUEUE) == 2, "given out again once, and left to wait"
        ours.close()
        theirs.close()


def test_workers_of_our_own_take_redis_and_patience_from_us(tmp_path, monkeypatch):
    """A stand-in for celery's command tells what the settings of a worker are."""
    program = "from newscrawl.distributed.tasks import app; c = app.conf; print(c.broker_url, c.broker_connection_max_retries)"
    (tmp_path / "python").write_text(f"#!/bin/sh\nexec {sys.executable} -c '{program}'\n")
    (tmp_path / "python").chmod(0o755)
    monkeypatch.setattr(queueing.sys, "executable", str(tmp_path / "python"))
    with Redis(tmp_path / "redis") as redis:
        queue = Queue(redis.url, tmp_path, 1, 6, print)
        assert queue.processes[0].wait(60) == 0
        queue.close()
        assert (tmp_path / "workers.log").read_text() == f"{redis.url} 2\n"


def test_workers_that_end_as_they_begin_are_not_begun_for_ever(partition, tmp_path, monkeypatch):
    monkeypatch.setattr(queueing, "_AGAIN", 0.0)
    monkeypatch.setattr(queueing.sys, "executable", "/bin/false")
    with Redis(tmp_path / "redis") as redis:
        queue = Queue(redis.url, tmp_path, 2, 60, print)
        with pytest.raises(BrokerUnusable, match=r"workers do not stay: .*/workers.log says why"):  # noqa: PT012
            for _ in range(1000):
                queue.look_after([partition])
                time.sleep(0.01)
        queue.close()


def test_what_crawls_of_partitions_write_is_not_cleared_away(tmp_path):
    kept, left = tmp_path / "partitions" / "job" / ".a.tmp", tmp_path / "site" / ".b.tmp"
    for path in (kept, left):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"")
    assert clear_away(tmp_path) == 1
    assert kept.exists()
