"""List APIs: lists of articles that answer JSON, and what their records say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newscrawl.text.answers import read_json, read_value


@dataclass(frozen=True, kw_only=True)
class ListAPI:
    """A list of articles that answers JSON, or JSON in a callback (JSONP)."""

    url: str
    """Its address, as a format string of the spider's `*_url` attributes, `{category}`, `{now}` (milliseconds since
    1970) and, where the list has further pages, `{page}` (from 1)."""

    records: str
    """Where the list is in the answer: keys from the outside in, `data.list`; a number counts in a list."""

    fields: Mapping[str, str | tuple[str, ...]]
    """Our field → the record's key, or several, of which the first that says something counts. `id` is needed, or `url`
    where the address tells it; `share_id` where the share service knows it by another id; `url` where the article is
    not cited by its share link. A `url` may be relative to the list's."""

    category: str = ""
    """The name under which `-a category=` asks for this list; its articles' column is not touched by it."""

    column: str = ""
    """Slug of the column that all its articles belong to; empty where each belongs to its source's own."""

    headers: Mapping[str, str] = field(default_factory=dict)
    """What the list wants to be asked with: Referer, X-Requested-With."""


_CALLBACK = re.compile(rb"^[\s/*]*[\w$.]+\s*\(\s*(?=[\[{])|\)\s*;?\s*$")


def read_records(body: bytes, path: str, content_type: str = "") -> list[dict[str, Any]]:
    """The records of a list API's answer; what is no object among them is an empty one. Raises ValueError where the
    answer is no JSON or has no list at `path`.

    >>> read_records(b'jQuery18_1({"data": {"list": [{"code": "7"}, null]}});', "data.list")
    [{'code': '7'}, {}]
    """
    found = read_json(body, content_type)
    if found is None:
        found = read_json(_CALLBACK.sub(b"", body), content_type)
    for key in path.split("."):
        if isinstance(found, list) and key.isdecimal() and int(key) < len(found):
            found = found[int(key)]
        else:
            found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, list):
        raise ValueError(f"answers no JSON with a list {path!r}")
    return [record if isinstance(record, dict) else {} for record in found]


def read_fields(record: Mapping[str, Any], fields: Mapping[str, str | tuple[str, ...]]) -> dict[str, str]:
    """What a record says of each of our fields, as text; empty where it says nothing.

    >>> read_fields({"code": 7, "url": None, "uniqueUrl": "/a/7.html"}, {"id": "code", "url": ("url", "uniqueUrl")})
    {'id': '7', 'url': '/a/7.html'}
    """
    said = {}
    for name, keys in fields.items():
        values = (read_value(record.get(key)) for key in ((keys,) if isinstance(keys, str) else keys))
        said[name] = next((value for value in values if value), "")
    return said
