"""`scrapy doctor DIR`: what is wrong with a folder of Jekyll posts, or a whole site; it changes nothing."""

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand

from newscrawl.archive.examination import Examination, examine
from newscrawl.commands.frame import Frame

_FIRST = 3  # files shown of each kind


class Command(Frame, ScrapyCommand):
    """Exit status 0: nothing is wrong; 1: something is; 2: wrong arguments."""

    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--json] DIR"

    def short_desc(self) -> str:
        return "Tell what is wrong with existing Jekyll posts, and change nothing"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print JSON, with the first ten files of each kind")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or not Path(args[0]).is_dir():
            given = f"{args[0]!r} is no folder: " if len(args) == 1 else ""
            self.refuse(f"{given}give one folder of Jekyll posts, such as site/_posts or site", 2)
        found = examine(Path(args[0]))
        if opts.json:
            counts = {"posts": found.posts, "category_pages": found.pages, "passed_over": found.passed_over}
            print(json.dumps({**counts, "problems": found.account.ranked()}, ensure_ascii=False, indent=2))
        else:
            print_table(found)
        self.exitcode = 1 if found.account.kinds else 0


def print_table(found: Examination) -> None:
    """Kinds of problems, most frequent first, each with its first files and what they say."""
    console = Console(highlight=False, markup=False, emoji=False)  # what files said is printed as they said it
    problems = found.account.ranked()
    if problems:
        table = Table("posts", "problem", "first", box=None, padding=(0, 2, 0, 0))
        table.columns[2].overflow = "fold"
        for kind, entry in problems.items():
            files = (f"{f['file']}{': ' if 'found' in f else ''}{f.get('found', '')}" for f in entry["first"][:_FIRST])
            table.add_row(str(entry["count"]), kind, "\n".join(files))
        console.print(table)
    wrong = f"{len(problems)} kinds of problems" if problems else "nothing is wrong"
    console.print(
        f"{found.posts} posts, {found.pages} category pages ({found.passed_over} other files): {wrong}", soft_wrap=True
    )
