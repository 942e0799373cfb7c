"""`scrapy rebuild`: which archived articles the rules of today would alter, and how; with --write they are."""

import argparse
from contextlib import ExitStack
from datetime import date
from importlib.util import find_spec
from typing import Any

from scrapy import signals
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import arglist_to_dict

from newscrawl.archive.index import Index
from newscrawl.archive.lock import OutputLock
from newscrawl.arguments import check_arguments
from newscrawl.commands.checks import check_settings
from newscrawl.commands.frame import Frame
from newscrawl.exceptions import ArchiveUnusable, WrongArgument
from newscrawl.extensions.warc import warc_dir
from newscrawl.items import Article
from newscrawl.rebuilding import Examiner, Found, Rereading, only_reading
from newscrawl.window import refresh

_MOST_LINES, _WIDTH = 8, 160  # of a diff that is shown


class Command(Frame, ScrapyCommand):
    """Exit status 0; 1 where the index or a post cannot be read or written, a crawl works on OUTPUT_DIR (with --write), or a
    spider fails; 2 with a wrong argument, or without WARC files."""

    def syntax(self) -> str:
        return "[-a since=DAY] [-a until=DAY] [-a site=SPIDER] [--json] [--write]"

    def short_desc(self) -> str:
        return "Tell which posts the rules of today would alter, and how; or alter them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-a", dest="given", action="append", default=[], metavar="NAME=VALUE", help="which articles"
        )
        parser.add_argument("--json", action="store_true", help="a JSON object for each article, a line each")
        parser.add_argument("--write", action="store_true", help="alter the posts, and the index")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings
        self.take_none(args)
        try:
            self.site, self.days = read_choice(self.settings, opts.given)
            check_settings(self.settings)
            if not find_spec("warcio"):
                raise WrongArgument("it reads WARC files: that needs pip install 'newscrawl[archive]'")
            from newscrawl.warc.plan import SETTINGS, plan

            plan(warc_dir(self.settings), "", {})
        except (WrongArgument, ArchiveUnusable) as error:
            self.refuse(str(error).removeprefix("replay=1: "), 2 if isinstance(error, WrongArgument) else 1)
        self.settings.setdict(SETTINGS | only_reading(self.settings), priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        folder = self.output_dir()
        path = self.need_index()
        try:
            with ExitStack() as held:
                if opts.write:
                    held.enter_context(OutputLock(folder))
                index = held.enter_context(Index.open(path) if opts.write else Index.open_to_read(path))
                self.read_again(index, Examiner(self.settings, index, write=opts.write), opts)
                if opts.write and self.settings.getbool("SITE_SCAFFOLD"):
                    refresh(folder / "site", index)  # the pages of what is altered beyond the window
        except ArchiveUnusable as error:
            self.refuse(str(error), 1)
        except OSError as error:
            self.refuse_for("read or write", error)

    def read_again(self, index: Index, examiner: Examiner, opts: argparse.Namespace) -> None:
        assert self.crawler_process
        problems: list[Exception] = []

        def scraped(item: Article) -> None:
            try:
                tell(examiner.examine(item))
            except (OSError, ArchiveUnusable) as error:
                problems.append(error)

        def dropped(item: Article, exception: BaseException) -> None:
            tell(examiner.unread(item, str(exception)))

        def tell(found: Found | None) -> None:
            if found:
                print(found.as_json() if opts.json else in_words(found))

        crawler = self.crawler_process.create_crawler(Rereading)
        crawler.signals.connect(scraped, signals.item_scraped)
        crawler.signals.connect(dropped, signals.item_dropped)
        self.crawler_process.crawl(crawler, index=index, days=self.days, of=self.site)
        self.crawler_process.start()
        if problems:
            raise problems[0]
        assert crawler.stats
        if crawler.stats.get_value("spider_exceptions/count") or self.crawler_process.bootstrap_failed:
            self.refuse("a spider failed: run `scrapy crawl recheck -a replay=1` to see how", 1)
        if not opts.json:
            print(summary(examiner.counts, written=opts.write))


def read_choice(settings: Settings, given: list[str]) -> tuple[str, tuple[date, date]]:
    """The spider whose articles are wanted, empty for all, and the first and last day. Raises WrongArgument."""
    try:
        values = arglist_to_dict(given)
    except ValueError:
        raise WrongArgument("give what is wanted as -a since=2022-06-01") from None
    checked = check_arguments(values, spider="rebuild", known=("since", "until", "site"), bases={})
    names = get_spider_loader(settings).list()
    if (site := values.get("site", "")) and site not in names:
        raise WrongArgument(f"site={site!r} is no spider: give one of {', '.join(names)}")
    return site, (checked.since or date.min, checked.until or date.max)


def in_words(found: Found) -> str:
    """An article, and below it a line for each change.

    >>> from newscrawl.rebuilding import Change
    >>> print(in_words(Found("finews", "NW1", "2022-06-13-NW1.md", [Change("title", "甲", "乙")])))
    2022-06-13-NW1.md
      title: 甲 → 乙
    """
    lines = [found.post or f"{found.site} {found.id}"]
    if found.problem:
        lines.append(f"  not read: {found.problem}")
    for change in found.changes:
        if change.field == "text":
            lines += ["  text:", *(f"    {line[:_WIDTH]}" for line in change.after.splitlines()[:_MOST_LINES])]
        elif change.field in ("markup", "form"):
            lines.append(f"  {change.field} alone")
        else:
            lines.append(f"  {change.field}: {change.before[:_WIDTH]} → {change.after[:_WIDTH]}")
    return "\n".join(lines)


def summary(counts: dict[str, int], *, written: bool) -> str:
    """
    >>> summary({"same": 50, "altered": 3, "markup": 1, "unread": 0}, written=False)
    'the same 50, would be altered 3 (1 in markup alone), not read 0; nothing is written without --write'
    """
    verb, end = ("altered", "") if written else ("would be altered", "; nothing is written without --write")
    told: Any = counts
    return "the same {same}, {verb} {altered} ({markup} in markup alone), not read {unread}{end}".format(
        **told, verb=verb, end=end
    )
