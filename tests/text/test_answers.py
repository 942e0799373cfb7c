"""JSON answers in any encoding, broken, deep, or with half characters."""

import json

import pytest

from newscrawl.text.answers import read_json, read_value

SAID = {"from": "重庆日报", "title": "重庆银行：今日公布国标编码的业绩快报"}
PLAIN = json.dumps(SAID, ensure_ascii=False)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (PLAIN.encode(), ""),
        (PLAIN.encode("gbk"), "application/json; charset=gbk"),
        (PLAIN.encode("gbk"), "application/json; charset=utf-8"),
        (b"\xef\xbb\xbf" + PLAIN.encode(), ""),
        (json.dumps(SAID).encode(), ""),
    ],
    ids=["utf-8", "gbk", "gbk that says utf-8", "byte order mark", "escapes"],
)
def test_any_encoding(body, content_type):
    assert read_json(body, content_type) == SAID


@pytest.mark.parametrize(
    "body",
    [b"", b"<h1>busy</h1>", b'{"text":', b"[" * 200_000, b'{"a":' * 100_000, b"1" * 10_000],
    ids=["empty", "a page", "cut", "deep lists", "deep objects", "a huge number"],
)
def test_what_is_no_answer(body):
    assert read_json(body) is None


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (rb'{"title": "a\ud800b"}', {"title": "a\ufffdb"}),
        (rb'{"title": "a\udfff"}', {"title": "a\ufffd"}),
        (rb'{"title": "\ud83c\udf89"}', {"title": "🎉"}),
    ],
    ids=["high half", "low half", "pair"],
)
def test_surrogates(body, value):
    assert read_json(body) == value
    json.dumps(read_json(body), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("value", "text"),
    [("甲 ", "甲"), (5, "5"), (0, "0"), (None, ""), (True, ""), (["甲"], ""), ({"a": 1}, "")],
    ids=repr,
)
def test_read_value(value, text):
    assert read_value(value) == text
