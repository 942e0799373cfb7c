"""The demo's site, built by the real Jekyll: every post under its date, its title and its text intact."""

import html
import json
import re
import subprocess
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from lxml import html as lxml_html

from newscrawl.loopback.fixturesite import load_articles
from tests.conftest import need

ARTICLES = {article["id"]: article for article in load_articles()}


@pytest.fixture(scope="module")
def built(whole_crawl, tmp_path_factory):
    """The built site's folder."""
    target = tmp_path_factory.mktemp("built")
    source = whole_crawl.output / "site"
    done = subprocess.run(
        [need("jekyll"), "build", "--strict_front_matter", "-s", source, "-d", target],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Error" not in done.stdout + done.stderr
    assert "Warning" not in done.stdout + done.stderr
    return target


def posts(crawl):
    """File name, front matter and the rest of each post."""
    for name, content in crawl.posts.items():
        front, rest = content.decode().removeprefix("---\n").split("\n---\n", 1)
        yield name, yaml.safe_load(front), rest


def page_of(built, name, front):
    """The built page of a post: Jekyll writes categories in lower case into addresses."""
    year, month, day = name[:10].split("-")
    path = built / front["categories"].lower() / year / month / day / f"{name[11:-3]}.html"
    return lxml_html.fromstring(path.read_text(encoding="utf-8"))


def bare(text):
    return "".join(text.split())


def test_every_post_is_in_the_built_site_with_its_title(built, whole_crawl):
    for name, front, _ in posts(whole_crawl):
        page = page_of(built, name, front)
        assert page.findtext(".//h1") == front["title"], name
        assert front["date"].removesuffix(" +0800") in page.findtext(".//article//small")


def test_every_post_shows_its_text_unchanged(built, whole_crawl):
    """What the reader sees is digest, body, link and back links: nothing was taken for Markdown or Liquid."""
    for name, front, rest in posts(whole_crawl):
        shown = page_of(built, name, front).find_class("content")[0].text_content()
        *_, body, link, _ = rest.split("\n\n")
        expected = lxml_html.fromstring(f"<div>{body}</div>").text_content() + html.unescape(link[1:-1])
        if front["categories"] == "emnews":
            expected = re.sub(r"^【[^】]*】", "", html.unescape(ARTICLES[name[11:-3]]["digest"])) + expected
        expected += f"返回{'东财滚动' if front['categories'] == 'emnews' else _name(front)}新闻｜返回首页"
        assert bare(shown) == bare(expected), name


def _name(front):
    tags = front["tags"]
    return (tags[0] if isinstance(tags, list) else tags).removesuffix("新闻")


@pytest.mark.parametrize(
    "title",
    ['"', "\\", ": ", ":", "[", "#", "@", "1,000", "no", "😀", "{{", "{%", "---", "'"],
    ids=repr,
)
def test_the_awkward_titles_are_among_them(whole_crawl, title):
    """The cases that the test above must have met."""
    titles = [front["title"] for _, front, _ in posts(whole_crawl)]
    if title in ("1,000", "no"):
        assert title in titles
    elif title in (":", "[", "#", "@", "---", "'"):
        assert any(t.startswith(title) for t in titles)
    elif title == "😀":
        assert any(ord(c) > 0x1F000 for t in titles for c in t)
    else:
        assert any(title in t for t in titles)
    assert max(map(len, titles)) >= 3000


def test_no_link_within_the_site_is_broken(built):
    broken = []
    for path in built.rglob("*.html"):
        page = lxml_html.fromstring(path.read_text(encoding="utf-8"))
        for link in page.xpath("//@href | //@src"):
            parts = urlsplit(link)
            if parts.scheme or (parts.netloc and parts.netloc != "finews.withounder.com") or not parts.path:
                continue
            target = built / unquote(parts.path).lstrip("/")
            if not (target.is_file() or (target / "index.html").is_file()):
                broken.append((str(path.relative_to(built)), link))
    assert broken == []


def test_each_source_has_one_page_with_its_right_name(built, whole_crawl):
    """Upstream, pages carried other sources' names and one source had several pages."""
    names = {}
    for _, front, _ in posts(whole_crawl):
        names.setdefault(front["categories"], set()).add(json.dumps(front["tags"], ensure_ascii=False))
    assert all(len(tags) == 1 for tags in names.values()), names
    for slug in names:
        path = built / ("emnews/index.html" if slug == "emnews" else f"category/{slug}.html")
        heading = lxml_html.fromstring(path.read_text(encoding="utf-8")).findtext(".//h1")
        assert heading in names[slug].pop()
