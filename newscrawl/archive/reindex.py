"""Makes the index anew, or mends it, from what lies on disk: the posts, and what was set aside."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import chain
from pathlib import Path

from newscrawl.archive.entries import id_of
from newscrawl.archive.index import Index
from newscrawl.archive.posts import read_post
from newscrawl.archive.restoring import complete, restore
from newscrawl.items import Article
from newscrawl.places import cold_months, mark_stale
from newscrawl.text.dates import CST

_MOST_PROBLEMS = 1000  # kept in words; all are counted


@dataclass
class Reindexed:
    """What `reindex` found."""

    posts: int = 0
    set_aside: int = 0
    lost: int = 0
    """Articles of the index whose post is not there: they are due again."""
    unreadable: int = 0
    """Files that are no post, or no record of the quarantine."""
    problems: list[tuple[str, str]] = field(default_factory=list)
    """File name, and why it is unreadable: the first thousand."""

    def refuse(self, name: str, problem: str) -> None:
        self.unreadable += 1
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append((name, problem))


def reindex(
    index: Index,
    posts: Path,
    quarantine: Path,
    *,
    identify: Callable[[Article], Article] = lambda article: article,
    replayed: bool = False,
) -> Reindexed:
    """Take every post of site/_posts, and of the cold store beside it, into the index as archived, every file of
    quarantine/ as set aside, and make due again what is archived without a post. What the index knows beyond that (runs,
    lists, revisions) stays, and so does the record of an article whose post shows the same: it tells more than the post.

    `replayed`: the index was made from the WARC files, and knows more of an article than its post tells.
    `identify` gives the article of a post its `site`, `id` and `share_id`, of which a post tells its link alone. Only
    for who holds the lock.
    """
    found = Reindexed()
    seen: set[str] = set()
    warm = _files(posts, (".md", ".markdown", ".html"))
    months = list(cold_months(posts))
    for entry in chain(warm, *(_files(folder, (".md",)) for _, folder in months)):
        post = read_post(Path(entry.path).read_bytes(), entry.name)
        article = restore(post)
        if not (article.id and article.published):
            found.refuse(entry.name, ", ".join(post.problems))
            continue
        article = identify(article)
        article.fetched = datetime.fromtimestamp(entry.stat().st_mtime, UTC)
        article = complete(article, index.archived_article(article.site, article.id))
        seen.add(entry.name[:7])
        withdrawn = post.front.get("withdrawn")
        known = index.find(article.site, article.id) if withdrawn or replayed else None
        told = replayed and known and (known.state, known.post) == ("archived", entry.name) and not withdrawn
        if known and known.state == "gone":  # it stays so, with the days that are known
            index.keep_record(article)
        elif not told:
            index.archive(article, entry.name)
            if withdrawn:
                when = datetime.combine(article.withdrawn, time(), CST) if article.withdrawn else None
                index.mark_gone(article, f"withdrawn by {withdrawn}", when)
        found.posts += 1
    for entry in _files(quarantine, (".json",)):
        try:
            said = json.loads(Path(entry.path).read_bytes())
            article = Article(id=said["id"], url=said["url"], site=said["site"], raw=said["raw"])
            known = index.find(article.site, id_of(article)) if replayed else None
            if not (known and known.state == "set_aside"):
                index.set_aside(article, str(said["reason"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            found.refuse(entry.name, "no record of the quarantine")
            continue
        found.set_aside += 1
    for month in sorted(seen):
        mark_stale(posts, month)
    found.lost = index.reopen_lost(posts)
    return found


def _files(folder: Path, endings: tuple[str, ...]) -> Iterator["os.DirEntry[str]"]:
    """The files of a folder with these endings, as the disk gives them; none where it is missing."""
    if folder.is_dir():
        with os.scandir(folder) as entries:
            yield from (e for e in entries if e.name.endswith(endings) and e.name[0] != "." and e.is_file())
