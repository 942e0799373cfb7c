"""What a peer reads of pages, and how long it takes: run by read_pages.py with the interpreter of the peer's environment.

    .venv-peers-pages/gne/bin/python benchmarks/peers/pages.py gne PAGES.json ROUNDS

Prints one JSON list, a row a page: seconds of a bare lxml parse and of the peer (least of the rounds, processor time, by
turns on the same page), and what the peer read. Nothing of newscrawl is imported here, and nothing of the peers there.
"""

import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[[str, str], dict[str, Any]]


def trafilatura() -> Read:
    from trafilatura import bare_extraction

    def read(markup: str, url: str) -> dict[str, Any]:
        found = bare_extraction(markup, url=url or None, with_metadata=True, include_comments=False)
        if found is None:
            return {}
        told = found.as_dict()
        authors = [name for name in (told.get("author") or "").split("; ") if name]
        return {"title": told.get("title"), "published": told.get("date"), "authors": authors,
                "source": told.get("sitename"), "text": told.get("text")}  # fmt: skip

    return read


def readability_lxml() -> Read:
    from lxml.html import document_fromstring
    from readability import Document

    def read(markup: str, url: str) -> dict[str, Any]:
        page = Document(markup)
        return {"title": page.short_title(), "text": document_fromstring(page.summary()).text_content()}

    return read


def gne() -> Read:
    from gne import GeneralNewsExtractor

    def read(markup: str, url: str) -> dict[str, Any]:
        told = GeneralNewsExtractor().extract(markup)
        return {"title": told["title"], "published": told["publish_time"], "text": told["content"],
                "authors": [told["author"]] if told["author"] else []}  # fmt: skip

    return read


def newspaper4k() -> Read:
    from newspaper import Article

    def read(markup: str, url: str) -> dict[str, Any]:
        page = Article(url or "http://news.example/a.html", language="zh", fetch_images=False)
        page.download(input_html=markup)
        page.parse()
        return {"title": page.title, "published": str(page.publish_date or ""), "authors": page.authors,
                "text": page.text}  # fmt: skip

    return read


def goose3() -> Read:
    from goose3 import Goose
    from goose3.text import StopWordsChinese

    reader = Goose({"stopwords_class": StopWordsChinese, "enable_image_fetching": False})

    def read(markup: str, url: str) -> dict[str, Any]:
        page = reader.extract(raw_html=markup)
        return {"title": page.title, "published": str(page.publish_date or ""), "authors": page.authors,
                "text": page.cleaned_text}  # fmt: skip

    return read


def news_please() -> Read:
    from newsplease import NewsPlease

    def read(markup: str, url: str) -> dict[str, Any]:
        page = NewsPlease.from_html(markup, url=url or "http://news.example/a.html", fetch_images=False)
        return {"title": page.title, "published": str(page.date_publish or ""), "authors": page.authors or [],
                "text": page.maintext}  # fmt: skip

    return read


def main() -> None:
    from lxml.html import document_fromstring

    logging.disable(logging.CRITICAL)
    name, pages, rounds = sys.argv[1:4]
    read = globals()[name.replace("-", "_")]()
    rows: list[dict[str, Any]] = []
    listed = json.loads(Path(pages).read_text())
    warm_up = listed[:2]
    for n, (path, url) in enumerate([*warm_up, *listed]):
        markup = Path(path).read_text(encoding="utf-8")
        bare, spent, told = [], [], {}
        for _ in range(int(rounds)):
            start = time.process_time()
            document_fromstring(markup)
            parsed = time.process_time()
            try:
                told = read(markup, url)
            except Exception as error:  # a page that a peer cannot read counts as read wrong
                told = {"error": repr(error)[:200]}
            bare.append(parsed - start)
            spent.append(time.process_time() - parsed)
        if n >= len(warm_up):
            rows.append({"bare": min(bare), "spent": min(spent), **told})
    print(json.dumps(rows, default=str))


if __name__ == "__main__":
    main()
