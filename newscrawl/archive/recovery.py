"""What a crawl finds before it begins: whether an index is there, and what one that was killed has left."""

import os
from contextlib import suppress
from pathlib import Path

from newscrawl.archive.index import INDEX_FILE, Index
from newscrawl.places import COLD, MONTHS, STALE


def has_index(folder: Path) -> bool:
    """Whether there is an index, which an empty file, such as a full disk leaves, is not."""
    path = folder / INDEX_FILE
    return path.exists() and path.stat().st_size > 0


def lack_of_index(folder: Path) -> str:
    """What a crawl is to say, where posts are there and their index is not; else empty."""
    if has_index(folder) or not any((folder / "site" / "_posts").glob("*.md")):
        return ""
    state = "is empty" if (folder / INDEX_FILE).exists() else "is not there"
    return f"The index {folder / INDEX_FILE} {state}, though posts are: without `scrapy reindex`, their articles are fetched again"


def recover(index: Index, folder: Path) -> int:
    """What a crawl that was killed left: half-written files go, and articles whose posts were lost are due again; the
    number of these. Only for who holds the lock."""
    if index.was_interrupted():
        clear_away(folder)
    return index.recover(folder / "site" / "_posts")


def clear_away(folder: Path) -> int:
    """Delete what a crawl that was killed left half written, `.*.tmp` below the folder; the number of files. Months of the
    cold store in which nothing was to be written, and the built site, are not looked through; nor are the partitions of a
    distributed crawl, which have locks of their own. Only for who holds the lock."""
    found, cold = 0, folder / "site" / COLD
    marked = (cold / MONTHS).exists()
    for place, folders, names in os.walk(folder):
        if marked and Path(place).parent == cold:
            folders[:] = [month for month in folders if Path(place, month, STALE).exists()]
        folders[:] = [name for name in folders if name not in ("_site", "partitions")]
        for name in names:
            if name.startswith(".") and name.endswith(".tmp"):
                with suppress(FileNotFoundError):
                    os.unlink(os.path.join(place, name))
                    found += 1
    return found
