"""The pages of a WACZ package: where in the WARC files each article of the archive stands as it was read."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from newscrawl.archive.index import Index
from newscrawl.base import NewsSpider
from newscrawl.exporters.wacz import Page, write_wacz

_STATES = ("archived", "gone")


def package(
    index: Index,
    warc: Path,
    path: Path,
    spiders: Mapping[str, NewsSpider],
    since: date = date.min,
    until: date = date.max,
    publishers: frozenset[str] = frozenset(),
) -> int:
    """Package the WARC files of a folder into `path`, with a list of the pages of those articles that were published from
    `since` to `until` in China, by these publishers (canonical names; empty for all); how many it lists. The WARC files
    are in it whole, whichever articles are chosen. See `write_wacz` for what it raises."""
    return write_wacz(pages_of(index, spiders, since, until, publishers), path, warc)


def pages_of(
    index: Index, spiders: Mapping[str, NewsSpider], since: date, until: date, publishers: frozenset[str]
) -> Iterator[Page]:
    """Every article with the addresses at which it may have been read, the most like a page first: its post page, the
    address by which it is cited, the share service's JSON."""
    for state in _STATES:
        for entry in index.iter_articles(state=state, since=since, until=until):
            if publishers and entry.publisher not in publishers:
                continue
            spider = spiders.get(entry.site)
            json = spider.share_address(entry.article()) if spider and spider.share_json else ""
            yield Page((entry.page_url, entry.url, json), entry.title)
