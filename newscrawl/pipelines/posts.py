"""Writes the post: the last pipeline, so that an item counts as scraped only once its post is on disk."""

from pathlib import Path

from scrapy.crawler import Crawler

from newscrawl.exporters.jekyll import JekyllExporter, file_name
from newscrawl.items import Article
from newscrawl.pipelines.base import CrawlerPipeline, writing


class PostsPipeline(CrawlerPipeline):
    """Hands the article to the Jekyll exporter; where the disk refuses it, the crawl ends and the article stays due."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self.exporter = JekyllExporter(
            Path(settings["OUTPUT_DIR"]) / "site",
            site_url=settings["SITE_URL"],
            scaffold=settings.getbool("SITE_SCAFFOLD"),
            extra=settings.getlist("POST_EXTRA_FIELDS"),
            post_of=self.post_of,
        )
        self.knows: bool | None = None  # whether the index can tell the posts that there are

    def post_of(self, id_: str) -> str | None:
        if self.knows is None:
            has_posts = any(self.exporter.posts.iterdir())
            self.knows = bool(self.index and (self.index.has_posts or not has_posts))
        return next(iter(self.index.posts_of(id_)), "") if self.index and self.knows else None

    def process_item(self, item: Article) -> Article:
        with writing():
            outcome = self.exporter.write(item)
        item.post = file_name(item)
        self.count(f"posts/{outcome}")
        return item
