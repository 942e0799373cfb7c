"""The peers of ../parts.py, in an environment of their own: inputs as JSON on standard input, µs a call on standard output."""

import json
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import bleach
import dateparser
import frontmatter
import sqlite_utils
from dateparser.search import search_dates
from lxml_html_clean import Cleaner
from slugify import slugify
from xpinyin import Pinyin

warnings.simplefilter("ignore")  # dateparser's of time zones
TAGS = "a b blockquote br caption em figcaption figure h1 h2 h3 h4 i img li ol p strong table tbody td th thead tr ul".split()
ATTRIBUTES = {"a": ["href"], "img": ["src", "alt"], "td": ["colspan", "rowspan"], "p": ["class"]}


def microseconds(function: Callable[[Any], object], values: Sequence[Any], rounds: int) -> float:
    """As in ../measure.py, which needs newscrawl."""
    times = []
    for _ in range(rounds + 1):
        begun = time.thread_time()
        for value in values:
            function(value)
        times.append((time.thread_time() - begun) / len(values))
    return 1e6 * statistics.median(times[1:])


def main() -> None:
    given = json.load(sys.stdin)
    dates = [(text, {"RELATIVE_BASE": datetime.fromisoformat(now)}) for text, now in given["dates"]]
    cleaner, pinyin = Cleaner(safe_attrs_only=True, page_structure=False), Pinyin()
    with tempfile.TemporaryDirectory() as folder:
        bodies = given["bodies"]

        def write(number: int) -> None:
            post = frontmatter.Post(bodies[number % len(bodies)], layout="post", title=f"一座小城的清晨 NW{number}")
            post.metadata |= {
                "date": "2022-06-13 08:21:56 +0800",
                "categories": "changzhouribao",
                "tags": "常州日报新闻",
            }
            Path(folder, f"2022-06-13-NW{number}.md").write_text(frontmatter.dumps(post), encoding="utf-8")

        known = sqlite_utils.Database(Path(folder, "archive.sqlite3"))["articles"]
        known.insert_all(({"id": f"NW{number:012}", "title": "一座小城的清晨"} for number in range(10_000)), pk="id")
        search = {"dateparser.search.search_dates": lambda d: search_dates(d[0], languages=["zh"], settings=d[1])}
        parse = {"dateparser.parse": lambda d: dateparser.parse(d[0], languages=["zh"], settings=d[1])}
        measured: dict[str, tuple[dict[str, Callable[[Any], object]], Sequence[Any], int]] = {
            "dates": (search | parse, dates, 1),  # minutes otherwise
            "bodies": (
                {
                    "bleach.clean": lambda body: bleach.clean(body, tags=TAGS, attributes=ATTRIBUTES, strip=True),
                    "lxml_html_clean": lambda body: cleaner.clean_html(f"<div>{body}</div>"),
                },
                bodies,
                5,
            ),
            "names": (
                {"xpinyin": lambda name: pinyin.get_pinyin(name, ""), "python-slugify": slugify},
                given["names"],
                5,
            ),
            "posts": ({"python-frontmatter": write}, range(100), 5),
            "ids": ({"sqlite-utils": known.get}, given["ids"], 5),
        }
        found = {
            part: {name: microseconds(call, values, rounds) for name, call in calls.items()}
            for part, (calls, values, rounds) in measured.items()
        }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
