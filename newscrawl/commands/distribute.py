"""`scrapy distribute SPIDER`: a crawl by many workers, planned, given out, watched and merged."""

import argparse
import json
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import arglist_to_dict

from newscrawl.archive.index import INDEX_FILE, Index
from newscrawl.archive.lock import OutputLock
from newscrawl.archive.merge import merge
from newscrawl.archive.recovery import lack_of_index, recover
from newscrawl.base import NewsSpider
from newscrawl.commands.checks import check_settings, patience
from newscrawl.commands.frame import Frame
from newscrawl.distributed.job import Job, Partition
from newscrawl.distributed.plan import can_be_distributed, check_plan
from newscrawl.distributed.queue import Queue
from newscrawl.distributed.workers import Here, Workers
from newscrawl.exceptions import ArchiveInUse, ArchiveUnusable, BrokerUnusable, WrongArgument
from newscrawl.extensions.warc import warc_dir
from newscrawl.extensions.window import window_days
from newscrawl.warc.merging import merge_catalogue, merge_warcs
from newscrawl.window import tend

_SECONDS = 0.25  # between looks at the partitions
_MOST_OTHERS = 3  # jobs that are named
_NOT_PASSED_ON = {"OUTPUT_DIR", "DISTRIBUTED_BROKER", "SHARED_BUDGET", "LOG_FILE", "SUMMARY"}


class Command(Frame, ScrapyCommand):
    """Exit status as of `scrapy crawl`: 0 all is complete, 1 not, or it could not be begun, 2 wrong arguments."""

    def syntax(self) -> str:
        return "SPIDER -a since=DAY [-a until=DAY] [--workers N] [-s DISTRIBUTED_BROKER=redis://…]"

    def short_desc(self) -> str:
        return "Crawl in partitions, by many workers, and merge what they archive"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE")
        parser.add_argument("--workers", type=int, default=0, metavar="N", help="start N workers here for as long")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        try:
            super().process_options(args, opts)
            self.given = arglist_to_dict(opts.spargs)
            self.spider = self.spider_of(args)
            check_plan(self.spider, self.given)
            check_settings(self.settings)
            if opts.workers < 0:
                raise WrongArgument(f"--workers {opts.workers}: give a number of workers to start here")
            if opts.workers > 1 and not self.settings["DISTRIBUTED_BROKER"]:
                raise WrongArgument(
                    f"--workers {opts.workers}: more than one needs a Redis, -s DISTRIBUTED_BROKER=redis://localhost"
                )
        except (UsageError, WrongArgument) as error:
            self.refuse(str(error), 2)
        except ValueError:
            self.refuse("-a takes NAME=VALUE", 2)

    def spider_of(self, args: list[str]) -> type[NewsSpider]:
        assert self.settings
        loader = get_spider_loader(self.settings)
        spiders = ((name, loader.load(name)) for name in loader.list())
        names = [name for name, spider in spiders if issubclass(spider, NewsSpider) and can_be_distributed(spider)]
        if len(args) != 1 or args[0] not in names:
            raise WrongArgument(f"name one spider of {', '.join(names)}; not {' '.join(args) or 'nothing'}")
        spider = loader.load(args[0])
        assert issubclass(spider, NewsSpider)
        return spider

    def passed_on(self) -> dict[str, str]:
        """The settings given with -s, for the crawls."""
        assert self.settings
        given = {
            name: attribute.value
            for name, attribute in self.settings.attributes.items()
            if attribute.priority == SETTINGS_PRIORITIES["cmdline"] and name not in _NOT_PASSED_ON
        }
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        output = self.output_dir().resolve()
        job = Job(self.spider, self.given, self.passed_on(), output)
        url = self.settings["DISTRIBUTED_BROKER"]
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C
        try:
            if lack := lack_of_index(output):
                self.tell(lack)
            with OutputLock(output), opened(output, job) as (index, end):
                self.tell_settings(job)
                self.tell_others(job)
                with ended(self.workers(url, job.folder, opts.workers)) as workers:
                    complete = self.wait(job.partitions(index), workers, index, output)
                    self.tend(index, output)
                if complete:
                    job.clear()
                end.update(reason="finished", complete=complete)
        except (ArchiveUnusable, BrokerUnusable) as error:
            self.refuse(str(error), 1)
        except WrongArgument as error:
            self.refuse(str(error), 2)
        except OSError as error:
            self.refuse_for("read or write", error)
        except KeyboardInterrupt:
            self.refuse("interrupted: run it again to go on where it was", 1)
        finally:
            signal.signal(signal.SIGTERM, before)
        self.exitcode = 0 if complete else 1

    def workers(self, url: str, logs: Path, count: int) -> Workers:
        """Who crawls: of the Redis at this address, where one is given."""
        if not url:
            return Here()
        assert self.settings
        return Queue(url, logs, count, patience(self.settings), self.tell)

    @staticmethod
    def tell(message: str) -> None:
        print(f"scrapy distribute: {message}", file=sys.stderr, flush=True)

    def tell_settings(self, job: Job) -> None:
        """Where it was planned with others than are given now."""
        before = job.settings_in_force()
        if other := sorted(name for name in {*before, *job.settings} if before.get(name) != job.settings.get(name)):
            self.tell(
                f"it goes on with the settings of when it was planned: {', '.join(other)} of now are for the next job"
            )

    def tell_others(self, job: Job) -> None:
        """Jobs with other arguments that did not end, which nobody would go on with."""
        if others := job.others():
            named = "; ".join(others[:_MOST_OTHERS]) + ("; …" if len(others) > _MOST_OTHERS else "")
            what = (
                "1 other job that did not end is"
                if len(others) == 1
                else f"{len(others)} other jobs that did not end are"
            )
            self.tell(
                f"{what} in {job.folder.parent} ({named}): run each with its arguments to end it, or delete its folder"
            )

    def wait(self, partitions: list[Partition], workers: Workers, index: Index, output: Path) -> bool:
        """Give the partitions out, merge each once it is crawled; whether all are complete."""
        console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        for partition in partitions:
            if (done := partition.done()) and not done["complete"]:
                partition.reopen()
        left = [partition for partition in partitions if not partition.is_merged()]
        workers.submit([partition for partition in left if not partition.done()])
        assert self.settings
        posts, warc = 0, warc_dir(self.settings)
        with progress(console) as bar:
            task = bar.add_task("partitions", total=len(partitions), completed=len(partitions) - len(left), posts=0)
            while left:
                for partition in [partition for partition in left if partition.done()]:
                    if (merged := merge_one(partition, index, output, warc)) is not None:
                        posts += merged
                        left.remove(partition)
                        bar.update(task, advance=1, posts=posts)
                workers.look_after([partition for partition in left if not partition.done()])
                time.sleep(_SECONDS if left else 0)
        incomplete = [
            (partition, said) for partition in partitions if (said := partition.done()) and not said["complete"]
        ]
        for partition, said in incomplete:
            self.tell(f"{partition.folder.name} is incomplete: {said['problem']}")
        if console.is_terminal or self.settings.getbool("SUMMARY"):
            print(f"partitions {len(partitions)}, incomplete {len(incomplete)}, posts {posts}, in {output}")
        return not incomplete

    def tend(self, index: Index, output: Path) -> None:
        """What a crawl does at its end, for the whole: roll its window, make its pages of months, catalogue its answers."""
        assert self.settings
        tend(output / "site", index, window_days(self.settings), pages=self.settings.getbool("SITE_SCAFFOLD"))
        catalogue(warc_dir(self.settings))


