"""Reads into the catalogue what the WARC files have and it has not: after a crash, of other programs' files, and all of
them where it was lost."""

import json
from pathlib import Path
from typing import Any

from newscrawl.warc.catalogue import Catalogue, Place, Run, key_of, place_name
from newscrawl.warc.files import warc_files
from newscrawl.warc.members import members
from newscrawl.warc.reading import load, read_answer, read_date, read_info
from newscrawl.warc.records import warc_date


def catch_up(catalogue: Catalogue, *, only: Path | None = None) -> dict[Path, int]:
    """Read what it lacks; how far each of the files is whole. `only`: of this file alone. Raises ArchiveUnusable, and
    OSError where a file cannot be read."""
    paths = warc_files(catalogue.folder) if only is None else [only]
    known = catalogue.reached_before()
    ends = {}
    for path in paths:
        begin, run = known.get(path.name, (0, ""))
        size = path.stat().st_size
        if size < begin:
            catalogue.forget(path.name)
            begin, run = 0, ""
        ends[path] = _read(catalogue, path, begin, run) if size > begin else begin
    if only is None:
        for name in known.keys() - {path.name for path in paths}:
            catalogue.forget(name)
    catalogue.flush()
    return ends


def _read(catalogue: Catalogue, path: Path, begin: int, run: str) -> int:
    """Take in the records of a file from `begin` on; where the last whole one ends."""
    end, method = begin, "GET"
    for member in members(path, begin):
        end = member.offset + member.length
        try:
            record = load(member.content)
            if record.rec_type == "warcinfo":
                run = _take_info(catalogue, record)
            elif record.rec_type == "request":
                method = record.http_headers.protocol if record.http_headers else "GET"
            elif record.rec_type in ("response", "revisit") and method == "GET":
                answer = read_answer(record)
                at, key = place_name(path, member.offset), key_of(answer.url)
                place = Place(
                    at, run, key, answer.url, warc_date(answer.time), answer.status, answer.kind, answer.digest
                )
                catalogue.add(place, end)
        except (ValueError, TypeError, AttributeError, EOFError):
            continue  # no HTTP, or another program's own
        catalogue.reached(path.name, end, run)
    return end


def _take_info(catalogue: Catalogue, record: Any) -> str:
    """The id of the run that a warcinfo record names; empty where another program wrote it."""
    started = read_date(record.rec_headers.get_header("WARC-Date")).isoformat()
    said = read_info(record)
    if not (said.get("run") and said.get("spider")):
        return ""
    try:
        arguments = json.loads(said.get("arguments", "{}"))
    except ValueError:
        arguments = {}
    catalogue.add_run(Run(said["run"], said["spider"], arguments, said.get("started", started)))
    return said["run"]
