"""JSON Lines: a record a line, as exporters/schema/article-1.json says."""

from collections.abc import Iterable
from typing import BinaryIO

from newscrawl.records import Record, json_line


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Write records, one a line, each with all fields in their order."""
    for record in records:
        file.write(json_line(record) + b"\n")
