"""Records of WARC files read back, and one answer by its place."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from warcio.recordloader import ArcWarcRecordLoader

from newscrawl.warc.members import members
from newscrawl.warc.records import UNCHANGED


class Answer(NamedTuple):
    """What a record says of an answer. `kind`: response, same (the body of an earlier one again) or unchanged (a 304)."""

    kind: str
    url: str
    time: datetime
    digest: str
    status: int
    refers_to: tuple[str, datetime] | None
    """Address and time of the answer that a revisit refers to."""
    headers: list[tuple[str, str]]
    body: bytes


def load(content: bytes) -> Any:
    """A record of warcio."""
    return ArcWarcRecordLoader().parse_record_stream(io.BytesIO(content), known_format="warc")


def read_info(record: Any) -> dict[str, str]:
    """The fields of a warcinfo record."""
    lines = record.content_stream().read().decode(errors="replace").splitlines()
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines) if name.strip()}


def read_answer(record: Any) -> Answer:
    """A response or revisit record; raises ValueError where it cannot be read."""
    said = record.rec_headers.get_header
    kind = "response" if record.rec_type == "response" else "same"
    if said("WARC-Profile") == UNCHANGED:
        kind = "unchanged"
    target, when = said("WARC-Refers-To-Target-URI"), said("WARC-Refers-To-Date")
    http = record.http_headers
    if http is None or not said("WARC-Target-URI"):
        raise ValueError("no HTTP in it")
    return Answer(
        kind,
        said("WARC-Target-URI"),
        read_date(said("WARC-Date")),
        said("WARC-Payload-Digest") or "",
        int(http.get_statuscode()),
        (target, read_date(when)) if target and when else None,
        list(http.headers),
        record.raw_stream.read(),
    )


def read_date(written: str) -> datetime:
    """A WARC-Date, to the second; raises ValueError.

    >>> read_date("2022-06-13T00:21:56.123Z").isoformat()
    '2022-06-13T00:21:56+00:00'
    """
    return datetime.fromisoformat(written).astimezone(UTC).replace(microsecond=0)


def answer_at(folder: Path, at: str) -> Answer:
    """The answer that stands at a place, `file name:offset`. Raises OSError or ValueError where it does not."""
    name, _, offset = at.rpartition(":")
    for member in members(folder / name, int(offset)):
        return read_answer(load(member.content))
    raise ValueError(f"{folder / name} has no whole record at {int(offset)}")
