"""Merges a part of an archive, such as a partition of a distributed crawl, into the whole.

Parts may be merged in any order, any of them several times, and a merge that was killed is done again: the tree is the
same, byte for byte, and the index agrees with it (all but `key`, which only orders). joining.py says which record of an
article stands, histories.py what becomes of its versions, owners.py who keeps an id that two have.

For each part of some hundred articles, in the order of the ledger, so that a crash leaves nothing that could not be
found again:

 1. the index learns of the articles, and of versions before a post shows them;
 2. posts and records of the quarantine are written, then those that they replace deleted;
 3. the disk is told to keep them, then the index says that they are archived or set aside.

At the end the disk is told to keep that too: on return the part is not needed any more, whatever happens to the power.
Lists come last: their validators are never in the index before what they name. Another kind of content is one more
function of CONTENTS.
"""

import os
from collections.abc import Callable
from pathlib import Path

from newscrawl.archive.index import Index
from newscrawl.archive.lock import OutputLock
from newscrawl.archive.merge.articles import merge_articles
from newscrawl.archive.merge.site import merge_lists, merge_site
from newscrawl.archive.merge.work import Merge, Merged

CONTENTS: tuple[Callable[[Merge], Merged], ...] = (merge_site, merge_articles, merge_lists)
"""What a part has, in the order in which it is merged."""


def merge(source: Path, index: Index, folder: Path, *, sync: Callable[[], None] = os.sync) -> Merged:
    """Merge the OUTPUT_DIR `source` into `folder`, whose index is given. Only for who holds the lock of `folder`.

    Raises ArchiveInUse where a crawl works on `source` still, ArchiveUnusable where an index cannot be read or written,
    and OSError where the disk refuses a file; then merge it again. `source` stays as it is.
    """
    with OutputLock(source), Index.open(source / index.path.name) as part:
        work = Merge(part, source, index, folder, sync)
        counts = [kind(work) for kind in CONTENTS]
        sync()
    return Merged(sum(found.articles for found in counts), sum(found.posts for found in counts))
