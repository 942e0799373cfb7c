"""WARC files of a part of an archive, such as a partition of a distributed crawl: into the folder of the whole."""

import hashlib
import shutil
from itertools import islice
from pathlib import Path

from newscrawl.files import whole_file
from newscrawl.warc.catalogue import Catalogue
from newscrawl.warc.files import own_files
from newscrawl.warc.members import members


def merge_warcs(source: Path, folder: Path) -> int:
    """Copy the files of the folder `source`, as far as they are whole, into `folder`; how many were copied. Raises OSError.

    Each gets a name that no other file has, and always the same one (`merged_name`). A file that has grown since takes
    the place of what was copied of it; a longer copy stays. So it does not matter in which order parts are merged, nor
    how often; a copy is there when it is on the disk, whole.
    """
    copied = 0
    for path in own_files(source):
        end = max((member.offset + member.length for member in members(path)), default=0)
        place = folder / merged_name(path) if end else None
        if place and (not place.exists() or place.stat().st_size < end):
            copy_up_to(path, end, place)
            copied += 1
    return copied


def merge_catalogue(source: Path, catalogue: Catalogue) -> None:
    """Take what the catalogue of the folder `source` says of the files that `merge_warcs` copied from it, so that they need
    not be read again. Raises ArchiveUnusable, OSError."""
    with Catalogue(source) as part:
        told = part.reached_before()
        for path in own_files(source):
            end, run = told.get(path.name, (0, ""))
            place = catalogue.folder / merged_name(path) if end else None
            if place and place.exists() and place.stat().st_size >= end:
                catalogue.take(part, path.name, place.name, end, run)


def merged_name(path: Path) -> str:
    """The name of a file where it is merged: its own, and a hash of its first record, which has an id that no other has
    and stays as it is while the file grows: `newscrawl-20220613-00001-5c0f3ad21b7e.warc.gz`. Raises OSError."""
    first = b"".join(member.content for member in islice(members(path), 1))
    return path.name.replace(".", f"-{hashlib.sha256(first).hexdigest()[:12]}.", 1)


def copy_up_to(path: Path, end: int, place: Path) -> None:
    """Copy so many bytes of a file, whole or not at all."""
    with whole_file(place) as temporary, path.open("rb") as file, temporary.open("wb") as copy:
        left = end
        while left and (some := file.read(min(left, 1 << 20))):
            copy.write(some)
            left -= len(some)
    shutil.copystat(path, place)
