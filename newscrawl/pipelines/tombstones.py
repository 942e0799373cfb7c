"""Marks the posts of articles that were withdrawn since they were archived."""

from datetime import datetime
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler

from newscrawl.archive.visits import mark_withdrawn, read_gone, visit_of
from newscrawl.exceptions import ArchiveUnusable, CannotWrite, Gone, StillDue
from newscrawl.files import write_whole
from newscrawl.items import Article
from newscrawl.steps import missing
from newscrawl.text.dates import CST
from newscrawl.text.withdrawals import read_withdrawal


class TombstonesPipeline:
    """A 404 or a notice where an archived article was makes a tombstone; any other failure leaves it as it is, due."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.posts = crawler, Path(crawler.settings["OUTPUT_DIR"]) / "site" / "_posts"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        index = getattr(getattr(self.crawler.spider, "memory", None), "index", None)
        gone, lacks = read_gone(item) or read_withdrawal(item.title, item.text), missing(item)
        try:
            if index and (gone or lacks) and not item.due and (visit := visit_of(index, self.posts, item)):
                if not gone:
                    raise StillDue(f"archived before, and not read this time: {lacks}")
                post = mark_withdrawn(
                    visit.path.read_bytes().decode(errors="surrogateescape"), datetime.now(CST).date()
                )
                write_whole(visit.path, post.encode(errors="surrogateescape"))
                raise Gone(gone)
        except (ArchiveUnusable, OSError) as error:
            raise CannotWrite(str(error)) from None
        return item
