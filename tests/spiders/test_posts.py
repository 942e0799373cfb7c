"""The spider posts: post files in, the same posts out, or mended ones; what was wrong with each is told."""

import re
import shutil
import sqlite3

import pytest

from tests.conftest import ROOT, SHARED, run_crawl

FIXTURES = ROOT / "fixtures" / "posts"
SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode="
OWN = ROOT / "fixtures" / "finews" / "posts" / "seed-like-local-piece.md"
NO_SEEDS = pytest.mark.skip(reason="../shared/seeds is not there: only our own equal case is tried")
SEEDS = [
    pytest.param(OWN, id="own"),
    *(sorted((SHARED / "seeds").glob("*.txt")) or [pytest.param(OWN, id="seed", marks=NO_SEEDS)]),
]
NEWS, FLASH = "2022-06-13-NW2022061324000010{}.md", "2022-06-13-2022061330000000{}.md"

# What every post of the fixtures says, unless its row says otherwise.
SOUND = {
    "title": '"运河边的早市"',
    "date": "2022-06-13 08:21:56 +0800",
    "categories": "changzhouribao",
    "tags": "常州日报新闻",
}
EMNEWS = {"categories": "emnews", "tags": "东财滚动新闻"}
# fixtures/posts/<name>.md → the name it has in the folder, what is told to be wrong about it, and the post that it
# becomes: front matter that differs from SOUND, and what stands below (`link`, `has`); or why it is set aside.
KINDS = {
    "today": (NEWS.format("01"), [], {}),
    "today-with-markup-in-its-title": (NEWS.format("02"), [], {"title": '"运河<b>早市</b> &amp; 茭白"'}),
    "today-flash": (FLASH.format("03"), [], EMNEWS | {"link": "http://finance.example/a/202206133000000003.html"}),
    "no-zone": (NEWS.format("04"), ["date without a zone"], {}),
    "relative-back-links": (NEWS.format("05"), ["relative back links"], {}),
    "category-of-the-first-weeks": (NEWS.format("06"), ["relative back links"], {}),
    "digest-only": (
        FLASH.format("07"),
        ["digest only"],
        EMNEWS
        | {
            "link": "http://finance.example/a/202206133000000007.html",
            "has": "\n> 北湖轮渡公司\\*今起\\*增开早班。\n\n<p>北湖轮渡公司*今起*增开早班。</p>\n",
        },
    ),
    "title-with-quotes": (NEWS.format("08"), ["invalid YAML"], {"title": r'"摊主说\"先到先得\"的早市"'}),
    "title-with-a-backslash": (NEWS.format("09"), ["invalid YAML"], {"title": r'"早市\\上岸\\"'}),
    "title-with-a-colon": (NEWS.format("10"), ["invalid YAML"], {"title": '"早市: 茭白: 上岸"'}),
    "title-with-markup": (NEWS.format("11"), ["date without a zone"], {"title": '"早市“上岸”"'}),
    "credit-against-tag": (NEWS.format("12"), [], {}),
    "tag-of-another-source": (NEWS.format("13"), ["slug of another source", "back link names another source"], {}),
    "slug-of-another-source": (NEWS.format("14"), ["slug of another source"], {}),
    "back-link-of-another-source": (NEWS.format("15"), ["back link names another source"], {}),
    "slug-with-spaces": (
        NEWS.format("16"),
        ["bad slug", "slug of another source"],
        {"categories": "21shijijingjibaodaonancailicaitong", "tags": '["21世纪经济报道 南财理财通新闻"]'},
    ),
    "slug-with-brackets": (
        NEWS.format("17"),
        ["bad slug", "slug of another source"],
        {"categories": "anxinguojizhengquan", "tags": "安信国际证券新闻"},
    ),
    "slug-alone": (NEWS.format("18"), ["relative back links", "no tags", "no back link"], {}),
    "no-source": (
        NEWS.format("19"),
        ["relative back links", "no categories", "no tags", "no back link"],
        {"categories": "weishulaiyuan", "tags": "未署来源新闻"},
    ),
    "no-share-link": (NEWS.format("20"), ["no share link"], {}),
    "no-link-of-a-flash": (
        FLASH.format("21"),
        ["no share link"],
        EMNEWS | {"link": "http://finews.withounder.com/emnews/2022/06/13/202206133000000021.html"},
    ),
    "several-lines": (
        NEWS.format("22"),
        ["date without a zone"],
        {"has": "\n<p>天还没亮，运河边的摊位先亮了灯。</p> <p>六点一过，菜农上岸。</p>\n"},
    ),
    "windows-line-ends": (NEWS.format("23"), [], {}),
    "liquid": (
        NEWS.format("24"),
        ["date without a zone", "Liquid that breaks the build"],
        {"has": "<p>模板里写着 &#123;% include 菜单 和 &#123;&#123; page.title }}。</p>"},
    ),
    "not-utf-8": (NEWS.format("25"), ["not UTF-8"], {}),
    "damaged": (NEWS.format("26"), ["U+FFFD in the text"], {"has": "运河\ufffd的摊位"}),
    "day-alone": (NEWS.format("27"), ["date without a zone"], {"date": "2022-06-13 00:00:00 +0800"}),
    "another-day": (NEWS.format("28"), ["file name of another day"], {"date": "2022-06-12 23:50:00 +0800"}),
    "empty-date": (NEWS.format("29"), ["empty date"], {"date": "2022-06-13 00:00:00 +0800"}),
    "unreadable-date": (NEWS.format("30"), ["unreadable date"], {"date": "2022-06-13 00:00:00 +0800"}),
    "empty-title": (NEWS.format("31"), ["empty title"], "no title"),
    "no-body": (NEWS.format("32"), ["no body"], "no body"),
    "no-front-matter": (
        NEWS.format("33"),
        ["no front matter", *"empty title,empty date,no categories,no tags,no share link,no back link".split(",")],
        "no title (no front matter)",
    ),
    "nothing-in-it": (
        "-202206132400001034.md",
        "relative back links,file name without date and id,empty title,empty date,no categories,no tags,no body,"
        "no back link".split(","),
        "no id, no title, no date, no body",
    ),
    "page": ("about.md", ["no post: passed over"], None),
    "readme": ("README.md", ["no post: passed over"], None),
}


