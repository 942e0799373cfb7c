"""How a command ends that nobody expected to."""

import signal
import subprocess
import sys

import pytest

PRINT = "print('x' * 100_000)"


def run(code, **how):
    words = [sys.executable, "-c", f"import newscrawl.commands\n{code}"]
    return subprocess.Popen(words, stderr=subprocess.PIPE, text=True, **how)


@pytest.mark.parametrize(
    ("code", "status", "says"),
    [
        ("raise KeyboardInterrupt", -signal.SIGINT, "scrapy: interrupted\n"),
        (PRINT, 1, "scrapy: cannot write standard output: No space left on device\n"),
        (
            "raise OSError(28, 'No space left on device', 'a.md')",
            1,
            "scrapy: cannot write a.md: No space left on device\n",
        ),
    ],
    ids=["Ctrl-C", "full", "full, a file"],
)
def test_one_line(code, status, says):
    with open("/dev/full", "w") as full, run(code, stdout=full) as process:
        assert process.communicate(timeout=20)[1] == says
    assert process.returncode == status


def test_a_reader_that_has_enough():
    with run(PRINT, stdout=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


def test_a_fault_has_its_traceback():
    with run("1 / 0") as process:
        assert process.communicate(timeout=20)[1].endswith("ZeroDivisionError: division by zero\n")


def test_nothing_heavy_is_imported_before():
    heavy = "import sys\nassert not {'scrapy', 'lxml', 'newscrawl.reading'} & sys.modules.keys()"
    with run(heavy) as process:
        assert process.communicate(timeout=20) == (None, "")
