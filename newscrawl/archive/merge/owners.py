"""Whose post it is, where articles of two sites have one id, and with it one place: the first archived keeps it.

The other is the same article under another site's rules, and shares the post; or it is another article that was given
the same id, and is set aside, as a crawl would have done. Whichever comes first, it ends the same.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from newscrawl.archive.entries import COLUMNS, entry_of
from newscrawl.archive.merge.joining import Joined, Record
from newscrawl.archive.merge.work import Merge, file_of
from newscrawl.archive.posts import read_post
from newscrawl.files import json_bytes
from newscrawl.text.ownership import is_another

REASON = "its id belongs to another article already"
# The names of all sites, each found by one step in the index of ids: there are few, and articles are many.
_RIVALS = f"""
WITH RECURSIVE sites (site) AS (
  SELECT min(site) FROM articles
  UNION ALL SELECT (SELECT min(site) FROM articles WHERE site > sites.site) FROM sites WHERE site IS NOT NULL
)
SELECT {COLUMNS} FROM articles
WHERE site IN (SELECT site FROM sites) AND id = ? AND site <> ? AND state IN ('archived', 'gone') ORDER BY site
"""


def settle_owner(work: Merge, joined: Joined) -> Sequence[Joined]:
    """What is to become of an article, and of those of other sites that have its id, in the order in which it is to be
    done; it alone, where there are none."""
    if not joined.after.has_post:
        return [joined]
    rivals = [entry_of(row) for row in work.index._look(_RIVALS, joined.after.entry.id, joined.after.entry.site)]
    if not rivals:
        return [joined]
    known = [work.record(work.index, work.folder, entry) for entry in rivals]
    owner = min([joined.after, *known], key=lambda record: (record.entry.archived, record.entry.site))
    if owner is joined.after:
        others = [Joined(record, record, give_way(record, owner)) for record in known]
        return [*(other for other in others if other.after != other.before), joined]
    before = joined.before
    if before and file_of(work.folder, before.entry) == file_of(work.folder, owner.entry):
        before = Record(before.entry)  # what stands there is not its own
    return [Joined(before, joined.coming, give_way(joined.after, owner))]


def give_way(record: Record, owner: Record) -> Record:
    """An article whose place is the owner's."""
    entry, content = record.entry, record.content or b""
    if content == owner.content or not is_another(content, owner.content or b""):
        return Record(replace(entry, post=owner.entry.post))
    shown = read_post(content, entry.post)
    raw = json.loads(entry.listing).get("raw", {})
    for name, value in (
        ("title", shown.front.get("title")),
        ("published", shown.front.get("date")),
        ("body", shown.body),
    ):
        raw[name] = {**raw.get(name, {}), "post": value or ""}
    said = {"id": entry.id, "url": entry.url, "site": entry.site, "reason": REASON, "raw": raw}
    return Record(replace(entry, state="set_aside", post="", reason=REASON, next_try=""), json_bytes(said))
