"""A replay's answers: a storage for Scrapy's HTTP cache, over WARC files.

A replay goes through the crawls that were recorded, in their order, and answers each request as the site answered that
crawl; what that crawl did not ask for, as the last one before it was answered, else the first one after. A list that the
crawl was told is unchanged (304) is answered so where the request is conditional too, else with the content it has.
"""

import logging
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes

from newscrawl.warc.catalogue import Catalogue, Place
from newscrawl.warc.reading import Answer, answer_at

logger = logging.getLogger(__name__)


class WarcStorage:
    """`HTTPCACHE_STORAGE` of a replay. WARC_DIR is the folder; REPLAY_RUN the crawl whose answers are given, the last of
    all where it is empty; with REPLAY_BEST the last answer that is no error."""

    def __init__(self, settings: Any) -> None:
        self.folder = Path(settings["WARC_DIR"] or Path(settings["OUTPUT_DIR"]) / "warc")
        self.run: str = settings["REPLAY_RUN"] or ""
        self.best: bool = settings.getbool("REPLAY_BEST")

    def open_spider(self, spider: Spider) -> None:
        self.catalogue = Catalogue(self.folder)

    def close_spider(self, spider: Spider) -> None:
        self.catalogue.close()

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """The recorded answer; None where there is none. `request.meta["fetched"]` is the time at which it was sent."""
        if request.method != "GET":
            return None
        place = self.catalogue.find_best(request.url) if self.best else self.catalogue.find(request.url, self.run)
        if place and place.kind == "unchanged" and not is_conditional(request):
            place = self.catalogue.find_full(place)
        if place is None:
            return None
        answer = read_place(self.folder, self.catalogue, place)
        if answer is None:
            logger.error("The answer of %s cannot be read: what it refers to is not in %s", request.url, self.folder)
            return None
        request.meta["fetched"] = answer.time
        headers = Headers()
        for name, value in answer.headers:
            headers.appendlist(name, value.encode("latin-1", "replace"))
        kind = responsetypes.from_args(headers=headers, url=request.url, body=answer.body)
        return kind(url=request.url, status=answer.status, headers=headers, body=answer.body)

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        """Nothing: what is answered in a replay comes from here."""


def is_conditional(request: Request) -> bool:
    return "If-None-Match" in request.headers or "If-Modified-Since" in request.headers


def read_place(folder: Path, catalogue: Catalogue, place: Place) -> Answer | None:
    """The answer at a place, whole: the body of a revisit is that of the response it refers to; None where that is not
    there."""
    answer = answer_at(folder, place.at)
    if place.kind == "same":
        full = catalogue.find_full(place)
        if full is None:
            return None
        answer = answer._replace(body=answer_at(folder, full.at).body)
    return answer
