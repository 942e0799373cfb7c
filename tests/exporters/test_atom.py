"""The Atom feed: valid by RFC 4287, and read by a feed reader as it was meant."""

import io
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newscrawl.exporters.atom import entry_id, write
from newscrawl.records import to_record
from tests.test_records import full

RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def feed_of(*articles):
    file = io.BytesIO()
    write(map(to_record, articles), file)
    return file.getvalue()


def check(content):
    """Valid by the grammar, and by what the RFC asks beyond it: ids of entries are unique, an entry has one alternate
    link of a type and language."""
    tree = etree.fromstring(content)
    RULES.assertValid(tree)
    ids = tree.xpath("//*[local-name() = 'entry']/*[local-name() = 'id']/text()")
    assert len(ids) == len(set(ids))
    for entry in tree.findall("{*}entry"):
        assert len(entry.findall("{*}link[@rel='alternate']")) <= 1
    read = feedparser.parse(content)
    assert not read.bozo, read.get("bozo_exception")
    return read


def test_what_a_reader_sees():
    read = check(feed_of(full(), full(id="NW2", site="other", authors=[], digest="", withdrawn=None, revisions=0)))
    assert (read.version, read.feed.title, read.feed.language) == ("atom10", "newscrawl", "zh-CN")
    first, second = read.entries
    assert (first.title, first.link, first.summary) == ("产改“常州路径”", "http://share.example/?infoCode=NW1", "摘要")
    assert (first.content[0].type, first.content[0].value) == ("text/html", "<p>天还没亮。</p>")
    assert (first.published, first.updated) == ("2022-06-13T08:21:56+08:00", "2022-06-13T09:00:00+08:00")
    assert (second.published, second.updated) == ("2022-06-13T08:21:56+08:00",) * 2
    assert [author.name for author in first.authors + second.authors] == ["张三", "上海证券报"]
    assert [[tag.term for tag in entry.tags] for entry in read.entries] == [["emnews", "withdrawn"], ["emnews"]]
    assert read.feed.updated == first.updated


def test_ids_do_not_change_with_the_article():
    assert (
        entry_id("finews", "NW1") == check(feed_of(full(title="更正", url="http://elsewhere.example/"))).entries[0].id
    )
    assert entry_id("other", "NW1") != entry_id("finews", "NW1")


def test_a_feed_without_articles_is_valid():
    assert check(feed_of()).entries == []


@pytest.mark.parametrize(
    "lacks", [{"url": ""}, {"column": None}, {"source": "", "publisher": "", "authors": []}, {"digest": ""}]
)
def test_what_an_article_lacks_its_entry_lacks(lacks):
    check(feed_of(full(**lacks)))


@pytest.mark.parametrize("broken", ["updated", "title", "content", "author", "id"])
def test_the_grammar_refuses_what_the_rfc_does(broken):
    tree = etree.fromstring(feed_of(full()))
    element = tree.find(f"{{*}}entry/{{*}}{broken}")
    element.getparent().remove(element)
    assert not RULES.validate(tree)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters()), st.text(alphabet=st.characters(categories=["Cc", "Cs", "Lo", "Zl"])))
def test_any_text_makes_a_valid_feed(one, other):
    check(feed_of(full(title=one, digest=other, text=one, body=f"<p>{other}</p>", url=f"http://example.com/{one}")))
    check(feed_of(full(url=f"http://{one}"), full(id="NW2", url=f"{one}://{other}")))
