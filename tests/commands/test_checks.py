"""Settings that a crawl cannot do with end it before it begins, in one line."""

import pytest
from scrapy.settings import Settings

from newscrawl import settings as ours
from newscrawl.commands import checks
from newscrawl.commands.checks import check_settings
from newscrawl.exceptions import WrongArgument
from tests.conftest import run_crawl


def with_(name, value):
    settings = Settings()
    settings.setmodule(ours)
    settings.set(name, value, priority="cmdline")
    return settings


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SITE_WINDOW_DAYS", "x", "SITE_WINDOW_DAYS=x: give a number of days, such as 3, or 0 for all"),
        ("WARC_MAX_SIZE", "1 GB", "WARC_MAX_SIZE=1 GB: give a number of bytes, such as 1073741824"),
        ("WARC_MAX_SIZE", -1, "WARC_MAX_SIZE=-1: give a number of bytes, such as 1073741824"),
        ("WARC_MAX_SIZE", "0", "WARC_MAX_SIZE=0: give a number of bytes, such as 1073741824"),
        ("WARC", "maybe", "WARC=maybe: give True or False"),
        ("COOKIES_ENABLED", "ja", "COOKIES_ENABLED=ja: give True or False"),
        ("DOWNLOAD_TIMEOUT", "30s", "DOWNLOAD_TIMEOUT=30s: give a number, such as 30"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL=loud: give one of CRITICAL, FATAL, ERROR, WARN, WARNING, INFO, DEBUG, NOTSET"),
        *(
            ("SITE_URL", site, f"SITE_URL={site}: give the address of the published site, such as https://news.example/")
            for site in ("", "news.example/", "//", "http:///", "http://news.example/?a/")
        ),
        ("POST_EXTRA_FIELDS", "source,foo", "POST_EXTRA_FIELDS=foo: give some of source,authors,editors,share_url,same_story"),
        ("REDIS_PATIENCE", "long", "REDIS_PATIENCE=long: give a number of seconds"),
        ("SHARED_BUDGET", "localhost", "SHARED_BUDGET is no address of a Redis: give it as redis://localhost:6379/0"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_is_told(name, value, says):
    with pytest.raises(WrongArgument) as told:
        check_settings(with_(name, value))
    assert str(told.value) == says


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WARC_MAX_SIZE", "1000"),
        ("SITE_URL", "https://news.example"),
        ("SITE_URL", "http://127.0.0.1:4000/news/"),
        ("POST_EXTRA_FIELDS", "source,share_url"),
        ("POST_EXTRA_FIELDS", []),
        ("WARC", False),
        ("WARC", "false"),
        ("DOWNLOAD_DELAY", "0.5"),
        ("LOG_LEVEL", 10),
        ("OTHERS_OWN", "anything"),
    ],
    ids=str,
)
def test_what_is_right_passes(name, value):
    check_settings(with_(name, value))


def test_without_redis(monkeypatch):
    monkeypatch.setattr(checks, "find_spec", lambda name: None)
    with pytest.raises(WrongArgument, match=r"needs redis: pip install 'newscrawl\[distributed\]'"):
        check_settings(with_("SHARED_BUDGET", "redis://localhost"))


def test_a_crawl_says_so_in_one_line(tmp_path):
    crawl = run_crawl(tmp_path, "finews", POST_EXTRA_FIELDS="foo")
    assert (crawl.status, crawl.out, crawl.log.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(("command", "words"), [("crawl", ["finews"]), ("gaps", []), ("reindex", []), ("demo", [])])
def test_an_empty_folder_name_is_no_folder(command, words):
    """As `-s OUTPUT_DIR=$UNSET` gives it: it would be the folder of who runs it."""
    done = run_crawl("", *words, command=command)
    assert (done.status, done.out) == (2, "")
    assert done.log == f"scrapy {command}: OUTPUT_DIR is empty: name a folder, or . for this one\n"
