"""Each pipeline on one article, without a crawl; all of them in the order of the settings."""

import errno
import os
from datetime import UTC, date, datetime

import pytest
from scrapy.utils.test import get_crawler

from newscrawl import settings as defaults
from newscrawl.exceptions import ArchiveUnusable, CannotWrite, OutOfRange, SetAside, StillDue
from newscrawl.items import Article
from newscrawl.pipelines.archive import ArchivePipeline
from newscrawl.pipelines.copies import CopiesPipeline
from newscrawl.pipelines.dates import DatesPipeline
from newscrawl.pipelines.markup import MarkupPipeline
from newscrawl.pipelines.people import PeoplePipeline
from newscrawl.pipelines.posts import PostsPipeline
from newscrawl.pipelines.revisions import RevisionsPipeline
from newscrawl.pipelines.sources import SourcesPipeline
from newscrawl.pipelines.tombstones import TombstonesPipeline
from newscrawl.pipelines.unchanged import UnchangedPipeline
from newscrawl.pipelines.validation import ValidationPipeline

ALL = (
    UnchangedPipeline,
    DatesPipeline,
    MarkupPipeline,
    SourcesPipeline,
    PeoplePipeline,
    TombstonesPipeline,
    ValidationPipeline,
    ArchivePipeline,
    RevisionsPipeline,
    CopiesPipeline,
    PostsPipeline,
)


@pytest.fixture
def crawler(tmp_path):
    settings = {key: getattr(defaults, key) for key in dir(defaults) if key.isupper()}
    made = get_crawler(settings_dict=settings | {"OUTPUT_DIR": str(tmp_path), "SITE_SCAFFOLD": False})
    made.spider = None
    return made


def article(**fields):
    return Article(
        **{
            "id": "NW1",
            "url": "http://share.example/?infoCode=NW1",
            "fetched": datetime(2022, 6, 14, tzinfo=UTC),
            "raw": {
                "title": {"list": "<b>甲</b>"},
                "published": {"share": "不详", "list": "2022-06-13 08:21"},
                "source": {"list": "常州日报"},
                "body": {"share": "<p>　　乙</p><p>　　丙</p><script>x</script>"},
            },
            **fields,
        }
    )


def up_to(last):
    return ALL[: ALL.index(last) + 1]


def run(crawler, item, pipelines=ALL):
    for pipeline in pipelines:
        assert pipeline.from_crawler(crawler).process_item(item) is item
    return item


def stats(crawler, prefix):
    return {key.removeprefix(prefix): n for key, n in crawler.stats.get_stats().items() if key.startswith(prefix)}


def test_the_settings_name_them_in_this_order():
    paths = sorted(defaults.ITEM_PIPELINES, key=defaults.ITEM_PIPELINES.get)
    names = [path.rsplit(".", 1)[1] for path in paths]
    assert names.pop(-2) == "PicturesPipeline", "off by default: test_pictures.py has it"
    assert names == [pipeline.__name__ for pipeline in ALL]


def test_from_strings_to_a_post(crawler, tmp_path):
    run(crawler, article())
    post = (tmp_path / "site" / "_posts" / "2022-06-13-NW1.md").read_text(encoding="utf-8")
    assert 'title: "甲"\ndate: 2022-06-13 08:21:00 +0800\ncategories: changzhouribao\n' in post
    assert "\n<p>乙</p><p>丙</p>\n" in post


def test_repairs_are_counted_each_by_its_own_pipeline(crawler):
    run(crawler, article(), [DatesPipeline])
    assert stats(crawler, "repairs/") == {"dates/unreadable": 1, "dates/from_list": 1}
    run(crawler, article(), [MarkupPipeline])
    assert stats(crawler, "repairs/") == {
        "dates/unreadable": 1,
        "dates/from_list": 1,
        "markup/title": 1,
        "markup/indent": 2,
        "markup/script": 1,
    }
    run(crawler, article(raw={}), [SourcesPipeline])
    assert stats(crawler, "repairs/sources/") == {"missing": 1}


def test_repairs_are_counted_once_for_several_articles(crawler):
    for _ in range(3):
        run(crawler, article(), [DatesPipeline, MarkupPipeline, SourcesPipeline])
    assert stats(crawler, "repairs/markup/") == {"title": 3, "indent": 6, "script": 3}


