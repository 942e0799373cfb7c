"""`scrapy demo`, as a newcomer runs it."""

import re

import pytest

from tests.conftest import run_crawl


def test_the_demo_tells_what_it_did_and_where_it_lies(tmp_path, whole_crawl):
    # Without settings of the tests, but for the place: the demo brings its own.
    demo = run_crawl(tmp_path, command="demo")
    assert demo.status == 0, demo.log
    assert demo.log == ""  # no terminal, so no progress line
    listed, archived, aside = map(
        int, re.search(r"listed (\d+), known 0, archived (\d+) .*set aside (\d+)", demo.out).groups()
    )
    assert listed == archived + aside == whole_crawl.report["listed"]
    assert demo.posts == whole_crawl.posts
    for place in ("site/_posts", "quarantine", "reports/latest.json"):
        assert str(tmp_path / place) in demo.out
    assert "Traceback" not in (tmp_path / "crawl.log").read_text()


@pytest.mark.parametrize(
    ("given", "says"),
    [(["-a", "colour=red"], "takes no argument 'colour'"), (["finews"], "takes no 'finews'")],
    ids=["argument", "word"],
)
def test_the_demo_takes_no_other_arguments(tmp_path, given, says):
    demo = run_crawl(tmp_path / "o", *given, command="demo")
    assert demo.status == 2
    assert says in demo.log
