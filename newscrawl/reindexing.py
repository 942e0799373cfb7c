"""An index that was lost, made again from the WARC files: the recorded crawls are replayed into a folder that goes again,
and the index that they leave is what the lost one was: when articles were listed and fetched, by which ids and lists, what
is due, and each revision."""

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from newscrawl.archive.index import INDEX_FILE, Index

_PREFIX = ".reindex-"
_LAST = ("recheck",)  # it visits what the others archived


def recorded_spiders(warc: Path, known: list[str]) -> list[str]:
    """The spiders whose crawls are recorded, in the order in which to replay them; none without WARC files or warcio. A
    spider that is not there any more is left out. Raises ArchiveUnusable, or OSError."""
    if not find_spec("warcio") or not warc.is_dir():
        return []
    from newscrawl.warc.catalogue import Catalogue
    from newscrawl.warc.survey import catch_up

    with Catalogue(warc) as catalogue:
        catch_up(catalogue)
        found = dict.fromkeys(run.spider for run in catalogue.runs() if run.spider in known)
    return sorted(found, key=lambda name: name in _LAST)


def index_from_warc(folder: Path, warc: Path, spiders: list[str]) -> list[str]:
    """Make the index of a folder that has none; the spiders whose replay failed. Raises OSError. Only for who holds the
    lock of OUTPUT_DIR."""
    for left in folder.glob(f"{_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    failed = []
    with tempfile.TemporaryDirectory(dir=folder, prefix=_PREFIX) as room:
        for name in spiders:
            settings = {"OUTPUT_DIR": room, "WARC_DIR": warc, "LOG_ENABLED": False}
            given = [part for key, value in settings.items() for part in ("-s", f"{key}={value}")]
            words = [sys.executable, "-m", "scrapy", "crawl", name, "-a", "replay=1", *given]
            done = subprocess.run(words, capture_output=True, check=False)
            if done.returncode not in (0, 1):  # 1: something is due
                failed.append(name)
        made = Path(room, INDEX_FILE)
        if made.is_file():
            Index.open(made).close()  # what its log holds is in the file then
            for ending in ("-wal", "-shm"):  # of the lost one: SQLite would take it for the new one's
                Path(folder, f"{INDEX_FILE}{ending}").unlink(missing_ok=True)
            os.replace(made, folder / INDEX_FILE)
    return failed
