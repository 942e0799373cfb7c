"""Revisions: what changed between two texts of one article."""

import difflib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from newscrawl.archive.entries import written
from newscrawl.items import Article

# A line that only counts its readers: 阅读 1.2万, 评论数：15, 128次浏览. It changes by the minute and tells nothing.
_COUNTER = re.compile(
    r"(?:阅读|浏览|点击|评论|点赞|转发|分享|收藏)[数量次]*[:：]?[\d.,]+[万亿]?次?"
    r"|[\d.,]+[万亿]?[次人条]?(?:阅读|浏览|点击|评论|点赞|转发|分享|收藏)"
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Version:
    """One text of an article, as it was at a time."""

    title: str
    source: str
    published: str
    """ISO 8601, +08:00."""
    body: str
    """HTML."""
    text: str
    """The same as plain text, one paragraph a line."""
    seen: datetime | None = None
    """When it was read; None where that is not known."""


def version_of(article: Article) -> Version:
    """An article as it is now; a flash item's digest is the first line of its text."""
    return Version(
        title=article.title,
        source=article.source,
        published=written(article.published),
        body=article.body,
        text="\n".join(part for part in (article.digest, article.text) if part),
        seen=article.fetched,
    )


def changes(old: Version, new: Version) -> list[str]:
    """The fields in which two versions differ for a reader: title, source, published, text. White space, the width of
    characters, markup and counters are no change; nor is a source or a time that one of them lacks.

    >>> old = Version(title="常州：产改", source="常州日报", published="", body="", text="第一段。\\n阅读 128")
    >>> new = Version(title="常州:产改 ", source="常州日报", published="", body="", text="第一段。\\n阅读 3,502")
    >>> changes(old, new)
    []
    >>> changes(old, Version(title="常州", source="新华社", published="", body="", text="第一段。"))
    ['title', 'source']
    """
    pairs = [
        ("title", _plain(old.title), _plain(new.title)),
        ("source", _plain(old.source), _plain(new.source)),
        ("published", old.published, new.published),
        ("text", _lines(old.text), _lines(new.text)),
    ]
    optional = ("source", "published")
    return [name for name, before, after in pairs if before != after and (name not in optional or (before and after))]


def fold_version(version: Version) -> tuple[str, str, str, tuple[str, ...]]:
    """Title, source, time and lines as `changes` compares them: without white space, width of characters, counters.

    >>> one = Version(title="常州：产改", source="常州日报", published="", body="", text="第一段。\\n阅读 128")
    >>> fold_version(one)
    ('常州:产改', '常州日报', '', ('第一段。',))
    """
    return _plain(version.title), _plain(version.source), version.published, tuple(_lines(version.text))


def diff(old: str, new: str) -> str:
    """What changed from one text to the next: a unified diff of their lines, without context; empty where nothing did.

    >>> print(diff("第一段。\\n共12人。", "第一段。\\n共13人。"))
    @@ -2 +2 @@
    -共12人。
    +共13人。
    """
    return "\n".join([*difflib.unified_diff(_lines(old), _lines(new), n=0, lineterm="")][2:])


def _plain(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def _lines(text: str) -> list[str]:
    lines = (_plain(line) for line in text.splitlines())
    return [line for line in lines if line and not _COUNTER.fullmatch(line)]
