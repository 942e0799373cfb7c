"""SHA256SUMS beside exported files: `sha256sum -c SHA256SUMS` checks them all."""

import fcntl
import hashlib
import os
from pathlib import Path

from newscrawl.files import write_whole

FILE = "SHA256SUMS"


def note_checksums(*paths: Path) -> dict[str, str]:
    """Enter files of one folder into its SHA256SUMS; name → SHA-256. The entries of other files stay as they are.

    Several exports into one folder may end at once: the folder is locked meanwhile. Raises OSError.
    """
    folder = paths[0].parent
    sums = {path.name: checksum(path) for path in paths}
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        listed = folder / FILE
        before = listed.read_bytes().decode(errors="surrogateescape").splitlines() if listed.exists() else []
        lines = {line.partition("  ")[2]: line for line in before if line} | {
            name: f"{sum_}  {name}" for name, sum_ in sums.items()
        }
        ordered = "".join(f"{line}\n" for _, line in sorted(lines.items()))
        write_whole(listed, ordered.encode(errors="surrogateescape"))
    finally:
        os.close(handle)
    return sums


def checksum(path: Path) -> str:
    """The SHA-256 of a file, of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
