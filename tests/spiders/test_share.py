"""The spider share: links in, posts out, by the rules of the site whose domain a link has."""

import os
import threading

import pytest

from newscrawl.loopback.fixturesite import FixtureSite, load_articles
from tests.conftest import run_crawl

SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode="
ARTICLES = {article["id"]: article for article in load_articles()}
PLAIN = next(a for a in ARTICLES.values() if a["column"] == "chongqingribao" and "trouble" not in a)


def named(crawl):
    return {name[11:-3] for name in crawl.posts}


@pytest.mark.parametrize(
    "link",
    [
        SHARE + "{id}",
        "http://choicewzp1.eastmoney.com/html_News/NewsShare.html?infoCode={id}",
        "http://finews.withounder.com/{column}/{day}/{id}.html",
    ],
    ids=["share link", "share link of an old mirror", "post"],
)
def test_each_kind_of_link_gives_the_same_post(tmp_path, site, whole_crawl, link):
    url = link.format(day=PLAIN["showtime"][:10].replace("-", "/"), **PLAIN)
    crawl = run_crawl(tmp_path, "share", "-a", f"url={url}", site=site)
    assert crawl.status == 0, crawl.log
    assert named(crawl) == {PLAIN["id"]}
    assert crawl.posts.items() <= whole_crawl.posts.items()


@pytest.mark.parametrize(
    ("link", "column"), [("category/chongqingribao.html", "chongqingribao"), ("emnews/", "emnews")]
)
def test_a_category_link_means_all_that_it_lists(tmp_path, site, whole_crawl, link, column):
    crawl = run_crawl(tmp_path, "share", "-a", f"url=http://finews.withounder.com/{link}", site=site)
    assert crawl.status == 0, crawl.log
    listed = {i for i, a in ARTICLES.items() if a["column"] == column and "site" in a["lists"]}
    assert named(crawl) | set(crawl.quarantine) == listed
    assert crawl.posts.items() <= whole_crawl.posts.items()


def test_a_share_link_of_a_host_that_the_service_has_moved_to(tmp_path, site, whole_crawl):
    crawl = run_crawl(
        tmp_path, "share", "-a", f"url=http://new.example/{SHARE.split('/', 3)[3]}{PLAIN['id']}", site=site
    )
    assert named(crawl) == {PLAIN["id"]}
    moved = {
        name: post.replace(b"http://new.example", b"http://finews.zning.xyz") for name, post in crawl.posts.items()
    }
    assert moved.items() <= whole_crawl.posts.items()


def test_a_file_of_links(tmp_path, site, whole_crawl):
    good = [a for a in ARTICLES.values() if "trouble" not in a and a["expect"]["outcome"] == "post"]
    ids = [article["id"] for article in good if article["column"] != "emnews"]
    links = tmp_path / "links.txt"
    links.write_text("\ufeff# some\n\n" + "\n".join(SHARE + i for i in [*ids, ids[0]]), encoding="utf-8")
    crawl = run_crawl(tmp_path / "output", "share", "-a", f"urls={links}", site=site)
    assert named(crawl) == set(ids)
    assert crawl.posts.items() <= whole_crawl.posts.items()
    assert crawl.report["listed"] == len(ids)


def test_links_from_a_pipe(tmp_path, site):
    """As a shell's `urls=<(command)` gives it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=[f"{SHARE}{PLAIN['id']}\n"], daemon=True)
    writer.start()
    crawl = run_crawl(tmp_path / "output", "share", "-a", f"urls={pipe}", site=site)
    assert (crawl.status, named(crawl)) == (0, {PLAIN["id"]}), crawl.log


def test_links_from_standard_input_and_a_line_that_is_none(tmp_path, site):
    crawl = run_crawl(tmp_path, "share", "-a", "urls=-", site=site, stdin=f"{SHARE}{PLAIN['id']}\nnot a link\n")
    assert named(crawl) == {PLAIN["id"]}
    assert crawl.report["listed"] == 2
    assert "line 2 of - is no address: not a link" in crawl.report["set_aside_articles"][0]["reason"]


def test_what_the_json_does_not_tell_a_list_does(tmp_path, site, whole_crawl):
    """The share service may answer the text alone; title and time are then looked up in the site's lists."""
    article = next(a for a in ARTICLES.values() if a.get("json") == {})
    crawl = run_crawl(tmp_path, "share", "-a", f"url={SHARE}{article['id']}", site=site)
    assert named(crawl) == {article["id"]}
    assert crawl.posts.items() <= whole_crawl.posts.items()


def test_what_no_list_tells_is_set_aside(tmp_path):
    with FixtureSite([{**PLAIN, "json": {}, "lists": []}]) as site:
        crawl = run_crawl(tmp_path, "share", "-a", f"url={SHARE}{PLAIN['id']}", site=site)
    assert not crawl.posts
    assert crawl.quarantine[PLAIN["id"]]["reason"] == "no title, no date"
    assert crawl.quarantine[PLAIN["id"]]["raw"]["body"]


@pytest.mark.parametrize(("trouble", "status", "reason"), [("404", 0, "HTTP 404"), ("drop", 1, "no answer")])
def test_a_share_link_that_fails(tmp_path, trouble, status, reason):
    with FixtureSite([{**PLAIN, "trouble": trouble, "lists": []}]) as site:
        crawl = run_crawl(tmp_path, "share", "-a", f"url={SHARE}{PLAIN['id']}", site=site)
    assert crawl.status == status
    lines = crawl.report["set_aside_articles"] + crawl.report["due_articles"]
    assert reason in lines[0]["reason"]


def test_a_link_of_a_site_without_rules_is_read_by_what_its_page_tells(tmp_path, site):
    """The fixture site answers for any host: here its post page is a page like any other."""
    path = f"{PLAIN['column']}/{PLAIN['showtime'][:10].replace('-', '/')}/{PLAIN['id']}.html"
    crawl = run_crawl(tmp_path, "share", "-a", f"url=http://news.example.com/{path}", site=site)
    assert crawl.status == 0, crawl.log
    [(name, post)] = crawl.posts.items()
    assert name.startswith(PLAIN["showtime"][:10])
    assert f"<http://news.example.com/{path}>" in post.decode()
    assert "".join(PLAIN["title"].split()) in "".join(post.decode().split())


def test_a_page_that_is_not_there_is_set_aside(tmp_path, site):
    crawl = run_crawl(tmp_path, "share", "-a", "url=http://news.example.com/2022/none.html", site=site)
    assert crawl.status == 0
    assert "page 1: HTTP 404" in crawl.report["set_aside_articles"][0]["reason"]
