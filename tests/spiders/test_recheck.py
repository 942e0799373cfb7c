"""Archived articles visited again: one crawl of a site on which each of some articles has changed in its own way."""

import json
import shutil
import sqlite3

import pytest

from newscrawl.archive.index import Index
from newscrawl.loopback.fixturesite import FixtureSite, load_articles
from tests.conftest import run_crawl

GOOD = [a for a in load_articles() if "trouble" not in a and a["expect"]["outcome"] == "post" and "json" not in a]
PLAIN = [a for a in GOOD if a["column"] == a["column"].lower() != "emnews" and len(a["text"]) > 150][:17]
FLASH = [a for a in GOOD if a["column"] == "emnews"][:3]
NOTICE = "<p>　　很抱歉，该文章已被删除。</p>"
HTML = "text/html; charset=utf-8"
CHALLENGE = (200, HTML, "<title>安全验证</title><p>请完成安全验证后继续访问该页面</p>".encode())
ENTITY = '<a href="http://quote.eastmoney.com/unify/r/1.609160" class="keytip" data-code="1,609160">'
CHART = (
    '<p><img src="https://webquoteklinepic.eastmoney.com/GetPic.aspx?nid=1.609160&imageType=k" alt="K图 609160_1"></p>'
)


def _linked(text):
    start = text.index("<p>") + 3
    return f"{text[:start]}{ENTITY}{text[start : start + 4]}</a>{text[start + 4 :]}"


# What happens to an article → the fields that change, `gone`, `due`, or nothing; how it is now, what is answered for it.
CASES = {
    "source": ("source", {"source": "光明日报"}, None),
    "title": ("title", {"title": "更正：一座新桥"}, None),
    "text": ("text", lambda a: {"text": a["text"] + "<p>　　更正：此前的数字有误，应以本文为准。</p>"}, None),
    "time": ("published", {"showtime": "2022-06-13 23:59:58"}, None),
    "title and time": ("title, published", {"title": "又一座桥", "showtime": "2022-06-13 10:00:00"}, None),
    "counter": ("", lambda a: {"text": a["text"] + "<p>阅读 3,502</p>"}, None),
    "entity link": ("", lambda a: {"text": _linked(a["text"])}, None),
    "chart": ("", lambda a: {"text": a["text"] + CHART}, None),
    "page gone": ("gone", {"trouble": "gone"}, None),
    "410": ("gone", {}, (410, HTML, b"gone")),
    "notice": ("gone", {"text": NOTICE}, None),
    "share service alone gone": ("", {"trouble": "404"}, None),
    "503": ("due", {}, (503, HTML, b"busy")),
    "403": ("due", {}, (403, HTML, b"forbidden")),
    "challenge": ("due", {}, CHALLENGE),
    "another text": (
        "due",
        {"title": "安全验证", "text": "<p>　　请完成安全验证后继续访问，验证码已经发送。</p>"},
        None,
    ),
    "no answer": ("due", {}, "none"),
}
NOW = dict(zip(CASES, sorted(PLAIN, key=lambda a: "文章来源" in a["text"]), strict=True))  # a credit would win


class ChangedSite(FixtureSite):
    """The site with these articles instead, and answers of its own for whatever names an id."""

    def __init__(self, articles, answers):
        super().__init__(articles)
        self.answers = answers

    def answer(self, path, query):
        named = next((a for id_, a in self.answers.items() if id_ in path or query.get("id") == id_), "")
        return None if named == "none" else named or super().answer(path, query)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    with FixtureSite([*PLAIN, *FLASH]) as site:
        return run_crawl(tmp_path_factory.mktemp("before"), "finews", site=site)


@pytest.fixture(scope="module")
def after(before, tmp_path_factory):
    changed = {}
    for case, article in NOW.items():
        how = CASES[case][1]
        changed[article["id"]] = {**article, **(how(article) if callable(how) else how)}
    answers = {NOW[case]["id"]: answer for case, (_, _, answer) in CASES.items() if answer}
    output = tmp_path_factory.mktemp("after") / "output"
    shutil.copytree(before.output, output)
    with ChangedSite([changed.get(a["id"], a) for a in [*PLAIN, *FLASH]], answers) as site:
        return run_crawl(output, "recheck", "-a", "all=1", site=site)


