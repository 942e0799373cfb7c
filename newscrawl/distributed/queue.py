"""The queue in Redis, and the workers of our own that take partitions from it."""

import json
import os
import signal
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from newscrawl.distributed.job import Partition
from newscrawl.distributed.partition import is_worked_on
from newscrawl.exceptions import BrokerUnusable, WrongArgument

QUEUE = "newscrawl"
"""Its name in Redis: the partitions of all jobs there wait in it."""
ENDS_WITH_INPUT = "NEWSCRAWL_ENDS_WITH_INPUT"
"""Set for workers of `scrapy distribute`: they end with it, even if it is killed."""
PATIENCE = "NEWSCRAWL_REDIS_PATIENCE"
"""Its REDIS_PATIENCE, given with -s perhaps, for its workers; others have that of the project's settings."""
_QUIET = 5.0  # seconds without a partition of ours in the queue before those that nobody works on are given out again
_UNTAKEN = 15.0  # seconds without a worker before that is told
_GRACE = 20.0  # seconds for a worker of ours to end
_AGAIN = 1.0  # seconds between two starts of workers
_FAILED = 5  # workers that ended by themselves: the next would too


class Queue:
    """Celery's workers, wherever they run, and `count` of our own, which are started anew where they are killed. What a
    person should know is given to `tell`, once.

    Raises WrongArgument where `url` is none, BrokerUnusable, now or later, where there is no Redis for `patience` seconds, and where workers of our own end
    as soon as they begin.
    """

    def __init__(self, url: str, logs: Path, count: int, patience: float, tell: Callable[[str], None]) -> None:
        self.url, self.log, self.count, self.patience, self.tell = url, logs / "workers.log", count, patience, tell
        self.processes: list[subprocess.Popen[bytes]] = []
        self.failed, self.told_to_end = 0, False
        self.started = self.quiet_since = self.looked = self.taken = time.monotonic() - _AGAIN
        self.waits = True
        self.lost_since: float | None = None
        try:
            import celery  # noqa: F401
            import redis
            from kombu.exceptions import OperationalError
            from kombu.utils.url import maybe_sanitize_url
        except ImportError:
            raise BrokerUnusable("workers need celery and redis: pip install 'newscrawl[distributed]'") from None
        self.place = maybe_sanitize_url(url)  # without its password
        never = redis.retry.Retry(redis.backoff.NoBackoff(), 0)  # it is asked again in any case
        try:
            self.client = redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5, retry=never)
        except ValueError:
            raise WrongArgument(
                "DISTRIBUTED_BROKER is no address of a Redis: give it as redis://localhost:6379/0"
            ) from None
        self.errors = (redis.exceptions.RedisError, OperationalError, OSError)
        try:
            self.client.ping()
        except self.errors as error:
            raise BrokerUnusable(
                f"no Redis answers at {self.place} ({type(error).__name__}): start one with `redis-server --appendonly yes`, "
                "or leave DISTRIBUTED_BROKER empty to crawl in this process alone"
            ) from None
        logs.mkdir(parents=True, exist_ok=True)
        self.start()  # workers take as long to begin as a plan takes to be made

    def submit(self, partitions: Sequence[Partition]) -> None:
        try:
            self.give_out(partitions)
        except self.errors as error:  # given out later
            self.is_lost(error)

    def give_out(self, partitions: Sequence[Partition]) -> None:
        from newscrawl.distributed.tasks import app, crawl

        app.conf.update(broker_url=self.url, task_publish_retry=False)
        with app.connection_for_write() as connection:
            for partition in partitions:
                crawl.apply_async(args=[str(partition.folder)], connection=connection)
        self.quiet_since = self.looked = self.taken = time.monotonic()
        self.waits = True

    def start(self) -> None:
        """Start as many workers of our own as are lacking, each a group of processes."""
        if time.monotonic() - self.started < _AGAIN:
            return
        for process in [process for process in self.processes if process.poll() is not None]:
            self.failed += process.returncode > 0
            forget(process)
            self.processes.remove(process)
        if self.failed >= _FAILED:
            raise BrokerUnusable(f"workers do not stay: {self.log} says why")
        for number in range(len(self.processes), self.count):
            self.started = time.monotonic()
            name = f"worker-{os.getpid()}-{number}-{time.monotonic_ns()}@%h"
            command = "celery -A newscrawl.distributed.tasks -q worker --concurrency 1 -l WARNING -n".split()
            quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
            with self.log.open("ab") as log:
                self.processes.append(
                    subprocess.Popen(
                        [sys.executable, "-m", *command, name, *quiet],
                        env={
                            **os.environ,
                            "CELERY_BROKER_URL": self.url,
                            ENDS_WITH_INPUT: "1",
                            PATIENCE: f"{self.patience}",
                        },
                        stdin=subprocess.PIPE,
                        stdout=log,
                        stderr=log,
                        start_new_session=True,
                    )
                )

    def look_after(self, partitions: Sequence[Partition]) -> None:
        """Where Redis has lost the queue, or a worker its partition, those that nobody works on are given out again: a
        partition that is given out twice is crawled once. Where none is left, workers of our own end."""
        if not partitions:
            self.end()
            return
        self.start()
        try:
            now, waiting = time.monotonic(), int(self.client.llen(QUEUE))
            if waiting and now - self.looked > _QUIET:  # another job's, perhaps; all are read, so it is not done often
                self.looked, self.waits = now, bool(self.folders() & {str(each.folder) for each in partitions})
        except self.errors as error:
            self.is_lost(error)
            return
        self.lost_since = None
        if waiting < len(partitions):
            self.taken = now
        elif now - self.taken > _UNTAKEN:
            self.taken = now + 1e9  # once
            if not self.count and not any(map(is_worked_on, partitions)):
                self.tell("no worker takes a partition: start some (docs/distributed.md), or give --workers N")
        if waiting and self.waits:
            self.quiet_since = now
        elif now - self.quiet_since > _QUIET:
            self.quiet_since = now
            left = [partition for partition in partitions if not is_worked_on(partition)]
            self.submit([partition for partition in left if partition.done() is None])

    def folders(self) -> set[str]:
        """The folders of all partitions that wait in the queue."""
        return {folder for message in self.client.lrange(QUEUE, 0, -1) if (folder := folder_of(message))}

    def is_lost(self, error: Exception) -> None:
        """Redis does not answer: it is restarted, say."""
        now = self.quiet_since = self.taken = time.monotonic()
        if self.lost_since is None:
            self.lost_since = now
            minutes = f"{self.patience / 60:.3g} min"
            self.tell(f"Redis at {self.place} does not answer ({type(error).__name__}): waiting {minutes} for it")
        elif now - self.lost_since > self.patience:
            raise BrokerUnusable(
                f"Redis at {self.place} has not answered for {self.patience / 60:.3g} min: start it, and run this again "
                "to go on where it was"
            ) from None

    def end(self) -> None:
        """Tell the workers of our own to end, and not to wait for their crawls."""
        if not self.told_to_end:
            self.told_to_end = True
            for process in self.processes:
                process.terminate()

    def close(self) -> None:
        """End the workers of our own, and their crawls: what they leave is taken up by the next run."""
        self.end()
        deadline = time.monotonic() + _GRACE
        for process in self.processes:
            try:
                process.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            forget(process)
        self.client.close()


def folder_of(message: bytes | str) -> str:
    """The folder of the partition that a message of the queue gives out; empty where it is none of ours.

    >>> from base64 import b64encode
    >>> folder_of(json.dumps({"body": b64encode(b'[["/a/2022-06-13"], {}, {}]').decode()}).encode()), folder_of(b"x")
    ('/a/2022-06-13', '')
    """
    try:
        body: Any = json.loads(b64decode(json.loads(message)["body"]))
        return str(body[0][0])
    except (ValueError, LookupError, TypeError):
        return ""


def forget(process: "subprocess.Popen[bytes]") -> None:
    """It has ended."""
    assert process.stdin
    process.stdin.close()
