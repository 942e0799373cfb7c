"""What the middleware leaves to a response is what Scrapy's own attributes tell, and is not decoded again."""

import pytest
from scrapy.http import HtmlResponse, Request, Response, TextResponse

from newscrawl.decoding import WeighEncoding, decoded

PAGE = "<html><head><title>股市收涨</title></head><body><h1>股市<b>收涨</b></h1><p>6月13日，两市成交9000亿元。</p></body></html>"
REQUEST = Request("http://example.com/")


def weighed(body, kind=HtmlResponse, content_type="text/html"):
    response = kind(REQUEST.url, body=body, headers={"Content-Type": content_type})
    given = WeighEncoding().process_response(REQUEST, response)
    given.request = REQUEST
    return given


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        pytest.param(PAGE.encode(), "utf-8", id="UTF-8"),
        pytest.param(PAGE.encode("gb18030"), "gb18030", id="GB18030, called UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + PAGE.encode(), "utf-8", id="a byte order mark"),
        pytest.param(b"<p>plain</p>", "utf-8", id="ASCII"),
        pytest.param(b"", "utf-8", id="nothing"),
    ],
)
def test_text_and_selectors_of_a_weighed_response(body, encoding):
    response = weighed(body, content_type="text/html; charset=utf-8")
    assert response.encoding == encoding
    assert response.text == response.replace(encoding=encoding).text == decoded(response).text
    assert response.body == body


def test_selectors_read_the_weighed_text():
    response = weighed(PAGE.encode("gb18030"), content_type="text/html; charset=utf-8")
    assert response.xpath("//title/text()").get() == "股市收涨"


def test_a_page_is_decoded_once(monkeypatch):
    response = weighed(PAGE.encode("gb18030"))
    monkeypatch.setattr("newscrawl.decoding.decode", None)
    assert decoded(response).encoding == "gb18030"


def test_a_response_with_another_body_is_read_anew():
    response = weighed(PAGE.encode()).replace(body="收跌".encode("gb18030") * 50)
    assert decoded(response).text == "收跌" * 50


def test_what_is_no_text_passes():
    picture = Response(REQUEST.url, body=b"\x89PNG")
    assert WeighEncoding().process_response(REQUEST, picture) is picture


def test_a_response_that_no_request_brought():
    assert decoded(TextResponse("http://example.com/", body=PAGE.encode())).text == PAGE
