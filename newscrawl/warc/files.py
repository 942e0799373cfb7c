"""The folder of WARC files: `newscrawl-20220613-00001.warc.gz`, a new one each day (UTC) and where one has grown full.

Records are appended with one write each, so that a crash leaves whole records and at most one that is torn, at the end;
`mend` cuts that away.
"""

import logging
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

logger = logging.getLogger(__name__)
_NAME = re.compile(r"newscrawl-(\d{8})-(\d{5})\.warc\.gz")


def warc_files(folder: Path) -> list[Path]:
    """The WARC files of a folder, ours and others', oldest first; none where it is missing."""
    return sorted(folder.glob("*.warc.gz")) if folder.is_dir() else []


def own_files(folder: Path) -> list[Path]:
    """Those that crawls of this OUTPUT_DIR write to, oldest first: no other program's, and none of another crawl's that
    were merged into it (merging.py)."""
    return [path for path in warc_files(folder) if _NAME.fullmatch(path.name)]


def file_name(day: datetime, number: int) -> str:
    return f"newscrawl-{day.astimezone(UTC):%Y%m%d}-{number:05d}.warc.gz"


def names_of_day(folder: Path, when: datetime) -> Iterator[str]:
    """The names of the files of a day: those that are there, then new ones."""
    there = [path.name for path in own_files(folder)]
    day = f"{when.astimezone(UTC):%Y%m%d}"
    numbers = [int(found[2]) for name in there if (found := _NAME.fullmatch(name)) and found[1] == day]
    yield from (file_name(when, number) for number in range(max(numbers, default=1), 100_000))


class AppendedFile:
    """A WARC file that is appended to, by one process at a time. Raises OSError where the disk refuses; what was written
    of a record then is taken back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        self.size = os.lseek(self.handle, 0, os.SEEK_END)

    def append(self, record: bytes) -> int:
        """Write a record behind the last; where it begins."""
        begin, left = self.size, memoryview(record)
        try:
            while left:
                left = left[os.write(self.handle, left) :]
        except OSError as error:
            os.ftruncate(self.handle, begin)
            error.filename = str(self.path)
            raise
        self.size = begin + len(record)
        return begin

    def close(self) -> None:
        os.close(self.handle)


def mend(path: Path, whole: int) -> int:
    """Cut away what stands behind the last whole record, which ends at `whole`; the number of bytes. Only for who holds
    the lock of OUTPUT_DIR."""
    torn = path.stat().st_size - whole
    if torn > 0:
        os.truncate(path, whole)
        logger.warning("%s ended in a torn record, which a crash left: %d bytes are cut away", path, torn)
    return max(torn, 0)
