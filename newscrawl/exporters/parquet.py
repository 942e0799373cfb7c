"""Parquet: typed columns, zstd, a row group a month. Needs the extra `data` (pyarrow)."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby, islice
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from newscrawl.exporters.table import COLUMNS, LISTS, to_row
from newscrawl.records import Record

_TIME = pa.timestamp("ms", tz="Asia/Shanghai")  # Parquet has none in seconds
_TYPES = (
    {"schema": pa.int16(), "published": _TIME, "fetched": _TIME, "revisions": pa.int32(), "withdrawn": pa.date32()}
    | dict.fromkeys(LISTS, pa.list_(pa.string()))
    | {"raw": pa.string(), "reasons": pa.string()}  # JSON: their keys are not the same in any two articles
)
SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in (*COLUMNS, "raw", "reasons")])
# Few values, again and again: kept once a row group. The others are texts, of which no two are the same.
_REPEATED = ["site", "precision", "source", "publisher", "column_slug", "column_name", "column_path"]
_BATCH = 500  # records as Python objects at a time; the rest of the month waits as Arrow, a quarter of the size


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Write records in the order of their published time; memory is that of the month with most articles."""
    options = {"compression": "zstd", "use_dictionary": _REPEATED, "write_statistics": _TIMES}
    with pq.ParquetWriter(file, SCHEMA, **options) as writer:
        for _, month in groupby(records, key=lambda record: record["published"][:7]):
            table = pa.Table.from_batches(_batches(month), SCHEMA)
            writer.write_table(table, row_group_size=table.num_rows)


_TIMES = ["published", "fetched", "site", "publisher", "id"]  # by which readers choose row groups


def _batches(records: Iterator[Record]) -> Iterator[pa.RecordBatch]:
    while rows := [_row(record) for record in islice(records, _BATCH)]:
        yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


def _row(record: Record) -> Record:
    row = to_row(record)
    for name in ("published", "fetched"):
        row[name] = row[name] and datetime.fromisoformat(row[name])
    row["withdrawn"] = row["withdrawn"] and date.fromisoformat(row["withdrawn"])
    return row | {name: json.dumps(record[name], ensure_ascii=False) for name in ("raw", "reasons")}
