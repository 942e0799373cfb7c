"""What becomes of an article after it was archived: visits that fail, tombstones, and how to ask whether it has changed."""

from datetime import date

import pytest

from newscrawl.archive.reindex import reindex
from tests.archive.conftest import listed, post_name, read

EVER = date.min, date.max
ASKED = {"http://a.example/1.html": {"If-None-Match": '"1"'}, "http://b.example/1": {"If-Modified-Since": "Tue"}}


def archive(index, id_="NW1", **values):
    article = read(listed(id_), **values)
    index.archive(article, post_name(article))
    return article


def ids(entries):
    return [entry.id for entry in entries]


def visits(index, *, all_=False):
    return ids(index.to_visit("finews", *EVER, all_=all_))


def test_what_cannot_be_read_again_is_visited_more_and_more_rarely_and_is_never_due(index, clock):
    article = archive(index)
    pauses = []
    for _ in range(16):
        index.fail(article, "HTTP 503")
        entry = index.find("finews", "NW1")
        assert (entry.state, list(index.due("finews", all_=True)), index.known("finews", ["NW1"])) == (
            "archived", [], {"NW1"}
        )  # fmt: skip
        waited = 0
        while not visits(index):
            clock.pass_(minutes=5)
            waited += 5
        pauses.append(waited)
    assert pauses[:5] == [0, 5, 10, 20, 40]
    assert max(pauses) == pauses[-1] == 7 * 24 * 60
    index.fail(article, "HTTP 503")
    assert (visits(index), visits(index, all_=True)) == ([], ["NW1"])
    index.find_unchanged(article)
    entry = index.find("finews", "NW1")
    assert (visits(index), entry.attempts, entry.reason) == (["NW1"], 0, "")
    index.fail(article, "HTTP 503")
    archive(index)
    assert index.find("finews", "NW1").attempts == 0


def test_what_is_gone_is_visited_rarely_and_keeps_its_history_when_it_comes_back(index, clock):
    article = archive(index)
    days = []
    for _ in range(7):
        index.mark_gone(article, "HTTP 404")
        assert visits(index) == []
        day = 0
        while not visits(index):
            clock.pass_(days=1)
            day += 1
        days.append(day)
    assert days == [1, 2, 4, 8, 16, 32, 32]
    index.fail(article, "HTTP 503")
    assert (index.find("finews", "NW1").state, index.find("finews", "NW1").reason) == ("gone", "HTTP 404")
    [gone] = index.withdrawals("finews", "NW1")
    assert gone == ("2022-06-13T00:00:00+00:00", "HTTP 404", "")
    back = read(listed(), fetched=clock.now)
    index.archive(back, post_name(back))
    index.mark_gone(article, "HTTP 410")
    first, second = index.withdrawals("finews", "NW1")
    assert (first.lifted, first.reason) == (f"{clock.now:%Y-%m-%dT%H:%M:%S}+00:00", "HTTP 404")
    assert (second.reason, second.lifted, index.find("finews", "NW1").attempts) == ("HTTP 410", "", 1)


def test_a_mended_index_keeps_when_an_article_was_withdrawn(index, tmp_path):
    from dataclasses import replace

    article = archive(index)
    index.mark_gone(article, "HTTP 404")
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / post_name(article)).write_text(
        "---\nlayout: post\ntitle: \"甲\"\ndate: 2022-06-13 08:21:56 +0800\ncategories: changzhouribao\n"
        "tags: 常州日报新闻\nwithdrawn: 2022-06-20\n---\n<p>乙</p>\n\n<http://share.example/>\n", encoding="utf-8"
    )  # fmt: skip
    before = index.withdrawals("finews", "NW1")
    reindex(index, posts, tmp_path / "quarantine", identify=lambda found: replace(found, site="finews"))
    assert index.withdrawals("finews", "NW1") == before
    assert index.find("finews", "NW1").state == "gone"


@pytest.mark.parametrize(
    ("answers", "reasons", "kept"),
    [
        (ASKED, {}, ASKED),
        ({**ASKED, "http://c.example/": {}}, {}, {}),
        ({}, {}, {}),
        (ASKED, {"share service": "HTTP 503"}, {}),
        (ASKED, {"post page": "HTTP 404"}, {}),
    ],
    ids=["all tell", "one tells nothing", "none", "one failed", "another failed"],
)
def test_validators_are_kept_of_whole_articles_alone(index, answers, reasons, kept):
    article = archive(index)
    article.answers, article.reasons = ASKED, {}
    index.keep_answers(article)
    article.answers, article.reasons = answers, reasons
    index.keep_answers(article)
    assert list(index.answers("finews", "NW1").items()) == list(kept.items())


def test_validators_go_with_a_tombstone_and_with_the_article(index):
    article = archive(index)
    article.answers = ASKED
    index.keep_answers(article)
    index.mark_gone(article, "HTTP 404")
    assert index.answers("finews", "NW1") == {}
    archive(index)
    index.keep_answers(article)
    index.reopen_lost()
    index.rename(listed("NW2"), "NW1")
    assert index.find("finews", "NW1") is None


def test_other_articles_of_a_host(index, clock):
    for number in range(4):
        archive(index, f"NW{number}", fetched=clock.now)
        clock.pass_(hours=1)
    index.mark_gone(listed("NW3"), "HTTP 404")
    assert ids(index.others("finews", "share.example", ["NW1"], 3)) == ["NW2", "NW0"]
    assert ids(index.others("finews", "share.example", [], 1)) == ["NW2"]
    assert (index.others("finews", "other.example", [], 3), index.others("people", "share.example", [], 3)) == ([], [])
