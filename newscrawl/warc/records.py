"""One answer as WARC records: the request, and the response or, where the archive has the same already, a revisit.

warcio writes them; here is what goes into them. Each record is a gzip member of its own.
"""

import base64
import hashlib
import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_CHUNKED = re.compile(rb"^transfer-encoding(?=[ \t]*:)", re.IGNORECASE | re.MULTILINE)
# Who asks and how is told, but no key to a house.
_SECRET = {"authorization", "proxy-authorization", "cookie"}


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A request and its answer, as they went over the wire."""

    url: str
    method: str
    asked: Mapping[str, list[str]]
    """The request's headers."""
    sent: bytes
    """The request's body."""
    time: datetime
    """When it was asked, aware, to the second."""
    status: int
    head: bytes
    """Status line and headers of the answer, with the empty line that ends them."""
    body: bytes
    """As sent, compressed or not; chunks are joined."""
    address: str = ""
    """The server's, where no proxy stood between."""

    @cached_property
    def digest(self) -> str:
        """The body's, as WARC writes it."""
        return "sha1:" + base64.b32encode(hashlib.sha1(self.body).digest()).decode()


class _AsSent(StatusAndHeaders):  # type: ignore[misc]
    """A head that is written byte for byte."""

    def __init__(self, head: bytes) -> None:
        super().__init__("as sent", [])
        self.head = head

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        self.headers_buff = self.head


def warc_date(when: datetime) -> str:
    """
    >>> warc_date(datetime(2022, 6, 13, 0, 21, 56, tzinfo=UTC))
    '2022-06-13T00:21:56Z'
    """
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def info_record(file_name: str, when: datetime, fields: Mapping[str, str]) -> bytes:
    """The record that says which software and which crawl wrote what follows it."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    headers = {"WARC-Date": warc_date(when), "WARC-Filename": file_name}
    return _member("", "warcinfo", lines, headers)


def records_of(exchange: Exchange, *, refers_to: datetime | None = None) -> tuple[bytes, bytes]:
    """The request's record and the answer's. With `refers_to`, when the archive was sent the same before, the answer's is
    a revisit: of a 304, or of the same body again."""
    answer_id = f"<urn:uuid:{uuid4()}>"
    common = {"WARC-Date": warc_date(exchange.time)}
    concurrent = common | {"WARC-Concurrent-To": answer_id}
    request = _member(exchange.url, "request", exchange.sent, concurrent, _request_head(exchange))
    headers = common | {"WARC-Record-ID": answer_id}
    if exchange.address:
        headers["WARC-IP-Address"] = exchange.address
    kind = "response"
    if exchange.status == 304:
        kind, headers["WARC-Profile"] = "revisit", UNCHANGED
    elif refers_to:
        kind, headers["WARC-Profile"] = "revisit", SAME
        headers["WARC-Payload-Digest"] = exchange.digest
    else:
        headers["WARC-Payload-Digest"] = exchange.digest
    if kind == "revisit" and refers_to:
        headers["WARC-Refers-To-Target-URI"] = exchange.url
        headers["WARC-Refers-To-Date"] = warc_date(refers_to)
    head = _CHUNKED.sub(b"X-Archive-Orig-Transfer-Encoding", exchange.head)
    return request, _member(exchange.url, kind, exchange.body if kind == "response" else b"", headers, head)


def _member(url: str, kind: str, body: bytes, headers: dict[str, str], head: bytes = b"") -> bytes:
    """One record, compressed."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    record = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        warc_headers_dict=headers,
        http_headers=_AsSent(head) if head else None,
    )
    writer.write_record(record)
    # At warcio's own level, 9, pages of news are half a per cent shorter and take half as long again.
    return zlib.compress(out.getvalue(), 6, wbits=16 + zlib.MAX_WBITS)


def _request_head(exchange: Exchange) -> bytes:
    """What was asked, as a server without a proxy is asked for it."""
    parts = urlsplit(exchange.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"{exchange.method} {path} HTTP/1.1", f"Host: {parts.netloc.rsplit('@', 1)[-1]}"]
    for name, values in exchange.asked.items():
        if name.lower() not in _SECRET | {"host"}:
            lines += [f"{name}: {value}" for value in values]
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")
