"""Keeps what changed since an article was archived."""

from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler

from newscrawl.archive.revisions import version_of
from newscrawl.archive.visits import compare, is_another, keep_shown, visit_of
from newscrawl.exceptions import ArchiveUnusable, CannotWrite, StillDue
from newscrawl.items import Article


class RevisionsPipeline:
    """Compares an archived article that was read again with its post: a change is kept in the index before the post
    shows it; without one the post stays as it is, to the byte."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.posts = crawler, Path(crawler.settings["OUTPUT_DIR"]) / "site" / "_posts"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        assert self.crawler.stats
        index = getattr(getattr(self.crawler.spider, "memory", None), "index", None)
        try:
            if index and (visit := visit_of(index, self.posts, item)):
                before, changed = compare(visit, item)
                if changed and is_another(before, version_of(item)):
                    raise StillDue(f"archived before, and another text stands in its place now: {item.text[:60]!r}")
                index.revise(item, before)
                if changed:
                    item.reasons["revised"] = ", ".join(changed)
                    self.crawler.stats.inc_value("articles/revised")
                else:
                    keep_shown(visit, item)
        except (ArchiveUnusable, OSError) as error:
            raise CannotWrite(str(error)) from None
        return item
