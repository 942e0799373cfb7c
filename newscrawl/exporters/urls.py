"""Addresses, one a line: what ArchiveBox and other archivers take as a list, and `scrapy crawl share -a urls=` too."""

import re
from collections.abc import Iterable
from typing import BinaryIO

from newscrawl.records import Record

# What ends an address in a list, or would make two lines of one.
_UNSAFE = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f\x7f-\x9f]")


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Write the address under which each article is cited; an article without one has no line."""
    for record in records:
        if record["url"]:
            file.write(safe_address(record["url"]).encode() + b"\n")


def safe_address(url: str) -> str:
    """An address as one word: what cannot stand in one is percent-encoded.

    >>> safe_address("http://example.com/常州 日报?id={1}")
    'http://example.com/常州%20日报?id=%7B1%7D'
    """
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)
