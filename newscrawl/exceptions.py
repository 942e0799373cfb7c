"""All exceptions of newscrawl, and where each is raised.

WrongArgument       spiders, before the crawl: one line on standard error, exit status 2
ArchiveUnusable     archive/: the index or its folder cannot be read or written; one line, exit status 1
└── ArchiveInUse    archive/lock.py, store.py: another process has it
BrokerUnusable      distributed/queue.py: no Redis for the workers, or not installed; one line, exit status 1
scrapy IgnoreRequest
├── NotAsked        distributed/budget.py: the crawl ends, and this waited still for its turn
└── NotRecorded     network.py: not in the WARC files, in a replay, or not to be written there
scrapy DropItem
├── SetAside        pipelines/validation.py, tombstones.py, posts.py: the article goes to quarantine/ with the reason
├── StillDue        pipelines/validation.py, posts.py: not fetched or not written this time; exit status 1
│   ├── CannotWrite pipelines/base.py, warc/recorder.py, extensions/withdrawals.py: the disk refuses; the crawl ends
│   └── HeldBack    extensions/withdrawals.py: so many are gone that the host is not believed
├── Unchanged       pipelines/unchanged.py: archived, visited again, and its answers are as they were
├── Withdrawn       pipelines/tombstones.py: archived, and its site says that it is gone; extensions/withdrawals.py
│                     looks at all such of a host, and ends each of them as one of these two
├── Gone            its post stays, marked
│   └── StillGone   pipelines/tombstones.py: it was marked by an earlier crawl
└── OutOfRange      pipelines/validation.py: dated outside of since/until, not wanted in this crawl
"""

from scrapy.exceptions import DropItem, IgnoreRequest


class WrongArgument(ValueError):
    """An argument of a spider or command is wrong: says which, and what would be right. Raised before the crawl."""


class ArchiveUnusable(Exception):
    """The archive index cannot be opened, read or written: says which file, why, and what to do. What was written down
    before stays as it is."""


class ArchiveInUse(ArchiveUnusable):
    """Another process works on the same OUTPUT_DIR, or holds the index longer than we wait."""


class NotRecorded(IgnoreRequest):
    """A replay asks for what no crawl recorded, or an answer could not be recorded: the article stays due, as after a
    time-out."""


class NotAsked(IgnoreRequest):
    """The crawl ends before this was asked for: the article stays due."""


class BrokerUnusable(Exception):
    """The queue of a distributed crawl cannot be used: says why, and what to do."""


class SetAside(DropItem):
    """The article cannot be archived; the message is the reason, for a person. Nothing of it is lost: extensions/
    quarantine.py writes it down."""


class StillDue(DropItem):
    """The article could not be fetched or written now, and may be later: the crawl is incomplete without it."""


class CannotWrite(StillDue):
    """The disk refuses what the crawl has to write: it ends, with what is in flight still due."""


class HeldBack(StillDue):
    """The site says that the article is gone, and is not believed: the message says why, the same for all of a host."""


class Unchanged(DropItem):
    """The article is archived, and nothing of it has changed since: its site says so without sending it again."""


class Withdrawn(DropItem):
    """The article is archived, and its site says that it is gone: the message says how. Nothing is decided yet."""


class Gone(DropItem):
    """The article was archived, and has been withdrawn since: the message says how the site tells so."""


class StillGone(Gone):
    """The article was withdrawn before, and is not there again."""


class OutOfRange(DropItem):
    """The article is readable, but only its page told that it lies outside of `-a since=` and `-a until=`."""
