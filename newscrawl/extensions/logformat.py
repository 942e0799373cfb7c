"""One short line for each article in the log, where Scrapy prints the whole of it."""

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from newscrawl.exceptions import CannotWrite, StillDue
from newscrawl.items import Article


class ShortLines(LogFormatter):
    """Archived at DEBUG; set aside at INFO, since that is an outcome and no fault; still due at WARNING."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider | None) -> LogFormatterResult:
        return {"level": logging.DEBUG, "msg": "Archived %(id)s %(title)s", "args": _names(item)}

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider | None
    ) -> LogFormatterResult:
        told = isinstance(exception, StillDue) and not isinstance(exception, CannotWrite)  # stop.py tells it once
        level = logging.WARNING if told else logging.INFO
        args = {"reason": str(exception), "kind": type(exception).__name__, **_names(item)}
        return {"level": level, "msg": "%(kind)s: %(id)s %(url)s: %(reason)s", "args": args}


def _names(item: Any) -> dict[str, str]:
    return {"id": item.id, "url": item.url, "title": item.title[:60]} if isinstance(item, Article) else {}
