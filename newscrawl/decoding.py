"""Responses in the encoding that their bytes are in, by the same weighing that `read_article` does."""

from scrapy.http import Request, Response, TextResponse

from newscrawl.text.encoding import Decoded, decode

_READ = "decoded"


class WeighEncoding:
    """A downloader middleware: a header or a meta tag that is wrong about its page is not believed.

    A page is decoded once: the text is left to the response, for its selectors, and to `decoded`, for our readers.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        if isinstance(response, TextResponse):
            read = decode(response.body, content_type_of(response))
            # What `replace(encoding=…)` sets, without a copy of the response; the text, which Scrapy would decode again,
            # lies where it keeps it. tests/test_decoding.py holds both to what Scrapy's own attributes tell.
            response._encoding = read.encoding
            response._cached_benc, response._cached_ubody = None, read.text
            request.meta[_READ] = (response.body, read)
        return response


def decoded(response: Response) -> Decoded:
    """A response's text and how it came about, as the middleware read it; read now where it did not."""
    read: tuple[bytes, Decoded] | None = response.meta.get(_READ) if response.request else None
    if read and read[0] is response.body:
        return read[1]
    return decode(response.body, content_type_of(response))


def content_type_of(response: Response) -> str:
    """The response's Content-Type header; empty where it has none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
