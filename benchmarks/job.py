"""A benchmark as a process that leaves nothing behind: however it ends, all that it began ends too."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
GRACE = 20.0  # seconds to end in, when asked to
_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Become the parent of whatever a child leaves running (Linux; elsewhere it is left to the child), sessions of
    their own included, so that it can be found and ended."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children() -> list[int]:
    """Process ids of our children, adopted ones too."""
    found = []
    for task in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def end_orphans(spared: set[int]) -> None:
    """End children that we did not begin ourselves, and theirs, which become ours as their parents go."""
    deadline = time.monotonic() + GRACE
    while (left := [pid for pid in children() if pid not in spared]) and time.monotonic() < deadline:
        for pid in left:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


class Job:
    """A command with a temporary folder of its own. What it prints goes to our standard error, as it comes; what it
    says on its own is kept for the reason why it failed."""

    def __init__(self, words: list[str], folder: Path) -> None:
        self.words, self.folder = words, folder

    def run(self, seconds: float) -> str:
        """Run it to its end; why it failed, in one line, or "". Raises KeyboardInterrupt, once it has ended."""
        before = set(children())
        path = self.folder / "stderr"
        scratch = self.folder / "tmp"
        scratch.mkdir()
        with path.open("wb") as log:
            process = subprocess.Popen(
                self.words,
                stdin=subprocess.DEVNULL,
                stdout=sys.stderr,
                stderr=log,
                env=os.environ | {"TMPDIR": str(scratch), "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
            )
            try:
                status = process.wait(seconds)
            except subprocess.TimeoutExpired:
                return f"not done after {seconds / 60:.0f} min"
            finally:
                self.end(process)
                end_orphans(before)
        if not status:
            return ""
        said = path.read_text(encoding="utf-8", errors="replace").strip()
        print(said[-3000:], file=sys.stderr, flush=True)
        return (said.splitlines() or [f"exit status {status}"])[-1].replace(f"{ROOT}/", "").replace("`", "'")[:300]

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """Ask it and its group to end, then make them."""
        for number, patience in ((signal.SIGINT, GRACE), (signal.SIGKILL, GRACE)):
            if process.poll() is not None:
                break
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)
