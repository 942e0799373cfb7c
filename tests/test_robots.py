"""What becomes of a host whose robots.txt cannot be had; that it is obeyed: tests/spiders/test_finews.py."""

from tests.conftest import run_crawl


def test_a_host_that_does_not_answer_is_told_in_a_line(tmp_path):
    crawl = run_crawl(tmp_path, "share", "-a", "url=http://127.0.0.1:1/a.html", RETRY_TIMES=0)
    assert crawl.status == 1
    assert crawl.report["due_articles"][0]["url"] == "http://127.0.0.1:1/a.html"
    assert crawl.log.count("Error downloading <GET http://127.0.0.1:1/a.html>") == 1
    assert "Traceback" not in crawl.log
