"""The reference: an article as the upstream sends it becomes its post, byte for byte, by share link and by category."""

import re
from pathlib import Path

import pytest
import yaml

from newscrawl.loopback.fixturesite import ARTICLES, FixtureSite
from tests.conftest import ROOT, SHARED, run_crawl

SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode="
OWN_POST = ROOT / "fixtures" / "finews" / "posts" / "seed-like-local-piece.md"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))


def article_of(post):
    """The article as the share service would answer it, read off its post: the raw body has its indents again."""
    front, rest = post.removeprefix("---\n").split("\n---\n", 1)
    front = yaml.safe_load(front)
    body, link, _ = rest.split("\n\n")
    return {
        "id": re.search(r"infoCode=(\w+)", link)[1],
        "column": front["categories"],
        "source": front["tags"].removesuffix("新闻"),
        "title": front["title"],
        "showtime": re.search(r"^date: (.*) \+0800$", post, re.MULTILINE)[1],
        "lists": ["site"],
        "text": body.replace("<p>", "<p>　　"),
    }


def cases():
    own = yaml.safe_load((ARTICLES / "seed-like-local-piece.yaml").read_text(encoding="utf-8"))
    yield pytest.param(own, OWN_POST, id="own")
    for path in SEEDS:
        yield pytest.param(article_of(path.read_text(encoding="utf-8")), path, id="seed")
    if not SEEDS:
        reason = "../shared/seeds is not there: only our own equal case is tried"
        yield pytest.param(None, Path(), id="seed", marks=pytest.mark.skip(reason=reason))


CASES = list(cases())


@pytest.mark.parametrize(("article", "post"), CASES)
@pytest.mark.parametrize("way", ["share", "category", "home", "node list"])
def test_the_post_is_the_reference_byte_for_byte(tmp_path, article, post, way):
    article = {**article, "lists": ["node"]} if way == "node list" else article
    arguments = {
        "share": ["share", "-a", f"url={SHARE}{article['id']}"],
        "category": ["finews", "-a", f"category={article['column']}"],
    }
    with FixtureSite([article]) as site:
        crawl = run_crawl(tmp_path, *arguments.get(way, ["finews"]), site=site)
    assert crawl.status == 0, crawl.log
    assert crawl.posts == {f"{article['showtime'][:10]}-{article['id']}.md": post.read_bytes()}


@pytest.mark.parametrize(("article", "post"), CASES)
def test_the_json_may_hold_the_text_alone(tmp_path, article, post):
    """By share link, with title, time and source only in the site's lists and its post page."""
    with FixtureSite([{**article, "json": {}}]) as site:
        crawl = run_crawl(tmp_path, "share", "-a", f"url={SHARE}{article['id']}", site=site)
    assert [*crawl.posts.values()] == [post.read_bytes()]


@pytest.mark.parametrize(("article", "post"), CASES)
def test_the_post_page_alone_gives_the_same_post(tmp_path, article, post):
    with FixtureSite([{**article, "trouble": "404"}]) as site:
        crawl = run_crawl(tmp_path, "finews", site=site)
    assert crawl.report["from_post_page"] == 1
    assert [*crawl.posts.values()] == [post.read_bytes()]
