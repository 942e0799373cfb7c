"""Finds articles that were withdrawn since they were archived, or before."""

from newscrawl.archive.visits import read_gone, visit_of
from newscrawl.exceptions import SetAside, StillDue, StillGone, Withdrawn
from newscrawl.items import Article
from newscrawl.pipelines.base import CrawlerPipeline, writing
from newscrawl.steps import missing
from newscrawl.text.withdrawals import read_notice_page, read_withdrawal


class TombstonesPipeline(CrawlerPipeline):
    """A 404 or a notice where an archived article was: extensions/withdrawals.py decides whether that is believed. Any
    other failure leaves it as it is, due.
    A notice where no article was seen before is no news: it is set aside."""

    def process_item(self, item: Article) -> Article:
        gone, lacks = read_gone(item) or read_withdrawal(item.title, item.text), missing(item)
        with writing():
            if self.index and (gone or lacks) and not item.due and (visit := visit_of(self.index, self.posts, item)):
                if not gone:
                    raise StillDue(f"archived before, and not read this time: {lacks}")
                if visit.entry.state == "gone":
                    raise StillGone(gone)
                raise Withdrawn(gone)
        if not item.due and (notice := read_notice_page(item.title, item.text)):
            raise SetAside(f"withdrawn before it was read: {notice}")
        return item
