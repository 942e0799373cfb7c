"""The site's window: what leaves it is moved as it is, found again, and has its page, whenever the crawl is cut off."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import pytest

from newscrawl.archive.index import Index
from newscrawl.archive.postfiles import read_folder
from newscrawl.archive.recovery import clear_away
from newscrawl.archive.reindex import reindex
from newscrawl.exporters.jekyll import JekyllExporter, file_name
from newscrawl.loopback.fixturesite import FixtureSite, load_articles
from newscrawl.places import find_post
from newscrawl.text.dates import CST
from newscrawl.window import refresh, roll
from tests.archive.conftest import listed, read
from tests.conftest import ROOT, run_crawl

DAYS = ["2022-05-30", "2022-05-31", "2022-06-01", "2022-06-09", "2022-06-11", "2022-06-12", "2022-06-13"]


def article(day, number=1, **values):
    made = read(
        listed(f"NW{day.replace('-', '')}{number}", title=values.pop("title", f"“{day}”的<第{number}>篇")), **values
    )
    made.published = datetime.fromisoformat(f"{day}T08:{number:02}:56").replace(tzinfo=CST)
    return made


def archive(folder, articles, scaffold=True):
    exporter = JekyllExporter(folder / "site", site_url="http://site.example/", scaffold=scaffold)
    with Index.open(folder / "archive.sqlite3") as index:
        exporter.post_of = lambda id_: next(iter(index.posts_of(id_)), "")
        for made in articles:
            exporter.write(made)
            index.archive(made, file_name(made))


def turn(folder, days=3, pages=True):
    """What a crawl does at its end; the number of posts moved and of months made."""
    with Index.open(folder / "archive.sqlite3") as index:
        moved = roll(folder / "site" / "_posts", index, days, pages=pages)
        return moved, refresh(folder / "site", index) if pages else 0


def tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def names(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.fixture
def folder(tmp_path):
    """An archive of two articles a day, all in _posts, beside a post that its owner wrote."""
    archive(tmp_path, [article(day, number) for day in DAYS for number in (1, 2)])
    (tmp_path / "site" / "_posts" / "2022-05-01-own.md").write_text("---\n---\nown")
    return tmp_path


def test_what_leaves_is_the_same_file(folder):
    posts = folder / "site" / "_posts"
    before = {path.name: path.read_bytes() for path in posts.iterdir()}
    assert turn(folder) == (8, 2)
    assert names(posts) == ["2022-05-01-own.md"] + [
        f"{d}-NW{d.replace('-', '')}{n}.md" for d in DAYS[4:] for n in (1, 2)
    ]
    assert {name: find_post(posts, name).read_bytes() for name in before} == before
    assert names(folder / "site" / "_archive" / "2022" / "05") == sorted(
        [f"{d}-NW{d.replace('-', '')}{n}.{e}" for d in DAYS[:2] for n in (1, 2) for e in ("md", "html")]
        + ["index.html"]
    )


def test_nothing_to_move_and_nothing_to_make(folder):
    turn(folder)
    before = {path: path.stat().st_mtime_ns for path in (folder / "site").rglob("*")}
    assert turn(folder) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in (folder / "site").rglob("*")} == before


def test_without_a_window_months_have_pages_and_nothing_moves(folder):
    assert turn(folder, days=0) == (0, 2)
    assert len(names(folder / "site" / "_posts")) == 15
    assert names(folder / "site" / "_archive" / "2022" / "06") == ["index.html"]


def test_posts_alone(tmp_path):
    archive(tmp_path, [article(day) for day in DAYS], scaffold=False)
    assert turn(tmp_path, pages=False) == (4, 0)
    assert sorted(tree(tmp_path / "site")) == sorted(
        [f"_archive/{d[:4]}/{d[5:7]}/{d}-NW{d.replace('-', '')}1.md" for d in DAYS[:4]]
        + [f"_posts/{d}-NW{d.replace('-', '')}1.md" for d in DAYS[4:]]
    )


class Killed(BaseException):
    """kill -9, as far as the code around can tell: nothing is cleaned up that is not cleaned up by hand."""


STEPS = [(os, "replace"), (os, "utime"), (Path, "unlink"), (Path, "touch"), (Path, "mkdir"), (tempfile, "mkstemp")]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_cut_off_at_every_step_and_run_again(tmp_path, monkeypatch, after):
    """Every change of the disk is the last one once; what the next run leaves is always the same, to the byte."""
    whole = tmp_path / "whole"
    archive(whole, [article(day) for day in DAYS[:-1]])
    turn(whole)
    archive(whole, [article(DAYS[-1]), article(DAYS[0], title="更正")])  # one new, one revised in the cold store
    start = tmp_path / "start"
    shutil.copytree(whole, start)
    assert turn(whole, days=2) == (1, 2)
    expected = tree(whole / "site")

    def cut(point, real):
        """`real`, which ends the process where it is the last step."""

        def step(*args, **kwargs):
            point[0] -= 1
            is_last = point[0] == 0
            if is_last and not after:
                raise Killed
            done = real(*args, **kwargs)
            if is_last:
                raise Killed
            return done

        return step

    def run(point):
        left = [point]
        with monkeypatch.context() as patch:
            for owner, name in STEPS:
                patch.setattr(owner, name, cut(left, getattr(owner, name)))
            turn(folder, days=2)

    for point in range(1, 200):
        folder = tmp_path / "cut"
        shutil.copytree(start, folder)
        try:
            run(point)
            break
        except Killed:
            posts = [
                p.name
                for p in (folder / "site").rglob("*.md")
                if p.parent.name == "_posts" or p.parent.parent.name == "2022"
            ]
            assert sorted(posts) == sorted(f"{d}-NW{d.replace('-', '')}1.md" for d in DAYS), (
                "nothing lost, nothing twice"
            )
            clear_away(folder)
            turn(folder, days=2)
            assert tree(folder / "site") == expected, point
        shutil.rmtree(folder)
    assert 15 < point < 199


def test_kill_9(tmp_path):
    """The same with the kernel's own kill, at moments that nobody chose."""
    start = tmp_path / "start"
    archive(start, [article(day, number) for day in DAYS for number in range(20)])
    shutil.copytree(start, tmp_path / "whole")
    assert turn(tmp_path / "whole") == (80, 2)
    killed = 0
    for pause in (0.0, 0.01, 0.03):
        folder = tmp_path / f"cut{pause}"
        shutil.copytree(start, folder)
        code = (
            "import sys; from pathlib import Path; from newscrawl.archive.index import Index; "
            "from newscrawl.window import refresh, roll; folder = Path(sys.argv[1])\n"
            "with Index.open(folder / 'archive.sqlite3') as index:\n"
            "    print('ready', flush=True); roll(folder / 'site/_posts', index, 3); refresh(folder / 'site', index)\n"
        )
        process = subprocess.Popen([sys.executable, "-c", code, str(folder)], cwd=ROOT, stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        process.stdout.close()
        clear_away(folder)
        turn(folder)
        assert tree(folder / "site") == tree(tmp_path / "whole" / "site")
    assert killed


def test_an_article_of_the_cold_store_is_revised_where_it_lies(folder):
    turn(folder)
    cold = folder / "site" / "_archive" / "2022" / "05"
    archive(folder, [article(DAYS[0], title="更正：数字")])
    assert "更正：数字" in (cold / f"{DAYS[0]}-NW202205301.md").read_text(encoding="utf-8")
    assert not (folder / "site" / "_posts" / f"{DAYS[0]}-NW202205301.md").exists()
    assert turn(folder) == (0, 1)
    for page in (f"{DAYS[0]}-NW202205301.html", "index.html"):
        assert "更正：数字" in (cold / page).read_text(encoding="utf-8")


def test_one_that_is_dated_anew_moves_to_its_day(folder):
    turn(folder)
    moved = article(DAYS[0])
    moved.published = datetime(2022, 6, 13, 9, 0, tzinfo=CST)
    archive(folder, [moved])
    assert turn(folder) == (0, 2)
    assert [p.name for p in (folder / "site").rglob("*NW202205301*")] == ["2022-06-13-NW202205301.md"]
    assert "NW202205301.html" not in (folder / "site/_archive/2022/05/index.html").read_text(encoding="utf-8")
    assert "changzhouribao/2022/06/13/NW202205301.html" in (folder / "site/_archive/2022/06/index.html").read_text(
        "utf-8"
    )


def test_cold_posts_are_not_lost_to_the_index(folder):
    turn(folder)
    with Index.open(folder / "archive.sqlite3") as index:
        assert index.reopen_lost(folder / "site" / "_posts") == 0
        (folder / "site/_archive/2022/05" / f"{DAYS[0]}-NW202205301.md").unlink()
        assert index.reopen_lost(folder / "site" / "_posts") == 1
    (folder / "archive.sqlite3").unlink()
    with Index.open(folder / "archive.sqlite3") as index:
        found = reindex(index, folder / "site" / "_posts", folder / "quarantine")
        assert (found.posts, found.lost) == (13, 0)
    pages = tree(folder / "site" / "_archive")
    turn(folder)
    gone = "2022/05/2022-05-30-NW202205301"
    assert f"{gone}.html" in pages
    assert f"{gone}.html" not in tree(folder / "site" / "_archive")


@pytest.mark.parametrize("below", ["", "_archive", "_archive/2022/05"])
def test_reading_posts_back_finds_the_cold_ones_and_not_their_pages(folder, below):
    turn(folder)
    files = [file for file in read_folder(folder / "site" / below) if file.is_post]
    found = {"": len(DAYS) * 2 + 1, "_archive": 8, "_archive/2022/05": 4}[below]
    assert [len(files), all(file.path.endswith(".md") for file in files)] == [found, True]


def test_another_title_of_the_site_reaches_all_months(folder):
    turn(folder)
    config = folder / "site" / "_config.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("title: 新闻存档", "title: 常州<旧闻>"), encoding="utf-8"
    )
    assert turn(folder) == (0, 2)
    for page in ("index.html", "2022/05/index.html", "2022/06/index.html"):
        assert "常州&lt;旧闻&gt;</title>" in (folder / "site/_archive" / page).read_text(encoding="utf-8")


