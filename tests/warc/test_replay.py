"""A replay, with the network off, ends in the same posts as the crawls that were recorded."""

import copy
import json
import shutil
import sqlite3
import subprocess
import sys
from functools import partial

import pytest

from newscrawl.loopback.fixturesite import FixtureSite, load_articles
from tests.warc.warmly import run_warm
from tests.warm import warm_crawls

pytest.importorskip("warcio", reason="the extra archive is not installed")

# Every third one, of all kinds, but for those that never answer: each crawl would wait for its time-out.
FIRST = [article for article in load_articles() if article.get("trouble") not in ("slow", "drop")][::3]


def changed_site():
    """The site a day later: one title and one text changed, three articles no longer there, new ones listed."""
    articles = copy.deepcopy(FIRST[3:])
    news = [article for article in load_articles() if not article.get("trouble")]
    articles += [article for article in news if article not in FIRST][:5]
    plain = [article for article in articles if not article.get("trouble") and "node" in article["lists"]]
    plain[0]["title"] += "（更新）"
    plain[1]["text"] += "<p>本报补充：以上数字截至昨日。</p>"
    return sorted(articles, key=lambda a: (a["showtime"], a["id"]), reverse=True), plain[2]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    log = tmp_path_factory.mktemp("logs") / "log"
    with warm_crawls() as start:
        yield partial(run_warm, start, log)


@pytest.fixture(scope="module")
def recorded(run, tmp_path_factory):
    """The crawls of a changing site, the posts after each, and what they asked the site for."""
    output = tmp_path_factory.mktemp("recorded")
    later, withdrawn = changed_site()
    trees = []
    with FixtureSite(FIRST) as site:
        trees.append(run(output, "finews", site=site).tree("site"))
    with FixtureSite(later) as site:
        for arguments in ((), (), ("-a", "refetch=1")):
            crawl = run(output, "finews", *arguments, site=site)
            assert "Traceback" not in crawl.log
            trees.append(crawl.tree("site"))
    with FixtureSite([article for article in later if article is not withdrawn]) as site:
        crawl = run(output, "recheck", "-a", "all=1", site=site)
        trees.append(crawl.tree("site"))
    assert crawl.report["gone"] == 4, crawl.log  # the three that were dropped, and this one
    return output, trees


def check(folder):
    """What `warcio check` says of the files in a folder."""
    files = sorted(folder.glob("*.warc.gz"))
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", *files], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.count("digest pass"), done.stdout + done.stderr


def test_the_site_changed_between_crawls(recorded):
    _, trees = recorded
    assert trees[0] != trees[1] == trees[2] != trees[3] != trees[4]


def test_a_replay_ends_in_the_same_posts_and_then_in_the_same_tombstones(run, recorded, tmp_path):
    output, trees = recorded
    replayed = run(tmp_path, "finews", "-a", "replay=1", WARC_DIR=output / "warc")
    assert "Traceback" not in replayed.log
    assert replayed.tree("site") == trees[3]
    assert not (tmp_path / "warc").exists()
    again = run(tmp_path, "recheck", "-a", "replay=1", WARC_DIR=output / "warc")
    assert again.tree("site") == trees[4]


def test_lists_that_had_not_changed_are_recorded_as_revisits(recorded):
    from newscrawl.warc.catalogue import Catalogue

    output, _ = recorded
    with Catalogue(output / "warc") as catalogue:
        kinds = [place.kind for place in catalogue.answers()]
    assert kinds.count("unchanged") > 10
    assert kinds.count("same") > 10


def test_warcio_finds_nothing_wrong(recorded):
    output, _ = recorded
    status, passed, said = check(output / "warc")
    assert (status, passed > 100) == (0, True), said


def test_the_catalogue_is_made_anew_from_the_files(recorded, tmp_path):
    from newscrawl.warc.catalogue import FILE, Catalogue
    from newscrawl.warc.survey import catch_up

    output, _ = recorded
    for path in (output / "warc").glob("*.warc.gz"):
        (tmp_path / path.name).symlink_to(path)
    with Catalogue(output / "warc") as told, Catalogue(tmp_path) as read:
        catch_up(read)
        assert list(read.answers()) == list(told.answers())
        assert [vars(run) for run in read.runs()] == [vars(run) for run in told.runs()]
    (tmp_path / FILE).write_bytes(b"no catalogue" * 1000)
    with Catalogue(tmp_path) as read:
        catch_up(read)
        assert len(read.runs("finews")) == 4


# -- rebuild: what other rules would alter


