"""Scrapy's own feeds (`-O articles.jsonl`) in the form of `scrapy export`: the same records, field by field."""

from typing import Any

from scrapy.exporters import CsvItemExporter, JsonItemExporter, JsonLinesItemExporter

from newscrawl.exporters.csv import to_cells
from newscrawl.items import Article
from newscrawl.records import to_record


class ArticleJsonLines(JsonLinesItemExporter):
    """`jsonl`: the lines of `scrapy export jsonl`."""

    def export_item(self, item: Any) -> None:
        super().export_item(to_record(item) if isinstance(item, Article) else item)


class ArticleJson(JsonItemExporter):
    """`json`: the same in one array."""

    def export_item(self, item: Any) -> None:
        super().export_item(to_record(item) if isinstance(item, Article) else item)


class ArticleCsv(CsvItemExporter):
    """`csv`: the rows of `scrapy export csv`."""

    def export_item(self, item: Any) -> None:
        super().export_item(to_cells(to_record(item)) if isinstance(item, Article) else item)