def test_another_disk(folder, monkeypatch):
    """Where the cold store lies on another disk, a rename is refused: the file is copied, whole, and then taken away."""
    real = os.replace

    def refuse(source, target):
        if os.path.basename(os.path.dirname(source)) == "_posts" and "_archive" in str(target):
            raise OSError(18, "Invalid cross-device link")
        real(source, target)

    before = {p.name: p.read_bytes() for p in (folder / "site" / "_posts").iterdir()}
    monkeypatch.setattr(os, "replace", refuse)
    assert turn(folder)[0] == 8
    assert {p.name: p.read_bytes() for p in (folder / "site").rglob("*.md")} == before


# -- by crawls

GOOD = [a for a in load_articles() if "trouble" not in a and a["expect"]["outcome"] == "post" and "json" not in a][:12]


@pytest.fixture(scope="module")
def rolled(tmp_path_factory):
    with FixtureSite(GOOD) as site:
        return run_crawl(tmp_path_factory.mktemp("rolled"), "finews", site=site, SITE_WINDOW_DAYS=2)


def test_a_crawl_moves_them_at_its_end(rolled):
    assert rolled.status == 0, rolled.log
    cold = list((rolled.output / "site" / "_archive").rglob("*.md"))
    assert cold
    assert len(cold) + len(rolled.posts) == len(GOOD)
    newest = max(rolled.posts)[:10]
    assert all((datetime.fromisoformat(newest) - datetime.fromisoformat(n[:10])).days < 2 for n in rolled.posts)
    assert all(path.name[:10] < min(rolled.posts)[:10] for path in cold)


