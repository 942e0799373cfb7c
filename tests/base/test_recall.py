"""What a spider remembers of lists: how far it reads on, what it asks for again, and when it keeps what it read."""

from datetime import date

import pytest

from newscrawl.memory import KnownList, NoMemory
from newscrawl.spiders.eastmoney import Eastmoney
from newscrawl.spiders.finews import Finews
from newscrawl.spiders.people import People

DAY = date(2022, 6, 13)
PAGE = {"NEW": DAY, "OLD": DAY}
READ_ON = {
    # arguments, remembered, known: read on
    "never read before": ({}, False, (), False),
    "all is new": ({}, True, (), True),
    "one is new": ({}, True, ("OLD",), True),
    "all is known": ({}, True, ("OLD", "NEW"), False),
    "all is known, since reaches further": ({"since": "2022-06-01"}, True, ("OLD", "NEW"), True),
    "since does not reach so far": ({"since": "2022-06-14"}, True, (), False),
    "all are fetched again": ({"refetch": "1"}, True, (), False),
    "until leaves the new ones out": ({"until": "2022-06-01"}, True, (), False),
}


@pytest.mark.parametrize(("arguments", "remembered", "known", "goes_on"), READ_ON.values(), ids=READ_ON)
def test_how_far_a_list_is_read(arguments, remembered, known, goes_on):
    spider = Eastmoney(**arguments)
    spider.remembered = {"first": KnownList("first", DAY, True)} if remembered else {}
    spider.known.update(known)
    assert spider.goes_on("first", PAGE, frozenset(), 1) is goes_on
    assert spider.goes_on("first", PAGE, frozenset(PAGE), 2) is False, "a page like the one before it"


REACH = {
    # the page's days, the day that an earlier crawl wanted to reach, known: read on
    "further back, though all is known": (DAY, date(2022, 6, 10), tuple(PAGE), True),
    "not so far": (DAY, date(2022, 6, 14), (), False),
    "no reach, as any other": (DAY, None, tuple(PAGE), False),
}


@pytest.mark.parametrize(("day", "reach", "known", "goes_on"), REACH.values(), ids=REACH)
def test_how_far_a_list_is_read_that_broke_off(day, reach, known, goes_on):
    spider = Eastmoney()
    spider.remembered = {"first": KnownList("first", DAY, True)}
    spider.known.update(known)
    assert spider.goes_on("first", dict.fromkeys(PAGE, day), frozenset(), 3, reach) is goes_on


def known_lists(*lists):
    memory = NoMemory()
    memory.lists = lambda site: [KnownList(*each) for each in lists]
    return memory


def test_category_pages_found_before_are_asked_for_once():
    spider = Finews()
    site = spider.site_url
    spider.memory = known_lists(
        (site, DAY, True),
        (site + "category/TechWeb.html", DAY, True),
        (site + "changjiangribao/", DAY, True),
        (site + "category/changjiangribao.html", DAY, False),
        ("http://elsewhere.example/category/x.html", DAY, True),
    )
    asked = [request.url.removeprefix(site) for request in spider.recall()]
    assert asked == ["category/TechWeb.html", "category/changjiangribao.html"]


def test_days_whose_list_broke_off_are_asked_for_again():
    spider = People()
    broken = spider.site_url + "GB/59476/review/20220610.html"
    spider.memory = known_lists((broken, date(2022, 6, 10), False), (broken.replace("0610", "0611"), DAY, True))
    assert list(spider.broken_days()) == [date(2022, 6, 10)]


API = "http://a.example/list?b={page}&c=1"
BROKEN = {
    # arguments, remembered (page, complete, reach): pages asked for again
    "none": ({}, [(1, True, None), (2, True, None)], {}),
    "two": ({}, [(10, False, None), (3, False, DAY), (2, True, None)], {3: DAY, 10: None}),
    "the first, with a reach": ({}, [(1, False, DAY)], {1: DAY}),
    "a part alone is asked for": ({"category": "350"}, [(3, False, None)], {}),
    "since reads all pages anyway": ({"since": "2022-06-01"}, [(3, False, None)], {}),
}


@pytest.mark.parametrize(("arguments", "lists", "asked"), BROKEN.values(), ids=BROKEN)
def test_pages_at_which_a_list_broke_off(arguments, lists, asked):
    spider = Eastmoney(**arguments)
    other = ("http://a.example/list?b=4&c=2", DAY, False)
    spider.memory = known_lists(other, *((API.format(page=n), DAY, done, reach) for n, done, reach in lists))
    found = spider.broken_pages(API)
    assert (found, list(found)) == (asked, sorted(asked))


def test_validators_are_kept_when_no_list_is_open():
    kept = []
    spider = Finews()
    spider.lists_open = 2
    spider.close_list(lambda: kept.append("home"))
    assert kept == []
    spider.close_list()
    assert kept == ["home"]
