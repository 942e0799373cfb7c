"""read_article: the data's path without a crawl, from the bytes of one page to a normalised Article."""

import hashlib
from codecs import BOM_UTF8
from contextlib import suppress
from datetime import UTC, datetime

from w3lib.url import canonicalize_url

from newscrawl.items import Article
from newscrawl.steps import STEPS
from newscrawl.text.encoding import Decoded, decode
from newscrawl.text.markup import inner_html
from newscrawl.text.page import read_page


def read_article(body: bytes, url: str = "", *, content_type: str = "", now: datetime | None = None) -> Article:
    """Read any Chinese news page: its bytes in, a normalised Article out, by the steps that a crawl runs.

    `content_type` is the header the page came with, `now` (aware; default: the present) when it was read, from which
    昨天 and dates without a year are counted. Never raises on any bytes; what the page does not tell is empty, and
    `newscrawl.steps.missing` says whether that is enough for the archive.
    """
    article, _ = article_of(body, url, decoded=decode(body, content_type), now=now)
    for step in STEPS:
        step(article)
    return article


def article_of(
    body: bytes, url: str = "", *, decoded: Decoded, now: datetime | None = None
) -> tuple[Article, list[str]]:
    """What the page says, before any step (`raw`, and the people it names), and the addresses of its further pages."""
    whole = decoded.encoding == "utf-8" and not decoded.damaged
    page = read_page(decoded.text, url, encoded=body.removeprefix(BOM_UTF8) if whole else b"")
    address = page.canonical or url
    article = Article(id=hash_id(address) if address else "", url=address, fetched=now or datetime.now(UTC))
    for name in ("title", "published", "source"):
        article.say(name, "page", getattr(page, name))
    article.say("published", "url", url)
    if page.body is not None:
        article.say("body", "page", inner_html(page.body, outer=True))
        article.body_element = page.body
    article.authors, article.editors = list(page.authors), list(page.editors)
    article.photographers = list(page.photographers)
    if decoded.damaged:
        article.repairs["encoding/damaged"] += decoded.damaged
        article.reasons["encoding"] = f"{decoded.encoding}: {decoded.damaged} places could not be decoded"
    return article, page.next_pages


def hash_id(url: str) -> str:
    """The id of an article whose site gives it none: 20 hexadecimal digits of the SHA-256 of its canonical URL, or of what
    it has instead of one (http://[broken).

    >>> hash_id("http://example.com/a.html?b=1&a=2#top") == hash_id("http://example.com/a.html?a=2&b=1")
    True
    >>> hash_id("http://[broken"), hash_id("http://example.com:99999/") == hash_id("http://example.com:99999/")
    ('cfbc95a530166913372a', True)
    """
    with suppress(ValueError):
        url = canonicalize_url(url)
    return hashlib.sha256(url.encode(errors="backslashreplace")).hexdigest()[:20]
