"""`make bench`: every benchmark, one after the other, each a process of its own; docs/performance.md and the measured
tables of docs/scale.md from what they found.

    python benchmarks/run.py [--quick] [--render] [PART …]

With parts (crawl_speed, read_pages, …) only these run anew; what is known of the others is kept in benchmarks/results/,
so that the documents are always whole. --render runs nothing. --quick runs all at sizes for some ten minutes, keeps its
results apart, prints the document and writes none.

Each part has two processors, what ratios are aimed at for, unless it shares them out itself, and a temporary folder that is removed
with it. A part that fails is told in the document and keeps no other from running; Ctrl-C ends all that a part began, and keeps what others found.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import peerhouse
from job import Job, adopt_orphans
from machine import describe_machine
from plan import PARTS, Part
from report import performance, scale

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
QUICK_MINUTES = 10  # a part, at most
NEED_PEERS = {"parts", "crawl_speed"}


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def run_part(part: Part, arguments: str, minutes: float) -> dict[str, Any]:
    """Run it; its result, or `error`, with the circumstances. Raises KeyboardInterrupt, once all it began has ended."""
    have = os.sched_getaffinity(0)
    given = set(sorted(have)[: part.processors or None])
    kept: dict[str, Any] = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "load": os.getloadavg()[0],
        "arguments": arguments,
        "processors": len(given),
        "machine": describe_machine(),
    }
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="newscrawl-bench-", ignore_cleanup_errors=True) as folder:
        found = Path(folder, "result.json")
        script = str(ROOT / "benchmarks" / f"{part.name}.py")
        words = [sys.executable, script, *arguments.split(), "--json", str(found)]
        os.sched_setaffinity(0, given)  # which it inherits
        try:
            error = Job(words, Path(folder)).run(60 * minutes)
        finally:
            os.sched_setaffinity(0, have)
        told = json.loads(found.read_text(encoding="utf-8")) if found.exists() else {}
    if not told:
        told = {"part": part.name, "title": part.title, "error": error or "it ended without a result"}
    return told | kept | {"seconds": time.monotonic() - begun}


def run_parts(parts: list[Part], folder: Path, *, quick: bool) -> list[str]:
    """Run them all and keep what each found; the names of those that failed."""
    folder.mkdir(parents=True, exist_ok=True)
    failed = []
    for number, part in enumerate(parts, 1):
        arguments = part.quick if quick else part.full
        if arguments is None:
            say(f"{number}/{len(parts)} {part.name}: left out of a quick run")
            continue
        say(f"{number}/{len(parts)} {part.name} {arguments}".rstrip())
        told = run_part(part, arguments, min(part.minutes, QUICK_MINUTES) if quick else part.minutes)
        path = folder / f"{part.name}.json"
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        say(f"{number}/{len(parts)} {part.name}: {told.get('error') or 'done'}, {told['seconds']:.0f} s")
        failed += [part.name] if "error" in told else []
    return failed


def read_results(folder: Path) -> dict[str, dict[str, Any]]:
    """Part → what is kept of it."""
    paths = [path for part in PARTS if (path := folder / f"{part.name}.json").exists()]
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def write_documents() -> None:
    """The documents, of all that is kept."""
    told = read_results(RESULTS)
    (ROOT / "docs" / "performance.md").write_text(performance(told), encoding="utf-8")
    path = ROOT / "docs" / "scale.md"
    path.write_text(scale(path.read_text(encoding="utf-8"), told), encoding="utf-8")
    say("wrote docs/performance.md and docs/scale.md")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="small sizes, all in some ten minutes; writes no document")
    parser.add_argument("--render", action="store_true", help="write the documents of what is known, and run nothing")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(part.name for part in PARTS))
    given = parser.parse_args()
    if unknown := set(given.parts) - {part.name for part in PARTS}:
        parser.error(
            f"no part is called {', '.join(sorted(unknown))}: there are {', '.join(part.name for part in PARTS)}"
        )
    if given.render:
        write_documents()
        return 0
    for number in (
        signal.SIGINT,
        signal.SIGTERM,
        signal.SIGHUP,
    ):  # SIGINT too: a shell's background job would ignore it
        signal.signal(number, signal.default_int_handler)
    adopt_orphans()
    parts = [part for part in PARTS if not given.parts or part.name in given.parts]
    folder = RESULTS / "quick" if given.quick else RESULTS
    try:
        if NEED_PEERS & {part.name for part in parts}:
            peerhouse.install()
        failed = run_parts(parts, folder, quick=given.quick)
    except KeyboardInterrupt:
        say(
            f"interrupted: what was measured is kept in {folder.relative_to(ROOT)}; no document was written (--render does)"
        )
        return 130
    if given.quick:
        left_out = ", ".join(part.name for part in parts if part.quick is None)
        print(
            "A quick run: at these sizes a crawl's start and end weigh more than in what is aimed at, and what is aimed at other sizes "
            f"counts as not measured. No document is written. Left out: {left_out or 'nothing'}.\n"
        )
        print(performance(read_results(folder)))
    else:
        write_documents()
    if failed:
        say(f"failed: {', '.join(failed)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
