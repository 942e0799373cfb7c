"""Titles and names on one line."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.text.plain import clean_line, strip_controls
from tests.growth import assert_linear

LINES = [
    ("plain", "常州日报", "常州日报"),
    ("empty", "", ""),
    ("white-space", " \n\u3000\t ", ""),
    ("trimmed", "\u3000\u3000 甲 乙\xa0\n", "甲 乙"),
    ("white-space-inside-stays", "甲  乙\u3000丙", "甲  乙\u3000丙"),
    ("line-ends", "甲\r\n乙\n\n  丙\t丁", "甲 乙 丙 丁"),
    ("tags", "<b>甲</b><br/>乙<font color='red'>丙</font>", "甲乙丙"),
    ("tags-upper", "<STRONG>甲</STRONG>", "甲"),
    ("no-tags", "a<b且c>d，<甲>", "a<b且c>d，<甲>"),
    ("entities", "&ldquo;甲&rdquo;&nbsp;A&amp;B", "“甲”\xa0A&B"),
    ("entities-once", "&amp;lt;b&amp;gt;", "&lt;b&gt;"),
    ("tags-as-entities", "&lt;b&gt;甲&lt;/b&gt;", "<b>甲</b>"),
    ("ampersand", "R&D & Q&A", "R&D & Q&A"),
    ("controls", "\ufeff甲\x00\x1b\x7f\x85乙\u200b", "甲乙\u200b"),
    ("controls-as-entities", "甲&#1;&#xfeff;乙&#8232;丙", "甲乙 丙"),
    ("separators", "甲\u2028乙\u2029丙", "甲 乙 丙"),
    ("surrogate", "甲\ud83d乙", "甲乙"),
    ("emoji", "🎉甲", "🎉甲"),
    ("yaml-and-liquid", ': "#[{{ x }}', ': "#[{{ x }}'),
]


@pytest.mark.parametrize(("raw", "line"), [pytest.param(*row[1:], id=row[0]) for row in LINES])
def test_clean_line(raw, line):
    assert clean_line(raw) == line


@settings(deadline=None, derandomize=True, database=None)
@given(st.text())
def test_one_line_without_controls(text):
    line = clean_line(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", line)
    assert line == line.strip()


@settings(deadline=None, derandomize=True, database=None)
@given(st.text())
def test_controls_go_and_nothing_else(text):
    bare = strip_controls(text)
    assert strip_controls(bare) == bare
    bare.encode()
    assert [c for c in bare if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize("text", ["<" * 100_000, "<b " * 50_000, "&" * 100_000, " \t" * 100_000, "\n" * 100_000 + "甲"])
def test_hostile_text_takes_linear_time(text):
    assert_linear(clean_line, text)
