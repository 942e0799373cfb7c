"""One process at a time works on one OUTPUT_DIR."""

import os
import signal
import subprocess
import sys

import pytest

from newscrawl.archive.lock import LOCK_FILE, OutputLock
from newscrawl.exceptions import ArchiveInUse, ArchiveUnusable
from tests.conftest import ROOT

HOLD = """
import sys, time
from pathlib import Path
from newscrawl.archive.lock import OutputLock
with OutputLock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.communicate()


def test_the_second_is_told_who_has_it(tmp_path, holder):
    with pytest.raises(ArchiveInUse) as told:
        OutputLock(tmp_path).take()
    message = f"{tmp_path} is in use by process {holder.pid}: wait for its end, or give another OUTPUT_DIR"
    assert str(told.value) == message


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_however_its_holder_ends_the_lock_is_free(tmp_path, holder, end):
    holder.send_signal(end)
    holder.wait()
    with OutputLock(tmp_path):
        assert (tmp_path / LOCK_FILE).read_text() == f"{os.getpid()}\n"


def test_it_can_be_taken_again_once_released(tmp_path):
    folder = tmp_path / "new" / "output"
    for _ in range(3):
        with OutputLock(folder) as lock:
            pass
        lock.release()


def test_a_holder_that_has_not_written_its_number_yet(tmp_path):
    with OutputLock(tmp_path):
        (tmp_path / LOCK_FILE).write_text("")
        with pytest.raises(ArchiveInUse, match="in use by another process"):
            OutputLock(tmp_path).take()


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveUnusable, match=r"cannot write to .*file/output: Not a directory"):
        OutputLock(tmp_path / "file" / "output").take()


def test_a_folder_that_knows_no_locks(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(ArchiveUnusable, match=r"cannot lock .*: No locks available"):
        OutputLock(tmp_path).take()
