"""What the index tells of months: which there are, what each has, and which day is the newest."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from newscrawl.archive.index import Index

_COUNT = """
SELECT substr(day, 1, 7) AS month, count(*) FROM articles INDEXED BY articles_day
WHERE state IN ('archived', 'gone') GROUP BY month ORDER BY month
"""
_OF = """
SELECT post, title, published, column_slug, column_name, column_path FROM articles INDEXED BY articles_day
WHERE day = ? AND state IN ('archived', 'gone') AND post <> '' ORDER BY published DESC, post
"""
_NEWEST = (
    "SELECT day FROM articles INDEXED BY articles_day WHERE state IN ('archived', 'gone') ORDER BY day DESC LIMIT 1"
)


class Archived(NamedTuple):
    """An article that has a post."""

    post: str
    """File name."""
    title: str
    published: str
    """ISO 8601, +08:00."""
    slug: str
    name: str
    """Of its column, without 新闻."""
    path: str


def count_months(index: Index) -> dict[str, int]:
    """`2022-06` → how many articles are archived of it, first month first. Looks at every article."""
    return {row[0]: row[1] for row in index._rows(_COUNT)}


def articles_of(index: Index, month: str) -> Iterator[Archived]:
    """The articles of a month (`2022-06`), newest first; a day's at a time are in memory."""
    for day in range(31, 0, -1):
        yield from (Archived(*row) for row in index._rows(_OF, f"{month}-{day:02}"))


def first_day(index: Index, days: int) -> date | None:
    """The first of so many days, the last of which is that of the newest article; None where none is archived."""
    rows = index._rows(_NEWEST)
    return date.fromisoformat(rows[0]["day"]) - timedelta(days=days - 1) if rows else None
