"""The task of a worker: `celery -A newscrawl.distributed.tasks worker`, in the project's folder.

At least once: a task is acknowledged once its partition is crawled, and one whose worker is lost is given to another.
"""

from pathlib import Path

from celery import Celery
from scrapy.utils.project import get_project_settings

from newscrawl.distributed.job import Partition
from newscrawl.distributed.partition import LONGEST, crawl_partition

QUEUE = "newscrawl"

app = Celery("newscrawl", broker=get_project_settings().get("DISTRIBUTED_BROKER") or "redis://localhost:6379/0")
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
    broker_connection_max_retries=None,  # for as long as it takes
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
    crawl_partition(Partition(Path(folder)), budget=app.conf.broker_url)
