"""Keeps what changed since an article was archived."""

from newscrawl.archive.revisions import version_of
from newscrawl.archive.visits import compare, is_another, keep_shown, visit_of
from newscrawl.exceptions import StillDue, StillGone
from newscrawl.items import Article
from newscrawl.pipelines.base import CrawlerPipeline, writing


class RevisionsPipeline(CrawlerPipeline):
    """Compares an archived article that was read again with its post: a change is kept in the index before the post
    shows it; without one the post stays as it is, to the byte."""

    def process_item(self, item: Article) -> Article:
        with writing():
            if self.index and (visit := visit_of(self.index, self.posts, item)):
                before, changed = compare(visit, item)
                is_gone = visit.entry.state == "gone"
                keeps = getattr(self.crawler.spider, "keeps", None)  # whether what is archived is better evidence
                if keeps and (changed or is_gone) and keeps(item, changed):
                    if is_gone:
                        raise StillGone(visit.entry.reason)
                    keep_shown(visit, item)
                    before, changed = version_of(item), []
                if changed and is_another(before, version_of(item)):
                    raise StillDue(f"archived before, and another text stands in its place now: {item.text[:60]!r}")
                self.index.revise(item, before)
                item.revisions = self.index.times_revised(item)
                if is_gone:
                    item.reasons["restored"] = f"was gone: {visit.entry.reason}"
                if changed:
                    item.reasons["revised"] = ", ".join(changed)
                    self.count("articles/revised")
                else:
                    keep_shown(visit, item)
        return item
