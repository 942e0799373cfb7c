"""`scrapy crawl`, with arguments checked before it starts and an exit status that tells whether it is complete."""

import argparse
import asyncio
import gc
import logging
import tempfile
from typing import Any, ClassVar

from scrapy.commands import crawl
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from newscrawl.archive.index import INDEX_FILE, Index
from newscrawl.archive.lock import OutputLock
from newscrawl.archive.recovery import lack_of_index
from newscrawl.base import NewsSpider
from newscrawl.commands.checks import check_settings
from newscrawl.commands.frame import Frame
from newscrawl.exceptions import ArchiveUnusable, WrongArgument
from newscrawl.replay import Replay, runs_to_replay

logger = logging.getLogger(__name__)


class Command(Frame, crawl.Command):
    """Exit status 0: all that was listed is archived, known or set aside; 1: incomplete; 2: wrong arguments."""

    default_settings: ClassVar[dict[str, Any]] = {}  # a crawl has a log, which other commands turn off

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Everything is checked here: what comes later has a log, and this needs one line."""
        assert self.settings
        try:
            super().process_options(args, opts)
            self.name_one(args)
            self.runs = runs_to_replay(self.settings, args[0], opts.spargs)
            for given in [run.arguments for run in self.runs] or [opts.spargs]:
                self.check(args[0], given)
        except (UsageError, WrongArgument) as error:
            self.refuse(str(error), 2)
        folder = self.output_dir()
        try:
            (folder / "site" / "_posts").mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
            self.lack = lack_of_index(folder)
            with OutputLock(folder), Index.open(folder / INDEX_FILE):  # a look: the crawl takes them itself
                pass
        except OSError as error:
            self.refuse(f"cannot write to OUTPUT_DIR {folder}: {error.strerror}", 1)
        except ArchiveUnusable as error:
            self.refuse(str(error), 1)

    def name_one(self, args: list[str]) -> None:
        assert self.settings
        names = get_spider_loader(self.settings).list()
        if len(args) != 1 or args[0] not in names:
            raise WrongArgument(f"name one spider of {', '.join(names)}; not {' '.join(args) or 'nothing'}")
        check_settings(self.settings)

    def check(self, name: str, given: dict[str, str]) -> None:
        """Raises WrongArgument where the spider's arguments are wrong."""
        assert self.settings
        spider = get_spider_loader(self.settings).load(name)
        if issubclass(spider, NewsSpider):
            spider.check(**given)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process
        if self.lack:
            logger.warning(self.lack)
        gc.freeze()  # what is imported stays: collections pass over it, and come as soon as pages pile up
        if self.runs:
            replay = Replay(self.crawler_process, args[0], self.runs)
            task = replay.run()
            crawler = replay.crawler
        else:
            crawler = self.crawler_process.create_crawler(args[0])
            task = self.crawler_process.crawl(crawler, **opts.spargs)
            self.crawler_process.start()
        if problem := self.problem_of(task):
            self.refuse(problem, 1)
        complete = crawler.stats and crawler.stats.get_value("crawl/complete")
        self.exitcode = 0 if complete and not self.crawler_process.bootstrap_failed else 1

    @staticmethod
    def problem_of(task: Any) -> str:
        """Why a crawl could not begin, where its disk or its index is the cause."""
        error = task.exception() if isinstance(task, asyncio.Task) and task.done() and not task.cancelled() else None
        if isinstance(error, OSError) and error.filename:
            return f"cannot write {error.filename}: {error.strerror}"
        return str(error) if isinstance(error, ArchiveUnusable) else ""
