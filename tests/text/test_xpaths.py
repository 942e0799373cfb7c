"""XPath look-ups: parsel's functions are there, and nothing is kept of a look-up."""

import gc
import tracemalloc

import pytest
from lxml.html import fromstring

from newscrawl.text.xpaths import string_at

PAGE = fromstring(
    "<div class='post wide'><h1>股市<b>收涨</b></h1><small>2022-06-13</small><small>tags <em>日报</em></small></div>"
)


@pytest.mark.parametrize(
    ("xpath", "value"),
    [
        ("//h1", "股市收涨"),
        ("//small[1]", "2022-06-13"),
        ("//h2", ""),
        (r"//small[re:test(., '\d{4}')]", "2022-06-13"),
        ("//*[has-class('post')]//em", "日报"),
    ],
)
def test_values(xpath, value):
    assert string_at(PAGE, xpath) == value


def test_nothing_is_kept_of_a_look_up():
    string_at(PAGE, "//h1")
    gc.collect()
    tracemalloc.start()
    try:
        for _ in range(2000):
            string_at(PAGE, "//h1")
        gc.collect()
        assert tracemalloc.get_traced_memory()[0] < 50_000  # bytes; a log line each were 200,000
    finally:
        tracemalloc.stop()
