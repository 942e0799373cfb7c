"""The whole records of a WARC file, and where each stands. Needs no warcio: it looks into none."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_CHUNK = 1 << 16


class Member(NamedTuple):
    """A whole record: where it begins, how long it is on disk, and its bytes, not compressed any more."""

    offset: int
    length: int
    content: bytes


def members(path: Path, offset: int = 0) -> Iterator[Member]:
    """The whole records of a file from a place on, which is the beginning of one; a torn record ends them."""
    with path.open("rb") as file:
        file.seek(offset)
        data = file.read(_CHUNK)
        while data:
            unpack, parts, length = zlib.decompressobj(16 + zlib.MAX_WBITS), [], 0
            try:
                while data and not unpack.eof:
                    parts.append(unpack.decompress(data))
                    length += len(data) - len(unpack.unused_data)
                    data = unpack.unused_data or file.read(_CHUNK)
            except zlib.error:
                return
            if not unpack.eof:
                return
            yield Member(offset, length, b"".join(parts))
            offset += length
