"""What a crawl is by default: polite, plain, and shut to the outside."""

import pytest

from newscrawl import settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROBOTSTXT_OBEY", True),
        ("AUTOTHROTTLE_ENABLED", True),
        ("TELNETCONSOLE_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("COOKIES_ENABLED", False),
    ],
)
def test_switches(name, value):
    assert getattr(settings, name) is value


def test_who_asks_how_often_and_how_long():
    assert settings.USER_AGENT == "newscrawl (archives Chinese news)", "no address that nobody answers at"
    assert settings.CONCURRENT_REQUESTS_PER_DOMAIN <= 4
    assert settings.DOWNLOAD_TIMEOUT <= 60
    assert 1 <= settings.RETRY_TIMES <= 5


def test_the_last_pipeline_writes_the_post():
    assert max(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.get).endswith("PostsPipeline")
