"""One crawl at a time for one OUTPUT_DIR: an advisory lock that the kernel gives back however its holder ends."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from newscrawl.exceptions import ArchiveInUse, ArchiveUnusable

LOCK_FILE = ".lock"  # a dot: no part of what a crawl leaves


class OutputLock:
    """Holds an OUTPUT_DIR from `take` to `release`, or to the end of the process: kill -9 and a power cut release it.

    The file stays where it is, empty of meaning without its holder: what counts is the kernel's lock, not that it
    exists, so there is nothing to clear away after a crash.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, OutputLock(Path(folder)):
    ...     try:
    ...         OutputLock(Path(folder)).take()
    ...     except ArchiveInUse as error:
    ...         print(str(error).replace(folder, "output").replace(str(os.getpid()), "1234"))
    output is in use by process 1234: wait for its end, or give another OUTPUT_DIR
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / LOCK_FILE
        self.handle: int | None = None

    def take(self) -> Self:
        """Take the lock at once, or raise ArchiveInUse, which names the process that has it; ArchiveUnusable where the
        folder cannot be written. The folder is made where it is missing."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise ArchiveUnusable(f"cannot write to {self.folder}: {error.strerror}") from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        except BlockingIOError:
            pid = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
            os.close(handle)
            holder = f"process {pid}" if pid.isdigit() else "another process"  # it has not written its number yet
            message = f"{self.folder} is in use by {holder}: wait for its end, or give another OUTPUT_DIR"
            raise ArchiveInUse(message) from None
        except OSError as error:  # a full disk; a network folder without locks
            os.close(handle)
            raise ArchiveUnusable(f"cannot lock {self.folder}: {error.strerror}") from None
        self.handle = handle
        return self

    def release(self) -> None:
        """Give the lock back; nothing happens where it is not held."""
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None

    def __enter__(self) -> Self:
        return self.take()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
