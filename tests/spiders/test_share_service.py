"""A share service that gives nothing: when the post page's text stands for its, and when the article stays due."""

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure

from newscrawl.exceptions import NotAsked, NotRecorded
from newscrawl.items import Article
from newscrawl.spiders.finews import Finews


@pytest.mark.parametrize(
    ("raised", "archived"),
    [
        (TimeoutError("slow"), True),
        (IgnoreRequest("Forbidden by robots.txt"), True),
        (NotRecorded("not in the WARC files, and a replay asks no one else"), True),
        (NotAsked("the crawl ended before this was asked for"), False),
    ],
    ids=["no answer", "forbidden", "a replay", "never asked"],
)
def test_the_post_page_stands_for_a_service_that_was_asked(raised, archived):
    article = Article(site="finews", id="NW1", share_id="NW1")
    article.say("body", "post", "<p>正文</p>")
    failure = Failure(raised)
    failure.request = Request("http://share.example/", cb_kwargs={"article": article})
    spider = Finews.from_crawler(get_crawler(Finews))
    (item,) = spider.share_failed(failure)
    assert (item is article, item.says("body"), item.due, bool(item.problem)) == (
        True,
        archived,
        not archived,
        not archived,
    )
