"""Which articles are asked for, as far as their addresses tell; whole crawls: tests/spiders/test_following.py."""

import pytest

from newscrawl.items import Article
from newscrawl.spiders.recheck import Recheck


@pytest.mark.parametrize(
    ("cited", "listed", "asked"),
    [
        ("http://a.example/1", "http://a.example/2", "http://a.example/1"),
        ("", "http://a.example/2", "http://a.example/2"),
        ("http://[c", "http://a.example/2", "http://a.example/2"),
        ("http://a.example:99999/", "", None),
        ("http://a.example/\ud83d", "", None),
        ("", "", None),
    ],
    ids=["cited", "listed", "brackets", "port", "half a character", "none"],
)
def test_an_article_is_asked_for_where_an_address_is_one(cited, listed, asked):
    request = Recheck().first_request(Article(id="1", url=cited), listed)
    assert (request and request.url) == asked
