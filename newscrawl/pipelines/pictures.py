"""Keeps copies of pictures, with KEEP_IMAGES; they are asked for as politely as all else."""

from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK

from newscrawl.items import Article
from newscrawl.pictures import LARGEST, Pictures
from newscrawl.places import PICTURES
from newscrawl.text.markup.pictures import copy_name, list_pictures, point_to_copies


class PicturesPipeline(Pictures):
    """The body shows the copies. A picture that has none stays where it was, and is counted; the article is archived."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("KEEP_IMAGES"):
            raise NotConfigured
        return cls(Path(crawler.settings["OUTPUT_DIR"], "site", *PICTURES).absolute(), crawler=crawler)

    def get_media_requests(self, item: Article, info: Any) -> list[Request]:
        return [
            Request(address, meta={"picture": address, "download_maxsize": LARGEST}, callback=NO_CALLBACK)
            for address in list_pictures(item.body)
        ]

    def item_completed(self, results: Any, item: Article, info: Any) -> Article:
        assert self.crawler.stats
        kept = {result["path"] for done, result in results if done and result}
        wanted = {address: copy_name(address) for address in list_pictures(item.body)}
        for name in wanted.values():
            self.crawler.stats.inc_value("pictures/kept" if name in kept else "pictures/missing")
        item.body = point_to_copies(item.body, {address: name for address, name in wanted.items() if name in kept})
        return item
