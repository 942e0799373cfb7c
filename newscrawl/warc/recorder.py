"""What a crawl records its answers with: files that rotate, and the catalogue that tells where each answer stands."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from newscrawl.exceptions import CannotWrite
from newscrawl.warc.catalogue import Catalogue, Place, Run, key_of, place_name
from newscrawl.warc.files import AppendedFile, mend, names_of_day, own_files
from newscrawl.warc.reading import read_date
from newscrawl.warc.records import Exchange, info_record, records_of, warc_date
from newscrawl.warc.survey import catch_up

_SOFTWARE = "newscrawl"


def mend_last(folder: Path, catalogue: Catalogue) -> None:
    """Cut the torn record away that a crash left at the end of a file. Only for who holds the lock of OUTPUT_DIR."""
    for path in own_files(folder)[-2:]:  # at midnight, or where one grew full, the last two are written to
        mend(path, catch_up(catalogue, only=path)[path])


class Recorder:
    """Writes WARC files into a folder, for one crawl. Only for who holds the lock of OUTPUT_DIR.

    An answer is on its way to the disk when `record` returns: kill -9 cannot take it back, a power cut may. Files are
    begun anew each day and beyond `most` bytes; `started` is when the crawl began. Raises CannotWrite, or ArchiveUnusable for the catalogue.
    """

    def __init__(
        self,
        folder: Path,
        spider: str,
        arguments: Mapping[str, str],
        *,
        most: int = 1 << 30,
        agent: str = "",
        robots: bool = True,
        started: datetime,
    ) -> None:
        self.folder, self.most = folder, most
        self.run = Run(f"{started:%Y%m%dT%H%M%S.%fZ}", spider, dict(arguments), started.isoformat(timespec="seconds"))
        self.fields = {
            "software": f"{_SOFTWARE} (Scrapy)",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "obey" if robots else "ignore",
            "http-header-user-agent": agent,
            "run": self.run.id,
            "spider": spider,
            "arguments": json.dumps(self.run.arguments, ensure_ascii=False),
            "started": self.run.started,
        }
        self.file: AppendedFile | None = None
        self.day = ""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.catalogue = Catalogue(folder)
            mend_last(folder, self.catalogue)
        except OSError as error:
            raise CannotWrite(f"cannot write {error.filename}: {error.strerror}") from None
        self.catalogue.add_run(self.run)

    def record(self, exchange: Exchange) -> None:
        """Write a request and its answer."""
        known = self.catalogue.last_full(exchange.url) if exchange.status == 304 else ""
        if exchange.status == 200 and exchange.body:
            known = self.catalogue.last_same(exchange.url, exchange.digest)
        refers_to = read_date(known) if known else None
        request, answer = records_of(exchange, refers_to=refers_to)
        try:
            file = self.file_for(exchange.time)
            begin = file.append(request + answer) + len(request)
        except OSError as error:
            raise CannotWrite(f"cannot write {error.filename}: {error.strerror}") from None
        if exchange.method != "GET":
            return
        kind = "unchanged" if exchange.status == 304 else "same" if refers_to else "response"
        digest = exchange.digest if kind != "unchanged" else ""
        at, key = place_name(file.path, begin), key_of(exchange.url)
        time = warc_date(exchange.time)
        self.catalogue.add(Place(at, self.run.id, key, exchange.url, time, exchange.status, kind, digest), file.size)

    def file_for(self, when: datetime) -> AppendedFile:
        """The file that takes the next record: the last of the day that is not full, else a new one."""
        day = f"{when.astimezone(UTC):%Y%m%d}"
        if self.file and day <= self.day and self.file.size < self.most:
            return self.file
        if self.file:
            self.file.close()
            self.file = None
        for name in names_of_day(self.folder, when):
            file = AppendedFile(self.folder / name)
            if file.size < self.most:
                break
            file.close()
        try:
            file.append(info_record(name, when, self.fields))
        except OSError:
            file.close()
            raise
        self.catalogue.reached(name, file.size, self.run.id)
        self.file, self.day = file, day
        return file

    def close(self) -> None:
        if self.file:
            self.file.close()
        self.catalogue.close()
