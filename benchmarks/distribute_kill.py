"""Distributed crawls of 1,000 articles, workers killed and Redis restarted meanwhile: how many of 20 leave the whole tree.

    python benchmarks/distribute_kill.py [--crawls 20] [--json FILE]

They are those of `make soak-distributed` (tests/distributed/test_distribute.py, which says what is compared): three kills
-9 of a worker or a crawl at random moments, Redis killed and begun again once, the command given again where it ended
incomplete.
"""

import argparse
import ast
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from results import Result

ROOT = Path(__file__).parents[1]
TESTS = "tests/distributed/test_distribute.py"
TEXT = f"""
Each is `scrapy distribute finews` of 1,000 articles by two workers; three of its processes are killed (kill -9) at random moments, and
Redis is killed and begun again once. Whole is a crawl that left, byte for byte, the tree of an undisturbed one, 1,000 posts, none
of them twice, and an index that agrees with them ({TESTS})."""


def run_trials(count: int, folder: Path) -> list[ElementTree.Element]:
    """What the test's report says of each. Raises SystemExit where they could not be tried."""
    report = folder / "junit.xml"
    words = [sys.executable, "-m", "pytest", "-q", "-m", "soak", f"--junitxml={report}", "-o", "junit_family=xunit1"]
    words += [f"--basetemp={folder / 'trials'}", *(f"{TESTS}::test_soak[{number}]" for number in range(count))]
    subprocess.run(words, cwd=ROOT, stdout=sys.stderr, check=False)
    cases = list(ElementTree.parse(report).iter("testcase"))
    for case in cases:
        for wrong in (*case.iter("error"), *case.iter("skipped")):
            raise SystemExit(f"the crawls could not be tried: {(wrong.get('message') or '').splitlines()[0]}")
    return cases


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--crawls", type=int, default=20)
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    given = parser.parse_args()
    result = Result("distribute_kill", "Workers killed, Redis restarted", TEXT.strip())
    with tempfile.TemporaryDirectory() as folder:
        cases = run_trials(given.crawls, Path(folder))
    table = result.table("crawl", "whole", "times the command was given", "killed", "articles asked for", "s")
    whole = 0
    for number, case in enumerate(cases, 1):
        good = case.find("failure") is None
        whole += good
        told = [each.get("value", "") for each in case.iter("property") if each.get("name") == "table"]
        said = ast.literal_eval(told[0].split(": ", 1)[1]) if told else {}
        cells = (said.get(name, "–") for name in ("runs", "killed", "fetched", "seconds"))
        table.row(number, "yes" if good else "NO", *(", ".join(c) if isinstance(c, list) else c for c in cells))
    result.figure(f"whole of {len(cases)}", whole)
    result.save(given.json)
    return result.status


if __name__ == "__main__":
    sys.exit(main())
