"""CSV: what goes in comes out of any reader of CSV, and nothing of it is a formula."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.exporters.csv import guard, write
from newscrawl.exporters.table import COLUMNS, to_row
from newscrawl.records import to_record
from tests.test_records import full


def rows(*articles):
    file = io.BytesIO()
    write(map(to_record, articles), file)
    return list(csv.DictReader(io.StringIO(file.getvalue().decode(), newline="")))


def test_columns_and_cells():
    (row,) = rows(full())
    assert tuple(row) == COLUMNS
    expected = {"published": "2022-06-13T08:21:56+08:00", "editors": "李四;王五", "column_slug": "emnews", "revisions": "2",
                "pages": "http://a.example/1 http://a.example/2", "withdrawn": "2022-06-20"}  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_what_is_null_is_empty():
    (row,) = rows(full(withdrawn=None, column=None, fetched=None, authors=[]))
    assert [row[name] for name in ("withdrawn", "column_slug", "fetched", "authors")] == ["", "", "", ""]


def test_no_articles_is_a_line_of_names():
    file = io.BytesIO()
    write([], file)
    assert file.getvalue().decode() == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 10", "-3.5%的跌幅", "@某人", "＝ＳＵＭ", "＋1", "－1", "＠某人", "\t=1", "\r=1", "\n=1"]
)
def test_formulas_are_text(text):
    assert rows(full(title=text))[0]["title"] == f"'{text}"


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"',;=\r\n\0")))
def test_any_text_comes_back_but_for_the_apostrophe(text):
    row = rows(full(text=text, title="'"))[0]
    assert row["text"] == guard(text)
    assert (row["text"][1:] if row["text"].startswith("'") else row["text"]) == text
    assert row["title"] == "''"


def test_a_row_has_the_columns_in_their_order():
    assert tuple(to_row(to_record(full()))) == COLUMNS