@pytest.fixture(scope="module")
def rebuild(run):
    return lambda output, *arguments: run(output, *arguments, command="rebuild")


@pytest.fixture(scope="module")
def rebuilt(recorded, tmp_path_factory):
    """A copy of the archive, as older rules would have left three of its posts."""
    source, _ = recorded
    output = tmp_path_factory.mktemp("rebuilt") / "output"
    shutil.copytree(source, output)
    posts = sorted((output / "site" / "_posts").iterdir())
    plain = [path for path in posts if b"withdrawn:" not in path.read_bytes() and b"<p>" in path.read_bytes()]
    marked = next(path for path in posts if b"withdrawn:" in path.read_bytes())
    older = {
        plain[0].name: plain[0].read_text().replace('title: "', 'title: "旧 ', 1),
        plain[1].name: plain[1].read_text().replace("<p>", "<p>打开APP看全文。</p><p>", 1),
        marked.name: marked.read_text().replace("<p>", "<p><em></em>", 1),
    }
    for name, text in older.items():
        (output / "site" / "_posts" / name).write_text(text)
    return output, older


def test_rebuild_tells_what_would_change_and_changes_nothing(rebuild, rebuilt):
    output, older = rebuilt
    before = site_of(output)
    done = rebuild(output, "--json")
    assert done.status == 0, done.log
    found = {line["post"]: line["changes"] for line in map(json.loads, done.out.splitlines())}
    assert found.keys() == older.keys()
    title, text, markup = (found[name] for name in older)
    assert [change["field"] for change in title] == ["title"]
    assert text[0]["after"] == "@@ -1 +0,0 @@\n-打开APP看全文。"
    assert [change["field"] for change in markup] == ["markup"]
    assert site_of(output) == before
    said = rebuild(output).out
    assert "would be altered 3 (1 in markup alone), not read 0; nothing is written without --write" in said


def site_of(output):
    return {path: path.read_bytes() for path in sorted((output / "site").rglob("*")) if path.is_file()}


def test_rebuild_writes_what_the_rules_of_today_read_and_it_is_no_revision(rebuild, rebuilt, recorded):
    output, older = rebuilt
    source, trees = recorded
    revisions = "SELECT count(*) FROM revisions"
    done = rebuild(output, "--write")
    assert done.status == 0, done.log
    again = site_of(output)
    assert {str(path.relative_to(output)): content for path, content in again.items()} == trees[4]
    assert query(output, revisions) == query(source, revisions)
    states = "SELECT id, state FROM articles ORDER BY id"
    assert query(output, states) == query(source, states)
    logged = [json.loads(line) for line in (output / "reports" / "rebuilt.jsonl").read_text().splitlines()]
    assert {line["post"] for line in logged} == set(older)
    assert "would be altered 0" in rebuild(output).out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("-a", "site=nobody"), "site='nobody' is no spider"),
        (("-a", "since=yesterday"), "since='yesterday' is no day"),
        (("all",), "takes no 'all'"),
    ],
)
def test_rebuild_refuses_wrong_arguments(rebuild, tmp_path, arguments, says):
    done = rebuild(tmp_path, *arguments)
    assert (done.status, done.log.count("\n")) == (2, 1)
    assert says in done.log


def test_rebuild_without_warc_files(rebuild, tmp_path):
    done = rebuild(tmp_path)
    assert (done.status, done.log) == (2, f"scrapy rebuild: there are no WARC files in {tmp_path / 'warc'}\n")


# -- reindex


def query(output, statement):
    with sqlite3.connect(output / "archive.sqlite3") as connection:
        rows = connection.execute(statement).fetchall()
    connection.close()
    return rows


def test_reindex_finds_again_in_the_warc_files_what_posts_do_not_tell(run, recorded, tmp_path):
    source, _ = recorded
    output = tmp_path / "output"
    shutil.copytree(source, output)
    for path in output.glob("archive.sqlite3*"):
        path.unlink()
    done = run(output, command="reindex")
    assert done.status == 0, done.log
    assert done.out.startswith("replaying the crawls of finews, recheck from ")
    for statement in (
        "SELECT id, share_id, state, post, url, source, publisher, fetched FROM articles ORDER BY id",
        "SELECT a.id, r.number, r.title, r.changed, r.diff FROM revisions r JOIN articles a ON a.key = r.article ORDER BY 1, 2",
        "SELECT url, etag, complete FROM lists ORDER BY url",
    ):
        assert query(output, statement) == query(source, statement), statement
    assert not list(output.glob(".reindex-*"))
