"""The database, and datasette on it: facets, full-text search, and words of two characters."""

import asyncio
import gc
import json
import re
import sqlite3
from urllib.parse import quote

import pytest

from newscrawl.exporters.sqlite import SEARCH, describe, write
from newscrawl.records import to_record
from tests.conftest import ROOT
from tests.test_records import full

DOCS = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
ARTICLES = [
    full(id="NW1", title="常州日报记者探访面馆", text="天还没亮，面馆的灯先亮了。", publisher="常州日报", authors=["张三"]),
    full(id="NW2", title="央行开展逆回购操作", text="中标利率为2.10%。", digest="央行\"今日\"操作", publisher="证券时报", authors=["张三", "李四"]),
    full(id="NW3", title="面馆老板的一天", text="常州的清晨。", digest="", publisher="常州日报", authors=[]),
]  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("sqlite") / "archive.sqlite3"
    path.touch()
    write(map(to_record, ARTICLES), path)
    path.with_suffix(".metadata.json").write_bytes(describe(path))
    return path


@pytest.fixture
def database(path):
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def test_rows(database):
    (row,) = database.execute("SELECT number, published, day, authors, raw FROM articles WHERE id = 'NW2'").fetchall()
    assert row[:4] == (2, "2022-06-13T08:21:56+08:00", "2022-06-13", '["张三", "李四"]')
    assert json.loads(row[4])["title"]["list"] == "产改"


def test_the_file_is_whole_and_stands_alone(database, path):
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert sorted(p.name for p in path.parent.iterdir()) == ["archive.metadata.json", "archive.sqlite3"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("面馆", {"NW1", "NW3"}), ("常州日报", {"NW1"}), ("逆回购", {"NW2"}), ("州", {"NW1", "NW3"}), ("10%", {"NW2"}),
     ('央行"今日', {"NW2"}), ("没有的词", set()), ("无词", set()), ("", set()), ("馆 OR 央", set())],
    ids=["two characters", "four", "three", "one", "a number", "a quotation mark", "none", "none of two", "nothing", "no syntax"],
)  # fmt: skip
def test_words_of_any_length_are_found(database, word, expected):
    numbers = [row[0] for row in database.execute(SEARCH, {"word": word})]
    found = {row[0] for n in numbers for row in database.execute("SELECT id FROM articles WHERE number = ?", (n,))}
    assert found == expected
    assert len(numbers) == len(expected)


def test_a_long_word_does_not_read_every_row(tmp_path):
    """Each half of the query is skipped where it is not for a word of that length: told by SQLite's steps."""
    path, count = tmp_path / "archive.sqlite3", 2000
    write((to_record(full(id=f"NW{n}")) for n in range(count)), path)
    connection, steps = sqlite3.connect(path), []
    connection.set_progress_handler(lambda: steps.append(1), 1)  # append gives None: go on
    connection.execute(SEARCH, {"word": "没有的词"}).fetchall()
    assert len(steps) < count / 2
    connection.execute(SEARCH, {"word": "无词"}).fetchall()
    assert len(steps) > count
    connection.close()


@pytest.mark.parametrize("sql", re.findall(r"```sql\n(.*?)```", DOCS, re.DOTALL))
def test_queries_of_the_documentation_work(database, sql):
    assert database.execute(sql, {"word": "面馆"}).fetchall()


def ask(path, *addresses):
    """What datasette answers, asked through its own client, as it is told to open the file in docs/exports.md."""
    from datasette.app import Datasette

    async def answers():
        metadata = json.loads(path.with_suffix(".metadata.json").read_bytes())
        datasette = Datasette([str(path)], metadata=metadata)
        await datasette.invoke_startup()
        return [await datasette.client.get(address) for address in addresses]

    told = asyncio.run(answers())
    gc.collect()  # datasette leaves its connections to the collector, of which Python 3.13 warns: here, and not later
    return told


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_datasette(path):
    page, table, found, short, long = ask(
        path,
        "/archive/articles",
        "/archive/articles.json?_shape=objects&_facet_size=max&_facet=publisher&_facet_array=authors",
        f"/archive/articles.json?_shape=objects&_search={quote('面馆老板')}",
        f"/archive/search.json?_shape=objects&word={quote('面馆')}",
        f"/archive/search.json?_shape=objects&word={quote('逆回购')}",
    )
    assert [answer.status_code for answer in (page, table, found, short, long)] == [200] * 5
    assert all(name in page.text for name in ("publisher", "authors", "常州日报"))
    facets = table.json()["facet_results"]
    facets = facets.get("results", facets)
    counts = {name: {r["value"]: r["count"] for r in facets[name]["results"]} for name in ("publisher", "authors")}
    assert counts == {"publisher": {"常州日报": 2, "证券时报": 1}, "authors": {"张三": 2, "李四": 1}}
    assert [row["id"] for row in found.json()["rows"]] == ["NW3"]
    assert {row["title"] for row in short.json()["rows"]} == {"常州日报记者探访面馆", "面馆老板的一天"}
    assert [row["title"] for row in long.json()["rows"]] == ["央行开展逆回购操作"]
