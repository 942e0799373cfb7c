"""A distributed crawl on disk: OUTPUT_DIR/partitions/<job>/, with the plan, and a folder for each partition.

    job.json                 what was asked for: spider and arguments
    plan.json                the ids of its partitions; it is there once all their folders are
    <id>/partition.json      what to crawl: spider, arguments, settings
    <id>/output/             the OUTPUT_DIR of its crawl, a small archive of its own
    <id>/crawl.log
    <id>/done.json           it was crawled: with which exit status, and how long it took
    <id>/merged              it is part of the whole

All goes once all is merged. What was interrupted before is found here again.
"""

import hashlib
import json
import shlex
import shutil
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from newscrawl.archive.index import Index
from newscrawl.archive.merge.seeds import copy_known
from newscrawl.base import NewsSpider
from newscrawl.distributed.plan import plan
from newscrawl.files import json_bytes, write_whole

FOLDER = "partitions"


@dataclass(frozen=True)
class Partition:
    """A partition's folder: all that a worker is told of it."""

    folder: Path

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def said(self) -> dict[str, Any] | None:
        """What to crawl; None where it is not wanted any more."""
        said: dict[str, Any] | None = _read(self.folder / "partition.json")
        return said

    def done(self) -> dict[str, Any] | None:
        """How its crawl ended: `complete`, `status`, `problem`, `seconds`; None while it has not."""
        done: dict[str, Any] | None = _read(self.folder / "done.json")
        return done

    def finish(self, **said: Any) -> None:
        """Its crawl has ended."""
        write_whole(self.folder / "done.json", json_bytes(said))

    def reopen(self) -> None:
        """It is to be crawled again: what it could not fetch before."""
        for name in ("merged", "done.json"):
            (self.folder / name).unlink(missing_ok=True)

    def is_merged(self) -> bool:
        return (self.folder / "merged").exists()

    def mark_merged(self) -> None:
        write_whole(self.folder / "merged", b"")


@dataclass(frozen=True)
class Job:
    """What was asked for: a spider, its arguments, and the settings of its crawls."""

    spider: type[NewsSpider]
    given: dict[str, str]
    settings: dict[str, str]
    output: Path
    """OUTPUT_DIR, absolute: workers find it under the same name."""

    @cached_property
    def folder(self) -> Path:
        """Of this job: the same for the same arguments, and the same links in a file, which is read once for it."""
        digest = hashlib.sha256(json.dumps([self.spider.name, sorted(self.given.items())]).encode())
        if "urls" in self.given:
            with Path(self.given["urls"]).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return self.output / FOLDER / f"{self.spider.name}-{digest.hexdigest()[:8]}"

    def partitions(self, index: Index) -> list[Partition]:
        """Its partitions: planned the first time, and the same ones until all are merged, but for days that have begun
        since: they come first, with the settings of the others. Links are planned once, by what was known then."""
        path = self.folder / "plan.json"
        planned = self.planned()
        if not planned or self.spider.name != "share":
            self.folder.mkdir(parents=True, exist_ok=True)
            if not planned:
                write_whole(self.folder / "job.json", json_bytes({"spider": self.spider.name, "arguments": self.given}))
            if fresh := list(self.lay_out(index, {partition.folder.name for partition in planned})):
                write_whole(path, json_bytes([*fresh, *(partition.folder.name for partition in planned)]))
        return self.planned()

    def planned(self) -> list[Partition]:
        """Its partitions as they are planned already; empty before."""
        return [Partition(self.folder / name) for name in _read(self.folder / "plan.json") or ()]

    def others(self) -> list[str]:
        """Other jobs of this OUTPUT_DIR that did not end, as they are given on the command line: `finews -a since=2022-06-13`;
        by the name of its folder, where what was asked for is not known."""
        folders = (path for path in sorted(self.folder.parent.glob("*/")) if path != self.folder)
        return [_words(said) if (said := _read(folder / "job.json")) else folder.name for folder in folders]

    def settings_in_force(self) -> dict[str, str]:
        """Those with which it was planned, else its own."""
        said = next((said for partition in self.planned() if (said := partition.said())), {"settings": self.settings})
        settings: dict[str, str] = said["settings"]
        return settings

    def lay_out(self, index: Index, planned: Container[str] = ()) -> Iterator[str]:
        """Write the folder of each partition that is not planned yet; its name."""
        settings = self.settings_in_force()
        for label, arguments, links in plan(self.spider, self.given, index.known_urls):
            if label in planned:
                continue
            partition = Partition(self.folder / label)
            partition.output.mkdir(parents=True, exist_ok=True)
            if links:
                file = partition.folder / "links.txt"
                write_whole(file, "".join(f"{link}\n" for link in links).encode())
                arguments["urls"] = str(file)
            else:
                checked = self.spider.check(**arguments)
                if not checked.refetch:
                    copy_known(
                        index, partition.output / index.path.name, self.spider.name, checked.since, checked.until
                    )
            said = {"spider": self.spider.name, "arguments": arguments, "settings": settings}
            write_whole(partition.folder / "partition.json", json_bytes(said))
            yield label

    def clear(self) -> None:
        """All is merged, and goes."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _words(said: dict[str, Any]) -> str:
    """What was asked for, as words of the command line.

    >>> _words({"spider": "share", "arguments": {"urls": "my links"}})
    "share -a 'urls=my links'"
    """
    given = (word for name, value in said["arguments"].items() for word in ("-a", f"{name}={value}"))
    return shlex.join([said["spider"], *given])


def _read(path: Path) -> Any:
    """What a file says; None where it is not there, or a power cut has left it empty."""
    try:
        return json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
