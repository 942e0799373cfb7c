"""What is recorded of an answer is what the server sent."""

import gzip
import io

import pytest

from tests.conftest import run_crawl
from tests.warc.sockets import RawServer

pytest.importorskip("warcio", reason="the extra archive is not installed")
from warcio.archiveiterator import ArchiveIterator

PAGE = (
    "<!DOCTYPE html><html><head><title>城东小学新校舍启用</title></head><body><h1>城东小学新校舍启用</h1>"
    "<p>2022-06-13 08:21　来源：常州日报</p><div><p>　　本报讯 城东小学新校舍昨天启用，六百名学生搬进了新教室。</p>"
    "<p>　　新校舍有教学楼三幢，操场一个。校长说，孩子们很高兴。</p></div></body></html>"
).encode("gb18030")
ZIPPED = gzip.compress(PAGE, mtime=0)
CHUNKS = b"%x\r\n%s\r\n5\r\n%s\r\n0\r\n\r\n" % (len(ZIPPED) - 5, ZIPPED[:-5], ZIPPED[-5:])
HEAD = (
    b"HTTP/1.1 200 Very Well\r\nserver: nginx\r\nX-ODD-case: 1\r\nSet-Cookie: a=1\r\nVary: x\r\nSet-Cookie:b=2\r\n"
    b"CONTENT-ENCODING: gzip\r\nContent-Type: text/html; charset=gbk\r\nTransfer-Encoding: chunked\r\n\r\n"
)
ANSWERS = {
    "/old": b"HTTP/1.1 301 Gone Elsewhere\r\nLocation: /a.html\r\nContent-Length: 5\r\n\r\nmoved",
    "/a.html": b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n" + HEAD + CHUNKS,
    "/robots.txt": b"HTTP/1.0 200 OK\nContent-Type: text/plain\n\nUser-agent: *\nDisallow: /private\n",
    "/gone.html": b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n",
}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """The crawl and its records in pairs: address → request and answer; their bytes."""
    output = tmp_path_factory.mktemp("recorded")
    with RawServer(ANSWERS) as server:
        urls = ",".join(server.url + path for path in ("/old", "/gone.html"))
        crawl = run_crawl(output, "share", "-a", f"url={urls}", CONCURRENT_REQUESTS=1, USER_AGENT="a test")
        (file,) = (output / "warc").glob("*.warc.gz")
        records = {}
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream, no_record_parse=True):
                content = record.raw_stream.read()
                target = record.rec_headers.get_header("WARC-Target-URI") or ""
                records[record.rec_type, target.removeprefix(server.url)] = record.rec_headers, content
        return crawl, records, server


def test_each_answer_is_there_redirects_robots_and_errors_too(recorded):
    crawl, records, _ = recorded
    assert len(crawl.posts) == 1, crawl.log
    answers = sorted(path for kind, path in records if kind == "response")
    assert answers == ["/a.html", "/gone.html", "/old", "/robots.txt"]
    assert sorted(path for kind, path in records if kind == "request") == answers


def test_heads_and_bodies_are_as_sent(recorded):
    _, records, _ = recorded
    for path in ("/old", "/robots.txt", "/gone.html"):
        assert records["response", path][1] == ANSWERS[path]
    kept = HEAD.replace(b"Transfer-Encoding", b"X-Archive-Orig-Transfer-Encoding") + ZIPPED
    assert records["response", "/a.html"][1] == kept


def test_a_request_is_tied_to_its_answer(recorded):
    _, records, server = recorded
    headers, asked = records["request", "/a.html"]
    answer, _ = records["response", "/a.html"]
    assert headers.get_header("WARC-Concurrent-To") == answer.get_header("WARC-Record-ID")
    assert answer.get_header("WARC-IP-Address") == "127.0.0.1"
    assert answer.get_header("WARC-Payload-Digest").startswith("sha1:")
    assert asked.startswith(b"GET /a.html HTTP/1.1\r\nHost: 127.0.0.1:")
    sent = next(lines for lines in server.asked if lines.startswith(b"GET /a.html"))
    told = {line.lower() for line in asked.splitlines() if line}
    assert {line.lower() for line in sent.splitlines()} - told <= {b"connection: close"}


def test_the_file_says_who_wrote_it_and_for_what(recorded):
    _, records, _ = recorded
    _, info = records["warcinfo", ""]
    assert b"software: newscrawl" in info
    assert b"spider: share" in info
    assert b"http-header-user-agent: a test" in info


def test_what_the_head_tells_reaches_no_spider(recorded):
    crawl, _, _ = recorded
    assert "x-newscrawl" not in crawl.log.lower()


def test_without_the_setting_nothing_is_recorded(tmp_path):
    with RawServer(ANSWERS) as server:
        crawl = run_crawl(tmp_path, "share", "-a", f"url={server.url}/a.html", WARC=False)
    assert len(crawl.posts) == 1
    assert not (tmp_path / "warc").exists()


def test_a_key_to_a_house_is_not_recorded():
    from datetime import UTC, datetime

    from newscrawl.warc.records import Exchange, records_of

    asked = {"Authorization": ["Basic c2VjcmV0"], "Cookie": ["s=1"], "Accept": ["*/*"]}
    when = datetime(2022, 6, 13, tzinfo=UTC)
    exchange = Exchange(
        url="http://me:secret@example.com/?q=1", method="GET", asked=asked, sent=b"", time=when, status=200,
        head=b"HTTP/1.1 200 OK\r\n\r\n", body=b"",
    )  # fmt: skip
    request, _ = records_of(exchange)
    content = gzip.GzipFile(fileobj=io.BytesIO(request)).read()
    assert b"Accept: */*" in content
    assert b"Host: example.com\r\n" in content
    assert not {b"c2VjcmV0", b"s=1"} & set(content.split())
