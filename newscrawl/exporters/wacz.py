"""A WACZ package (Web Archive Collection Zipped): the WARC files, an index of them, and the list of the articles' pages,
in one file that pywb and ReplayWeb.page play."""

import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import NamedTuple

from newscrawl.exceptions import WrongArgument
from newscrawl.warc.catalogue import Catalogue, Place
from newscrawl.warc.files import warc_files
from newscrawl.warc.survey import catch_up

_TITLE = "newscrawl"


class Page(NamedTuple):
    """An article: addresses at which it may have been read, best first, and its title."""

    addresses: tuple[str, ...]
    title: str


def write_wacz(articles: Iterable[Page], path: Path, folder: Path) -> int:
    """Package the WARC files of a folder, whole, with a list of those articles' pages that are in them; how many these
    are. A crawl may go on recording meanwhile: what it adds is left out. Raises WrongArgument where there are no WARC
    files, OSError where the disk refuses; `path` is written as it goes, so it is best one beside the file to be."""
    from wacz.main import main  # takes a second to be imported

    if not warc_files(folder):
        raise WrongArgument(f"there are no WARC files in {folder}")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name[:80]}.") as room, Catalogue(folder) as known:
        files = [whole(file, end, Path(room)) for file, end in catch_up(known).items() if end]
        pages = Path(room, "pages.jsonl")
        count = 0
        with pages.open("w", encoding="utf-8") as lines:
            lines.write(json.dumps({"format": "json-pages-1.0", "id": "pages", "title": _TITLE}) + "\n")
            for count, line in enumerate(page_lines(articles, known), 1):  # noqa: B007 - how many
                lines.write(json.dumps(line, ensure_ascii=False) + "\n")
        said = io.StringIO()
        words = ["create", "-o", str(path), "-p", str(pages), "-c", "--title", _TITLE, *map(str, files)]
        with redirect_stdout(said):
            status = main(words)
        if status:
            raise OSError(None, said.getvalue().strip().splitlines()[-1], str(path))
    return count


def whole(file: Path, end: int, room: Path) -> Path:
    """The file itself, or a copy of its whole records where it goes on behind them: it is being written to, or torn."""
    if file.stat().st_size == end:
        return file
    copy = room / file.name
    with file.open("rb") as source, copy.open("wb") as target:
        left = end
        while left and (part := source.read(min(left, 1 << 20))):
            target.write(part)
            left -= len(part)
    os.utime(copy, (file.stat().st_atime, file.stat().st_mtime))
    return copy


def page_lines(articles: Iterable[Page], catalogue: Catalogue) -> Iterator[dict[str, str]]:
    """The lines of pages.jsonl: each article at the first of its addresses that answered with a page."""
    for article in articles:
        for address in article.addresses:
            found = catalogue.find(address) if address else None
            if found and found.kind == "unchanged":
                found = catalogue.find_full(found)
            if found and found.status == 200:
                yield {"id": page_id(found), "url": found.url, "ts": found.time, "title": article.title}
                break


def page_id(place: Place) -> str:
    """
    >>> page_id(Place("newscrawl-20220613-00001.warc.gz:0000000000917", "", "", "", "", 200, "response", ""))
    'newscrawl-20220613-00001-917'
    """
    name, _, offset = place.at.partition(".warc.gz:")
    return f"{name}-{int(offset)}"
