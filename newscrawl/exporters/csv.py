"""CSV (RFC 4180, UTF-8): a row an article, safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable
from typing import BinaryIO

from newscrawl.exporters.table import COLUMNS, to_row
from newscrawl.records import Record

# What makes a spreadsheet take a cell for a formula, in full width too; and the apostrophe that we put before it.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n']")


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Write a line of names, then the rows. Cells with commas, quotes or line ends are quoted."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for record in records:
            writer.writerow(to_cells(record).values())
    finally:
        text.detach()  # the file is its owner's to close


def to_cells(record: Record) -> dict[str, str]:
    """A record's row as text: names are joined by `;`, addresses of pages by a space, what is null is empty."""
    cells = {}
    for name, value in to_row(record).items():
        if isinstance(value, list):
            value = (" " if name == "pages" else ";").join(value)
        cells[name] = "" if value is None else guard(value) if isinstance(value, str) else str(value)
    return cells


def guard(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that begins like a formula, or with an apostrophe, gets an
    apostrophe before it. To have the text back, take one leading apostrophe away.

    >>> guard("=HYPERLINK(1)"), guard("-3.5%"), guard("'quoted'"), guard("常州=江苏")
    ("'=HYPERLINK(1)", "'-3.5%", "''quoted'", '常州=江苏')
    """
    return f"'{text}" if _FORMULA.match(text) else text
