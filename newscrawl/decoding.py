"""Responses in the encoding that their bytes are in, by the same weighing that `read_article` does."""

from scrapy.http import Request, Response, TextResponse

from newscrawl.text.encoding import decode


class WeighEncoding:
    """A downloader middleware: a header or a meta tag that is wrong about its page is not believed."""

    def process_response(self, request: Request, response: Response) -> Response:
        if not isinstance(response, TextResponse):
            return response
        return response.replace(encoding=decode(response.body, content_type_of(response)).encoding)


def content_type_of(response: Response) -> str:
    """The response's Content-Type header; empty where it has none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
