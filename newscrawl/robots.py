"""robots.txt, obeyed also by requests that are made while it is still being fetched."""

import logging
from typing import Any

from scrapy.downloadermiddlewares import robotstxt
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Request
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached


class ObeyRobotsTxt(RobotsTxtMiddleware):
    """Scrapy's own, mended: on 2.19 all requests that wait for one robots.txt share a Deferred, the first that is woken
    takes the parser out of it, and the others are let through as if there were no rules (since scrapy#6802)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        robotstxt.logger.addFilter(without_traceback)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        await super().robot_parser(request)
        parser = self._parsers[urlparse_cached(request).netloc]
        assert parser is None or isinstance(parser, RobotParser)
        return parser


def without_traceback(record: logging.LogRecord) -> bool:
    """A host that does not answer is told in a line: Scrapy adds a hundred of a traceback, for each host."""
    record.exc_info = None
    return True
