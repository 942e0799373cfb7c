"""Files that are written whole or not at all, under names that are safe."""

import fcntl
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any


def write_whole(path: Path, content: bytes) -> bool:
    """Write a file so that a reader sees the old content or the new, never a part; False where it holds that already.

    The temporary file stands beside it under a name with a dot, which Jekyll passes over. It is not synced to the disk:
    kill -9 at any moment leaves whole files, a power cut may lose the last ones, and the next run writes them again.
    Raises OSError where the disk refuses, and leaves nothing behind.
    """
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:80]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)  # mkstemp gives 0600, which a web server cannot read
        os.replace(temporary, path)
    except OSError as error:
        os.unlink(temporary)
        error.filename = str(path)
        raise
    return True


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file that is made over minutes, whole or not at all: the block writes to the path it is given, beside the file
    and under a name with a dot; at its end that is synced to the disk and takes the name, in one step.

    Where the block raises, the file is as it was. What an earlier process that was killed left half written goes; one
    that is at work holds a lock on its own. Raises OSError where the disk refuses.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{path.name[:80]}."
    for left in [entry for entry in path.parent.iterdir() if entry.name.startswith(prefix) and entry.suffix == ".part"]:
        with suppress(OSError), left.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()
    handle, temporary = tempfile.mkstemp(prefix=prefix, suffix=".part", dir=path.parent)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield Path(temporary)
        os.fsync(handle)
        os.chmod(temporary, 0o644)  # mkstemp gives 0600, which a web server cannot read
        os.replace(temporary, path)
        sync_folder(path.parent)
    except BaseException as error:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(path)
        raise
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """See to it that the names in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def safe_id(id_: str) -> str:
    """The id itself where it is `[A-Za-z0-9_-]`, else `x` and 16 hexadecimal digits of its SHA-256.

    >>> safe_id("NW202206132409564815"), safe_id("../etc")
    ('NW202206132409564815', 'xf7f9121fdb53d8de')
    """
    if re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}", id_):
        return id_
    return "x" + hashlib.sha256(id_.encode(errors="backslashreplace")).hexdigest()[:16]


def json_bytes(value: Any) -> bytes:
    r"""JSON for people and programs; half a surrogate pair, which others' JSON may hold, is written as an escape.

    >>> json_bytes("甲" + chr(0xD83D)).decode()
    '"甲\\ud83d"'
    """
    return json.dumps(value, ensure_ascii=False, indent=2).encode(errors="backslashreplace")
