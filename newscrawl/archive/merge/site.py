"""The site around the posts of a part, and its lists: into the whole."""

import os
import shutil
import tempfile
from pathlib import Path

from newscrawl.archive.merge.work import Merge, Merged
from newscrawl.places import COLD, PICTURES


def merge_site(work: Merge) -> Merged:
    """Layouts, style sheet, category pages and copies of pictures that the whole lacks; what stands there already stays
    as it is. The pages of months are made anew from the whole (newscrawl/window.py)."""
    site = work.part_folder / "site"
    for path in sorted(site.rglob("*")):
        within = path.relative_to(site).parts
        apart = within[0] == "_posts" or (within[0] == COLD and within[: len(PICTURES)] != PICTURES)
        if not apart and path.is_file() and not _is_temporary(path):
            copy_missing(path, work.folder / path.relative_to(work.part_folder))
    return Merged()


def copy_missing(path: Path, place: Path) -> bool:
    """Copy a file whole, however large, where there is none; whether it was copied."""
    if place.exists():
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{place.name[:80]}.", suffix=".tmp", dir=place.parent)
    os.close(handle)
    try:
        shutil.copyfile(path, temporary)
        os.chmod(temporary, 0o644)
        os.replace(temporary, place)
    except OSError:
        os.unlink(temporary)
        raise
    return True


def _is_temporary(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(".tmp")


def merge_lists(work: Merge) -> Merged:
    """What is known of each list: of it as it was read last."""
    coming = [dict(row) for row in work.part._rows("SELECT * FROM lists")]
    with work.index.transaction() as connection:
        for row in coming:
            found = connection.execute("SELECT * FROM lists WHERE url = ?", (row["url"],)).fetchone()
            known = dict(found) if found else None
            if known is None or (known["last_fetched"], *known.values()) < (row["last_fetched"], *row.values()):
                names = ", ".join(row)
                values = ", ".join(f":{name}" for name in row)
                connection.execute(f"INSERT OR REPLACE INTO lists ({names}) VALUES ({values})", row)
    return Merged()
