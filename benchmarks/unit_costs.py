"""What one article, one partition and one merge cost: the figures of docs/scale.md.

    python benchmarks/unit_costs.py [--articles 2000]

Times are of the processor, not of the clock, so that what else the machine does disturbs them little. The site is ours,
on loopback; its articles have some 700 characters, as those of dailies do.
"""

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
PARTS = 4
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def crawl(output: Path, url: str, *arguments: str) -> float:
    """An ordinary crawl; seconds of its processor."""
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment["http_proxy"] = url
    settings = {"OUTPUT_DIR": str(output), "AUTOTHROTTLE_ENABLED": "0", "CONCURRENT_REQUESTS_PER_DOMAIN": "16"}
    command = [sys.executable, "-m", "scrapy", "crawl", "finews", *arguments, "-s", "LOG_LEVEL=WARNING"]
    command += [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def size(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=2000)
    count = parser.parse_args().articles
    from newscrawl.archive.index import Index
    from newscrawl.archive.merge import merge
    from newscrawl.archive.merge.seeds import copy_known
    from newscrawl.fixturesite import FixtureSite
    from tests.distributed.servers import many_articles

    articles = many_articles(count, PARTS)
    draw = random.Random(count)
    for article in articles:
        article["text"] = "".join(f"<p>　　{''.join(draw.choices(CHARACTERS, k=35))}。</p>" for _ in range(20))
    rows: list[tuple[str, float, str]] = []
    with tempfile.TemporaryDirectory() as place, FixtureSite(articles) as site:
        folder = Path(place)
        start = min(crawl(folder / "empty", site.url, "-a", "since=2022-06-14") for _ in range(3))
        parts = []
        seconds = 0.0
        for part in range(PARTS):
            day = f"2022-06-{13 - part:02}"
            parts.append(folder / f"part{part}")
            seconds += crawl(parts[-1], site.url, "-a", f"since={day}", "-a", f"until={day}") - start
        again = min(crawl(parts[0], site.url, "-a", "since=2022-06-13", "-a", "until=2022-06-13") for _ in range(3))
        rows.append(("crawl: start and end, with the lists", start, "s"))
        rows.append(("crawl: an article (post page, share JSON, all steps, post, index)", 1000 * seconds / count, "ms"))
        rows.append(("crawl: an article that is known", 1e6 * max(0, again - start) / (count / PARTS), "µs"))
        whole = folder / "whole"
        whole.mkdir()
        with Index.open(whole / "archive.sqlite3") as index:
            for name in ("merge: an article that is new", "merge: the same again"):
                begun = time.process_time()
                merged = sum(merge(part, index, whole, sync=lambda: None).articles for part in parts)
                assert merged == count
                rows.append((name, 1e6 * (time.process_time() - begun) / count, "µs"))
            begun = time.process_time()
            copied = copy_known(index, folder / "seed.sqlite3", "finews", None, None)
            rows.append(
                ("plan: an article that a partition is told of", 1e6 * (time.process_time() - begun) / copied, "µs")
            )
            with index.transaction() as connection:
                copies = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'near_cop%'").fetchone()[0]
                everything = connection.execute("SELECT sum(pgsize) FROM dbstat").fetchone()[0]
        rows.append(("post: bytes an article", size(whole / "site" / "_posts", "*.md") / count, "B"))
        rows.append(("index: bytes an article, without near-copies", (everything - (copies or 0)) / count, "B"))
        rows.append(("index: bytes an article, of near-copies", (copies or 0) / count, "B"))
        shutil.rmtree(folder, ignore_errors=True)
    print("| what | costs | |\n|---|---|---|")
    for name, value, unit in rows:
        print(f"| {name} | {value:,.3g} | {unit} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
