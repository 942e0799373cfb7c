"""The list of addresses, as ArchiveBox and our own spider `share` read such lists."""

import io
import re

import pytest

from newscrawl.arguments import is_address
from newscrawl.exporters.urls import write
from newscrawl.records import to_record
from tests.test_records import full

# ArchiveBox 0.7 (archivebox/util.py): an address is http(s):// and all up to one of these, or white space.
ARCHIVEBOX = re.compile(r"https?://[^\]\[()<>\"'\s]+")
HOSTILE = ["http://e.example/a b", "http://e.example/(1)'[2]", "http://e.example/<a>\"b\"", "http://e.example/a\nhttp://x.example/",
           "http://e.example/日报\u2028?q={}|", "http://e.example/%E6%97%A5", "http://e.example/100%#a#b"]  # fmt: skip


def lines(*urls):
    file = io.BytesIO()
    write((to_record(full(url=url)) for url in urls), file)
    return file.getvalue().decode().splitlines()


@pytest.mark.parametrize("url", HOSTILE)
def test_a_line_is_one_address_from_end_to_end(url):
    (line,) = lines(url)
    assert ARCHIVEBOX.fullmatch(line)
    assert is_address(line)


def test_an_article_without_an_address_has_no_line():
    assert lines("http://e.example/1", "", "http://e.example/2") == ["http://e.example/1", "http://e.example/2"]
