"""List APIs: where records are in an answer, and what is none."""

import pytest

from newscrawl.base.apis import read_fields, read_records

ROWS = {
    "at the top": (b'{"records": [{"id": 1}]}', "records"),
    "nested": (b'{"data": {"list": [{"id": 1}]}}', "data.list"),
    "in a list": (b'{"data": [0, {"list": [{"id": 1}]}]}', "data.1.list"),
    "callback": (b'cb({"list": [{"id": 1}]})', "list"),
    "callback with a comment": (b'/**/ window.jQuery1_2({"list": [{"id": 1}]});\n', "list"),
    "callback over a list": (b'cb([{"list": [{"id": 1}]}]);', "0.list"),
    "brackets in the text": (b'{"t": "f({", "list": [{"id": 1}]}', "list"),
    "in GBK": ('{"列表": [{"id": 1}]}'.encode("gbk"), "列表"),
}
BAD = {
    "a page": b"<html></html>",
    "nothing": b"",
    "another key": b'{"data": {}}',
    "null on the way": b'{"data": null}',
    "a string": b'{"data": {"list": "x"}}',
    "an object": b'{"data": {"list": {"id": 1}}}',
    "a list on the way": b'{"data": []}',
    "half": b'cb({"data": {"list": [',
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize(("body", "path"), ROWS.values(), ids=ROWS)
def test_reads_records(body, path):
    assert read_records(body, path) == [{"id": 1}]


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_refuses_what_is_no_list(body):
    with pytest.raises(ValueError, match=r"answers no JSON with a list 'data\.list'"):
        read_records(body, "data.list")


@pytest.mark.parametrize(
    ("record", "says"),
    [({"a": "x", "b": "y"}, "x"), ({"a": " ", "b": "y"}, "y"), ({"b": 7}, "7"), ({"a": None}, ""), ({}, "")],
)
def test_the_first_key_that_says_something_counts(record, says):
    assert read_fields(record, {"url": ("a", "b")}) == {"url": says}
