"""Whose post it is, where one id was given twice: read off the text of posts."""

import re
from urllib.parse import urlsplit

_TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)
_LINK = re.compile(r"^<(\S+)>$", re.MULTILINE)


def is_another(one: bytes, other: bytes) -> bool:
    """Whether two posts of one id are of two articles: they have another title and another link. One of the two alone is
    the same article, whose title was changed or whose site moved.

    >>> a, b = b'title: "A"\\n<http://a.example/1>', b'title: "B"\\n<http://a.example/2>'
    >>> is_another(a, b), is_another(a, b'title: "A"\\n<http://a.example/2>'), is_another(a, b.replace(b"2", b"1"))
    (True, False, False)
    """
    first, second = marks(one), marks(other)
    return first[0] != second[0] and first[1] != second[1]


def marks(post: bytes) -> tuple[str, str]:
    """Title and path of the link of a post; the link as it is, where that is no address.

    >>> marks(b'---\\ntitle: "A"\\n---\\n<p>B</p>\\n\\n<http://example.com/c?d=1>'), marks(b"<http://[c>")
    (('"A"', '/c?d=1'), ('', 'http://[c'))
    """
    text = post.decode(errors="replace")
    title, links = _TITLE.search(text), _LINK.findall(text)
    link = links[-1] if links else ""
    try:
        parts = urlsplit(link)
    except ValueError:
        return title[1] if title else "", link
    return title[1] if title else "", f"{parts.path}?{parts.query}"
