"""Who crawls the partitions of a job: workers of a queue in Redis, or without one this process alone."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Protocol

from newscrawl.distributed.job import Partition
from newscrawl.distributed.partition import crawl_partition, fork_server


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
        self.given += [self.pool.submit(crawl_partition, partition, stop=self.stop.is_set) for partition in partitions]

    def look_after(self, partitions: Sequence[Partition]) -> None:
        while self.given and self.given[0].done():
            self.given.pop(0).result()  # raises what it raised

    def close(self) -> None:
        self.stop.set()
        self.pool.shutdown(cancel_futures=True)
        fork_server().close()
