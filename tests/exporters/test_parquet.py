"""Parquet: typed, a row group a month, and read in three lines by pandas and duckdb, as docs/exports.md shows."""

import re
from datetime import date, datetime, timedelta

import pyarrow.parquet as pq
import pytest

from newscrawl.exporters.parquet import write
from newscrawl.records import to_record
from newscrawl.text.dates import CST
from tests.conftest import ROOT
from tests.test_records import full

DOCS = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
FIRST = datetime(2022, 4, 30, 23, 59, 59, tzinfo=CST)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Ninety days, an article at the last second of each."""
    path = tmp_path_factory.mktemp("parquet") / "archive.parquet"
    articles = (
        full(id=f"NW{n}", published=FIRST + timedelta(days=n), authors=["张三", "李四"][: n % 3]) for n in range(90)
    )
    with path.open("wb") as file:
        write(map(to_record, articles), file)
    return path


def test_types(path):
    schema = pq.read_schema(path)
    types = {
        name: str(schema.field(name).type)
        for name in ("published", "fetched", "authors", "withdrawn", "revisions", "title")
    }
    time = "timestamp[ms, tz=Asia/Shanghai]"
    assert types == {"published": time, "fetched": time, "authors": "list<element: string>", "withdrawn": "date32[day]",
                     "revisions": "int32", "title": "string"}  # fmt: skip


def test_a_row_group_is_a_month_in_china(path):
    file = pq.ParquetFile(path)
    groups = [file.read_row_group(n, ["published"]).column(0).to_pylist() for n in range(file.num_row_groups)]
    assert [{when.strftime("%Y-%m") for when in group} for group in groups] == [
        {"2022-04"}, {"2022-05"}, {"2022-06"}, {"2022-07"}]  # fmt: skip
    assert [len(group) for group in groups] == [1, 31, 30, 28]
    assert {file.metadata.row_group(0).column(n).compression for n in range(file.metadata.num_columns)} == {"ZSTD"}


def test_values(path):
    row = pq.read_table(path).slice(2, 1).to_pylist()[0]
    assert (row["id"], row["published"], row["authors"], row["withdrawn"], row["column_name"]) == (
        "NW2", FIRST + timedelta(days=2), ["张三", "李四"], date(2022, 6, 20), "东财滚动")  # fmt: skip


def test_an_archive_without_articles(tmp_path):
    with (tmp_path / "a.parquet").open("wb") as file:
        write([], file)
    assert pq.read_table(tmp_path / "a.parquet").num_rows == 0


def example(marker):
    """The three lines that the documentation shows with a tool."""
    (code,) = [code for code in re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL) if marker in code]
    assert len([line for line in code.splitlines() if line]) == 3
    return code


@pytest.mark.parametrize("marker", ["import pandas", "import duckdb"])
def test_three_lines_read_it(path, marker, monkeypatch, capsys):
    monkeypatch.chdir(path.parent)
    exec(compile(example(marker), "docs/exports.md", "exec"), {})
    assert "上海证券报" in (shown := capsys.readouterr().out)
    assert "31" in shown
    assert "30" in shown