class TestValidation:
    def test_complete(self, crawler):
        run(crawler, article(), up_to(ValidationPipeline))

    def test_incomplete(self, crawler):
        with pytest.raises(SetAside, match=r"^no title, no date, no body$"):
            run(crawler, article(raw={}), up_to(ValidationPipeline))

    def test_due_comes_before_incomplete(self, crawler):
        with pytest.raises(StillDue, match=r"^share service: no answer in time$"):
            run(
                crawler,
                article(raw={}, due=True, problem="share service: no answer in time"),
                up_to(ValidationPipeline),
            )

    @pytest.mark.parametrize(("wanted", "passes"), [(date(2022, 6, 13), True), (date(2022, 6, 14), False)])
    def test_the_range_asked_for(self, crawler, wanted, passes):
        class Spider:
            def wants(self, day):
                return day == wanted

        crawler.spider = Spider()
        if passes:
            run(crawler, article(), up_to(ValidationPipeline))
        else:
            with pytest.raises(OutOfRange, match="published 2022-06-13"):
                run(crawler, article(), up_to(ValidationPipeline))


class TestArchive:
    class Memory:
        def __init__(self, problem=""):
            self.settled, self.problem = [], problem

        def settle(self, item):
            if self.problem:
                raise ArchiveUnusable(self.problem)
            self.settled.append(item.id)

    def spider(self, memory):
        return type("Spider", (), {"memory": memory})()

    def test_the_index_learns_of_it_first(self, crawler):
        memory = self.Memory()
        crawler.spider = self.spider(memory)
        run(crawler, article(), up_to(ArchivePipeline))
        assert memory.settled == ["NW1"]

    def test_an_index_that_cannot_be_written(self, crawler, tmp_path):
        crawler.spider = self.spider(self.Memory("cannot write output/archive.sqlite3: the disk is full"))
        with pytest.raises(CannotWrite, match=r"archive\.sqlite3: the disk is full"):
            run(crawler, article())
        assert not list((tmp_path / "site" / "_posts").glob("*"))


class TestPosts:
    def test_the_article_knows_its_post(self, crawler):
        assert run(crawler, article()).post == "2022-06-13-NW1.md"

    def test_outcomes_are_counted(self, crawler):
        run(crawler, article())
        run(crawler, article())
        other = article()
        other.raw["title"] = {"list": "丁"}
        run(crawler, other)
        assert stats(crawler, "posts/") == {"new": 1, "unchanged": 1, "changed": 1}

    def test_a_full_disk(self, crawler, tmp_path, monkeypatch):
        item = run(crawler, article(), up_to(ValidationPipeline))
        pipeline = PostsPipeline.from_crawler(crawler)

        def refuse(*args):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "replace", refuse)
        path = tmp_path / "site" / "_posts" / "2022-06-13-NW1.md"
        with pytest.raises(CannotWrite, match=f"^cannot write {path}: No space left on device$"):
            pipeline.process_item(item)
        assert stats(crawler, "posts/") == {}

    def test_extra_fields(self, crawler, tmp_path):
        crawler.settings.frozen = False
        crawler.settings.set("POST_EXTRA_FIELDS", "source,share_url")
        run(crawler, article())
        post = (tmp_path / "site" / "_posts" / "2022-06-13-NW1.md").read_text(encoding="utf-8")
        assert 'source: "常州日报"\nshare_url: "http://share.example/?infoCode=NW1"\n---' in post


def test_a_notice_where_nothing_was_seen_before_is_set_aside(crawler):
    met = article(title="一座桥通车", body="<p>该文章已被删除。</p>", text="该文章已被删除。")
    with pytest.raises(SetAside, match="withdrawn before it was read: 该文章已被删除"):
        TombstonesPipeline(crawler).process_item(met)
    news = article(title="某平台：相关文章已被删除", body="<p>该文章已被删除。</p>", text="该文章已被删除。")
    assert TombstonesPipeline(crawler).process_item(news) is news
    waits = article(title="", text="页面不存在", due=True)
    assert TombstonesPipeline(crawler).process_item(waits) is waits
