"""`scrapy gaps`: what the archive has of each source and day, and what it lacks."""

import argparse
import json
from collections.abc import Iterable
from datetime import date

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand

from newscrawl.archive.index import BrokenList, Gap, Index
from newscrawl.commands.frame import Frame
from newscrawl.exceptions import ArchiveUnusable


class Command(Frame, ScrapyCommand):
    """Reads the index alone; a crawl may go on meanwhile. Exit status 0, 1 without an index, 2 with a wrong argument."""

    def syntax(self) -> str:
        return "[--since DAY] [--until DAY] [--json]"

    def short_desc(self) -> str:
        return "Show source by day what was listed, archived, set aside, and is due"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--since", default="", metavar="DAY", help="first day, 2022-06-01")
        parser.add_argument("--until", default="", metavar="DAY", help="last day, 2022-06-13")
        parser.add_argument("--json", action="store_true", help="as JSON, for programs")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.take_none(args)
        since, until = self.day("since", opts.since, date.min), self.day("until", opts.until, date.max)
        if since > until:
            self.refuse(f"--since {since} lies after --until {until}", 2)
        path = self.need_index()
        try:
            with Index.open_to_read(path) as index:
                gaps, lists = list(index.gaps(since, until)), index.broken_lists(since, until)
        except ArchiveUnusable as error:
            self.refuse(str(error), 1)
        if opts.json:
            told = {"gaps": [gap._asdict() for gap in gaps], "lists": [broken._asdict() for broken in lists]}
            print(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            show(gaps, lists, Console(highlight=False, markup=False, emoji=False))

    def day(self, name: str, text: str, default: date) -> date:
        try:
            return date.fromisoformat(text) if text else default
        except ValueError:
            self.refuse(f"--{name} {text!r} is no day: give it as 2022-06-13", 2)


def show(gaps: Iterable[Gap], lists: Iterable[BrokenList], console: Console) -> None:
    """The tables: publisher by day, then lists that could not be read."""
    table = Table("day", "site", "source", box=None, padding=(0, 2, 0, 0))
    for name in ("listed", "archived", "set aside", "gone", "due"):
        table.add_column(name, justify="right")
    totals = [0] * 5
    for gap in gaps:
        numbers = gap[3:]
        totals = [total + number for total, number in zip(totals, numbers, strict=True)]
        table.add_row(gap.day, gap.site, gap.publisher or "–", *(str(number) if number else "·" for number in numbers))
    table.add_row("all", "", "", *map(str, totals))
    console.print(table)
    broken = Table("day", "site", "list not read", "why", box=None, padding=(0, 2, 0, 0))
    for each in lists:
        broken.add_row(each.day, each.site, each.url, each.problem)
    if broken.row_count:
        console.print(broken)
