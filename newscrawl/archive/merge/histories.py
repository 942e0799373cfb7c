"""The versions of one article that two parts of an archive have, as one history."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

from newscrawl.archive.entries import Entry
from newscrawl.archive.history import Revision
from newscrawl.archive.posts import read_post
from newscrawl.archive.revisions import Version, changes, diff, fold_version
from newscrawl.text.markup import clean_body


def version_in(content: bytes, entry: Entry) -> Version:
    """The version that a post shows, seen when its article was first archived."""
    shown = read_post(content, entry.post).article()
    text = clean_body(shown.body, entry.url).text
    return Version(
        title=shown.title,
        source=entry.source,
        published=entry.published,
        body=shown.body,
        text="\n".join(part for part in (shown.digest, text) if part),
        seen=datetime.fromisoformat(entry.archived) if entry.archived else None,
    )


def join_histories(*histories: Iterable[Version]) -> list[Revision]:
    """All versions, in the order in which they were first seen, each once, numbered from 1, each with what changed since
    the one before; empty where there is but one. It does not matter in which order histories are given, nor how often.

    Two versions are one where `fold_version` makes the same of both: unlike `changes`, for which a version without a
    source is as one with any, this makes no two the same by way of a third.
    """
    versions: dict[tuple[Any, ...], Version] = {}
    for history in histories:
        for version in history:
            mark = fold_version(version)
            versions[mark] = min(versions.get(mark, version), version, key=_order)
    ordered = sorted(versions.values(), key=_order)
    if len(ordered) < 2:
        return []
    joined = [Revision(1, ordered[0], [], "")]
    for number, (old, new) in enumerate(pairwise(ordered), 2):
        joined.append(Revision(number, new, changes(old, new), diff(old.text, new.text)))
    return joined


def _order(version: Version) -> tuple[Any, ...]:
    """Those of an unknown time come last."""
    seen = version.seen.isoformat() if version.seen else "9999"
    return seen, version.title, version.source, version.published, version.body, version.text
