"""Posts read back: ours to the byte, predecessors with what is wrong about each."""

import time

import pytest

from newscrawl.archive.posts import read_post
from newscrawl.exporters.jekyll import render_post
from newscrawl.items import Column
from tests.archive.conftest import listed, read
from tests.conftest import ROOT

SITE = "http://finews.withounder.com/"
OWN = [ROOT / "fixtures" / "finews" / "posts" / "seed-like-local-piece.md"]
NAME = "2022-06-13-NW202206132400000001.md"
LINK = "<http://share.example/NewsShare.html?infoCode=NW202206132400000001>"
BACK = "[返回常州日报新闻](//site.example/category/changzhouribao.html)｜[返回首页](//site.example/)"


def test_posts_of_a_crawl_are_written_again_byte_for_byte(whole_crawl):
    assert len(whole_crawl.posts) > 20
    for name, content in whole_crawl.posts.items():
        post = read_post(content, name)
        assert post.problems == [], name
        assert render_post(post.article(), site_url=SITE).encode() == content


@pytest.mark.parametrize(
    ("title", "digest", "column"),
    [
        ('他说"不" \\ {{ x }}', "", None),
        (
            "1,000",
            "1. *ST信通_今日 <b> & {% raw %} 10:30 -- \"a\" 'b' ~~x~~",
            Column(slug="emnews", name="东财滚动", path="emnews/"),
        ),
        ("no", "", Column(slug="36ke", name="36氪", path="category/36ke.html")),
        ("甲", "", Column(slug="1e3", name="常州 日报[早]", path="category/1e3.html")),
        ("---", "> 引", Column(slug="no", name="年报:2022", path="category/no.html")),
    ],
)
def test_what_the_exporter_makes_safe_is_read_as_it_was(title, digest, column):
    article = read(listed("NW202206132400000001"), body="<p>{% raw %} &#38; a\\b</p>", title=title)
    article.digest, article.column = digest, column or article.column
    content = render_post(article, site_url=SITE)
    post = read_post(content.encode(), NAME)
    again = post.article()
    assert (again.title, again.digest, again.body) == (article.title, article.digest, article.body)
    assert (again.column, again.published, again.url) == (article.column, article.published, article.url)
    assert render_post(again, site_url=SITE) == content


def front(**values):
    fields = {
        "layout": "post",
        "title": '"甲"',
        "date": "2022-06-13 08:21:56 +0800",
        "categories": "changzhouribao",
        "tags": "常州日报新闻",
        **values,
    }
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items() if value is not None) + "---\n"


def parts(*blocks):
    return "\n\n".join(blocks)


WHOLE = parts("<p>乙</p>", LINK, BACK)
NOTHING = ["empty title", "empty date", "no categories", "no tags", "no body", "no share link", "no back link"]
# What stands in the file, what is wrong about it, and what is read all the same.
PREDECESSORS = {
    "sound": (front() + WHOLE, [], {}),
    "windows": ("\ufeff" + (front() + WHOLE).replace("\n", "\r\n"), [], {}),
    "no zone": (front(date="2022-06-13 08:21:56") + WHOLE, ["date without a zone"], {}),
    "zone with a colon": (front(date="2022-06-13T08:21:56+08:00") + WHOLE, [], {}),
    "another zone": (front(date="2022-06-13 00:21:56Z") + WHOLE, [], {}),
    "no seconds, quoted": (front(date="'2022-06-13 08:21'") + WHOLE, ["date without a zone"], {"date": "08:21:00"}),
    "day alone": (front(date="2022-06-13") + WHOLE, ["date without a zone"], {"date": "00:00:00"}),
    "no such day": (front(date="2022-13-41 08:21:56 +0800") + WHOLE, ["unreadable date"], {"date": None}),
    "empty date": (front(date="") + WHOLE, ["empty date"], {"date": None}),
    "empty title": (front(title='""') + WHOLE, ["empty title"], {"title": ""}),
    "no title": (front(title=None) + WHOLE, ["empty title"], {"title": ""}),
    "title a number": (front(title="1,000") + WHOLE, [], {"title": "1,000"}),
    "title a truth": (front(title="no") + WHOLE, [], {"title": "no"}),
    "title a day": (front(title="2022-06-13") + WHOLE, [], {"title": "2022-06-13"}),
    "title in single quotes": (front(title="'他说''不'''") + WHOLE, [], {"title": "他说'不'"}),
    "title with quotes": (front(title='"他说"不"的"') + WHOLE, ["invalid YAML"], {"title": '他说"不"的'}),
    "title with a backslash": (front(title='"反斜线\\"') + WHOLE, ["invalid YAML"], {"title": "反斜线\\"}),
    "title with a colon": (front(title="甲: 乙: 丙") + WHOLE, ["invalid YAML"], {"title": "甲: 乙: 丙"}),
    "front matter is a list": ("---\n- a\n---\n" + WHOLE, ["no front matter"], {"title": "", "date": None}),
    "no front matter": (WHOLE, ["no front matter"], {"title": "", "date": None}),
    "tags as a list": (front(tags='["常州日报新闻"]') + WHOLE, [], {}),
    "no tags": (front(tags=None) + WHOLE, ["no tags"], {}),
    "no categories": (front(categories=None) + WHOLE, ["no categories"], {}),
    "bad slug": (front(categories="changzhou ribao(zao)") + WHOLE, ["bad slug", "slug of another source"], {}),
    "slug of another": (front(categories="gelindahuaqihuo") + WHOLE, ["slug of another source"], {}),
    "back link of another": (
        front() + parts("<p>乙</p>", LINK, BACK.replace("常州日报", "格林大华期货")),
        ["back link names another source"],
        {},
    ),
    "relative back links": (
        front()
        + parts("<p>乙</p>", LINK, "[返回常州日报新闻](../../../../category/changzhouribao.html) [返回首页](/)"),
        ["relative back links"],
        {},
    ),
    "no back link": (front() + parts("<p>乙</p>", LINK), ["no back link"], {}),
    "no share link": (front() + parts("<p>乙</p>", BACK), ["no share link"], {"url": ""}),
    "slug with brackets": (
        front(categories="a(b)")
        + parts("<p>乙</p>", LINK, "[返回常州日报新闻](//site.example/category/a(b).html)｜[返回首页](/)"),
        ["bad slug", "slug of another source"],
        {},
    ),
    "bare link": (front() + parts("<p>乙</p>", LINK[1:-1], BACK), [], {}),
    "named link": (front() + parts("<p>乙</p>", f"[原文]({LINK[1:-1]})", BACK), [], {}),
    "link in the body alone": (
        front() + parts("<p>乙 <a href='http://a.example/'>丙</a></p>", BACK),
        ["no share link"],
        {"url": "", "body": "<p>乙 <a href='http://a.example/'>丙</a></p>"},
    ),
    "digest only": (front() + parts("> 一句话。", LINK, BACK), ["digest only"], {"body": "", "digest": "一句话。"}),
    "digest of two lines": (front() + parts("> 一\n> 二", "<p>乙</p>", LINK, BACK), [], {"digest": "一\n二"}),
    "body of several blocks": (
        front() + parts("<p>乙</p>", "<p>丙\n丁</p>", LINK, BACK),
        [],
        {"body": "<p>乙</p>\n\n<p>丙\n丁</p>"},
    ),
    "no body": (front() + parts(LINK, BACK), ["no body"], {"body": ""}),
    "nothing in it": (
        front(title='""', date="", categories="", tags="新闻"),
        NOTHING,
        {"title": "", "date": None, "body": "", "url": ""},
    ),
    "front matter alone": (
        "---\nlayout: post\n---",
        NOTHING,
        {"title": "", "body": "", "url": "", "date": None},
    ),
    "empty": ("", ["no front matter"], {"title": "", "body": "", "url": "", "date": None}),
    "a rule in the body": (
        front() + parts("<p>乙</p>", "---", "<p>丙</p>", LINK, BACK),
        [],
        {"body": "<p>乙</p>\n\n---\n\n<p>丙</p>"},
    ),
}


