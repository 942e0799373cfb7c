"""Near-copies without the extra that finds them."""

import logging

from scrapy import signals
from scrapy.utils.test import get_crawler

from newscrawl.extensions import copies
from newscrawl.items import Article


def test_without_datasketch_the_crawl_goes_on_and_says_so_once(monkeypatch, caplog):
    monkeypatch.setattr(copies, "find_spec", lambda name: None)
    crawler = get_crawler()
    caplog.set_level(logging.INFO, logger=copies.__name__)
    extension = copies.Copies.from_crawler(crawler)
    for _ in range(3):
        crawler.signals.send_catch_log(signals.item_scraped, item=Article(id="NW1", text="甲" * 100))
    crawler.signals.send_catch_log(signals.spider_opened)
    assert extension.stats.get_stats() == {"near_copies/not_installed": 1}
    assert [record.message for record in caplog.records if record.name == copies.__name__] == [
        "Near-copies are not linked: pip install 'newscrawl[dedupe]' for that"
    ]


def test_without_an_archive_nothing_is_linked():
    crawler = get_crawler()
    crawler.spider = None
    item = Article(id="NW1", text="甲" * 100)
    copies.Copies(crawler).item_scraped(item)
    assert item.same_story == ""
