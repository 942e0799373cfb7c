"""What our commands have in common: they need the project, keep quiet, and refuse in one line."""

import sys
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from scrapy.settings import Settings

from newscrawl.archive.index import INDEX_FILE
from newscrawl.archive.recovery import has_index


class Frame:
    """To stand before ScrapyCommand among a command's bases; were it one itself, Scrapy would list it as a command."""

    requires_project = True
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}
    settings: Settings | None

    def output_dir(self) -> Path:
        """OUTPUT_DIR; refuses an empty one, as of `-s OUTPUT_DIR=$UNSET`, which would be the folder of who runs it."""
        assert self.settings
        if not self.settings["OUTPUT_DIR"]:
            self.refuse("OUTPUT_DIR is empty: name a folder, or . for this one", 2)
        return Path(self.settings["OUTPUT_DIR"])

    def need_index(self) -> Path:
        """The index; ends the command where there is none, or an empty file, of which to open it would make an index without
        articles: `reindex` would not see then that one was lost. What is no index is told as it is opened."""
        path = self.output_dir() / INDEX_FILE
        if not path.exists():
            self.refuse(f"there is no index {path}: crawl first, or `scrapy reindex`", 1)
        if not has_index(path.parent):
            self.refuse(f"the index {path} is empty: `scrapy reindex` makes it anew", 1)
        return path

    def take_none(self, args: list[str]) -> None:
        """Refuses what is no option of the command: Scrapy hands slips such as `--sicne` on among the arguments."""
        if args:
            self.refuse(f"takes no {args[0]!r}: `scrapy {self.name()} -h` shows what it takes", 2)

    @classmethod
    def refuse_for(cls, verb: str, error: OSError) -> NoReturn:
        """The same for what the disk refuses; raises the error again where it is of no file, but of standard output."""
        if error.filename is None:
            raise error
        cls.refuse(f"cannot {verb} {error.filename}: {error.strerror}", 1)

    @classmethod
    def refuse(cls, message: str, status: int) -> NoReturn:
        """Ends the command with a line on standard error, which says what was wrong and what to do, and an exit status: 1
        where it could not be done, 2 where the arguments are wrong."""
        print(f"scrapy {cls.name()}: {message}", file=sys.stderr)
        raise SystemExit(status)

    @classmethod
    def name(cls) -> str:
        """As it is given after `scrapy`."""
        return cls.__module__.rpartition(".")[2]
