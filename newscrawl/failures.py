"""What a failed request means: a sentence for the person who runs the crawl, and whether trying again may help."""

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.exceptions import NotAsked, NotRecorded

# Answers that say the page is not there or not for us; any other (403 and 429 among them) may be otherwise later.
_FINAL = frozenset({400, 401, 404, 405, 410, 414, 451})


def explain(failure: Failure) -> tuple[str, bool]:
    """Why a request failed, and whether it is due again: True for a time-out, a broken connection, a 5xx, 403 or 429;
    False where the server says that there is nothing, and where robots.txt forbids to ask."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}", error.response.status not in _FINAL
    if isinstance(error, IgnoreRequest):
        return str(error) or "not allowed", isinstance(error, NotAsked | NotRecorded)
    name = type(error).__name__
    if "Timeout" in name or "TimedOut" in name:
        return "no answer in time", True
    return f"no answer ({name})", True


def was_asked(failure: Failure) -> bool:
    """Whether the server was asked at all: what it has is unknown where the crawl ended before."""
    return not isinstance(failure.value, NotAsked)
