"""scrapy doctor: each kind of problem is told of the file that has it, nothing is changed, and the exit status says so."""

import json
import subprocess

import pytest

from newscrawl.archive.examination import examine
from newscrawl.archive.postfiles import check_liquid
from tests.conftest import ROOT, SCRAPY
from tests.spiders.test_posts import FIXTURES, KINDS, NEWS, lay_out

SOUND = (FIXTURES / "today.md").read_text(encoding="utf-8")
FIRST, SECOND = NEWS.format("01"), NEWS.format("02")


def doctor(*arguments):
    return subprocess.run(
        [*SCRAPY, "doctor", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def page(title, slug="changzhouribao"):
    return f'---\nlayout: category\ntitle: "{title}"\nslug: "{slug}"\n---\n'


@pytest.fixture(scope="module")
def examined(tmp_path_factory):
    return examine(lay_out(tmp_path_factory.mktemp("posts")))


@pytest.mark.parametrize(("name", "problems", "_"), KINDS.values(), ids=KINDS)
def test_each_kind_of_problem_is_told_of_its_file(examined, name, problems, _):
    expected = {problem for problem in problems if not problem.endswith("passed over")}
    of_the_whole = {"another slug of the same source"}
    found = {k for k, e in examined.account.kinds.items() if name in [f["file"] for f in e["first"]]}
    assert found - of_the_whole == expected


def flash(text):
    return (
        text.replace("changzhouribao", "emnews")
        .replace("category/emnews.html", "emnews/")
        .replace("常州日报", "东财滚动")
    )


# Files of a site → the kinds of problems: file and what it says there.
SITES = {
    "sound": ({f"_posts/{FIRST}": SOUND, "category/changzhouribao.html": page("常州日报新闻")}, {}),
    "sound column of its own": (
        {f"_posts/{FIRST}": flash(SOUND), "emnews/index.html": page("东财滚动新闻", "emnews")},
        {},
    ),
    "column of its own without posts": ({"emnews/index.html": page("东财滚动新闻", "emnews")}, {}),
    "page of another source": (
        {f"_posts/{FIRST}": SOUND, "category/changzhouribao.html": page("格林大华期货新闻")},
        {"category page of another source": ("category/changzhouribao.html", "格林大华期货; its posts: 常州日报")},
    ),
    "page of another source without posts": (
        {"category/changzhouribao.html": page("格林大华期货新闻")},
        {"category page of another source": ("category/changzhouribao.html", "格林大华期货; its slug: changzhouribao")},
    ),
    "page of a predecessor, without a slug": (
        {
            f"_posts/{FIRST}": SOUND,
            "changzhouribao/index.html": '---\nlayout: category\ntitle: "格林大华期货新闻"\n---\n',
        },
        {"category page of another source": ("changzhouribao/index.html", "格林大华期货; its posts: 常州日报")},
    ),
    "page without a title": (
        {"category/changzhouribao.html": "---\nlayout: category\n---\n"},
        {"category page without a title": ("category/changzhouribao.html", None)},
    ),
    "page with a bad slug": (
        {"category/a b.html": page("甲新闻", "a b")},
        {
            "bad slug": ("category/a b.html", "a b"),
            "category page of another source": ("category/a b.html", "甲; its slug: a b"),
        },
    ),
    "page that is no YAML": (
        {"category/changzhouribao.html": page('常州"日报新闻')},
        {"invalid YAML": ("category/changzhouribao.html", None)},  # what it says sounds alike
    ),
    "two slugs of one source": (
        {
            f"_posts/{FIRST}": SOUND.replace("changzhouribao", "36ke").replace("常州日报", "36氪"),
            f"_posts/{SECOND}": SOUND.replace("changzhouribao", "36kr").replace("常州日报", "36氪"),
        },
        {
            "another slug of the same source": (f"_posts/{SECOND}", "36氪: 36ke, 36kr"),
            "slug of another source": (f"_posts/{SECOND}", "36kr, tags: 36氪新闻"),
        },
    ),
    "two posts of one id": (
        {f"_posts/{FIRST}": SOUND, f"old_post/{FIRST}": SOUND},
        {"id of another post": (f"old_post/{FIRST}", f"_posts/{FIRST}")},
    ),
    "not for Jekyll": ({"_site/2022-06-13-a.html": "", ".git/2022-06-13-a.md": "", "_layouts/post.html": ""}, {}),
    "too large": (
        {FIRST: b"a" * 20_000_001},
        {"cannot be read": (FIRST, "no file, or too large a one")},
    ),
}


@pytest.mark.parametrize(("files", "expected"), SITES.values(), ids=SITES)
def test_a_site_is_examined_as_a_whole(tmp_path, files, expected):
    kinds = examine(write(tmp_path, files)).account.kinds
    assert {kind: (e["first"][0]["file"], e["first"][0].get("found")) for kind, e in kinds.items()} == expected
    assert all(entry["count"] == 1 for entry in kinds.values())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<p>甲</p>", ""),
        ("{ { } }", ""),
        ("{{ a }}{{ b", "{{ is not closed"),
        ("{{ a }", "{{ is not closed"),
        ("{% assign a = 1 %}{%- if a -%}1{% else %}2{%- endif -%}", ""),
        ("{% for a in b %}{% if a %}{% endfor %}", "{% endfor %} closes nothing"),
        ("{% endraw %}", "{% endraw %} closes nothing"),
        ("{% raw %}{{ {% x {% endraw %}", ""),
        ("{% raw %}{{", "{% raw %} is not closed"),
        ("{% comment %}{% endcomment %}{% highlight ruby %}", "{% highlight %} is not closed"),
        ("跌幅{% 5 %}", "{% 5 %} is no tag"),
        ("{% 菜单 %}", "{% 菜单 %} is no tag"),
        ("{%%}", "{%  %} is no tag"),
        ("{{" * 100_000, "{{ is not closed"),
        ("{% raw %}" * 100_000, "{% raw %} is not closed"),
        ("{% if a %}" * 100_000, "{% if %} is not closed"),
    ],
    ids=lambda value: value[:24],
)
def test_liquid_that_breaks_the_build(text, problem):
    assert check_liquid(text) == problem


