"""Records: an article and its record are the same, whatever stands in it, and the published schema says so."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from newscrawl.items import Article, Column
from newscrawl.records import FIELDS, VERSION, from_record, json_line, pack, to_record, unpack
from newscrawl.text.dates import CST

SCHEMA = json.loads(resources.files("newscrawl.exporters").joinpath(f"schema/article-{VERSION}.json").read_bytes())
VALID = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
# What a record does not keep: what only a crawl needs.
OF_A_CRAWL = {"answers", "unchanged", "body_element", "repairs", "problem", "due"}


def full(**values):
    """An article with every field filled."""
    told = {
        "id": "NW1", "share_id": "NW2", "url": "http://share.example/?infoCode=NW1", "site": "finews",
        "fetched": datetime(2022, 6, 13, 1, 0, tzinfo=UTC), "title": "产改“常州路径”",
        "published": datetime(2022, 6, 13, 8, 21, 56, tzinfo=CST), "precision": "second", "source": "上海证券报·中国证券网",
        "publisher": "上海证券报", "authors": ["张三"], "editors": ["李四", "王五"], "photographers": ["赵六"],
        "digest": "摘要", "body": "<p>天还没亮。</p>", "text": "天还没亮。",
        "column": Column(slug="emnews", name="东财滚动", path="emnews/"), "pages": ["http://a.example/1", "http://a.example/2"],
        "post": "2022-06-13-NW1.md", "same_story": "NW0", "revisions": 2, "withdrawn": date(2022, 6, 20),
        "raw": {"title": {"list": "产改", "share": "产改“常州路径”"}}, "reasons": {"title": "share"},
    }  # fmt: skip
    return Article(**told | values)


def test_every_field_of_an_article_is_in_its_record():
    article = full()
    assert [f.name for f in fields(Article) if f.name not in OF_A_CRAWL and not getattr(article, f.name)] == []
    assert set(FIELDS) == {"schema"} | {f.name for f in fields(Article)} - OF_A_CRAWL


def test_there_and_back():
    assert from_record(unpack(pack(to_record(full())))) == full()


def test_the_schema_is_one_and_names_all_fields_in_their_order():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["required"] == list(SCHEMA["properties"]) == list(FIELDS)
    VALID.validate(to_record(full()))


@pytest.mark.parametrize(
    "changed",
    [{"published": "2022-06-13T08:21:56"}, {"published": "2022-06-13T00:21:56+00:00"}, {"published": None}, {"title": ""},
     {"title": "两\n行"}, {"authors": "张三"}, {"schema": 2}, {"withdrawn": "20.6.2022"}, {"more": 1},
     {"raw": {"body": {"share": "<p>"}}}],
    ids=["no zone", "another zone", "no time", "no title", "two lines", "no list", "version", "no day", "unknown", "raw body"],
)  # fmt: skip
def test_the_schema_refuses(changed):
    assert not VALID.is_valid(to_record(full()) | changed)


def test_times_are_of_china_whatever_zone_they_came_in():
    record = to_record(full(published=datetime(2022, 6, 12, 16, 0, 0, 999, tzinfo=UTC)))
    assert record["published"] == "2022-06-13T00:00:00+08:00"
    assert record["fetched"] == "2022-06-13T09:00:00+08:00"


def test_the_body_as_it_was_sent_is_not_kept_twice():
    article = full()
    article.say("body", "share", "<div>天还没亮。</div>")
    assert "body" not in to_record(article)["raw"]


def test_a_record_does_not_change_with_its_article():
    article = full()
    record = to_record(article)
    article.raw["title"]["list"] = "another"
    article.authors.append("another")
    assert record == to_record(full())


def test_a_record_of_a_newer_version_is_refused():
    with pytest.raises(ValueError, match="version 2, this newscrawl knows 1: update"):
        from_record(to_record(full()) | {"schema": 2})


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters()), st.text(alphabet=st.characters(categories=["Cs", "Cc", "Lo"])))
def test_any_text_can_be_written_and_read_again(one, other):
    record = to_record(full(text=one, raw={"title": {"list": other}}))
    line = json_line(record)
    assert b"\n" not in line
    assert unpack(pack(record)) == json.loads(line) == record
