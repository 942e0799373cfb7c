"""Whether the site's build stays as quick while the archive grows: the real Jekyll, a window of 3 days, 100 articles a day.

    python benchmarks/site_growth.py [--sizes 1000,10000] [--json FILE]

Prints, for each size of the archive: moving all beyond the window and making the archive's pages (once), a crawl's end
at which one article is new and one at which nothing is, and `jekyll build`, the shortest of two: all as processor time
(user and system), which other work on the machine changes least. Posts are of 2 kB. Takes some minutes, and 1 GB below
the system's temporary folder.
"""

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from results import Result

from newscrawl.archive.index import Index
from newscrawl.exporters.jekyll import JekyllExporter, file_name
from newscrawl.items import Article, Column
from newscrawl.text.dates import CST
from newscrawl.window import refresh, roll

A_DAY, WINDOW, SOURCES = 100, 3, 40
LAST = datetime(2022, 6, 13, 0, 0, tzinfo=CST)
TEXT = "<p>天还没亮，面馆的灯先亮了。店主把昨夜熬好的汤端上灶台，街上的人慢慢多了起来。</p>"
ABOUT = """
A window of 3 days, 100 articles a day with posts of 2 kB, built by the real Jekyll. Seconds of processor time: moving all beyond the
window and making the archive's pages (once), a crawl's end at which one article is new and one at which nothing is, and
`jekyll build`, the shortest of two."""
TABLE = "<table><tbody>" + "<tr><td>常州</td><td>1,024</td><td>3.5%</td></tr>" * 5 + "</tbody></table>"


def article(number: int) -> Article:
    """The article of that number, newest first."""
    name = f"第{number % SOURCES}日报"
    slug = f"di{number % SOURCES}ribao"
    return Article(
        id=f"NW{number:09}",
        url=f"http://share.example/NewsShare.html?infoCode=NW{number:09}",
        site="finews",
        title=f"第{number}号：面馆的灯先亮了",
        published=LAST - timedelta(days=number // A_DAY) + timedelta(minutes=number % A_DAY),
        source=name,
        publisher=name,
        body=TEXT * 12 + TABLE,
        column=Column(slug=slug, name=name, path=f"category/{slug}.html"),
        fetched=datetime(2022, 6, 13, tzinfo=UTC),
    )


def fill(folder: Path, first: int, last: int) -> None:
    """Archive the articles of these numbers."""
    with Index.open(folder / "archive.sqlite3") as index:
        exporter = JekyllExporter(
            folder / "site", site_url="http://site.example/", post_of=lambda id_: next(iter(index.posts_of(id_)), "")
        )
        for number in range(first, last):
            made = article(number)
            exporter.write(made)
            index.archive(made, file_name(made))


def end_of_crawl(folder: Path) -> tuple[float, int, int]:
    """Processor seconds, posts moved, months made."""
    with Index.open(folder / "archive.sqlite3") as index:
        begun = time.process_time()
        moved = roll(folder / "site" / "_posts", index, WINDOW)
        months = refresh(folder / "site", index)
        return time.process_time() - begun, moved, months


def build(folder: Path) -> float:
    """Processor seconds of one build, of the whole command."""
    before = os.times()
    command = ["jekyll", "build", "--strict_front_matter", "--quiet", "-s", folder / "site", "-d", folder / "_site"]
    subprocess.run(command, check=True)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--json", type=Path, help="the result as data, for report.py")
    given = parser.parse_args()
    result = Result("site_growth", "The site's window and build as the archive grows", ABOUT.strip())
    table = result.table(
        *"articles|in `_posts`|first move, with its pages|months|end of a crawl, one new|nothing new|`jekyll build`".split(
            "|"
        )
    )
    for size in map(int, given.sizes.split(",")):
        folder = Path(tempfile.mkdtemp(prefix="site-growth-"))
        try:
            fill(folder, 1, size)
            first, _, months = end_of_crawl(folder)
            fill(folder, 0, 1)
            one, _, _ = end_of_crawl(folder)
            nothing, *did = end_of_crawl(folder)
            assert did == [0, 0], did
            window = len(list((folder / "site" / "_posts").iterdir()))
            built = min(build(folder) for _ in range(2))
            table.row(f"{size:,}", window, f"{first:.1f}", months, f"{one:.2f}", f"{nothing:.3f}", f"{built:.2f}")
            assert (folder / "_site" / "archive" / "index.html").exists()
        finally:
            shutil.rmtree(folder)
    result.save(given.json)


if __name__ == "__main__":
    main()
