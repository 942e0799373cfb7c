"""The index: what becomes of an article, what is told of lists, runs and gaps."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newscrawl.archive.index import BrokenList, Gap, Index
from newscrawl.archive.revisions import version_of
from newscrawl.items import Article, Column
from tests.archive.conftest import listed, post_name, read

LIST = "http://site.example/"


def archive(index, id_, **values):
    article = read(listed(id_, site=values.pop("site", "finews")), **values)
    index.archive(article, post_name(article))
    return article


# -- from one state to the next

STEPS = {
    "list": lambda index, article: index.list_article(article, LIST + "1.html", LIST),
    "archive": lambda index, article: index.archive(read(article), post_name(article)),
    "aside": lambda index, article: index.set_aside(article, "no title"),
    "fail": lambda index, article: index.fail(article, "HTTP 503"),
    "gone": lambda index, article: index.mark_gone(article, "HTTP 410"),
    "back": lambda index, article: index.put_back(read(article)),
    "flush": lambda index, article: index.flush(),
}
WAYS = [
    ("list", "due", ""),
    ("list archive", "archived", ""),
    ("archive", "archived", ""),
    ("list archive list", "archived", ""),
    ("list archive fail", "archived", "HTTP 503"),
    ("list archive fail archive", "archived", ""),
    ("list archive gone fail", "gone", "HTTP 410"),
    ("list archive aside", "archived", ""),
    ("list archive back", "archived", ""),
    ("list archive gone", "gone", "HTTP 410"),
    ("list archive gone list", "gone", "HTTP 410"),
    ("list archive gone archive", "archived", ""),
    ("list aside", "set_aside", "no title"),
    ("aside", "set_aside", "no title"),
    ("list aside list", "set_aside", "no title"),
    ("list aside fail", "set_aside", "no title"),
    ("list aside archive", "archived", ""),
    ("list fail", "due", "HTTP 503"),
    ("fail", "due", "HTTP 503"),
    ("list fail archive", "archived", ""),
    ("list fail aside", "set_aside", "no title"),
    ("list back", "due", ""),
]


@pytest.mark.parametrize("flushed", [False, True], ids=["in one batch", "each on disk"])
@pytest.mark.parametrize(("way", "state", "reason"), WAYS, ids=[way for way, *_ in WAYS])
def test_an_article_ends_where_its_way_leads(index, way, state, reason, flushed):
    for step in way.split():
        STEPS[step](index, listed())
        assert not flushed or not index.flush()
    known = index.known("finews", ["NW1"])
    entry = index.find("finews", "NW1")
    assert (entry.state, entry.reason) == (state, reason)
    assert known == (set() if state == "due" else {"NW1"}), "before and after the flush the same"
    assert index.known("finews", ["NW1"]) == known
    assert [d.article.id for d in index.due("finews", all_=True)] == (["NW1"] if state == "due" else [])
    assert index.counts() == {state: 1}


def test_articles_of_one_id_on_two_sites_are_two(index):
    archive(index, "NW1", site="one")
    assert (index.known("one", ["NW1"]), index.known("two", ["NW1"])) == ({"NW1"}, set())


def test_known_answers_for_many_ids_and_for_those_of_the_share_service(index):
    for number in range(0, 2000, 2):
        archive(index, f"NW{number}")
    flash = read(listed("2022061300001"))
    flash.share_id = "NW999999"
    index.archive(flash, post_name(flash))
    wanted = [f"NW{number}" for number in range(2000)] + ["NW999999"]
    expected = {f"NW{number}" for number in range(0, 2000, 2)} | {"NW999999"}
    assert index.known("finews", wanted) == expected
    index.flush()
    assert index.known("finews", wanted) == expected
    assert index.known("finews", []) == set()


def test_known_urls_are_those_it_is_cited_by_and_those_it_was_listed_with(index):
    index.list_article(listed("NW1"), LIST + "1.html")
    archive(index, "NW1")
    index.list_article(listed("NW2"), LIST + "2.html")
    urls = [LIST + "1.html", LIST + "2.html", listed("NW1").url, listed("NW2").url, ""]
    assert index.known_urls(urls) == {LIST + "1.html", listed("NW1").url}


# -- what a later run needs


def test_a_due_article_is_made_again_from_what_its_list_said(tmp_path, clock):
    article = listed(published="2022-06-13")
    article.share_id, article.column = "CODE1", Column(slug="emnews", name="东财滚动", path="emnews/")
    article.say("category", "url", "emnews")
    with Index.open(tmp_path / "a", clock=clock) as index:
        index.list_article(article, LIST + "1.html", LIST)
    with Index.open(tmp_path / "a", clock=clock) as index:
        assert list(index.due("finews")) == [(article, LIST + "1.html", 0, "")]
        assert list(index.due("share")) == []


def test_what_its_own_pages_said_is_read_again(index):
    index.fail(read(listed()), "post page: no answer in time")
    (due,) = index.due("finews", all_=True)
    assert due.article == listed()


def test_a_second_list_adds_what_the_first_did_not_say(index):
    only_id = Article(id="NW1", share_id="NW1", url=listed().url, site="finews")
    index.list_article(only_id)
    index.list_article(listed(), LIST + "1.html", LIST, day=date(2022, 6, 11))
    again = Article(id="NW1", share_id="NW1", site="finews")
    again.say("published", "api", "2022-06-11 10:00:00")
    index.list_article(again, "", "http://api.example/")
    (due,) = index.due("finews")
    assert due.article.raw == listed().raw | {"published": {"api": "2022-06-11 10:00:00"}}
    assert (due.page_url, due.article.url) == (LIST + "1.html", listed().url)
    entry = index.find("finews", "NW1")
    assert (entry.publisher, entry.day) == ("常州日报", "2022-06-11")


@pytest.mark.parametrize(
    ("failures", "minutes"), [(2, 5), (3, 10), (4, 20), (9, 640), (10, 1280), (11, 1440), (99, 1440)]
)
def test_what_failed_waits_longer_each_time(index, clock, failures, minutes):
    for _ in range(failures):
        index.fail(listed(), "HTTP 503")
    clock.pass_(minutes=minutes, seconds=-1)
    assert list(index.due("finews")) == []
    clock.pass_(seconds=1)
    assert [(due.attempts, due.reason) for due in index.due("finews")] == [(failures, "HTTP 503")]


def test_what_failed_once_is_tried_again_by_the_next_run(index, clock):
    index.fail(listed(), "HTTP 503")
    assert [(due.attempts, due.reason) for due in index.due("finews")] == [(1, "HTTP 503")]
    assert index.is_due("finews", "NW1")


def test_a_list_may_give_the_address_under_which_an_article_is_cited(index):
    index.list_article(listed())
    other = listed()
    other.url = "http://elsewhere.example/1.html"
    index.list_article(other, cited=True)
    index.list_article(listed())
    assert index.find("finews", "NW1").url == other.url


def test_an_article_listed_under_another_id_is_one(index):
    index.list_article(listed("SHARE1"))
    index.rename(listed("NW1"), "SHARE1")
    assert [due.article.id for due in index.due("finews")] == ["NW1"]
    index.archive(read(listed("NW2")), "2022-06-13-NW2.md")
    index.rename(listed("NW3"), "NW2")
    assert index.known("finews", ["NW2"]) == {"NW2"}, "only what is due is renamed"


def test_due_articles_may_be_archived_while_they_are_gone_through(index):
    for number in range(1200):
        index.list_article(listed(f"NW{number:04}"))
    seen = []
    for due in index.due("finews"):
        seen.append(due.article.id)
        index.archive(read(due.article), post_name(due.article))
        index.fail(listed("NW9999"), "HTTP 503")
    assert seen == [f"NW{number:04}" for number in range(1200)]
    assert [due.article.id for due in index.due("finews", all_=True, limit=3)] == ["NW9999"]


def test_an_article_without_an_id_is_kept_by_its_address(index):
    article = Article(site="share", url="no address", problem="line 3 of urls is no address")
    index.set_aside(article, article.problem)
    index.set_aside(article, article.problem)
    assert index.counts() == {"set_aside": 1}


def test_an_article_that_is_not_dated_cannot_have_been_archived(index):
    with pytest.raises(ValueError, match="NW1 is not dated"):
        index.archive(listed(), "x.md")


@pytest.mark.parametrize("text", ["半个字\ud83d", "零\x00字节", "'; DROP TABLE articles; --", "😀", ""], ids=ascii)
def test_any_text_can_be_kept(index, text):
    index.list_article(listed(title=text, source=text), text, text)
    (due,) = index.due("finews")
    assert due.article.raw.get("title", {}).get("list", "") == text.replace("\ud83d", "")


# -- all that is kept of an archived article


def test_an_archived_article_is_told_in_full(index, clock):
    index.list_article(listed(), LIST + "1.html", LIST)
    clock.pass_(hours=2)
    archive(index, "NW1")
    entry = index.find("finews", "NW1")
    assert (entry.title, entry.source, entry.publisher) == ("NW1号", "常州日报", "常州日报")
    assert (entry.published, entry.day) == ("2022-06-13T08:21:56+08:00", "2022-06-13")
    assert (entry.column_slug, entry.column_path) == ("changzhouribao", "category/changzhouribao.html")
    assert (entry.post, entry.listed_on, entry.page_url) == ("2022-06-13-NW1.md", LIST, LIST + "1.html")
    times = ("2022-06-13T00:00:00+00:00", "2022-06-13T01:00:00+00:00", "2022-06-13T02:00:00+00:00")
    assert (entry.first_listed, entry.fetched, entry.archived) == times
    clock.pass_(hours=1)
    archive(index, "NW1", body="<p>另一篇。</p>")
    again = index.find("finews", "NW1")
    assert (again.archived, again.body_hash == entry.body_hash) == (entry.archived, False)
    assert index.find("finews", "NW2") is None


def test_articles_are_told_by_site_state_and_day(index):
    for day in range(1, 31):
        archive(index, f"NW{day}", day=day)
    index.set_aside(listed("NW99"), "no title")
    archive(index, "NW1", site="other")
    told = index.iter_articles(site="finews", state="archived", since=date(2022, 6, 10), until=date(2022, 6, 12))
    assert [entry.id for entry in told] == ["NW10", "NW11", "NW12"]
    assert sum(1 for _ in index.iter_articles()) == 32


# -- lists


def test_validators_are_those_of_the_last_full_answer(index):
    assert index.validators(LIST) == {}
    index.remember_list(LIST, "finews", status=200, etag='"1"', last_modified="Mon, 13 Jun 2022 00:00:00 GMT")
    said = {"If-None-Match": '"1"', "If-Modified-Since": "Mon, 13 Jun 2022 00:00:00 GMT"}
    assert index.validators(LIST) == said
    index.remember_list(LIST, "finews", status=304)
    assert index.validators(LIST) == said
    index.remember_list(LIST, "finews", status=503, problem="HTTP 503")
    assert index.validators(LIST) == {}, "what broke off is read in full"
    index.remember_list(LIST, "finews", status=200, etag='"2"')
    assert index.validators(LIST) == {"If-None-Match": '"2"'}


def test_a_list_that_broke_off_is_a_gap_until_it_is_whole(index):
    page, day = LIST + "2022/06/12/3.html", date(2022, 6, 12)
    index.remember_list(page, "epaper", status=0, day=day, problem="no answer in time")
    index.remember_list(LIST + "2022/06/11/", "epaper", status=404, day=date(2022, 6, 11))
    assert index.broken_lists() == [BrokenList("epaper", "2022-06-12", page, 0, "no answer in time")]
    assert index.broken_lists(since=date(2022, 6, 13)) == []
    index.remember_list(page, "epaper", status=200, day=day)
    assert index.broken_lists() == []


# -- gaps


def test_gaps_tell_what_became_of_each_publishers_day(index):
    archive(index, "NW1", day=12)
    archive(index, "NW2", day=12)
    index.set_aside(listed("NW3"), "no title")  # its day is not known: the day it was listed
    index.list_article(listed("NW4"), day=date(2022, 6, 12))
    index.fail(listed("NW5", source=""), "HTTP 503")
    index.put_back(read(listed("NW6"), day=11))
    assert list(index.gaps()) == [
        Gap("finews", "常州日报", "2022-06-11", 1, 0, 0, 0, 1),
        Gap("finews", "常州日报", "2022-06-12", 3, 2, 0, 0, 1),
        Gap("finews", "", "2022-06-13", 1, 0, 0, 0, 1),
        Gap("finews", "常州日报", "2022-06-13", 1, 0, 1, 0, 0),
    ]
    assert [gap.day for gap in index.gaps(date(2022, 6, 12), date(2022, 6, 12))] == ["2022-06-12"]


def test_a_day_begins_at_midnight_in_china(index, clock):
    clock.now = datetime(2022, 6, 12, 16, 30, tzinfo=UTC)
    index.list_article(listed())
    assert index.find("finews", "NW1").day == "2022-06-13"


# -- revisions


def test_a_first_change_keeps_both_texts_and_the_next_one_more(index):
    first = version_of(archive(index, "NW1", body="<p>共12人。</p><p>略。</p>"))
    second = read(listed(), body="<p>共13人。</p><p>略。</p>", title="更正")
    assert index.revise(second, first) == ["title", "text"]
    assert index.revise(second, first) == ["title", "text"], "cut off before the post was written: found again"
    index.archive(second, post_name(second))
    third = read(listed(), body="<p>共14人。</p><p>略。</p>", title="更正")
    assert index.revise(third, version_of(second)) == ["text"]
    kept = index.revisions("finews", "NW1")
    assert [(r.number, r.changed, r.diff) for r in kept] == [
        (1, [], ""),
        (2, ["title", "text"], "@@ -1 +1 @@\n-共12人。\n+共13人。"),
        (3, ["text"], "@@ -1 +1 @@\n-共13人。\n+共14人。"),
    ]
    assert [r.version for r in kept] == [first, version_of(second), version_of(third)]


def test_what_did_not_change_is_only_marked_as_visited(index, clock):
    article = archive(index, "NW1")
    clock.pass_(days=1)
    assert index.revise(article, version_of(article)) == []
    assert index.revisions("finews", "NW1") == []
    assert index.find("finews", "NW1").checked == "2022-06-14T00:00:00+00:00"


# -- runs, and what a power cut takes away


@pytest.mark.parametrize("ended", [False, True], ids=["interrupted", "ended"])
def test_posts_that_the_last_run_lost_are_due_again(tmp_path, clock, ended):
    posts, older = tmp_path / "_posts", tmp_path / "old_post"
    posts.mkdir()
    older.mkdir()
    with Index.open(tmp_path / "a", clock=clock) as index:
        assert index.recover(posts) == 0
        archive(index, "OLD")  # its post went long ago: not for this run to judge
        clock.pass_(hours=2)
        run = index.start_run("finews", {"category": "常州"})
        for id_, folder, content in (("KEPT", posts, b"post"), ("MOVED", older, b"post"), ("EMPTY", posts, b"")):
            (folder / post_name(archive(index, id_, fetched=clock()))).write_bytes(content)
        archive(index, "LOST", fetched=clock())
        if ended:
            index.finish_run(run, "finished", complete=True, counts={"archived": 4})
    clock.pass_(minutes=5)
    with Index.open(tmp_path / "a", clock=clock) as index:
        assert index.recover(posts, older) == 2
        assert [due.article.id for due in index.due("finews")] == ["EMPTY", "LOST"]
        assert index.recover(posts, older) == 0, "once"
        assert index._look("SELECT reason FROM runs")[0]["reason"] == ("finished" if ended else "interrupted")


def test_a_thousand_posts_of_one_second_are_all_looked_at(index, tmp_path):
    for number in range(1200):
        archive(index, f"NW{number}")
    assert index.reopen_lost(tmp_path) == 1200
    assert index.counts() == {"due": 1200}


# -- when things are on disk


@pytest.mark.parametrize("act", ["settle", "flush", "time", "many", "close", "read", "list"])
def test_changes_are_on_disk(tmp_path, clock, act):
    writer = Index.open(tmp_path / "a", clock=clock)
    with Index.open(tmp_path / "a") as reader:
        writer.list_article(listed())
        assert reader.counts() == {}
        if act == "time":
            clock.pass_(seconds=1)
            writer.list_article(listed())
        elif act == "many":
            for _ in range(writer.batch):
                writer.list_article(listed())
        elif act == "list":
            writer.remember_list(LIST, "finews", status=200)
        else:
            {
                "settle": lambda: writer.settle(listed()),
                "flush": writer.flush,
                "close": writer.close,
                "read": lambda: list(writer.due("finews")),
            }[act]()
        assert reader.counts() == {"due": 1}
    if act != "close":
        writer.close()


def test_settling_what_is_settled_writes_nothing(tmp_path, clock):
    with Index.open(tmp_path / "a", clock=clock) as writer, Index.open(tmp_path / "a") as reader:
        writer.list_article(listed("NW1"))
        writer.settle(listed("NW2"))
        assert reader.counts() == {}


def test_a_clock_that_is_set_back_stops_no_flush(tmp_path, clock):
    with Index.open(tmp_path / "a", clock=clock) as writer, Index.open(tmp_path / "a") as reader:
        clock.now -= timedelta(days=1)
        writer.list_article(listed())
        assert reader.counts() == {"due": 1}
