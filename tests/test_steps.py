"""The steps from what the pages said to what it means, one by one and together."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from newscrawl.items import Article, Column
from newscrawl.steps import STEPS, attribute_source, clean_markup, column_of, missing, read_dates
from newscrawl.text.dates import CST

SEEN = datetime(2022, 6, 14, 9, 0, tzinfo=CST)
PLACES = ("share", "page", "api", "post", "list", "url")


def article(**raw):
    return Article(id="NW1", url="http://share.example/a?id=NW1", fetched=SEEN, raw=raw)


class TestDates:
    # what the places say → the time, its precision, the place believed
    ROWS = [
        ("second", {"share": "2022-06-13 08:21:56"}, "2022-06-13T08:21:56+08:00", "second", "share"),
        ("minute", {"post": "2022年06月13日 08:21"}, "2022-06-13T08:21:00+08:00", "minute", "post"),
        ("day", {"list": "2022/06/13"}, "2022-06-13T00:00:00+08:00", "day", "list"),
        ("relative", {"list": "昨天 23:10"}, "2022-06-13T23:10:00+08:00", "minute", "list"),
        ("without-year", {"list": "12-27 18:40"}, "2021-12-27T18:40:00+08:00", "minute", "list"),
        ("zone", {"share": "2022-06-13T00:21:56Z"}, "2022-06-13T08:21:56+08:00", "second", "share"),
        ("zone-changes-day", {"share": "2022-06-12T20:00:00+00:00"}, "2022-06-13T04:00:00+08:00", "second", "share"),
        ("unreadable-gives-way", {"share": "不详", "list": "2022-06-13 08:21"}, "2022-06-13T08:21:00+08:00", "minute", "list"),
        ("future-gives-way", {"share": "2023-06-13 08:21", "list": "2022-06-13 08:21"}, "2022-06-13T08:21:00+08:00", "minute", "list"),
        ("a-clock-ahead", {"share": "2022-06-14 23:00"}, "2022-06-14T23:00:00+08:00", "minute", "share"),
        ("day-gives-way-to-minute-of-it", {"share": "2022-06-13", "list": "2022-06-13 08:21"}, "2022-06-13T08:21:00+08:00", "minute", "list"),
        ("day-stays-against-another", {"share": "2022-06-13", "list": "2022-06-12 08:21"}, "2022-06-13T00:00:00+08:00", "day", "share"),
        ("minute-stays-against-second", {"share": "2022-06-13 08:21", "list": "2022-06-13 08:21:56"}, "2022-06-13T08:21:00+08:00", "minute", "share"),
        ("first-minute-of-the-day", {"share": "2022-06-13", "api": "2022-06-13 07:00", "list": "2022-06-13 08:00"}, "2022-06-13T07:00:00+08:00", "minute", "api"),
        ("url", {"url": "http://site.example/changzhouribao/2022/06/13/NW1.html"}, "2022-06-13T00:00:00+08:00", "day", "url"),
    ]  # fmt: skip

    @pytest.mark.parametrize(
        ("said", "when", "precision", "place"), [pytest.param(*row[1:], id=row[0]) for row in ROWS]
    )
    def test_read(self, said, when, precision, place):
        item = article(published=said)
        read_dates(item)
        assert (item.published.isoformat(), item.precision) == (when, precision)
        assert item.reasons["published"].startswith(f"{place}: ")

    @pytest.mark.parametrize("said", [{}, {"share": "不详"}, {"share": "2023-06-13"}, {"elsewhere": "2022-06-13"}])
    def test_no_date(self, said):
        item = article(published=said)
        read_dates(item)
        assert (item.published, item.precision, item.reasons) == (None, "", {})

    def test_unreadable_strings_are_counted(self):
        item = article(published={"share": "不详", "post": "2023-01-01 08:00", "list": "2022-06-13"})
        read_dates(item)
        assert item.repairs == {"dates/unreadable": 2, "dates/from_list": 1}

    @pytest.mark.parametrize(
        ("place", "counted"),
        [("share", {}), ("page", {}), ("api", {"dates/from_api": 1}), ("post", {"dates/from_post": 1})],
    )
    def test_less_trusted_places_are_counted(self, place, counted):
        item = article(published={place: "2022-06-13 08:21"})
        read_dates(item)
        assert item.repairs == counted

    def test_the_tolerance_is_a_day(self):
        for ahead, read in ((timedelta(days=1), True), (timedelta(days=1, seconds=1), False)):
            item = article(published={"share": f"{SEEN + ahead:%Y-%m-%d %H:%M:%S}"})
            read_dates(item)
            assert (item.published is not None) is read

    def test_without_a_clock_absolute_dates_are_read(self):
        item = Article(raw={"published": {"share": "2099-06-13 08:21", "list": "昨天"}})
        read_dates(item)
        assert item.published.year == 2099
        assert item.repairs["dates/unreadable"] == 1

    @pytest.mark.parametrize(("trusted", "other"), list(pairwise(PLACES)))
    def test_order_of_trust(self, trusted, other):
        item = article(published={other: "2022-06-12 08:00", trusted: "2022-06-13 08:00"})
        read_dates(item)
        assert item.published.day == 13


class TestMarkup:
    @pytest.mark.parametrize("name", ["title", "digest", "body"])
    @pytest.mark.parametrize(("trusted", "other"), list(pairwise(PLACES)))
    def test_order_of_trust(self, name, trusted, other):
        item = article(**{name: {other: "<p>乙</p>", trusted: "<p>甲</p>"}})
        clean_markup(item)
        assert "甲" in getattr(item, name)
        assert item.reasons[name] == trusted

    TITLES = [
        ("as-it-is", {"share": "甲：“乙”"}, "甲：“乙”", 0),
        ("markup", {"share": "<b>甲</b>&amp;\n乙"}, "甲& 乙", 1),
        ("empty-gives-way", {"share": "<b></b>\u3000", "list": "甲"}, "甲", 0),
        ("nothing-said", {}, "", 0),
        ("only-markup", {"share": "<br>"}, "", 0),
    ]

    @pytest.mark.parametrize(("said", "title", "repaired"), [pytest.param(*row[1:], id=row[0]) for row in TITLES])
    def test_titles(self, said, title, repaired):
        item = article(title=said)
        clean_markup(item)
        assert (item.title, item.repairs["markup/title"]) == (title, repaired)

    DIGESTS = [
        ("title-goes", "【甲】乙。", "乙。"),
        ("title-and-space", "【甲】\u3000乙。", "乙。"),
        ("title-alone-stays", "【甲】", "【甲】"),
        ("only-at-the-start", "乙【甲】丙", "乙【甲】丙"),
        ("only-the-first", "【甲】【乙】丙", "【乙】丙"),
        ("plain", "乙。", "乙。"),
        ("markup", "<p>【甲】乙<br/>丙</p>", "乙丙"),
    ]

    @pytest.mark.parametrize(("said", "digest"), [pytest.param(*row[1:], id=row[0]) for row in DIGESTS])
    def test_digests(self, said, digest):
        item = article(digest={"api": said})
        clean_markup(item)
        assert item.digest == digest

    def test_a_body_that_says_nothing_gives_way(self):
        item = article(body={"share": "<p style='display:none'>甲</p>", "post": "<p>　　乙</p>"})
        clean_markup(item)
        assert (item.body, item.text, item.reasons["body"]) == ("<p>乙</p>", "乙", "post")
        assert item.repairs == {"markup/indent": 1}, "only what was mended in the body that is kept"

    def test_a_body_of_pictures_is_one(self):
        item = article(body={"share": '<img src="1.jpg">'})
        clean_markup(item)
        assert item.body == '<p><img src="http://share.example/1.jpg" alt=""></p>'

    @pytest.mark.parametrize(
        "body", ["", "<!-- -->", "<hr>", "<script>x</script>", "<table><tr><td></td></tr></table>"]
    )
    def test_no_body(self, body):
        item = article(body={"share": body})
        clean_markup(item)
        assert (item.body, item.text) == ("", "")
        assert "body" not in item.reasons


class TestSources:
    def test_credit_of_the_body_beats_the_list(self):
        item = article(source={"list": "格林大华期货"})
        item.text = "甲。\n（文章来源：上海证券报·中国证券网）"
        attribute_source(item)
        assert (item.source, item.publisher) == ("上海证券报·中国证券网", "上海证券报")
        assert item.reasons["source"] == "body; against list: 格林大华期货"
        assert item.repairs == {"sources/disagree": 1}
        assert item.raw["source"] == {"list": "格林大华期货", "body": "上海证券报·中国证券网"}

    def test_credit_of_the_digest(self):
        item = article()
        item.digest = "两市成交额突破万亿元。（上海证券报）"
        attribute_source(item)
        assert (item.publisher, item.reasons["source"]) == ("上海证券报", "digest")

    def test_column_is_the_publisher(self):
        item = article(source={"list": "Techweb"})
        attribute_source(item)
        assert item.column == Column(slug="TechWeb", name="TechWeb", path="category/TechWeb.html")

    def test_column_that_the_site_gave_stays(self):
        flash = Column(slug="emnews", name="东财滚动", path="emnews/")
        item = article(source={"list": "常州日报"})
        item.column = flash
        attribute_source(item)
        assert (item.column, item.publisher) == (flash, "常州日报")

    def test_nobody_is_named(self):
        item = article(source={"list": "网络"})
        attribute_source(item)
        assert (item.source, item.publisher, item.repairs) == ("", "", {"sources/missing": 1})
        assert (
            item.column
            == column_of("")
            == Column(slug="weishulaiyuan", name="未署来源", path="category/weishulaiyuan.html")
        )


def complete():
    return article(
        title={"list": "甲"},
        published={"list": "2022-06-13 08:21:56"},
        source={"list": "常州日报"},
        body={"share": "<p>　　乙</p>"},
    )


def test_all_steps():
    item = complete()
    for step in STEPS:
        step(item)
    assert (item.title, item.body, item.publisher, item.column.slug) == (
        "甲",
        "<p>乙</p>",
        "常州日报",
        "changzhouribao",
    )
    assert missing(item) == ""


def test_steps_change_nothing_when_run_again():
    item = complete()
    for step in STEPS:
        step(item)
    first = (item.title, item.published, item.precision, item.body, item.text, item.source, item.column)
    for step in STEPS:
        step(item)
    assert (item.title, item.published, item.precision, item.body, item.text, item.source, item.column) == first


MISSING = [
    ("title", "no title"),
    ("published", "no date"),
    ("body", "no body"),
]


@pytest.mark.parametrize(("field", "reason"), MISSING, ids=[field for field, _ in MISSING])
def test_what_is_missing(field, reason):
    item = complete()
    del item.raw[field]
    for step in STEPS:
        step(item)
    assert missing(item) == reason


def test_missing_id():
    item = complete()
    item.id = ""
    for step in STEPS:
        step(item)
    assert missing(item) == "no id"


def test_a_source_is_not_asked_for():
    item = complete()
    del item.raw["source"]
    for step in STEPS:
        step(item)
    assert missing(item) == ""


def test_unreadable_dates_are_told():
    item = article(published={"list": "不详", "share": "2023-06-13"})
    read_dates(item)
    assert missing(item) == "no title, no readable date (list: '不详'; share: '2023-06-13'), no body"


def test_the_problem_is_told():
    item = article()
    item.problem = "share service: HTTP 404"
    assert missing(item) == "no title, no date, no body (share service: HTTP 404)"
    whole = complete()
    for step in STEPS:
        step(whole)
    whole.problem = "page 2 of 3: HTTP 404"
    assert missing(whole) == "page 2 of 3: HTTP 404", "half an article is none"


def test_say_and_says():
    item = Article()
    for nothing in (None, "", " \n"):
        item.say("title", "list", nothing)
    assert item.raw == {}
    assert not item.says("title")
    item.say("title", "list", 1000)
    assert item.raw == {"title": {"list": "1000"}}
    assert item.says("title")
    assert item.says("title", "share", "list")
    assert not item.says("title", "share")


def test_people_of_a_body_without_its_page():
    body = "<p>□常工宣 沈一禾</p><p>正文第一段，说了一件事情的经过。</p><p>（责任编辑：王小和）</p>"
    article = Article(id="1", url="http://example.com/1", raw={"body": {"share": body}})
    for step in STEPS:
        step(article)
    assert article.editors == ["王小和"]
    assert "沈一禾" in article.authors
    assert "责任编辑" not in article.body
