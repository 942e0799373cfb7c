"""How a command ends that nobody expected to."""

import os
import signal
import subprocess
import sys

import pytest

PRINT, PRINT_LITTLE = "print('x' * 100_000)", "print('x')"  # written at once, and at the end
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def run(code, **how):
    words = [sys.executable, "-c", f"import newscrawl.commands\n{code}"]
    return subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=BUFFERED, **how)


@pytest.mark.parametrize(
    ("code", "status", "says"),
    [
        ("raise KeyboardInterrupt", -signal.SIGINT, "scrapy: interrupted\n"),
        (PRINT, 1, "scrapy: cannot write standard output: No space left on device\n"),
        (PRINT_LITTLE, 1, "scrapy: cannot write standard output: No space left on device\n"),
        (
            "raise OSError(28, 'No space left on device', 'a.md')",
            1,
            "scrapy: cannot write a.md: No space left on device\n",
        ),
    ],
    ids=["Ctrl-C", "full", "full, at the end", "full, a file"],
)
def test_one_line(code, status, says):
    with open("/dev/full", "w") as full, run(code, stdout=full) as process:
        assert process.communicate(timeout=20)[1] == says
    assert process.returncode == status


@pytest.mark.parametrize(
    "code", [PRINT, f"import time; time.sleep(0.3); {PRINT_LITTLE}"], ids=["at once", "at the end"]
)
def test_a_reader_that_has_enough(code):
    with run(code, stdout=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


def test_no_standard_output_at_all():
    with run(PRINT_LITTLE, preexec_fn=lambda: os.close(1)) as process:
        assert process.communicate(timeout=20)[1] == ""
    assert process.returncode == 0


def test_a_fault_has_its_traceback():
    with run("1 / 0") as process:
        assert process.communicate(timeout=20)[1].endswith("ZeroDivisionError: division by zero\n")


def test_nothing_heavy_is_imported_before():
    heavy = "import sys\nassert not {'scrapy', 'lxml', 'newscrawl.reading'} & sys.modules.keys()"
    with run(heavy) as process:
        assert process.communicate(timeout=20) == (None, "")
