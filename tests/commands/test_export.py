"""scrapy export on what a crawl left, and Scrapy's own feeds beside it."""

import csv
import json
import os
import resource
import subprocess
from argparse import Namespace
from datetime import date

import pytest
from scrapy.utils.project import get_project_settings

from newscrawl.archive.index import Index
from newscrawl.commands import export
from newscrawl.commands.export import FORMATS, Command
from newscrawl.exporters.table import COLUMNS
from newscrawl.items import Article
from newscrawl.loopback.fixturesite import FixtureSite
from tests.conftest import ROOT, SCRAPY, run_crawl
from tests.test_records import FIELDS, VALID

TEXTS = [name for name, format_ in FORMATS.items() if format_.streams]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """What a crawl left that wrote feeds of its own; one article is withdrawn since."""
    output = tmp_path_factory.mktemp("export")
    feeds = ("-O", f"{output}/feed.jsonl", "-O", f"{output}/feed.csv", "-O", f"{output}/feed.json")
    with FixtureSite() as site:
        assert run_crawl(output, "finews", *feeds, site=site).status == 0
    return output


@pytest.fixture
def run(archive, capfdbinary):
    """Runs the command in this process: its exit status, and what it wrote to standard output and standard error."""

    def run(*args, file="", given=(), output=archive):
        command = Command()
        command.settings = get_project_settings()
        command.settings.set("OUTPUT_DIR", str(output))
        status = 0
        try:
            command.run(list(args), Namespace(file=str(file), given=list(given)))
        except SystemExit as ended:
            status = ended.code
        out, err = capfdbinary.readouterr()
        return status, out, err.decode()

    return run


def lines(path):
    return path.read_bytes().splitlines()


def test_every_line_is_of_the_schema(run, archive, tmp_path):
    status, out, err = run("jsonl", file=tmp_path / "all.jsonl")
    records = [json.loads(line) for line in lines(tmp_path / "all.jsonl")]
    assert (status, err) == (0, "")
    assert out.decode() == f"{tmp_path}/all.jsonl: 55 articles, {(tmp_path / 'all.jsonl').stat().st_size:,} bytes\n"
    for record in records:
        VALID.validate(record)
        assert tuple(record) == FIELDS
    assert (
        len({(r["site"], r["id"]) for r in records}) == len(records) == len(list((archive / "site/_posts").iterdir()))
    )
    assert [r["published"] for r in records] == sorted(r["published"] for r in records)


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_feeds_of_a_crawl_have_the_same_lines(run, archive, tmp_path, name):
    run(name, file=tmp_path / "all")
    assert sorted(lines(archive / f"feed.{name}")) == sorted(lines(tmp_path / "all"))


def test_the_json_feed_has_the_same_records(run, archive):
    records = [json.loads(line) for line in run("jsonl", file="-")[1].splitlines()]
    feed = json.loads((archive / "feed.json").read_bytes())
    assert sorted(feed, key=lambda r: r["id"]) == sorted(records, key=lambda r: r["id"])


def test_csv_has_a_row_an_article(run, tmp_path):
    run("csv", file=tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 55
    assert tuple(rows[0]) == COLUMNS
    assert {row["published"][19:] for row in rows} == {"+08:00"}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["since=2022-06-13", "until=2022-06-13"], lambda r: r["published"].startswith("2022-06-13")),
        (["until=2022-06-01"], lambda r: r["published"] < "2022-06-02"),
        (["source=重庆日报"], lambda r: r["publisher"] == "重庆日报"),
        (["source=重庆日报,常州日报", "since=2022-06-13"], lambda r: r["publisher"] in ("重庆日报", "常州日报")
            and r["published"] >= "2022-06-13"),
    ],
    ids=["a day", "until", "source", "both"],
)  # fmt: skip
def test_filters(run, given, wanted):
    everything = [json.loads(line) for line in run("jsonl", file="-")[1].splitlines()]
    chosen = [json.loads(line) for line in run("jsonl", file="-", given=given)[1].splitlines()]
    assert chosen == [record for record in everything if wanted(record)]
    assert 0 < len(chosen) < len(everything)


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_archive_gives_the_same_bytes_to_a_file_and_to_standard_output(run, tmp_path, name):
    run(name, file=tmp_path / "one")
    assert run(name, file="-") == (0, (tmp_path / "one").read_bytes(), "")


@pytest.mark.parametrize("name", FORMATS)
def test_files_have_their_checksums_beside_them(run, tmp_path, name):
    assert run(name, file=tmp_path / "exported")[0] == 0
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "exported: OK" in done.stdout
    assert [name for name in os.listdir(tmp_path) if name.startswith(".")] == []


