"""The plainest Scrapy spider: it asks for the addresses in a file, and keeps nothing. For `scrapy runspider`."""

from pathlib import Path
from typing import Any

import scrapy
from scrapy.http import Response


class Plain(scrapy.Spider):
    """Scrapy's default settings, and no more: `-a urls=FILE`."""

    name = "plain"

    def __init__(self, name: str | None = None, urls: str = "", **given: Any) -> None:
        super().__init__(name, **given)
        self.start_urls = Path(urls).read_text().split()

    def parse(self, response: Response) -> None:
        """Nothing is read of it."""
