"""`make bench` as it runs: every part gives its result, one that fails stops no other, and nothing is left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
import run
from aims import AIMS
from plan import IN_SCALE, PARTS, Part

from tests.conftest import ROOT

TINY = {
    "crawl_speed": "--articles 20 --runs 1 --sizes 5700 --only ours,plain",
    "recording": "--pages 10 --rounds 1",
    "read_pages": "--rounds 1 --processes 1 --peers none",
    "parts": "--rounds 1",
    "crawl_memory": "--articles 10,20",
    "index_growth": "--sizes 200 --rounds 1",
    "copies_growth": "--sizes 200 --articles 20",
    "site_growth": "--sizes 300",
    "export_growth": "--sizes 50 --formats jsonl",
    "distribute_workers": "--days 1 --pairs 1",
    "distribute_kill": "--crawls 1",
    "unit_costs": "--articles 20",
    "simulate_scheduler": "--sources 50 --workers 2",
}


def check(told, part):
    assert "error" not in told, told["error"]
    assert (told["part"], told["title"]) == (part.name, part.title)
    assert told["tables"]
    assert all(
        table["rows"] and {len(row) for row in table["rows"]} == {len(table["head"])} for table in told["tables"]
    )
    assert {"when", "load", "seconds", "machine", "arguments"} <= told.keys()


@pytest.mark.parametrize(
    "part", [part for part in PARTS if part.name == "simulate_scheduler"], ids=lambda part: part.name
)
def test_a_part_gives_its_result(part):
    check(run.run_part(part, TINY[part.name], 1), part)


@pytest.mark.soak
@pytest.mark.parametrize("part", [part for part in PARTS if part.name in TINY], ids=lambda part: part.name)
def test_every_part_gives_its_result(part):
    check(run.run_part(part, TINY[part.name], 5), part)


def test_the_plan_names_what_there_is():
    names = {part.name for part in PARTS}
    assert {aim.part for aim in AIMS} | set(IN_SCALE) <= names
    assert names == TINY.keys()
    for name in names:
        assert '"--json"' in (ROOT / "benchmarks" / f"{name}.py").read_text(encoding="utf-8")


SCRIPTS = {
    "broken": "import sys; sys.exit('there is no jekyll')",
    "silent": "import sys; sys.exit(3)",
    "raising": "raise ValueError('no')",
    "resultless": "pass",
    "endless": "import time; time.sleep(60)",
    "whole": """
import json, sys
json.dump({"part": "whole", "title": "Whole", "figures": []}, open(sys.argv[-1], "w")); sys.exit(1)
""",
}


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """A folder of benchmarks of our own, and the parts that they are."""
    (tmp_path / "benchmarks").mkdir()
    monkeypatch.setattr(run, "ROOT", tmp_path)
    for name, text in SCRIPTS.items():
        (tmp_path / "benchmarks" / f"{name}.py").write_text(text)
    return {name: Part(name, name.title(), "", "", 1) for name in SCRIPTS}


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("broken", "there is no jekyll"),
        ("silent", "exit status 3"),
        ("raising", "ValueError: no"),
        ("resultless", "it ended without a result"),
        ("endless", "not done after 0 min"),
        ("whole", None),
    ],
    ids=list(SCRIPTS),
)
def test_a_part_that_fails_tells_why_in_one_line(scripts, name, error):
    told = run.run_part(scripts[name], "", 1 if name != "endless" else 0.01)
    assert told.get("error") == error
    assert told["title"] == name.title()


def test_one_that_fails_keeps_no_other_from_running(scripts, tmp_path):
    parts = [scripts["broken"], scripts["whole"], Part("whole", "Whole", "", None, 1)]
    assert run.run_parts(parts, tmp_path / "results", quick=True) == ["broken"]
    assert json.loads((tmp_path / "results" / "whole.json").read_text())["title"] == "Whole"
    assert json.loads((tmp_path / "results" / "broken.json").read_text())["error"] == "there is no jekyll"


STRAY = """
import subprocess, sys, tempfile, time
folder = tempfile.mkdtemp()
stray = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"], start_new_session=True)
print("began", stray.pid, folder, flush=True)
time.sleep(120)
"""
INTERRUPTED = """
import sys
sys.path.insert(0, sys.argv[1])
import run
from pathlib import Path
from plan import Part
run.PARTS = (Part("stray", "Stray", "", "", 1),)
run.ROOT = run.RESULTS = Path(sys.argv[2])
sys.argv = ["run.py", "stray"]
sys.exit(run.main())
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "ended"])
def test_an_interruption_leaves_no_process_and_no_folder(tmp_path, number):
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks" / "stray.py").write_text(STRAY)
    words = [sys.executable, "-c", INTERRUPTED, str(ROOT / "benchmarks"), str(tmp_path)]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    told = next(line.split() for line in process.stderr if line.startswith("began "))
    process.send_signal(number)
    said = process.communicate(timeout=50)[1]
    assert process.returncode == 130, said
    assert "interrupted: what was measured is kept" in said
    assert not is_running(int(told[1]))
    assert not Path(told[2]).exists()


def is_running(pid):
    deadline = time.monotonic() + 2  # what has ended is gone once its parent has seen it
    while time.monotonic() < deadline:
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
            time.sleep(0.05)
            continue
        return False
    return True


def test_a_part_that_does_not_exist_is_told(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["run.py", "speed"])
    with pytest.raises(SystemExit) as raised:
        run.main()
    assert raised.value.code == 2
    assert "no part is called speed: there are crawl_speed, " in capsys.readouterr().err
