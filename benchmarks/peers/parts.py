"""The peers of ../parts.py, in an environment of their own: inputs as JSON on standard input, µs a call on standard output.
What is not installed is left out, and named under `missing`."""

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


Calls = dict[str, Callable[[Any], object]]


def of_dates() -> Calls:
    import dateparser
    from dateparser.search import search_dates

    return {
        "dateparser.search": lambda d: search_dates(d[0], languages=["zh"], settings=d[1]),
        "dateparser.parse": lambda d: dateparser.parse(d[0], languages=["zh"], settings=d[1]),
    }


def of_bleach() -> Calls:
    import bleach

    return {"bleach": lambda body: bleach.clean(body, tags=TAGS, attributes=ATTRIBUTES, strip=True)}


def of_lxml_html_clean() -> Calls:
    from lxml_html_clean import Cleaner

    cleaner = Cleaner(safe_attrs_only=True, page_structure=False)
    return {"lxml_html_clean": lambda body: cleaner.clean_html(f"<div>{body}</div>")}


def of_xpinyin() -> Calls:
    from xpinyin import Pinyin

    pinyin = Pinyin()
    return {"xpinyin": lambda name: pinyin.get_pinyin(name, "")}


def of_slugify() -> Calls:
    from slugify import slugify

    return {"python-slugify": slugify}


def of_frontmatter(folder: Path, bodies: Sequence[str]) -> Calls:
    import frontmatter

    said = {"date": "2022-06-13 08:21:56 +0800", "categories": "changzhouribao", "tags": "常州日报新闻"}

    def write(number: int) -> None:
        body = bodies[number % len(bodies)]
        post = frontmatter.Post(body, layout="post", title=f"一座小城的清晨 NW{number}", **said)
        Path(folder, f"2022-06-13-NW{number}.md").write_text(frontmatter.dumps(post), encoding="utf-8")

    return {"python-frontmatter": write}


def of_sqlite_utils(folder: Path) -> Calls:
    import sqlite_utils

    known = sqlite_utils.Database(folder / "archive.sqlite3")["articles"]
    known.insert_all(({"id": f"NW{number:012}", "title": "一座小城的清晨"} for number in range(10_000)), pk="id")
    return {"sqlite-utils": known.get}


def main() -> None:
    given, rounds = json.load(sys.stdin), int(sys.argv[1])
    dates = [(text, {"RELATIVE_BASE": datetime.fromisoformat(now)}) for text, now in given["dates"]]
    found: dict[str, Any] = {"missing": []}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        measured: list[tuple[str, Callable[[], Calls], Sequence[Any]]] = [
            ("dates", of_dates, dates),
            ("bodies", of_bleach, given["bodies"]),
            ("bodies", of_lxml_html_clean, given["bodies"]),
            ("names", of_xpinyin, given["names"]),
            ("names", of_slugify, given["names"]),
            ("posts", lambda: of_frontmatter(place, given["bodies"]), range(100)),
            ("ids", lambda: of_sqlite_utils(place), given["ids"]),
        ]
        for part, make, values in measured:
            try:
                calls = make()
            except ImportError as error:
                found["missing"].append(error.name)
                continue
            for name, call in calls.items():
                found.setdefault(part, {})[name] = microseconds(call, values, rounds)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
