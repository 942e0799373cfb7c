"""robots.txt, obeyed also by requests that are made while it is still being fetched."""

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Request
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached


class ObeyRobotsTxt(RobotsTxtMiddleware):
    """Scrapy's own, mended: on 2.19 all requests that wait for one robots.txt share a Deferred, the first that is woken
    takes the parser out of it, and the others are let through as if there were no rules (since scrapy#6802)."""

    async def robot_parser(self, request: Request) -> RobotParser | None:
        await super().robot_parser(request)
        parser = self._parsers[urlparse_cached(request).netloc]
        assert parser is None or isinstance(parser, RobotParser)
        return parser
