"""Arguments of a crawl: what is right is read, what is wrong is told in one line."""

from datetime import date

import pytest

from newscrawl.arguments import Arguments, check_arguments
from newscrawl.exceptions import WrongArgument

BASES = {"site_url": "http://site.example/", "share_url": "http://share.example/"}


def check(**given):
    return check_arguments(given, spider="finews", known=("category", "since", "until"), bases=BASES)


RIGHT = [
    ("nothing", {}, Arguments()),
    ("category", {"category": "changzhouribao"}, Arguments(category=frozenset({"changzhouribao"}))),
    ("categories", {"category": " a, b,,a "}, Arguments(category=frozenset({"a", "b"}))),
    ("no-category", {"category": " , "}, Arguments()),
    ("category-in-brackets", {"category": "anxin(xianggang)"}, Arguments(category=frozenset({"anxin(xianggang)"}))),
    ("since", {"since": "2022-06-01"}, Arguments(since=date(2022, 6, 1))),
    ("until", {"until": " 2022-06-13 "}, Arguments(until=date(2022, 6, 13))),
    (
        "one-day",
        {"since": "2022-06-13", "until": "2022-06-13"},
        Arguments(since=date(2022, 6, 13), until=date(2022, 6, 13)),
    ),
    ("empty-day", {"since": ""}, Arguments()),
    (
        "base",
        {"site_url": "https://mirror.example/news/"},
        Arguments(bases={"site_url": "https://mirror.example/news/"}),
    ),
    (
        "base-without-slash",
        {"share_url": " http://10.0.0.1:1818 "},
        Arguments(bases={"share_url": "http://10.0.0.1:1818/"}),
    ),
    ("empty-base", {"site_url": ""}, Arguments()),
]


@pytest.mark.parametrize(("given", "arguments"), [pytest.param(*row[1:], id=row[0]) for row in RIGHT])
def test_right(given, arguments):
    assert check(**given) == arguments


WRONG = [
    (
        "unknown",
        {"catgory": "a"},
        "finews takes no argument 'catgory'; it takes category, since, until, site_url, share_url",
    ),
    ("start-is-no-argument", {"start": "1"}, "finews takes no argument 'start'"),
    ("no-day", {"since": "yesterday"}, "since='yesterday' is no day: give it as 2022-06-13"),
    ("impossible-day", {"until": "2022-02-30"}, "until='2022-02-30' is no day: give it as 2022-06-13"),
    ("day-with-slashes", {"since": "2022/06/13"}, "since='2022/06/13' is no day"),
    ("day-with-time", {"since": "2022-06-13 08:00"}, "since='2022-06-13 08:00' is no day"),
    ("order", {"since": "2022-06-14", "until": "2022-06-13"}, "since=2022-06-14 lies after until=2022-06-13"),
    ("category-path", {"category": "../x"}, "category='../x' is no category: give slugs such as changzhouribao,emnews"),
    ("category-of-several", {"category": "a,b c"}, "category='b c' is no category"),
    (
        "base-without-scheme",
        {"site_url": "mirror.example"},
        "site_url='mirror.example' is no address: give one such as http://site.example/",
    ),
    (
        "base-file",
        {"share_url": "file:///etc/passwd"},
        "share_url='file:///etc/passwd' is no address: give one such as http://share.example/",
    ),
    ("base-without-host", {"site_url": "http:///x"}, "site_url='http:///x' is no address"),
    ("base-broken", {"site_url": "http://[broken"}, "site_url='http://[broken' is no address"),
]


@pytest.mark.parametrize(("given", "message"), [pytest.param(*row[1:], id=row[0]) for row in WRONG])
def test_wrong(given, message):
    with pytest.raises(WrongArgument) as error:
        check(**given)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)
