"""Posts as they stand on disk."""

import html
import os
import re
from datetime import datetime

import pytest
import yaml

from newscrawl.exceptions import SetAside
from newscrawl.exporters.jekyll import EXTRA_FIELDS, JekyllExporter, escape_markdown, file_name, render_post
from newscrawl.items import Article, Column
from newscrawl.text.dates import CST

SITE = "http://site.example/"
DAILY = Column(slug="changzhouribao", name="常州日报", path="category/changzhouribao.html")
FLASH = Column(slug="emnews", name="东财滚动", path="emnews/")


def article(**fields):
    return Article(
        **{
            "id": "NW202206130000000001",
            "url": "http://share.example/html_News/NewsShare.html?infoCode=NW202206130000000001",
            "title": "甲",
            "published": datetime(2022, 6, 13, 8, 21, 56, tzinfo=CST),
            "body": "<p>乙</p> <p>丙</p>",
            "column": DAILY,
            **fields,
        }
    )


def render(**fields):
    return render_post(article(**fields), site_url=SITE)


def front(post):
    return yaml.safe_load(post.split("---\n")[1])


def body(post):
    return post.split("\n---\n", 1)[1]


def test_a_post():
    assert render() == (
        "---\n"
        "layout: post\n"
        'title: "甲"\n'
        "date: 2022-06-13 08:21:56 +0800\n"
        "categories: changzhouribao\n"
        "tags: 常州日报新闻\n"
        "---\n"
        "<p>乙</p> <p>丙</p>\n"
        "\n"
        "<http://share.example/html_News/NewsShare.html?infoCode=NW202206130000000001>\n"
        "\n"
        "[返回常州日报新闻](//site.example/category/changzhouribao.html)｜[返回首页](//site.example/)"
    )


def test_a_flash_item():
    assert body(render(column=FLASH, digest="丁。", url="http://finance.example/1.html")) == (
        "> 丁。\n"
        "\n"
        "<p>乙</p> <p>丙</p>\n"
        "\n"
        "<http://finance.example/1.html>\n"
        "\n"
        "[返回东财滚动新闻](//site.example/emnews/)｜[返回首页](//site.example/)"
    )


TITLES = [
    "甲",
    '他说"好"',
    "甲\\",
    "\\n\\u0041",
    "甲: 乙",
    ":symbol",
    "[甲]",
    "#甲",
    "@甲",
    "- 甲",
    "---",
    "'甲'",
    "1,000",
    "1e3",
    "2022-06-13",
    "no",
    "null",
    "~",
    "{{ x }}",
    "{% raw %}",
    "🎉𠮷",
    "甲 乙\u3000丙\xa0丁",
    "& < > |",
    "*ST信通",
    "</script>",
    "甲" * 3000,
]


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:20])
def test_titles_are_read_back(title):
    post = render(title=title)
    assert front(post)["title"] == title
    assert post.split("\n")[2].startswith('title: "')


TAGS = [
    ("常州日报", "tags: 常州日报新闻", "常州日报新闻"),
    ("36氪", "tags: 36氪新闻", "36氪新闻"),
    ("TechWeb", "tags: TechWeb新闻", "TechWeb新闻"),
    ("安信国际证券(香港)", "tags: 安信国际证券(香港)新闻", "安信国际证券(香港)新闻"),
    ("上海证券报·中国证券网", "tags: 上海证券报·中国证券网新闻", "上海证券报·中国证券网新闻"),
    ("常州 日报", 'tags: ["常州 日报新闻"]', ["常州 日报新闻"]),
    ("《财经》杂志", 'tags: ["《财经》杂志新闻"]', ["《财经》杂志新闻"]),
    ('甲"乙', 'tags: ["甲\\"乙新闻"]', ['甲"乙新闻']),
    ("甲: 乙", 'tags: ["甲: 乙新闻"]', ["甲: 乙新闻"]),
    ("[甲", 'tags: ["[甲新闻"]', ["[甲新闻"]),
    ("甲,乙", 'tags: ["甲,乙新闻"]', ["甲,乙新闻"]),
    ("-甲", "tags: -甲新闻", "-甲新闻"),
]


@pytest.mark.parametrize(("name", "line", "read"), TAGS, ids=[row[0] for row in TAGS])
def test_tags(name, line, read):
    post = render(column=Column(slug="x", name=name, path="category/x.html"))
    assert line in post.split("\n")
    assert front(post)["tags"] == read