def test_a_cold_article_is_visited_again(rolled, tmp_path):
    """One is revised, one withdrawn, all others stay to the byte; what they are told lands where they lie."""
    output = tmp_path / "output"
    shutil.copytree(rolled.output, output)
    cold = {path.stem[11:]: path for path in (output / "site" / "_archive").rglob("*.md")}
    before = {id_: path.read_bytes() for id_, path in cold.items()}
    plain = [a for a in GOOD if a["id"] in cold and a["column"] != "emnews"]
    revised, gone = plain[0]["id"], plain[1]["id"]
    changes = {revised: {"title": "更正：一座新桥"}, gone: {"trouble": "gone"}}
    with FixtureSite([{**a, **changes.get(a["id"], {})} for a in GOOD]) as site:
        crawl = run_crawl(output, "recheck", "-a", "all=1", site=site, SITE_WINDOW_DAYS=2)
    assert crawl.status == 0, crawl.log[-3000:]
    after = {path.stem[11:]: path.read_bytes() for path in (output / "site" / "_archive").rglob("*.md")}
    assert {id_ for id_ in before if before[id_] != after[id_]} == {revised, gone}
    assert "更正：一座新桥" in after[revised].decode()
    assert b"\nwithdrawn: " in after[gone]
    assert "更正：一座新桥" in cold[revised].with_suffix(".html").read_text(encoding="utf-8")
    assert "原文已撤下" in cold[gone].with_suffix(".html").read_text(encoding="utf-8")
    assert sorted(crawl.posts) == sorted(rolled.posts)


@pytest.mark.parametrize("days", ["-1", "1.5"])
def test_a_wrong_number_of_days(tmp_path, days):
    crawl = run_crawl(tmp_path, "finews", SITE_WINDOW_DAYS=days)
    assert (crawl.status, crawl.log.count("\n")) == (2, 1)
    assert f"SITE_WINDOW_DAYS={days}: give a number of days" in crawl.log
