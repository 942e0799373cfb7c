"""Who crawls the partitions of a job: workers of a queue in Redis, or without one this process alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Protocol

from newscrawl.distributed.job import Partition
from newscrawl.distributed.partition import crawl_partition, is_worked_on
from newscrawl.exceptions import BrokerUnusable

_QUIET = 5.0  # seconds without a partition in the queue before those that nobody works on are given out again
_GRACE = 20.0  # seconds for a worker of ours to end


class Workers(Protocol):
    """What the one who waits for the partitions needs of those who crawl them."""

    def submit(self, partitions: Sequence[Partition]) -> None:
        """Have them crawled, in this order."""

    def look_after(self, partitions: Sequence[Partition]) -> None:
        """These are not crawled yet: see to it that they will be. To be called again and again."""

    def close(self) -> None:
        """End what was begun here."""


class Here:
    """This process, one partition at a time: for trying it, without Redis."""

    def __init__(self) -> None:
        self.pool, self.stop = ThreadPoolExecutor(1), Event()
        self.given: list[Future[None]] = []

    def submit(self, partitions: Sequence[Partition]) -> None:
        self.given += [self.pool.submit(crawl_partition, partition, stop=self.stop) for partition in partitions]

    def look_after(self, partitions: Sequence[Partition]) -> None:
        while self.given and self.given[0].done():
            self.given.pop(0).result()  # raises what it raised

    def close(self) -> None:
        self.stop.set()
        self.pool.shutdown(cancel_futures=True)


class Queue:
    """Celery's workers, wherever they run, and `count` of our own, which are started anew where they are killed."""

    def __init__(self, url: str, logs: Path, count: int) -> None:
        self.url, self.logs, self.count = url, logs, count
        self.processes: list[subprocess.Popen[bytes]] = []
        self.quiet_since = time.monotonic()
        try:
            import celery  # noqa: F401
            import redis
        except ImportError:
            raise BrokerUnusable("workers need celery and redis: pip install 'newscrawl[distributed]'") from None
        self.client = redis.Redis.from_url(url, socket_connect_timeout=5)
        self.errors = (redis.exceptions.RedisError, OSError)
        try:
            self.client.ping()
        except self.errors as error:
            raise BrokerUnusable(
                f"no Redis answers at {url} ({type(error).__name__}): start one with `redis-server --appendonly yes`, "
                "or leave DISTRIBUTED_BROKER empty to crawl in this process alone"
            ) from None

    def submit(self, partitions: Sequence[Partition]) -> None:
        from newscrawl.distributed.tasks import app, crawl

        app.conf.broker_url = self.url
        with app.connection_for_write() as connection:
            for partition in partitions:
                crawl.apply_async(args=[str(partition.folder)], connection=connection)
        self.quiet_since = time.monotonic()
        self.start()

    def start(self) -> None:
        """Start as many workers of our own as are lacking, each a group of processes."""
        self.processes = [process for process in self.processes if process.poll() is None]
        for number in range(len(self.processes), self.count):
            name = f"worker-{os.getpid()}-{number}-{time.monotonic_ns()}@%h"
            with (self.logs / "workers.log").open("ab") as log:
                command = "celery -A newscrawl.distributed.tasks -q worker --concurrency 1 -l WARNING -n".split()
                quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
                self.processes.append(
                    subprocess.Popen(
                        [sys.executable, "-m", *command, name, *quiet],
                        env={**os.environ, "CELERY_BROKER_URL": self.url},
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=log,
                        start_new_session=True,
                    )
                )

    def look_after(self, partitions: Sequence[Partition]) -> None:
        """Where Redis has lost the queue, or a worker its partition, those that nobody works on are given out again: a
        partition that is given out twice is crawled once."""
        self.start()
        try:
            waiting = self.client.llen("newscrawl")
        except self.errors:  # it is restarted, say
            waiting = 1
        if waiting:
            self.quiet_since = time.monotonic()
        elif time.monotonic() - self.quiet_since > _QUIET:
            self.quiet_since = time.monotonic()
            left = [partition for partition in partitions if not is_worked_on(partition)]
            try:
                self.submit([partition for partition in left if partition.done() is None])
            except self.errors:
                return

    def close(self) -> None:
        """End the workers of our own, and their crawls: what they leave is taken up by the next run."""
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.client.close()
