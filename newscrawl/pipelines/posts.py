"""Writes the post: the last pipeline, so that an item counts as scraped only once its post is on disk."""

from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler

from newscrawl.exceptions import CannotWrite
from newscrawl.exporters.jekyll import JekyllExporter, file_name
from newscrawl.items import Article


class PostsPipeline:
    """Hands the article to the Jekyll exporter; where the disk refuses it, the crawl ends and the article stays due."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        self.exporter = JekyllExporter(
            Path(settings["OUTPUT_DIR"]) / "site",
            site_url=settings["SITE_URL"],
            scaffold=settings.getbool("SITE_SCAFFOLD"),
            extra=settings.getlist("POST_EXTRA_FIELDS"),
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        assert self.crawler.stats
        try:
            outcome = self.exporter.write(item)
        except OSError as error:
            raise CannotWrite(f"cannot write {error.filename}: {error.strerror}") from None
        item.post = file_name(item)
        self.crawler.stats.inc_value(f"posts/{outcome}")
        return item
