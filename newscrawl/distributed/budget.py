"""What all workers together may ask of a host: no more at a time, and no more often, than one crawl would.

Off unless SHARED_BUDGET names a Redis, as it does in the crawls of a distributed one.
"""

import asyncio
import logging
import time
import uuid
from contextlib import suppress
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from newscrawl.exceptions import NotAsked

logger = logging.getLogger(__name__)
_PREFIX = "newscrawl:budget:"
_PAUSE = 0.05  # seconds, while all places are taken
_LOST = 1.0  # seconds, while Redis does not answer
_LEASE = 15  # seconds that a place outlasts a crawl that was killed, and gives none back

# A place is a member of a sorted set, its score the time at which it is free again in any case; a gate is a key that
# expires when the host may be asked again. Returns the milliseconds to wait, 0 where the place is taken.
_TAKE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return tonumber(ARGV[5]) end
local shut = redis.call('PTTL', KEYS[2])
if shut > 0 then return shut end
if tonumber(ARGV[3]) > 0 then redis.call('SET', KEYS[2], '1', 'PX', ARGV[3]) end
redis.call('ZADD', KEYS[1], now + ARGV[4], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 0
"""
# The first argument is the time until which these places are kept, in milliseconds from now.
_KEEP = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for n = 2, #ARGV do redis.call('ZADD', KEYS[1], 'XX', now + ARGV[1], ARGV[n]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
"""


class SharedBudget:
    """A downloader middleware, the last before the network: a request waits for one of its host's places, and gives it
    back with the answer.

    A host has as many places as AutoThrottle would keep in flight (AUTOTHROTTLE_TARGET_CONCURRENCY), or without it
    CONCURRENT_REQUESTS_PER_DOMAIN; with DOWNLOAD_DELAY it is asked once in that time, whoever asks. While Redis does
    not answer, nothing is asked; after REDIS_PATIENCE the crawl ends. What waits when it ends is not asked.
    """

    def __init__(self, crawler: Crawler, client: Any) -> None:
        settings, self.crawler = crawler.settings, crawler
        self.client = client
        self.take, self.keep = client.register_script(_TAKE), client.register_script(_KEEP)
        self.places = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        if settings.getbool("AUTOTHROTTLE_ENABLED"):  # its target may be less than one
            self.places = min(self.places, int(settings.getfloat("AUTOTHROTTLE_TARGET_CONCURRENCY")))
        self.places = max(1, self.places)
        self.delay = int(1000 * settings.getfloat("DOWNLOAD_DELAY"))
        self.lease = 1000 * _LEASE
        self.held: dict[str, set[str]] = {}  # host → its places that this crawl has
        self.keeping: asyncio.Future[None] | None = None
        self.patience = settings.getfloat("REDIS_PATIENCE")
        self.lost_since: float | None = None
        self.ending: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        url = crawler.settings.get("SHARED_BUDGET")
        if not url:
            raise NotConfigured
        from redis.asyncio import Redis

        middleware = cls(crawler, Redis.from_url(url))
        crawler.signals.connect(middleware.close, signals.spider_closed)
        return middleware

    async def close(self) -> None:
        if self.keeping:
            self.keeping.cancel()
        await self.client.aclose()

    async def process_request(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in ("http", "https"):
            return
        host, place = host_of(request), uuid.uuid4().hex
        while wait := await self.wait_for(host, place):
            if self.ending or not self.crawler.crawling:
                raise NotAsked("the crawl ended before this was asked for")
            await asyncio.sleep(wait)
        request.meta["budget_place"] = place
        self.held.setdefault(host, set()).add(place)
        self.keeping = self.keeping or asyncio.ensure_future(self.keep_places())

    async def wait_for(self, host: str, place: str) -> float:
        """Take a place; the seconds after which to try again where none is free, else 0."""
        from redis.exceptions import RedisError

        try:
            keys = [_PREFIX + host, f"{_PREFIX}{host}:gate"]
            pause = await self.take(keys=keys, args=[place, self.places, self.delay, self.lease, int(1000 * _PAUSE)])
        except (RedisError, OSError) as error:
            self.is_lost(error)
            return _LOST
        self.lost_since = None
        return float(pause) / 1000

    def is_lost(self, error: Exception) -> None:
        now = time.monotonic()
        if self.lost_since is None:
            self.lost_since = now
            logger.warning("Redis does not answer (%s): nothing is asked until it does", type(error).__name__)
        elif now - self.lost_since > self.patience and not self.ending:
            logger.error("The crawl ends: Redis has not answered for %g s", self.patience)
            assert self.crawler.engine
            self.ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="no_redis"))

    async def keep_places(self) -> None:
        """For as long as the crawl lives, the places of its requests are not free."""
        from redis.exceptions import RedisError

        while True:
            await asyncio.sleep(self.lease / 4000)
            for host, places in [(host, list(places)) for host, places in self.held.items() if places]:
                with suppress(RedisError, OSError):
                    await self.keep(keys=[_PREFIX + host], args=[self.lease, *places])

    async def process_response(self, request: Request, response: Response) -> Response:
        await self.give_back(request)
        return response

    async def process_exception(self, request: Request, exception: Exception) -> None:
        await self.give_back(request)

    async def give_back(self, request: Request) -> None:
        """A place that cannot be given back now expires."""
        from redis.exceptions import RedisError

        if place := request.meta.pop("budget_place", None):
            self.held[host_of(request)].discard(place)
            with suppress(RedisError, OSError):
                await self.client.zrem(_PREFIX + host_of(request), place)


def host_of(request: Request) -> str:
    """The host that a request is counted for: where it goes in the end, whatever proxy it goes by."""
    return (urlsplit(request.url).hostname or "").lower()
