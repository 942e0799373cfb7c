"""Answers of JSON services, read without trusting how they say they are written."""

import json
import re
from typing import Any

from newscrawl.text.encoding import decode

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(body: bytes | str, content_type: str = "") -> Any:
    """The value that a JSON answer holds, in whatever encoding its bytes are; None where it is no JSON, or nests deeper
    than any answer does. As text it is decoded already. Half a surrogate pair, which no file can hold, becomes U+FFFD.

    >>> read_json('{"from": "常州日报"}'.encode("gb18030"))
    {'from': '常州日报'}
    >>> read_json(b"<h1>busy</h1>") is None
    True
    """
    text = body if isinstance(body, str) else decode(body, content_type).text
    text = text.removeprefix("\ufeff")
    try:
        value = json.loads(text)
        if _SURROGATE.search(text):
            whole = json.dumps(value, ensure_ascii=False).encode("utf-16-le", "surrogatepass")
            value = json.loads(whole.decode("utf-16-le", "replace"))
    except (ValueError, RecursionError):
        return None
    return value


def read_value(value: Any) -> str:
    """A JSON value as the text it stands for; empty where it is none (null, true, a list, an object).

    >>> read_value(" 标题 "), read_value(202206131234), read_value(None), read_value(["标题"])
    ('标题', '202206131234', '', '')
    """
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