def lay_out(folder):
    """The fixtures under the names they have in a site."""
    for kind, (name, *_) in KINDS.items():
        shutil.copy(FIXTURES / f"{kind}.md", folder / name)
    return folder


@pytest.fixture(scope="module")
def crawl(tmp_path_factory):
    folder = lay_out(tmp_path_factory.mktemp("posts"))
    return run_crawl(tmp_path_factory.mktemp("output"), "posts", "-a", f"path={folder}", SUMMARY=1)


def test_every_fixture_has_its_row():
    assert {path.stem for path in FIXTURES.glob("*.md")} == set(KINDS)


@pytest.mark.parametrize(("name", "problems", "_"), KINDS.values(), ids=KINDS)
def test_what_is_wrong_about_each_is_told(crawl, name, problems, _):
    told = crawl.report["post_problems"]
    assert sorted(k for k, e in told.items() if name in [f["file"] for f in e["first"]]) == sorted(problems)
    assert all(entry["count"] == len(entry["first"]) for entry in told.values())


@pytest.mark.parametrize(("name", "_", "expected"), KINDS.values(), ids=KINDS)
def test_each_becomes_a_post_of_todays_form_or_is_set_aside(crawl, name, _, expected):
    id_ = name.removesuffix(".md")[11:]
    post = next((post.decode() for file, post in crawl.posts.items() if file[11:-3] == id_), None)
    if isinstance(expected, str):
        assert post is None
        set_aside = next(a for a in crawl.quarantine.values() if a["raw"]["file"]["post"] == name)
        assert set_aside["reason"] == expected
    elif expected is None:
        assert post is None
    else:
        front = dict(re.findall(r"^(\w+): (.*)$", post.split("---\n")[1], re.MULTILINE))
        assert {key: front[key] for key in SOUND} == SOUND | {k: v for k, v in expected.items() if k in SOUND}
        assert f"\n<{expected.get('link', SHARE + id_)}>\n" in post
        column = "emnews/" if front["categories"] == "emnews" else f"category/{front['categories']}.html"
        assert f"(//finews.withounder.com/{column})｜[返回首页](//finews.withounder.com/)" in post
        assert expected.get("has", "") in post


def test_the_crawl_is_complete_and_told(crawl):
    assert crawl.status == 0, crawl.log
    posts = [row for row in KINDS.values() if row[2] is not None]
    assert crawl.report["listed"] == len(posts) == len(crawl.posts) + crawl.report["set_aside"]
    assert re.search(r"5 +date without a zone +2022-06-13-NW202206132400001004\.md", crawl.out)
    assert "Traceback" not in crawl.log


def test_a_credit_in_the_body_beats_a_wrong_tag_and_the_reason_is_kept(crawl):
    [told] = crawl.report["sources_that_disagree"]
    assert told == {
        "id": "NW202206132400001012",
        "source": "常州日报",
        "reason": "body; against post: 格林大华期货",
    }


def test_what_was_written_is_read_back_as_it_is(crawl, tmp_path):
    again = run_crawl(tmp_path, "posts", "-a", f"path={crawl.output / 'site'}")
    assert again.tree("site") == crawl.tree("site")
    assert set(again.report["post_problems"]) == {"no post: passed over", "U+FFFD in the text"}


