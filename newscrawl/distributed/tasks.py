"""The task of a worker: `celery -A newscrawl.distributed.tasks worker`, in the project's folder.

At least once: a task is acknowledged once its partition is crawled, and one whose worker is lost is given to another.
A worker that is told to end (SIGTERM, Ctrl-C) ends its crawls, and gives their partitions back to the queue.
"""

import os
import signal
import sys
from multiprocessing.sharedctypes import RawValue
from pathlib import Path
from threading import Thread
from typing import Any

from celery import Celery
from celery.exceptions import Reject
from celery.signals import (
    worker_init,
    worker_process_init,
    worker_process_shutdown,
    worker_shutdown,
    worker_shutting_down,
)
from scrapy.utils.project import get_project_settings, inside_project

from newscrawl.distributed.job import Partition
from newscrawl.distributed.partition import LONGEST, crawl_partition, fork_server
from newscrawl.distributed.queue import ENDS_WITH_INPUT, PATIENCE, QUEUE

if not inside_project():
    sys.exit("start workers in the project's folder, where scrapy.cfg is")
_settings = get_project_settings()
_patience = float(os.environ.get(PATIENCE) or _settings.getfloat("REDIS_PATIENCE"))
_ending = RawValue("b", 0)  # shared by the worker's processes; a lock, one of them could be killed with


def retries(seconds: float) -> int:
    """How often Celery tries to reach Redis in this time: after 2 s, then 4, at last every 30.

    >>> retries(6), retries(300)
    (2, 17)
    """
    number, pause = 0, 2.0
    while seconds > 0:
        number, seconds, pause = number + 1, seconds - pause, min(pause + 2, 30)
    return number


app = Celery("newscrawl", broker=_settings.get("DISTRIBUTED_BROKER") or "redis://localhost:6379/0")
app.conf.update(
    task_default_queue=QUEUE,
    task_ignore_result=True,  # a partition's folder tells
    task_serializer="json",
    accept_content=["json"],
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,  # none waits behind a long one
    worker_cancel_long_running_tasks_on_connection_loss=False,  # Redis may be restarted; the crawl goes on
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=retries(_patience),
    broker_transport_options={
        "visibility_timeout": LONGEST + 3600,  # else what a worker still crawls would be given to another
        # Look for what lost workers left every 5 s; by default it is every 100.
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
    },
)


@app.task(name="newscrawl.crawl_partition")  # type: ignore[untyped-decorator]
def crawl(folder: str) -> None:
    """Crawl the partition in this folder."""
    crawl_partition(Partition(Path(folder)), budget=app.conf.broker_url, stop=is_ending)
    if is_ending():
        raise Reject("the worker ends", requeue=True)


def is_ending() -> bool:
    return bool(_ending.value)


@worker_process_init.connect  # type: ignore[untyped-decorator]
def begin(**_: Any) -> None:
    fork_server().start()  # it imports while the worker connects


@worker_process_shutdown.connect  # type: ignore[untyped-decorator]
def close(**_: Any) -> None:
    fork_server().close()


@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def end(**_: Any) -> None:
    _ending.value = 1


@worker_shutdown.connect  # type: ignore[untyped-decorator]
def tell(**_: Any) -> None:
    if not is_ending():
        print(
            f"The worker ends: Redis has not answered for {_patience / 60:.3g} min; start both again", file=sys.stderr
        )


@worker_init.connect  # type: ignore[untyped-decorator]
def watch(**_: Any) -> None:
    if ENDS_WITH_INPUT in os.environ:
        Thread(target=end_with_input, daemon=True).start()


def end_with_input() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
