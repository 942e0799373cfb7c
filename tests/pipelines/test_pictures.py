"""KEEP_IMAGES: crawls of a site with pictures, of which some are gone, some are none, and some are forbidden."""

import re
import shutil

import pytest

from newscrawl.loopback.fixturesite import FixtureSite, load_articles
from newscrawl.text.markup.pictures import copy_name, is_picture, list_pictures, point_to_copies
from tests.conftest import run_crawl

PLAIN = [
    a for a in load_articles() if "trouble" not in a and a["expect"]["outcome"] == "post" and "<img" not in a["text"]
]
PLAIN = [a for a in PLAIN if "json" not in a and a["column"] != "emnews"][:4]
HOST = "http://pic.example"
PICTURES = {
    PLAIN[0]["id"]: ["/a/1.jpg", "/a/2.png", "/a/1.jpg"],
    PLAIN[1]["id"]: ["/gone/3.jpg", "/a/4.jpg?size=1&x=2"],
    PLAIN[2]["id"]: ["/html/5.jpg", "/secret/6.jpg", "/drop/7.jpg", "/图/8.jpg"],
}


class PictureSite(FixtureSite):
    """The fixture site, with a host of pictures."""

    def respond(self, host, path, query, headers):
        if path.startswith("/gone/"):
            return 404, {"Content-Type": "text/html"}, b"<h1>404</h1>"
        if path.startswith("/html/"):
            return 200, {"Content-Type": "image/jpeg"}, b"<html>gone</html>"
        if path.startswith("/drop/"):
            return None
        return super().respond(host, path, query, headers)


def articles():
    for article in PLAIN:
        shown = "".join(f'<p><img src="{HOST}{path}" alt="甲"></p>' for path in PICTURES.get(article["id"], []))
        yield {**article, "text": article["text"] + shown}


def crawl(output, *arguments, **settings):
    with PictureSite(list(articles()), robots="User-agent: *\nDisallow: /secret/\n") as site:
        return run_crawl(output, *(arguments or ("finews",)), site=site, **settings), dict(site.asked)


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    return crawl(tmp_path_factory.mktemp("without"))[0]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return crawl(tmp_path_factory.mktemp("kept"), KEEP_IMAGES=True)


def images(crawl, id_):
    [post] = [content.decode() for name, content in crawl.posts.items() if id_ in name]
    return re.findall(r"<img [^>]*>", post)


def test_by_default_pictures_stay_where_they_are(without):
    assert without.status == 0
    assert images(without, PLAIN[0]["id"])[0] == f'<img src="{HOST}/a/1.jpg" alt="甲">'
    assert without.report["pictures"] == {"kept": 0, "missing": 0}
    assert not (without.output / "site" / "_archive" / "pictures").exists()


def test_posts_show_the_copies_and_keep_the_addresses(kept):
    crawl, asked = kept
    assert crawl.status == 0, crawl.log
    shown = images(crawl, PLAIN[0]["id"])
    assert len(shown) == 3
    for image, path in zip(shown, PICTURES[PLAIN[0]["id"]], strict=True):
        src, original = re.fullmatch(
            r'<img src="/archive/pictures/([^"]*)" data-src="([^"]*)" alt="甲">', image
        ).groups()
        assert original == HOST + path
        copy = crawl.output / "site" / "_archive" / "pictures" / src
        assert is_picture(copy.read_bytes())
        assert asked[path] == 1, "a picture that is shown twice is asked for once"


def test_what_is_gone_no_picture_or_forbidden_stays_and_loses_nothing(kept, without):
    crawl, asked = kept
    assert images(crawl, PLAIN[1]["id"])[0] == f'<img src="{HOST}/gone/3.jpg" alt="甲">'
    assert 'data-src="http://pic.example/a/4.jpg?size=1&amp;x=2"' in images(crawl, PLAIN[1]["id"])[1]
    assert [image.startswith('<img src="/archive') for image in images(crawl, PLAIN[2]["id"])] == [
        False,
        False,
        False,
        True,
    ]
    assert crawl.report["pictures"] == {"kept": 4, "missing": 4}
    assert crawl.posts.keys() == without.posts.keys()
    assert not any(path.startswith("/secret/") for path in asked)
    assert "Traceback" not in crawl.log


def test_an_article_without_pictures_is_the_same_to_the_byte(kept, without):
    assert [images(kept[0], PLAIN[3]["id"]), images(without, PLAIN[3]["id"])] == [[], []]
    [name] = [name for name in without.posts if PLAIN[3]["id"] in name]
    assert kept[0].posts[name] == without.posts[name]


def test_a_copy_is_no_revision_and_is_not_fetched_again(kept, tmp_path):
    output = tmp_path / "output"
    shutil.copytree(kept[0].output, output)
    again, asked = crawl(output, "recheck", "-a", "all=1", KEEP_IMAGES=True)
    assert again.status == 0, again.log
    assert (again.report["revised"], again.report["posts"]["changed"]) == (0, 0)
    assert not any(path.startswith("/a/") for path in asked)
    off, _ = crawl(output, "recheck", "-a", "all=1")
    assert (off.report["revised"], off.posts) == (0, kept[0].posts), "nor is the setting's end one"


def test_posts_are_read_back_with_the_addresses(kept, without, tmp_path):
    back = run_crawl(tmp_path, "posts", "-a", f"path={kept[0].output / 'site' / '_posts'}")
    assert back.posts == without.posts


@pytest.mark.parametrize(
    "src",
    [
        "",
        "/1.jpg",
        "data:image/png;base64,x",
        "ftp://a/1.jpg",
        "http://",
        "http://[",
        "http://a:x/1.jpg",
        "http://a:0/",
    ],
)
def test_what_is_no_address_is_left(src):
    assert list_pictures(f'<p><img src="{src}" alt=""></p>') == []


@pytest.mark.parametrize(
    ("address", "ending"),
    [
        ("http://a/1", ".jpg"),
        ("http://a/1.svg", ".jpg"),
        ("http://a/1.JPEG", ".jpeg"),
        ("http://a/b.webp?c.png", ".webp"),
    ],
)
def test_names(address, ending):
    assert re.fullmatch(rf"([0-9a-f]{{2}})/\1[0-9a-f]{{26}}{re.escape(ending)}", copy_name(address))


def test_text_that_looks_like_an_address_is_left():
    body = '<p>src="http://a/1.jpg"</p><p><img src="http://a/1.jpg" alt="src=&quot;http://a/1.jpg&quot;"></p>'
    assert point_to_copies(body, {"http://a/1.jpg": "x"}) == body.replace(
        '<img src="http://a/1.jpg"', '<img src="/archive/pictures/x" data-src="http://a/1.jpg"'
    )
