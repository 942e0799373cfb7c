"""What a merge works on, and where the file of an article stands."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from newscrawl.archive.entries import Entry
from newscrawl.archive.index import Index
from newscrawl.archive.merge.joining import Record
from newscrawl.files import safe_id
from newscrawl.places import find_post


@dataclass(frozen=True)
class Merged:
    """What a merge did."""

    articles: int = 0
    """That the part knows of."""
    posts: int = 0
    """That were written, or written anew."""


@dataclass(frozen=True)
class Merge:
    """A part, the whole it goes into, and how the disk is told to keep what was written."""

    part: Index
    part_folder: Path
    index: Index
    folder: Path
    sync: Callable[[], None]

    def record(self, index: Index, folder: Path, entry: Entry) -> Record:
        """A row with its file, where that is there; a record in quarantine/ may be of another site's article."""
        path = file_of(folder, entry)
        try:
            content = path.read_bytes() if path else None
        except (FileNotFoundError, NotADirectoryError):
            content = None
        foreign = content is not None and entry.state == "set_aside" and site_of(content) not in ("", entry.site)
        return Record(entry, None if foreign else content)


def file_of(folder: Path, entry: Entry) -> Path | None:
    """Where the file stands that belongs to a row, or is to: a post beyond the window in the cold store; None for one that
    is due."""
    match entry.state:
        case "archived" | "gone":
            return find_post(folder / "site" / "_posts", entry.post) if entry.post else None
        case "set_aside":
            return folder / "quarantine" / f"{safe_id(entry.id)}.json"
    return None


def site_of(content: bytes) -> str:
    """Which site a record of the quarantine is of; empty where it does not say.

    >>> site_of(b'{"id": "1", "site": "finews"}')
    'finews'
    """
    try:
        return str(json.loads(content).get("site", ""))
    except (ValueError, AttributeError):
        return ""
