"""Scrapy's download handlers: the one that records what comes in, and the one of a replay, which never goes out."""

import logging
from datetime import UTC, datetime
from typing import Any

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Request, Response

from newscrawl.exceptions import ArchiveUnusable, CannotWrite, NotRecorded
from newscrawl.extensions.stop import StopWhereNothingCanBeWritten
from newscrawl.extensions.warc import Warc
from newscrawl.warc.head import keep_heads, take_head

logger = logging.getLogger(__name__)


class RecordingHandler(HTTP11DownloadHandler):
    """Scrapy's own for http and https, which hands each answer to the crawl's recorder before anything is made of it:
    compressed as it was sent, redirects, robots.txt, errors and 304s included. `request.meta["fetched"]` is the time at
    which it was asked, to the second, which the record has too. Without a recorder nothing is recorded."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawler = crawler
        keep_heads(self._pool)

    async def download_request(self, request: Request) -> Response:
        asked = datetime.now(UTC).replace(microsecond=0)
        response = await super().download_request(request)
        request.meta["fetched"] = asked
        head = take_head(response)
        if warc := self.crawler.get_extension(Warc):
            try:
                warc.record(exchange_of(request, response, head, asked))
            except (CannotWrite, ArchiveUnusable) as error:
                if stopping := self.crawler.get_extension(StopWhereNothingCanBeWritten):
                    stopping.stop(str(error))
                raise NotRecorded(str(error)) from None
            assert self.crawler.stats
            self.crawler.stats.inc_value("warc/answers")
        return response


class NoNetwork(BaseDownloadHandler):
    """A replay's, for every scheme that leaves the machine: what is not in the WARC files fails."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawler = crawler

    async def download_request(self, request: Request) -> Response:
        assert self.crawler.stats
        self.crawler.stats.inc_value("replay/not_recorded")
        logger.debug("Not in the WARC files: %s", request.url)
        raise NotRecorded("not in the WARC files, and a replay asks no one else")

    async def close(self) -> None: ...


def exchange_of(request: Request, response: Response, head: bytes, asked: datetime) -> Any:
    from newscrawl.warc.records import Exchange  # needs warcio, which a crawl that does not record can do without

    proxied = bool(request.meta.get("proxy"))
    return Exchange(
        url=request.url.split("#", 1)[0],
        method=request.method,
        asked=as_text(request.headers),
        sent=request.body,
        time=asked,
        status=response.status,
        head=head or made_head(response),
        body=response.body,
        address=str(response.ip_address) if response.ip_address and not proxied else "",
    )


def as_text(headers: Headers) -> dict[str, list[str]]:
    return {
        name.decode("latin-1"): [value.decode("latin-1") for value in headers.getlist(name)] for name in list(headers)
    }


def made_head(response: Response) -> bytes:
    """The head of an answer by what Scrapy tells of it, where the server's own was not kept."""
    lines = [f"{response.protocol or 'HTTP/1.1'} {response.status} "]
    lines += [f"{name}: {value}" for name, values in as_text(response.headers).items() for value in values]
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")
