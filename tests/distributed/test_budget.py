"""What two crawls together ask of a host: as much as one may, by the clock of a real Redis."""

import asyncio
import time

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from newscrawl.distributed.budget import SharedBudget, host_of
from tests.distributed.servers import Redis


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    with Redis(tmp_path_factory.mktemp("redis")) as running:
        yield running


def budget(redis, **settings):
    crawler = get_crawler(settings_dict={"SHARED_BUDGET": redis.url, "REDIS_PATIENCE": 60, **settings})
    crawler.crawling = True
    return SharedBudget.from_crawler(crawler)


async def ask(middleware, url, log, seconds=0.1):
    """One request, as the downloader treats it; `log` gets its begin and end."""
    request = Request(url)
    await middleware.process_request(request)
    log.append((time.monotonic(), 1))
    await asyncio.sleep(seconds)
    log.append((time.monotonic(), -1))
    await middleware.process_response(request, Response(url))


async def ask_all(middlewares, urls):
    log = []
    await asyncio.gather(*(ask(m, url, log) for url in urls for m in middlewares))
    for middleware in middlewares:
        await middleware.close()
    return log


def most_at_once(log):
    running = most = 0
    for _, change in sorted(log):
        running += change
        most = max(most, running)
    return most


def test_two_crawls_have_no_more_requests_under_way_than_one_may(redis):
    two = [budget(redis, AUTOTHROTTLE_ENABLED=False, CONCURRENT_REQUESTS_PER_DOMAIN=3) for _ in range(2)]
    log = asyncio.run(ask_all(two, ["http://one.example/"] * 8))
    assert len(log) == 32
    assert 1 < most_at_once(log) <= 3


def test_with_autothrottle_its_target_is_the_number(redis):
    two = [budget(redis, AUTOTHROTTLE_TARGET_CONCURRENCY=2.0, AUTOTHROTTLE_ENABLED=True) for _ in range(2)]
    assert most_at_once(asyncio.run(ask_all(two, ["http://two.example/"] * 5))) <= 2


@pytest.mark.parametrize(
    ("target", "places"), [(0.5, 1), (1.0, 1), (2.9, 2), (9.0, 4)], ids=["half", "one", "two", "above the other limit"]
)
def test_places_by_the_target(redis, target, places):
    settings = {"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_TARGET_CONCURRENCY": target}
    assert budget(redis, CONCURRENT_REQUESTS_PER_DOMAIN=4, **settings).places == places


def test_with_a_delay_a_host_is_asked_once_in_that_time_whoever_asks(redis):
    two = [budget(redis, DOWNLOAD_DELAY=0.1, AUTOTHROTTLE_ENABLED=False) for _ in range(2)]
    begun = time.monotonic()
    log = asyncio.run(ask_all(two, ["http://three.example/a", "http://three.example/b"]))
    assert max(when for when, change in log if change == 1) - begun >= 0.29, "the fourth comes after three delays"


def test_hosts_do_not_wait_for_each_other(redis):
    one = [budget(redis, CONCURRENT_REQUESTS_PER_DOMAIN=1, AUTOTHROTTLE_ENABLED=False)]
    log = asyncio.run(ask_all(one, [f"http://{name}.example/" for name in "abcd"]))
    assert most_at_once(log) > 1


def test_a_place_that_was_not_given_back_is_free_in_time(redis):
    """But not for as long as its crawl lives."""

    async def lost_and_asked():
        dead, middleware = two = [
            budget(redis, CONCURRENT_REQUESTS_PER_DOMAIN=1, AUTOTHROTTLE_ENABLED=False) for _ in range(2)
        ]
        for each in two:
            each.lease = 400  # milliseconds
        await dead.process_request(Request("http://lost.example/"))
        waiting = asyncio.ensure_future(middleware.process_request(Request("http://lost.example/")))
        await asyncio.sleep(1)
        assert not waiting.done()
        await dead.close()  # as if it were killed
        begun = time.monotonic()
        await waiting
        await middleware.close()
        return time.monotonic() - begun

    assert asyncio.run(lost_and_asked()) < 10


def test_while_redis_does_not_answer_nothing_is_asked(redis, caplog):
    async def restarted():
        middleware = budget(redis)
        await middleware.process_request(Request("http://before.example/"))
        redis.stop()
        waiting = asyncio.ensure_future(middleware.process_request(request := Request("http://after.example/")))
        await asyncio.sleep(0.3)
        assert not waiting.done()
        redis.start()
        await asyncio.wait_for(waiting, 20)
        await middleware.process_exception(request, OSError())
        await middleware.close()

    asyncio.run(restarted())
    assert [record.levelname for record in caplog.records if "Redis does not answer" in record.message] == ["WARNING"]


def test_a_crawl_of_its_own_has_no_shared_budget():
    with pytest.raises(NotConfigured):
        SharedBudget.from_crawler(get_crawler())


def test_what_goes_over_no_network_takes_no_place(redis):
    async def local():
        middleware = budget(redis)
        request = Request("data:,")
        await middleware.process_request(request)
        await middleware.close()
        return request.meta

    assert asyncio.run(local()) == {}
    assert host_of(Request("http://Example.com:8080/a")) == "example.com"