def test_posts_of_a_crawl_give_the_identical_tree(whole_crawl, tmp_path):
    crawl = run_crawl(tmp_path, "posts", "-a", f"path={whole_crawl.output / 'site' / '_posts'}")
    assert crawl.status == 0, crawl.log
    assert len(crawl.posts) > 20
    assert crawl.tree("site") == whole_crawl.tree("site")
    assert crawl.report["post_problems"] == {}


def test_read_back_into_their_own_folder_they_stay_as_they_are(whole_crawl, tmp_path):
    shutil.copytree(whole_crawl.output / "site", tmp_path / "site")
    crawl = run_crawl(tmp_path, "posts", "-a", f"path={tmp_path / 'site' / '_posts'}")
    assert crawl.tree("site") == whole_crawl.tree("site")
    assert crawl.report["posts"] == {"new": 0, "changed": 0, "unchanged": len(whole_crawl.posts)}


@pytest.mark.parametrize("state", ["archived", "gone"])
def test_an_old_post_changes_nothing_of_what_is_archived_unless_refetch(state, whole_crawl, tmp_path):
    shutil.copytree(whole_crawl.output, tmp_path / "out")
    name, post = next(iter(whole_crawl.posts.items()))
    title = re.search(rb'^title: "(.*)"$', post, re.MULTILINE)[1]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(post.replace(title, title + "（旧题）".encode()))
    with sqlite3.connect(tmp_path / "out" / "archive.sqlite3") as index:
        index.execute("UPDATE articles SET state = ? WHERE post = ?", (state, name))
    index.close()

    def state_now():
        with sqlite3.connect(tmp_path / "out" / "archive.sqlite3") as index:
            [row] = index.execute(
                "SELECT state, (SELECT count(*) FROM revisions WHERE article = key) FROM articles WHERE post = ?",
                (name,),
            )
        index.close()
        return row

    crawl = run_crawl(tmp_path / "out", "posts", "-a", f"path={tmp_path / 'in'}")
    assert crawl.posts == whole_crawl.posts
    told = crawl.report["post_problems"]["archived in other words: passed over"]
    assert told["first"] == [{"file": name, "found": "title"}]
    assert state_now() == (state, 0)
    crawl = run_crawl(tmp_path / "out", "posts", "-a", f"path={tmp_path / 'in'}", "-a", "refetch=1")
    assert "（旧题）" in crawl.posts[name].decode()
    assert state_now() == ("archived", 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_seed_is_read_back_byte_for_byte(seed, tmp_path):
    post = seed.read_bytes()
    day, id_ = re.search(rb"^date: (\S+)", post, re.MULTILINE)[1], re.search(rb"infoCode=(\w+)", post)[1]
    name = f"{day.decode()}-{id_.decode()}.md"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(post)
    crawl = run_crawl(tmp_path / "out", "posts", "-a", f"path={tmp_path / 'in'}")
    assert crawl.posts == {name: post}


def test_two_posts_of_one_id(tmp_path):
    """The first that can be archived is; a later one is told."""
    sound = (FIXTURES / "today.md").read_bytes()
    empty = sound.replace("运河边的早市".encode(), b"")
    folders = {"_posts": empty, "a": sound, "b": sound.replace("茭白".encode(), "莲藕".encode())}
    for folder, content in folders.items():
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / NEWS.format("01")).write_bytes(content)
    crawl = run_crawl(tmp_path / "out", "posts", "-a", f"path={tmp_path / 'in'}")
    assert crawl.posts == {NEWS.format("01"): sound}
    assert crawl.quarantine == {}
    told = crawl.report["post_problems"]["id of another post: passed over"]
    assert told["first"] == [{"file": f"b/{NEWS.format('01')}", "found": f"a/{NEWS.format('01')}"}]


def test_a_source_that_was_given_another_slug_keeps_it(tmp_path):
    """Where two names sound alike, the second got digits of its hash; whichever is read first, nothing changes."""
    sound = (FIXTURES / "today.md").read_text(encoding="utf-8")
    named = sound.replace("changzhouribao", "changzhouribao-52bf")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / NEWS.format("01")).write_text(named, encoding="utf-8")
    crawl = run_crawl(tmp_path / "out", "posts", "-a", f"path={tmp_path / 'in'}")
    assert crawl.posts == {NEWS.format("01"): named.encode()}
    assert crawl.report["post_problems"] == {}


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "posts needs path=DIR"),
        (["-a", "path="], "posts needs path=DIR"),
        (["-a", "path=no/such/folder"], "path='no/such/folder' is no folder"),
        (["-a", f"path={FIXTURES / 'today.md'}"], "is no folder"),
        (["-a", "path=.", "-a", "url=http://a.example/"], "posts takes no argument 'url'"),
    ],
    ids=["none", "empty", "missing", "a file", "another argument"],
)
def test_wrong_arguments(tmp_path, arguments, line):
    crawl = run_crawl(tmp_path, "posts", *arguments)
    assert crawl.status == 2
    assert line in crawl.log
    assert crawl.log.count("\n") == 1