def test_a_full_disk_is_told_of_the_database_not_of_the_index(run, tmp_path):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        status, out, err = run("sqlite", file=tmp_path / "exported")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (status, out, err) == (1, b"", f"scrapy export: cannot write {tmp_path / 'exported'}: disk I/O error\n")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", FORMATS)
def test_what_fails_leaves_the_old_file(run, tmp_path, name, monkeypatch):
    (tmp_path / "exported").write_bytes(b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export.Counted, "__iter__", fail)
    monkeypatch.setattr("newscrawl.packaging.write_wacz", fail)
    status, _, err = run(name, file=tmp_path / "exported")
    assert (status, err) == (1, f"scrapy export: cannot write {tmp_path}/exported: No space left on device\n")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("exported", b"old")]


@pytest.mark.parametrize(
    ("args", "file", "given", "says"),
    [
        ([], "-", [], f"name one format of {', '.join(FORMATS)}; not nothing"),
        (["xml"], "-", [], f"name one format of {', '.join(FORMATS)}; not xml"),
        (["jsonl", "csv"], "-", [], f"name one format of {', '.join(FORMATS)}; not jsonl csv"),
        (["jsonl"], "", [], "say where to: -o FILE, or -o - for standard output"),
        (["jsonl"], "/", [], "-o / is a folder: name a file in it"),
        (["jsonl"], "{output}/archive.sqlite3", [], "-o {output}/archive.sqlite3 is the archive's index itself: name another file"),
        (["jsonl"], "-", ["since"], "give filters as -a since=2022-06-01"),
        (["jsonl"], "-", ["since=June"], "since='June' is no day: give it as 2022-06-13"),
        (["jsonl"], "-", ["since=2022-06-13", "until=2022-06-01"], "since=2022-06-13 lies after until=2022-06-01"),
        (["jsonl"], "-", ["category=emnews"], "export jsonl takes no argument 'category'; it takes since, until, source"),
        (["csv"], "-", ["source=无名日报"], "source='无名日报': no article of the archive has it; `scrapy gaps` shows the names"),
    ],
)  # fmt: skip
def test_wrong_arguments_are_one_line(run, archive, args, file, given, says):
    status, out, err = run(*args, file=file.format(output=archive), given=given)
    assert (status, out, err) == (2, b"", f"scrapy export: {says.format(output=archive)}\n")


def test_a_pipe_or_device_stays_what_it_is(run, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    status, _, err = run("jsonl", file=tmp_path / "pipe")
    says = f"-o {tmp_path}/pipe is a device or a pipe: name a file"
    assert (status, err) == (2, f"scrapy export: {says}\n")
    assert (tmp_path / "pipe").is_fifo()
    assert os.listdir(tmp_path) == ["pipe"]


def test_a_link_stays_and_its_file_is_written(run, tmp_path):
    (tmp_path / "latest.jsonl").symlink_to(tmp_path / "all.jsonl")
    (tmp_path / "all.jsonl").write_bytes(b"old")
    assert run("jsonl", file=tmp_path / "latest.jsonl")[0] == 0
    assert (tmp_path / "latest.jsonl").readlink() == tmp_path / "all.jsonl"
    assert len(lines(tmp_path / "all.jsonl")) == 55


def test_an_extra_that_is_not_installed_is_named(run, monkeypatch):
    monkeypatch.setitem(FORMATS, "jsonl", FORMATS["jsonl"]._replace(needs=("no_such_module",)))
    status, _, err = run("jsonl", file="-")
    assert (status, err) == (2, "scrapy export: jsonl needs no-such-module: pip install 'newscrawl[data]'\n")


def test_without_an_index(run, tmp_path):
    assert run("jsonl", file="-", output=tmp_path)[::2] == (
        1, f"scrapy export: there is no index {tmp_path}/archive.sqlite3: crawl first, or `scrapy reindex`\n")  # fmt: skip


def test_what_is_left_out_is_told(run, tmp_path):
    with Index.open(tmp_path / "archive.sqlite3") as index:
        for number in (1, 2):
            article = Article(id=f"NW{number}", site="finews", published=index.clock())
            index.archive(article, f"2022-06-13-NW{number}.md")
        index._change("DELETE FROM records WHERE article = 1")
    status, out, err = run("jsonl", file="-", output=tmp_path)
    assert (status, len(out.splitlines())) == (1, 1)
    assert err == "scrapy export: 1 articles are left out: the index has no record of them, and no post is there\n"


def test_as_a_command_whose_reader_has_enough(archive):
    words = [*SCRAPY, "export", "jsonl", "-o", "-", "-s", f"OUTPUT_DIR={archive}"]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 1)  # 0 where all of it went into the pipe before


def test_a_withdrawn_article_is_handed_on_and_marked(run, archive):
    with Index.open(archive / "archive.sqlite3") as index:
        entry = next(index.iter_articles(state="archived"))
        index.mark_gone(entry.article(), "HTTP 404")
    records = [json.loads(line) for line in run("jsonl", file="-")[1].splitlines()]
    (gone,) = [record for record in records if record["withdrawn"]]
    assert (gone["id"], len(records)) == (entry.id, 55)
    assert date.fromisoformat(gone["withdrawn"])
    VALID.validate(gone)
