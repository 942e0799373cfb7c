"""An Atom feed (RFC 4287) of the newest articles, with their full text."""

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import BinaryIO

from lxml import etree

from newscrawl.exporters.urls import listed_address
from newscrawl.records import Record

NAMESPACE = "http://www.w3.org/2005/Atom"
_ATOM = f"{{{NAMESPACE}}}"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HTTP = re.compile(r"https?://(?:[^/?#:@\[\]\s]+|\[[\da-f:.]+\])(?::\d+)?(?=[/?#]|$)", re.IGNORECASE)
_WITHDRAWN = {"term": "withdrawn", "label": "已撤回", "scheme": "urn:newscrawl:state"}


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Write a feed of records, which come newest first; it is as new as the newest of them, so that the same articles
    make the same feed."""
    entries = [_entry(record) for record in records]
    feed = etree.fromstring(f'<feed xmlns="{NAMESPACE}" xml:lang="zh-CN"/>')
    _add(feed, "id", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'urn:newscrawl:feed')}")
    _add(feed, "title", "newscrawl")
    _add(feed, "updated", max((entry.findtext(f"{_ATOM}updated") or "" for entry in entries), default=_EMPTY))
    _add(feed, "generator", "newscrawl")
    feed.extend(entries)
    file.write(etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True))


_EMPTY = datetime.fromtimestamp(0, UTC).isoformat()  # of a feed without articles, which must have a time too


def entry_id(site: str, id_: str) -> str:
    """The id of an article's entry: the same in every feed, whatever becomes of its address, its text or the site.

    >>> entry_id("finews", "NW1")
    'urn:uuid:f8025a28-cb2c-5cc6-8b75-14ed96e96490'
    """
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'urn:newscrawl:{site}:{id_}')}"


def _entry(record: Record) -> etree._Element:
    entry = etree.Element(f"{_ATOM}entry")
    _add(entry, "id", entry_id(record["site"], record["id"]))
    _add(entry, "title", record["title"])
    _add(entry, "published", record["published"])
    revised = record["revisions"] and record["fetched"]
    _add(entry, "updated", max(revised, record["published"]) if revised else record["published"])
    for name in record["authors"] or [record["publisher"] or record["source"] or record["site"]]:
        _add(_add(entry, "author"), "name", name)
    if _HTTP.match(record["url"]):
        _add(entry, "link", rel="alternate", type="text/html", href=listed_address(record["url"]))
    if record["column"]:
        _add(entry, "category", term=record["column"]["slug"], label=record["column"]["name"])
    if record["withdrawn"]:
        _add(entry, "category", **_WITHDRAWN)
    if record["digest"]:
        _add(entry, "summary", record["digest"])
    _add(entry, "content", record["body"], type="html")
    return entry


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """An element with text, without the characters that XML cannot hold."""
    element = etree.SubElement(parent, _ATOM + name, {key: _NO_XML.sub("", value) for key, value in attributes.items()})
    element.text = _NO_XML.sub("", text) or None
    return element