@pytest.mark.parametrize(("content", "problems", "expected"), PREDECESSORS.values(), ids=PREDECESSORS)
def test_a_predecessor_is_read_with_what_is_wrong_about_it(content, problems, expected):
    post = read_post(content.encode(), NAME)
    if problems == ["no front matter"]:  # all that it would say is missing too
        assert problems[0] in post.problems
    else:
        assert post.problems == problems
    article = post.article()
    sound = {"title": "甲", "body": "<p>乙</p>", "digest": "", "url": LINK[1:-1], "date": "08:21:56"}
    read_back = {
        "title": article.title,
        "body": article.body,
        "digest": article.digest,
        "url": article.url,
        "date": article.published and f"{article.published:%H:%M:%S}",
    }
    assert read_back == sound | expected
    assert article.id == "NW202206132400000001"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("//site.example/emnews/", "emnews/"),
        ("http://site.example/category/a.html", "category/a.html"),
        ("/category/a.html", "category/a.html"),
        ("../../../category/a.html", "category/a.html"),
        ("./emnews/", "emnews/"),
        ("emnews/", "emnews/"),
        ("//[", ""),
    ],
)
def test_a_back_link_tells_the_columns_page(address, path):
    content = front() + parts("<p>乙</p>", LINK, f"[返回常州日报新闻]({address})｜[返回首页](/)")
    assert read_post(content.encode(), NAME).back_path == path


@pytest.mark.parametrize(
    ("name", "id_"),
    [(NAME, NAME[11:-3]), ("2022-05-26-202205262391921712.md", "202205262391921712"), ("-1.md", ""), ("about.md", "")],
)
def test_the_id_is_in_the_files_name(name, id_):
    post = read_post((front() + WHOLE).encode(), name)
    assert (post.id, "file name without date and id" in post.problems) == (id_, not id_)


def test_bytes_that_are_no_utf_8_are_told():
    assert read_post((front() + WHOLE).encode("gb18030"), NAME).problems[0] == "not UTF-8"


@pytest.mark.parametrize(
    "content",
    [
        "---\n" * 20_000,
        "---\n" + "a: [" * 5_000 + "\n---\n",
        front() + "\n\n" * 50_000,
        front() + "> " * 50_000,
        front() + "[返回" * 30_000,
        front() + "\n \n" * 30_000,
        "---\n" + "a: &a [*a, *a]\n" * 2_000 + "---\n",
        "---\na0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)) + "---\n",
    ],
    ids=["rules", "brackets", "blank lines", "quotes", "back links", "blanks", "anchors", "laughs"],
)
def test_hostile_files_take_no_time(content):
    begun = time.perf_counter()
    read_post(content.encode(), NAME)
    assert time.perf_counter() - begun < 3
