"""All exceptions of newscrawl, and where each is raised.

WrongArgument       spiders, before the crawl: one line on standard error, exit status 2
ArchiveUnusable     archive/: the index or its folder cannot be read or written; one line, exit status 1
└── ArchiveInUse    archive/lock.py, store.py: another process has it
scrapy DropItem
├── SetAside        pipelines/validation.py, tombstones.py, posts.py: the article goes to quarantine/ with the reason
├── StillDue        pipelines/validation.py, posts.py: not fetched or not written this time; exit status 1
├── Gone            pipelines/tombstones.py: withdrawn since it was archived; its post stays, marked
└── OutOfRange      pipelines/validation.py: dated outside of since/until, not wanted in this crawl
"""

from scrapy.exceptions import DropItem


class WrongArgument(ValueError):
    """An argument of a spider or command is wrong: says which, and what would be right. Raised before the crawl."""


class ArchiveUnusable(Exception):
    """The archive index cannot be opened, read or written: says which file, why, and what to do. What was written down
    before stays as it is."""


class ArchiveInUse(ArchiveUnusable):
    """Another process works on the same OUTPUT_DIR, or holds the index longer than we wait."""


class SetAside(DropItem):
    """The article cannot be archived; the message is the reason, for a person. Nothing of it is lost: extensions/
    quarantine.py writes it down."""


class StillDue(DropItem):
    """The article could not be fetched or written now, and may be later: the crawl is incomplete without it."""


class CannotWrite(StillDue):
    """The disk refuses what the crawl has to write: it ends, with what is in flight still due."""


class Gone(DropItem):
    """The article was archived, and has been withdrawn since: the message says how the site tells so."""


class OutOfRange(DropItem):
    """The article is readable, but only its page told that it lies outside of `-a since=` and `-a until=`."""
