"""`scrapy crawl`, with arguments checked before it starts and an exit status that tells whether it is complete."""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from scrapy.commands import crawl
from scrapy.exceptions import UsageError

from newscrawl.base import NewsSpider
from newscrawl.exceptions import WrongArgument


class Command(crawl.Command):
    """Exit status 0: all that was listed is archived or set aside; 1: incomplete; 2: wrong arguments."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().process_options(args, opts)
        except UsageError as error:
            self.refuse(str(error), 2)
        folder = self.output_dir()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            self.refuse(f"cannot write to OUTPUT_DIR {folder}: {error.strerror}", 1)

    def output_dir(self) -> Path:
        assert self.settings
        return Path(self.settings["OUTPUT_DIR"])

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process
        names = self.crawler_process.spider_loader.list()
        if len(args) != 1 or args[0] not in names:
            self.refuse(f"name one spider of {', '.join(names)}; not {' '.join(args) or 'nothing'}", 2)
        spider = self.crawler_process.spider_loader.load(args[0])
        if issubclass(spider, NewsSpider):
            try:
                spider.check(**opts.spargs)
            except WrongArgument as error:
                self.refuse(str(error), 2)
        crawler = self.crawler_process.create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        complete = crawler.stats and crawler.stats.get_value("crawl/complete")
        self.exitcode = 0 if complete and not self.crawler_process.bootstrap_failed else 1

    @staticmethod
    def refuse(message: str, status: int) -> NoReturn:
        print(f"scrapy crawl: {message}", file=sys.stderr)
        raise SystemExit(status)