def merge_one(partition: Partition, index: Index, output: Path, warc: Path) -> int | None:
    """Merge a partition that was crawled, and what it recorded, into the folder `warc`; the number of its posts that are
    new, None where a crawl works on it still."""
    try:
        merged = merge(partition.output, index, output)
    except ArchiveInUse:
        return None
    recorded = partition.output / "warc"
    merge_warcs(recorded, warc)
    catalogue(warc, recorded)
    partition.mark_merged()
    if (said := partition.done()) and said["complete"]:
        shutil.rmtree(partition.output, ignore_errors=True)
    return merged.posts


def catalogue(warc: Path, merged: Path | None = None) -> None:
    """Bring the catalogue of a folder of WARC files up to date: by that of what was merged into it, else by its files."""
    if warc.is_dir() and find_spec("warcio"):
        from newscrawl.warc.catalogue import Catalogue
        from newscrawl.warc.survey import catch_up  # needs warcio

        with Catalogue(warc) as known:
            if merged and merged.is_dir():
                merge_catalogue(merged, known)
            catch_up(known)


@contextmanager
def opened(output: Path, job: Job) -> Iterator[tuple[Index, dict[str, Any]]]:
    """The index of the whole, as a crawl has it: what a killed one left half written goes, and what it lost is due."""
    with Index.open(output / INDEX_FILE) as index:
        recover(index, output)
        run = index.start_run(f"distribute {job.spider.name}", job.given)
        end: dict[str, Any] = {}
        yield index, end
        index.finish_run(run, end["reason"], complete=end["complete"], counts=index.counts())


@contextmanager
def ended(workers: Workers) -> Iterator[Workers]:
    """Workers that end in any case: who is impatient does not leave them behind."""
    try:
        yield workers
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        workers.close()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)


def progress(console: Console) -> Progress:
    """The progress line, on a terminal; elsewhere quiet."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    posts = TextColumn("posts {task.fields[posts]}")
    return Progress(*columns, posts, TimeElapsedColumn(), console=console, disable=not console.is_terminal)
