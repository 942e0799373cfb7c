"""The status line and the headers of an answer as the server sent them, which Twisted and Scrapy do not hand on.

Twisted lowers the names of headers, merges those of one name and takes `Transfer-Encoding` and `Connection` out; Scrapy drops
the reason phrase. So the lines are kept where they come in, and travel to the download handler as one more header.
"""

from typing import Any

from scrapy.http import Response

_HEADER = b"x-newscrawl-head"


def keep_heads(pool: Any) -> None:
    """Let every connection of a twisted.web.client.HTTPConnectionPool keep the heads of its answers."""
    pool._factory = _keeping(pool._factory)


def take_head(response: Response) -> bytes:
    """The head of a response, with the empty line that ends it; empty where it was not kept. Afterwards the response has
    the headers that the server sent alone."""
    kept = response.headers.getlist(_HEADER)  # a server's own header of that name comes before ours
    if not kept:
        return b""
    del response.headers[_HEADER]
    try:
        return bytes.fromhex(kept[-1].decode("ascii"))
    except ValueError:
        return b""


def _keeping(factory: Any) -> Any:
    class Keeping(factory):  # type: ignore[misc]
        def buildProtocol(self, address: Any) -> Any:
            protocol = super().buildProtocol(address)
            send = protocol.request

            def request(asked: Any) -> Any:
                answer = send(asked)
                if protocol._parser is not None:  # made by `send`, before any byte of the answer is there
                    _watch(protocol._parser)
                return answer

            protocol.request = request
            return protocol

    return Keeping


def _watch(parser: Any) -> None:
    """Keep each line of a head until it is whole."""
    lines: list[bytes] = []
    take_line, end = parser.lineReceived, parser.allHeadersReceived

    def line_received(line: bytes) -> None:
        lines.append(line + b"\n")
        take_line(line)

    def all_headers_received() -> None:
        if parser.response.code >= 200:  # before it come 100 Continue and 103 Early Hints
            parser.headers.addRawHeader(_HEADER, b"".join(lines).hex().encode())
        lines.clear()
        end()

    parser.lineReceived, parser.allHeadersReceived = line_received, all_headers_received
