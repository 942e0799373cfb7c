"""Crawls one partition: `scrapy crawl`, in a process and a folder of its own."""

import subprocess
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol

from newscrawl.archive.lock import OutputLock
from newscrawl.distributed.forking import ForkServer
from newscrawl.distributed.job import Partition
from newscrawl.exceptions import ArchiveInUse

LONGEST = 5 * 3600
"""Seconds that the crawl of a partition may take; then it ends, incomplete."""
_CRAWLS = 2  # what failed is due at once in the next one, and then for minutes not
_GRACE = 60.0  # seconds to end by itself, when it was told to
_LOOK = 0.2  # seconds between looks whether it is to end

Stop = Callable[[], bool]
"""Whether what is done is to end now."""


class Process(Protocol):
    """What is needed of a crawl: as a Popen has it."""

    def wait(self, seconds: float, /) -> int: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


def crawl_partition(partition: Partition, *, budget: str = "", stop: Stop = lambda: False) -> None:
    """Crawl a partition to its end, and say in its folder how that was; do nothing where it says so already, or where
    the partition is not wanted any more. `budget` is the Redis in which all workers share what a host may be asked;
    once `stop` says so, the crawl is told to end, and nothing is said of it.

    A crawl that was killed is taken up where it was cut off. Where another worker has the partition (a queue may give
    it twice), or a crawl of it goes on although its worker was killed, this waits for that first.
    """
    deadline = time.monotonic() + LONGEST
    lock = OutputLock(partition.folder)
    try:
        if wait_for(partition, lock, deadline, stop):
            crawl(partition, budget, deadline, stop)
    finally:
        lock.release()


def wait_for(partition: Partition, lock: OutputLock, deadline: float, stop: Stop) -> bool:
    """Whether it is to be crawled, once nobody else does so: then the lock of its folder is held. False where somebody
    has, or does for too long."""
    while time.monotonic() < deadline and not stop():
        if not is_due(partition):
            return False
        if (lock.handle is not None or is_free(lock)) and is_free(OutputLock(partition.output), keep=False):
            return is_due(partition)  # who had the lock may have finished it since it was looked at
        time.sleep(_LOOK)
    return False


def is_due(partition: Partition) -> bool:
    """Whether it is wanted, and not crawled to its end."""
    return partition.said() is not None and partition.done() is None


def is_free(lock: OutputLock, *, keep: bool = True) -> bool:
    """Whether a lock can be taken; it is held then, if it is to be kept."""
    try:
        lock.take()
    except ArchiveInUse:
        return False
    if not keep:
        lock.release()
    return True


def is_worked_on(partition: Partition) -> bool:
    """Whether a worker has it, or a crawl whose worker was killed."""
    lock = OutputLock(partition.folder)
    if not is_free(lock):
        return True
    try:
        return not is_free(OutputLock(partition.output), keep=False)
    finally:
        lock.release()


def crawl(partition: Partition, budget: str, deadline: float, stop: Stop) -> None:
    """Crawl it, for who holds its lock."""
    begun, status, log = time.monotonic(), 1, partition.folder / "crawl.log"
    for _ in range(_CRAWLS):
        left = deadline - time.monotonic()
        if (command := words(partition, budget, left)) is None or left < 0:
            break
        status = end_of(begin(command, log), left + _GRACE, stop)
        if status in (0, 2) or stop():
            break
        while not (is_free(OutputLock(partition.output), keep=False) or stop()):
            time.sleep(_LOOK)  # it outlives its fork server, where that was killed
    if partition.said() is not None and not stop():
        problem = "" if status == 0 else last_line(log)
        seconds = round(time.monotonic() - begun, 1)
        partition.finish(complete=status == 0, status=status, problem=problem, seconds=seconds)


def begin(command: list[str], log: Path) -> Process:
    """Begin a crawl in a process of its own; what it says is added to `log`."""
    return fork_server().begin(command, log)


@cache
def fork_server() -> ForkServer:
    """That of this process."""
    return ForkServer()


def words(partition: Partition, budget: str, seconds: float) -> list[str] | None:
    """The command that crawls a partition; None where it is not wanted any more."""
    said = partition.said()
    if said is None:
        return None
    settings = {
        **said["settings"],
        "OUTPUT_DIR": str(partition.output),
        "SITE_WINDOW_DAYS": "0",  # the whole has one
        "WARC_DIR": "",  # and takes the files from the partition's folder
        "SHARED_BUDGET": budget,
        "CLOSESPIDER_TIMEOUT": str(max(1, int(seconds))),
    }
    given = [part for name, value in said["arguments"].items() for part in ("-a", f"{name}={value}")]
    given += [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return ["scrapy", "crawl", said["spider"], *given]


def end_of(process: Process, seconds: float, stop: Stop) -> int:
    """Its exit status; it is told to end where it is to stop, and killed where it takes longer."""
    deadline, told = time.monotonic() + seconds, False
    while True:
        try:
            return process.wait(_LOOK)
        except subprocess.TimeoutExpired:
            if stop() and not told:
                process.terminate()
                told, deadline = True, time.monotonic() + _GRACE
            elif time.monotonic() > deadline:
                process.kill()


def last_line(log: Path) -> str:
    """The last line of a log: what a crawl that could not begin says."""
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
