"""Addresses, one a line: what ArchiveBox and other archivers take as a list, and `scrapy crawl share -a urls=` too."""

import re
from collections.abc import Iterable
from typing import BinaryIO

from newscrawl.records import Record

_UNSAFE = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f\x7f-\x9f]|%(?![\da-fA-F]{2})")
# Where ArchiveBox 0.7 takes an address in a list to end (URL_REGEX in its util.py); a host may have brackets: [::1]
_ENDS = re.compile(r"[()\[\]']")
_HOST = re.compile(r"\w+://[^/?#]*")


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Write the address under which each article is cited; an article without one has no line."""
    for record in records:
        if record["url"]:
            file.write(listed_address(record["url"]).encode() + b"\n")


def listed_address(url: str) -> str:
    """An address that readers of lists take for one, from its beginning to its end.

    >>> listed_address("http://[::1]/常州 日报(1).html?id=[2]")
    'http://[::1]/常州%20日报%281%29.html?id=%5B2%5D'
    """
    url = _UNSAFE.sub(_encode, url)
    host = found[0] if (found := _HOST.match(url)) else ""
    rest, mark, fragment = _ENDS.sub(_encode, url[len(host) :]).partition("#")
    return host + rest + mark + fragment.replace("#", "%23")


def _encode(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
