"""The site's window: posts beyond it move to the cold store, and the pages of months and of moved articles are made.

Everything here can be cut off at any moment and is taken up again by the next run: a move is one rename, and a month
stays marked as stale until its pages are made (see places.py).
"""

import errno
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from newscrawl.archive.index import Index
from newscrawl.archive.months import Archived, articles_of, count_months, first_day
from newscrawl.archive.posts import read_post
from newscrawl.exporters.archivepages import Frame, Line, render_article, render_month, render_years, warm_address
from newscrawl.files import json_bytes, write_whole
from newscrawl.places import COLD, MONTHS, STALE, cold_months, cold_place, mark_stale, month_folder


def tend(site: Path, index: Index, days: int, *, pages: bool) -> int:
    """What a site needs at a crawl's end: posts leave the window, and with `pages` those of months follow; the number of
    posts that left. Nothing where there are no posts. Raises OSError."""
    posts = site / "_posts"
    if not posts.is_dir():
        return 0
    moved = roll(posts, index, days, pages=pages)
    if pages:
        refresh(site, index)
    return moved


def roll(posts: Path, index: Index, days: int, *, pages: bool = True) -> int:
    """Move the posts that the index knows and that are older than `days` days, counted back from the day of the newest
    article, to the cold store; the number of them. With `pages`, each gets its page first. Raises OSError."""
    index.flush()
    first = first_day(index, days) if days > 0 else None
    if first is None:
        return 0
    frame = Frame.of(posts.parent)
    moved = 0
    for name in sorted(n for n in os.listdir(posts) if n[:10] < f"{first}" and n.endswith(".md") and n[0] != "."):
        if name in index.posts_of(name[11:-3]):
            cold = cold_place(posts, name)
            mark_stale(posts, name)
            cold.parent.mkdir(parents=True, exist_ok=True)
            if pages:
                make_page(posts / name, cold.with_suffix(".html"), frame)
            move(posts / name, cold)
            moved += 1
    return moved


def move(post: Path, cold: Path) -> None:
    """Move a file as it is, at once; to another disk it is copied first."""
    try:
        os.replace(post, cold)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_whole(cold, post.read_bytes())
        post.unlink()


def refresh(site: Path, index: Index) -> int:
    """Make the pages of all stale months, and of their articles in the cold store, and the page of years; the number of
    months. All months are stale where there are no pages yet, or the site has got another title. Raises OSError."""
    posts, store, frame = site / "_posts", site / COLD, Frame.of(site)
    mark = render_years({}, frame)
    counts = _read_counts(store / MONTHS, mark)
    if counts is None:
        counts = dict.fromkeys([*count_months(index), *(month for month, _ in cold_months(posts))], 0)
        stale = sorted(counts)
    else:
        stale = [month for month, folder in cold_months(posts) if (folder / STALE).exists()]
        if not stale:
            return 0
    for month in stale:
        counts[month] = _refresh_month(posts, month, articles_of(index, month), frame)
    counts = {month: counts[month] for month in sorted(counts) if counts[month]}
    write_whole(store / "index.html", render_years(counts, frame).encode())
    write_whole(store / MONTHS, json_bytes({"frame": _hash(mark), "articles": counts}))
    for month in stale:
        (month_folder(posts, month) / STALE).unlink(missing_ok=True)
    return len(stale)


def _read_counts(path: Path, mark: str) -> dict[str, int] | None:
    """Month → number of articles; None where the pages are to be made from the beginning."""
    try:
        said = json.loads(path.read_bytes())
        return dict(said["articles"]) if said["frame"] == _hash(mark) else None
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _refresh_month(posts: Path, month: str, articles: Iterable[Archived], frame: Frame) -> int:
    """Make the page of a month; the number of its articles."""
    folder = month_folder(posts, month)
    written = {entry.name: entry.stat().st_mtime_ns for entry in _entries(folder)}
    cold = {name for name in written if name.endswith(".md")}
    for name in cold:
        page = f"{name[:-3]}.html"
        if written.get(page, 0) <= written[name]:
            make_page(folder / name, folder / page, frame)
    for name in written:
        if name.endswith(".html") and name != "index.html" and f"{name[:-5]}.md" not in cold:
            (folder / name).unlink()  # its article is dated anew
    number, listing = 0, folder / "index.html"

    def lines() -> Iterator[Line]:
        nonlocal number
        for number, article in enumerate(articles, 1):  # noqa: B007  counted where it is gone through
            yield _line(article, cold)

    content = render_month(month, lines(), frame).encode()
    if number:
        write_whole(listing, content)
    else:
        listing.unlink(missing_ok=True)
    return number


def _entries(folder: Path) -> Iterator["os.DirEntry[str]"]:
    if folder.is_dir():
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if entry.name[0] != "." and entry.is_file())


def _line(article: Archived, cold: set[str]) -> Line:
    is_cold = article.post in cold
    return Line(
        title=article.title,
        published=datetime.fromisoformat(article.published),
        tag=f"{article.name}新闻",
        href=f"{article.post[:-3]}.html" if is_cold else f"../../../{warm_address(article.post, article.slug)}",
    )


def make_page(post: Path, page: Path, frame: Frame) -> None:
    """Make the page of a post that is, or will be, in the cold store."""
    said = read_post(post.read_bytes(), post.name)
    content = render_article(
        name=post.name,
        title=said.front.get("title", ""),
        published=said.date or datetime.fromisoformat(f"{post.name[:10]}T00:00:00+08:00"),
        column=said.column,
        digest=said.digest,
        body=said.body,
        url=said.url,
        withdrawn=said.front.get("withdrawn", ""),
        frame=frame,
    )
    if not write_whole(page, content.encode(errors="replace")):
        os.utime(page)  # as it was, and now newer than its post


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
