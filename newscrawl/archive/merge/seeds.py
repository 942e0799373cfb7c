"""What a part of an archive is told beforehand: the articles that the whole has, so that they are not fetched again."""

from datetime import date
from itertools import islice
from pathlib import Path

from newscrawl.archive.entries import COLUMNS, entry_of
from newscrawl.archive.index import Index
from newscrawl.archive.merge.rows import put_entries

# A list may tell another day than the page, by a few hours.
_MARGIN = 1  # days
_KNOWN = f"""
SELECT {COLUMNS} FROM articles
WHERE day BETWEEN ? AND ? AND site = ? AND state <> 'due' AND key > ? ORDER BY key LIMIT ?
"""


def copy_known(index: Index, path: Path, site: str, since: date | None, until: date | None) -> int:
    """Take the rows of a site's articles of these days that need not be fetched into the index at `path`, which is made
    where it is missing; their number. Merged back without their posts, they change nothing (joining.py)."""
    first = date.fromordinal(max((since or date.min).toordinal() - _MARGIN, date.min.toordinal())).isoformat()
    last = date.fromordinal(min((until or date.max).toordinal() + _MARGIN, date.max.toordinal())).isoformat()
    copied = 0
    with Index.open(path) as part:
        rows = index._pages(_KNOWN, first, last, site)
        while some := [entry_of(row) for row in islice(rows, 500)]:
            with part.transaction() as connection:
                put_entries(connection, some)
            copied += len(some)
    return copied
