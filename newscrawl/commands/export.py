"""`scrapy export`: hands the archive to other tools."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from scrapy.commands import ScrapyCommand
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import arglist_to_dict

from newscrawl.archive.index import INDEX_FILE, Index
from newscrawl.archive.snapshot import Selection, Snapshot, open_snapshot
from newscrawl.arguments import check_arguments
from newscrawl.base import NewsSpider
from newscrawl.commands.frame import Frame
from newscrawl.exceptions import ArchiveUnusable, WrongArgument
from newscrawl.exporters.checksums import note_checksums
from newscrawl.extensions.warc import warc_dir
from newscrawl.files import whole_file, write_whole
from newscrawl.records import Record
from newscrawl.text.sources import canonical

_FILTERS = ("since", "until", "source")


class Format(NamedTuple):
    """A module of newscrawl/exporters with a function `write(records, file)`, or `write(records, path)`; `packaging`, the
    only one that takes WARC files instead of records."""

    module: str
    about: str
    streams: bool = True
    """Whether it is written from beginning to end, so that standard output will do."""
    needs: tuple[str, ...] = ()
    """Modules of an extra."""
    extra: str = "data"
    takes: tuple[str, ...] = _FILTERS
    beside: str = ""
    """Ending of a file that is laid beside, for the tool that opens the export: what `describe(path)` gives."""


FORMATS = {
    "jsonl": Format("jsonl", "a JSON record a line, with all that is known of each article"),
    "csv": Format("csv", "a row an article"),
    "parquet": Format("parquet", "typed columns, for pandas, duckdb and others", needs=("pyarrow",)),
    "sqlite": Format(
        "sqlite", "a database with full-text search, for datasette", False, ("sqlite_utils",), beside=".metadata.json"
    ),
    "atom": Format("atom", "a feed of the newest articles", takes=(*_FILTERS, "limit")),
    "urls": Format("urls", "an address a line, for ArchiveBox and others"),
    "wacz": Format(
        "packaging", "the WARC files, for pywb and ReplayWeb.page", False, needs=("warcio", "wacz"), extra="archive"
    ),
}


class Command(Frame, ScrapyCommand):
    """Reads the index; a crawl may go on meanwhile. Exit status 0; 1 where the index cannot be read, the file cannot be
    written, or articles are lost; 2 with a wrong argument, or without the extra that a format needs."""

    def syntax(self) -> str:
        return f"{'|'.join(FORMATS)} -o FILE [-a since=DAY] [-a until=DAY] [-a source=NAME[,NAME]]"

    def short_desc(self) -> str:
        return "Write the archive's articles to a file for other tools"

    def long_desc(self) -> str:
        return "\n".join(f"{name}: {format_.about}" for name, format_ in FORMATS.items())

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-o", dest="file", default="", metavar="FILE", help="the file to write; - for standard output"
        )
        parser.add_argument(
            "-a", dest="given", action="append", default=[], metavar="NAME=VALUE", help="which articles"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        folder = self.output_dir()
        index = folder / INDEX_FILE
        try:
            name, format_ = self.format_of(args)
            wanted = read_selection(name, format_, opts.given)
            path = self.path_of(opts.file, name, format_, index)
            self.need_index()
            with open_snapshot(index, folder / "site" / "_posts") as snapshot:
                self.check_sources(snapshot, wanted)
                if format_ is FORMATS["wacz"]:
                    assert path
                    self.pack(index, wanted, path)
                else:
                    self.write(format_, snapshot, wanted, path)
        except WrongArgument as error:
            self.refuse(str(error), 2)
        except ArchiveUnusable as error:
            self.refuse(str(error), 1)
        except OSError as error:
            if error.filename is None:  # standard output's
                raise
            self.refuse(f"cannot write {opts.file}: {error.strerror}", 1)

    # -- what is asked for

    @staticmethod
    def format_of(args: list[str]) -> tuple[str, Format]:
        """Raises WrongArgument where there is no such format, or a library that it needs is not installed."""
        if len(args) != 1 or args[0] not in FORMATS:
            raise WrongArgument(f"name one format of {', '.join(FORMATS)}; not {' '.join(args) or 'nothing'}")
        format_ = FORMATS[args[0]]
        for needed in format_.needs:
            try:
                import_module(needed)
            except ImportError:
                hint = f"pip install 'newscrawl[{format_.extra}]'"
                raise WrongArgument(f"{args[0]} needs {needed.replace('_', '-')}: {hint}") from None
        return args[0], format_

    @staticmethod
    def path_of(given: str, name: str, format_: Format, index: Path) -> Path | None:
        """Where to write; None for standard output."""
        if not given:
            raise WrongArgument(f"say where to: -o FILE{', or -o - for standard output' if format_.streams else ''}")
        if given == "-":
            if not format_.streams:
                raise WrongArgument(f"{name} cannot be written to standard output: give -o FILE")
            if sys.stdout is None:
                raise WrongArgument("standard output is closed: give -o FILE")
            return None
        path = Path(given)
        if path.is_dir() or given.endswith("/"):
            raise WrongArgument(f"-o {given} is a folder: name a file in it")
        if path.exists() and not path.is_file():  # the export would take its place: /dev/null would be gone
            raise WrongArgument(f"-o {given} is a device or a pipe: name a file")
        if path.resolve() == index.resolve():
            raise WrongArgument(f"-o {given} is the archive's index itself: name another file")
        return path.resolve() if path.is_symlink() else path  # where a link leads to; the link stays

    @staticmethod
    def check_sources(snapshot: Snapshot, wanted: Selection) -> None:
        if unknown := snapshot.unknown(sorted(wanted.publishers)):
            raise WrongArgument(
                f"source={unknown[0]!r}: no article of the archive has it; `scrapy gaps` shows the names"
            )

    # -- what is written

    def write(self, format_: Format, snapshot: Snapshot, wanted: Selection, path: Path | None) -> None:
        module = import_module(f"newscrawl.exporters.{format_.module}")
        write: Callable[..., Any] = module.write
        records = Counted(snapshot.records(wanted))
        if path is None:
            write(records, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        else:
            with whole_file(path) as part:
                if format_.streams:
                    with part.open("wb") as file:
                        write(records, file)
                else:
                    write(records, part)
            written = [path]
            if format_.beside:
                written.append(path.with_suffix(format_.beside))
                write_whole(written[-1], module.describe(path))
            note_checksums(*written)
            print(f"{path}: {records.count:,} articles, {path.stat().st_size:,} bytes")
        if snapshot.from_posts:
            told = "the index has no record of them; `scrapy reindex` makes records of all posts"
            print(f"scrapy export: {snapshot.from_posts:,} articles are read from their posts: {told}", file=sys.stderr)
        if snapshot.lost:
            self.refuse(
                f"{snapshot.lost:,} articles are left out: the index has no record of them, and no post is there", 1
            )

    def pack(self, index: Path, wanted: Selection, path: Path) -> None:
        """The WARC files, and which pages in them are those of articles."""
        from newscrawl.packaging import package

        assert self.settings
        loader = get_spider_loader(self.settings)
        spiders = (loader.load(name) for name in loader.list())
        rules = {spider.name: spider() for spider in spiders if issubclass(spider, NewsSpider) and spider.share_json}
        days = wanted.since or date.min, wanted.until or date.max
        with whole_file(path) as part, Index.open_to_read(index) as opened:
            pages = package(opened, warc_dir(self.settings), part, rules, *days, wanted.publishers)
        note_checksums(path)
        print(f"{path}: {pages:,} pages, {path.stat().st_size:,} bytes")


class Counted:
    """Records on their way, and how many went by."""

    def __init__(self, records: Iterator[Record]) -> None:
        self.records, self.count = records, 0

    def __iter__(self) -> Iterator[Record]:
        for self.count, record in enumerate(self.records, 1):  # noqa: B020 - counts as it goes
            yield record


def read_selection(name: str, format_: Format, given: Sequence[str]) -> Selection:
    """The filters as they were given. Raises WrongArgument."""
    try:
        values = arglist_to_dict(list(given))
    except ValueError:
        raise WrongArgument("give filters as -a since=2022-06-01") from None
    checked = check_arguments(values, spider=f"export {name}", known=format_.takes, bases={})
    limit = values.get("limit", "100" if "limit" in format_.takes else "0").strip()
    if not limit.isdecimal() or ("limit" in values and not int(limit)):
        raise WrongArgument(f"limit={limit!r} is no number of articles: give one such as 100")
    publishers = frozenset(canonical(part.strip()) for part in values.get("source", "").split(",") if part.strip())
    return Selection(since=checked.since, until=checked.until, publishers=publishers, newest=int(limit))