SLUGS = [
    ("changzhouribao", "changzhouribao"),
    ("36ke", "36ke"),
    ("TechWeb", "TechWeb"),
    ("21shijijingjibaodao", "21shijijingjibaodao"),
    ("a-1f2e", "a-1f2e"),
    ("x-0a1b2c3d", "x-0a1b2c3d"),
    ("1e3", '"1e3"'),
    ("1E3", '"1E3"'),
    ("360", '"360"'),
    ("007", '"007"'),
    ("0x1F", '"0x1F"'),
    ("no", '"no"'),
    ("ON", '"ON"'),
    ("y", '"y"'),
    ("N", '"N"'),
    ("null", '"null"'),
    ("true", '"true"'),
    ("2022-06-13", '"2022-06-13"'),
]


@pytest.mark.parametrize(("slug", "written"), SLUGS, ids=[slug for slug, _ in SLUGS])
def test_categories(slug, written):
    post = render(column=Column(slug=slug, name="甲", path=f"category/{slug}.html"))
    assert f"categories: {written}" in post.split("\n")
    assert front(post)["categories"] == slug


ADDRESSES = [
    ("http://share.example/a?b=1&c=2#d", "http://share.example/a?b=1&c=2#d"),
    ("http://share.example/a b", "http://share.example/a%20b"),
    ("http://share.example/<a>", "http://share.example/%3Ca%3E"),
    ("http://share.example/{{a}}{%b%}", "http://share.example/%7B%7Ba%7D%7D%7B%b%%7D"),
    ('http://share.example/"a"\\b', "http://share.example/%22a%22%5Cb"),
    ("http://share.example/甲\u3000乙", "http://share.example/甲%E3%80%80乙"),
    ("http://share.example/a\nb", "http://share.example/a%0Ab"),
    ("http://share.example/a|b", "http://share.example/a%7Cb"),
    ("http://share.example/a\x00\x85b", "http://share.example/a%00%C2%85b"),
    ("http://share.example/a\ud83d", "http://share.example/a%3F"),
]


@pytest.mark.parametrize(("url", "written"), ADDRESSES)
def test_addresses(url, written):
    assert f"\n\n<{written}>\n\n" in render(url=url)


@pytest.mark.parametrize("text", ["{{ x }}", "{% raw %}", "{%", "{{", "{%- endraw -%}", "{:.class}"])
def test_no_liquid(text):
    post = render(body=f"<p>{text}</p>", digest=text, column=Column(slug="x", name=text, path="category/x.html"))
    assert "{" not in body(post)
    assert f"<p>{text}</p>" in html.unescape(body(post))


MARKDOWN = [
    ("*ST信通*_今日_", "\\*ST信通\\*\\_今日\\_"),
    ("`甲`", "\\`甲\\`"),
    ("[甲](乙)", "\\[甲\\](乙)"),
    ("甲|乙", "甲\\|乙"),
    ("1. 甲", "1\\. 甲"),
    ("3.5%", "3\\.5%"),
    ("涨3.5%", "涨3.5%"),
    ("# 甲", "\\# 甲"),
    ("- 甲", "\\- 甲"),
    ("+ 甲", "\\+ 甲"),
    ("甲-乙", "甲-乙"),
    ("甲--乙", "甲\\-\\-乙"),
    ("甲...", "甲\\.\\.\\."),
    ('"甲"', '\\"甲\\"'),
    ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
    ("&amp;", "&amp;amp;"),
    ("~~甲~~", "&#126;&#126;甲&#126;&#126;"),
    ("$$x$$", "\\$\\$x\\$\\$"),
    ("甲：乙", "甲：乙"),
    ("12:30", "12\\:30"),
    ("a\\b", "a\\\\b"),
    ("> 甲", "&gt; 甲"),
    ("{{ x }}", "&#123;&#123; x }}"),
    ("甲", "甲"),
]


@pytest.mark.parametrize(("text", "written"), MARKDOWN)
def test_escape_markdown(text, written):
    assert escape_markdown(text) == written
    assert html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", written)) == text


def test_extra_fields():
    item = article(source="上海证券报·中国证券网", authors=["张三", "李四"], editors=[])
    read = front(render_post(item, site_url=SITE, extra=EXTRA_FIELDS))
    assert list(read)[5:] == list(EXTRA_FIELDS)
    assert read["source"] == "上海证券报·中国证券网"
    assert read["authors"] == ["张三", "李四"]
    assert read["editors"] == []
    assert read["share_url"] == item.url


def test_extra_fields_are_read_back_whatever_they_hold():
    item = article(source='甲": [乙\\')
    assert front(render_post(item, site_url=SITE, extra=["source"]))["source"] == '甲": [乙\\'