def test_a_crawled_site_is_sound(whole_crawl):
    examined = examine(whole_crawl.output)
    assert examined.account.kinds == {}
    assert examined.posts == len(whole_crawl.posts)
    assert examined.pages > 5


def test_the_table(tmp_path):
    write(tmp_path, {FIRST: SOUND, SECOND: SOUND.replace(" +0800", "")})
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = doctor(tmp_path)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "1      date without a zone" in done.stdout
    assert SECOND in done.stdout
    assert "2 posts, 0 category pages (0 other files): 1 kinds of problems" in done.stdout
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_json(tmp_path):
    done = doctor("--json", write(tmp_path, {FIRST: SOUND.replace(" +0800", ""), "README.md": "# 说明"}))
    assert done.returncode == 1
    problem = {"count": 1, "first": [{"file": FIRST, "found": "2022-06-13 08:21:56"}]}
    assert json.loads(done.stdout) == {
        "posts": 1,
        "category_pages": 0,
        "passed_over": 1,
        "problems": {"date without a zone": problem},
    }


@pytest.mark.parametrize("json_", [[], ["--json"]], ids=["table", "json"])
def test_nothing_wrong(tmp_path, json_):
    done = doctor(*json_, write(tmp_path, {FIRST: SOUND}))
    assert done.returncode == 0
    assert ("nothing is wrong" in done.stdout) != bool(json_)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [([], "give one folder"), (["a", "b"], "give one folder"), (["no/such"], "'no/such' is no folder"), (["README.md"], "'README.md' is no folder")],
    ids=["none", "two", "missing", "a file"],
)  # fmt: skip
def test_wrong_arguments(arguments, line):
    done = doctor(*arguments)
    assert done.returncode == 2
    assert line in done.stderr
    assert done.stderr.count("\n") == 1