def outcome_of(report, id_):
    for kind in ("revised", "gone", "due"):
        for line in report[f"{kind}_articles"]:
            if line["id"] == id_:
                return line.get("changed", kind)
    return ""


@pytest.mark.parametrize("case", CASES)
def test_what_becomes_of_an_article(before, after, case):
    id_, expected = NOW[case]["id"], CASES[case][0]
    assert outcome_of(after.report, id_) == expected, after.log[-3000:]
    [old] = [post for name, post in before.posts.items() if id_ in name]
    [new] = [post for name, post in after.posts.items() if id_ in name]
    if expected == "gone":
        head, _, rest = new.decode().partition("\n---\n")
        marked, line = head.rsplit("\n", 1)
        assert f"{marked}\n---\n{rest}" == old.decode()
        assert line.startswith("withdrawn: 20")
    else:
        assert (new == old) == (expected in ("", "due"))
    with Index.open(after.output / "archive.sqlite3") as index:
        assert index.find("finews", id_).state == ("gone" if expected == "gone" else "archived")
        revisions = index.revisions("finews", id_)
    assert [r.changed for r in revisions] == ([[], expected.split(", ")] if expected not in ("", "gone", "due") else [])


def test_the_index_keeps_both_texts(after):
    with Index.open(after.output / "archive.sqlite3") as index:
        first, second = index.revisions("finews", NOW["text"]["id"])
    assert "以本文为准" in second.version.body
    assert "以本文为准" not in first.version.body
    assert "\n+更正:此前的数字有误,应以本文为准。" in second.diff


def test_what_the_report_counts(after):
    report, outcomes = after.report, [case[0] for case in CASES.values()]
    assert (report["gone"], report["due"], report["lost"]) == (outcomes.count("gone"), outcomes.count("due"), 0)
    assert report["listed"] == len(PLAIN) + len(FLASH)
    assert report["revised"] == sum(outcome not in ("", "gone", "due") for outcome in outcomes)
    assert after.status == 1
    assert not after.quarantine


def test_what_was_visited_a_moment_ago_rests_and_what_is_found_again_loses_its_mark(before, after, tmp_path):
    """The schedule: all is old here, and visited again after a week; what failed was fetched a moment ago too."""
    output = tmp_path / "output"
    shutil.copytree(after.output, output)
    with FixtureSite([*PLAIN, *FLASH]) as site:
        rests = run_crawl(output, "recheck", "-a", "since=2022-01-01", site=site)
        assert (rests.status, rests.report["listed"], sum(site.asked.values())) == (0, 0, 0), rests.log
        with sqlite3.connect(output / "archive.sqlite3") as file:
            file.execute("UPDATE articles SET fetched = '2022-06-14T00:00:00+00:00', checked = ''")
        file.close()
        again = run_crawl(output, "finews", "-a", "refetch=1", site=site)
    assert again.status == 0
    assert again.posts == before.posts


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("since=7days", "is no day"),
        ("site=nowhere", "is no spider"),
        ("all=yes", "give 1"),
        ("confirm=http://a.example/", "is no host"),
        ("refetch=1", "takes no"),
    ],
)
def test_wrong_arguments(argument, message):
    from newscrawl.exceptions import WrongArgument
    from newscrawl.spiders.recheck import Recheck

    with pytest.raises(WrongArgument, match=message):
        Recheck.check(**dict([argument.split("=")]))


def test_near_copies_are_linked_and_named_on_request(tmp_path):
    pytest.importorskip("datasketch")
    first = PLAIN[0]
    copy = {**first, "id": "NW202206130000000001", "source": "光明日报", "title": "另一个标题", "column": "guangmingribao",
            "showtime": "2022-06-13 23:00:00"}  # fmt: skip
    with FixtureSite([first]) as site:
        run_crawl(tmp_path, "finews", site=site, POST_EXTRA_FIELDS="same_story")
    with FixtureSite([copy, first]) as site:
        crawl = run_crawl(tmp_path, "finews", site=site, POST_EXTRA_FIELDS="same_story")
    assert crawl.report["near_copies"] == [{"id": copy["id"], "of": first["id"]}]
    stories = {id_: next(p for name, p in crawl.posts.items() if id_ in name) for id_ in (first["id"], copy["id"])}
    assert f"\nsame_story: {json.dumps(first['id'])}\n" in stories[copy["id"]].decode()
    assert '\nsame_story: ""\n' in stories[first["id"]].decode()