@pytest.mark.parametrize(
    "site_url", ["http://site.example/", "https://site.example/", "//site.example/", "https://site.example"]
)
def test_back_links_have_no_scheme(site_url):
    assert render_post(article(), site_url=site_url).endswith("[返回首页](//site.example/)")


FILES = [
    ("NW202206130000000001", "2022-06-13-NW202206130000000001.md"),
    ("202206130000000001", "2022-06-13-202206130000000001.md"),
]


@pytest.mark.parametrize(("id_", "name"), FILES)
def test_file_names(id_, name):
    assert file_name(article(id=id_)) == name


def test_file_name_of_an_unsafe_id():
    assert re.fullmatch(r"2022-06-13-x[0-9a-f]{16}\.md", file_name(article(id="../../etc/passwd")))


class TestWrite:
    @pytest.fixture
    def site(self, tmp_path):
        return tmp_path / "site"

    def posts(self, site):
        return sorted(os.listdir(site / "_posts"))

    def exporter(self, site):
        return JekyllExporter(site, site_url=SITE, scaffold=False)

    @pytest.fixture(params=["same-run", "next-run"])
    def again(self, request, site):
        """A second writing: by the exporter of the first, or by that of another run."""
        first = self.exporter(site)
        return first, (lambda: first) if request.param == "same-run" else (lambda: self.exporter(site))

    def test_new_then_unchanged(self, site, again):
        first, second = again
        assert first.write(article()) == "new"
        (post,) = (site / "_posts").iterdir()
        os.utime(post, ns=(10**9, 10**9))
        assert second().write(article()) == "unchanged"
        assert post.stat().st_mtime_ns == 10**9
        assert post.read_text(encoding="utf-8") == render()

    def test_changed(self, site, again):
        first, second = again
        first.write(article())
        assert second().write(article(title="甲（更新）")) == "changed"
        assert second().write(article(title="甲（更新）")) == "unchanged"
        assert self.posts(site) == ["2022-06-13-NW202206130000000001.md"]

    def test_dated_anew(self, site, again):
        first, second = again
        first.write(article())
        assert second().write(article(published=datetime(2022, 6, 14, tzinfo=CST))) == "changed"
        assert self.posts(site) == ["2022-06-14-NW202206130000000001.md"]

    def test_the_share_service_moved(self, site, again):
        first, second = again
        first.write(article())
        moved = article(url="http://other.example/html_News/NewsShare.html?infoCode=NW202206130000000001", title="丁")
        assert second().write(moved) == "changed"

    def test_another_article_with_its_id(self, site, again):
        first, second = again
        first.write(article())
        with pytest.raises(SetAside, match="belongs to another article already: 2022-06-13-NW"):
            second().write(article(url="http://elsewhere.example/1.html", title="丁"))
        assert [(site / "_posts" / name).read_text(encoding="utf-8") for name in self.posts(site)] == [render()]

    @pytest.mark.parametrize(
        "there", [b"<http://[c>", "<http://a.example/\u4e19>".encode("gbk")], ids=["no address", "no UTF-8"]
    )
    def test_another_article_with_its_id_whose_link_is_none(self, site, again, there):
        first, second = again
        first.write(article())
        (post,) = (site / "_posts").iterdir()
        post.write_bytes(b'---\ntitle: "B"\n---\n<p>C</p>\n\n' + there)
        with pytest.raises(SetAside, match="belongs to another article already"):
            second().write(article())

    def test_two_sources_that_sound_alike(self, site):
        exporter = self.exporter(site)
        exporter.write(article())
        other = article(id="NW2", column=Column(slug=DAILY.slug, name="长周日报", path=DAILY.path))
        exporter.write(other)
        assert re.fullmatch("changzhouribao-[0-9a-f]{4}", other.column.slug)

    def test_files_that_are_no_posts_are_left(self, site):
        (site / "_posts").mkdir(parents=True)
        (site / "_posts" / "README.txt").write_text("x")
        exporter = self.exporter(site)
        assert exporter.names == {}
        exporter.write(article())
        assert len(self.posts(site)) == 2

    def test_a_post_that_was_taken_away_is_written_again(self, site):
        exporter = self.exporter(site)
        exporter.write(article())
        (site / "_posts" / file_name(article())).unlink()
        exporter.write(article())
        assert self.posts(site) == [file_name(article())]

    def test_a_refusing_disk_leaves_the_old_post(self, site, monkeypatch):
        exporter = self.exporter(site)
        exporter.write(article())

        def refuse(*args):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", refuse)
        with pytest.raises(OSError, match="No space"):
            exporter.write(article(published=datetime(2022, 6, 14, tzinfo=CST)))
        assert self.posts(site) == [file_name(article())]
