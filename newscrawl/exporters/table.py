"""A record as one flat row, for CSV and for tables of databases: the same columns, in the same order."""

from newscrawl.records import FIELDS, Record

COLUMNS = tuple(
    column
    for field in FIELDS
    if field not in ("raw", "reasons")  # nested, and of no use in a cell: JSON Lines has them
    for column in (("column_slug", "column_name", "column_path") if field == "column" else (field,))
)
LISTS = ("authors", "editors", "photographers", "pages")
"""Columns that hold several values."""


def to_row(record: Record) -> Record:
    """A record with its column in three cells and without `raw` and `reasons`.

    >>> from newscrawl.items import Article, Column
    >>> from newscrawl.records import to_record
    >>> row = to_row(to_record(Article(column=Column(slug="emnews", name="东财滚动", path="emnews/"))))
    >>> row["column_name"], tuple(row) == COLUMNS
    ('东财滚动', True)
    """
    column = record["column"] or {"slug": "", "name": "", "path": ""}
    cells = {f"column_{name}": value for name, value in column.items()}
    return {name: cells[name] if name in cells else record[name] for name in COLUMNS}
