"""Where a post lies: in site/_posts, or, beyond the site's window, in the cold store.

    site/_posts/2022-06-13-NW1.md              what Jekyll builds
    site/_archive/2022/06/2022-06-13-NW1.md    the same file, to the byte, once it has left the window
                          2022-06-13-NW1.html  its page, made of it: newer than the file, or made anew
                          index.html           the page of the month: all its articles, wherever their posts lie
                          .stale               that page, or one of its articles', has to be made anew
    site/_archive/pictures/                    copies of pictures, which posts name as /archive/pictures/

Jekyll passes over folders that begin with `_`. A month is marked as stale before one of its posts is written, so that
a crash leaves the mark; newscrawl/window.py makes the pages and takes the mark away.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from newscrawl.files import write_whole

COLD = "_archive"
STALE = ".stale"
PICTURES = (COLD, "pictures")  # below the site
MONTHS = "months.json"  # how many articles each month has; without it no page is kept up
_DATED = re.compile(r"(\d{4})-(\d\d)-\d\d-.")


def cold_place(posts: Path, name: str) -> Path:
    """Where a post lies in the cold store beside `posts` (site/_posts); its name begins with its day.

    >>> cold_place(Path("site/_posts"), "2022-06-13-NW1.md").as_posix()
    'site/_archive/2022/06/2022-06-13-NW1.md'
    """
    return month_folder(posts, name) / name


def month_folder(posts: Path, name: str) -> Path:
    """The folder of a post's month, or that of `2022-06`, in the cold store."""
    return posts.parent / COLD / name[:4] / name[5:7]


def find_post(posts: Path, name: str) -> Path:
    """Where a post lies; where it would be written, if it lies nowhere: in `posts`."""
    warm = posts / name
    if _DATED.match(name) and not warm.exists() and (cold := cold_place(posts, name)).exists():
        return cold
    return warm


def write_post(posts: Path, name: str, content: bytes) -> bool:
    """Write a post where it lies, whole or not at all; False where it holds that already. Raises OSError."""
    path = find_post(posts, name)
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    except FileNotFoundError:
        pass
    mark_stale(posts, name)
    return write_whole(path, content)


def remove_post(posts: Path, name: str) -> None:
    """Take a post away that stands under another name now."""
    mark_stale(posts, name)
    find_post(posts, name).unlink(missing_ok=True)


def mark_stale(posts: Path, name: str) -> None:
    """Mark the month of a post, or `2022-06`; nothing happens where the site has no pages of months."""
    if (posts.parent / COLD / MONTHS).exists():
        folder = month_folder(posts, name)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / STALE).touch()


def cold_months(posts: Path) -> Iterator[tuple[str, Path]]:
    """The months that the cold store has a folder of, `2022-06`, first to last."""
    store = posts.parent / COLD
    for year in sorted(_folders(store, r"\d{4}")):
        for month in sorted(_folders(store / year, r"\d\d")):
            yield f"{year}-{month}", store / year / month


def _folders(place: Path, named: str) -> list[str]:
    try:
        return [name for name in os.listdir(place) if re.fullmatch(named, name)]
    except (FileNotFoundError, NotADirectoryError):
        return []
