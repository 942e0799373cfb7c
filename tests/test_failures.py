"""What a failed request means, and whether it is due again."""

import pytest
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware  # noqa: F401  the one that raises IgnoreRequest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from newscrawl.failures import explain


@pytest.mark.parametrize(
    ("status", "due"),
    [(s, False) for s in (400, 401, 404, 405, 410, 414, 451)]
    + [(s, True) for s in (403, 408, 429, 500, 502, 503, 504)],
)
def test_statuses(status, due):
    failure = Failure(HttpError(Response("http://site.example/", status=status), "not allowed"))
    assert explain(failure) == (f"HTTP {status}", due)


FAILURES = [
    (IgnoreRequest("Forbidden by robots.txt"), ("Forbidden by robots.txt", False)),
    (IgnoreRequest(), ("not allowed", False)),
    (error.TimeoutError(), ("no answer in time", True)),
    (error.TCPTimedOutError(), ("no answer in time", True)),
    (error.ConnectionRefusedError(), ("no answer (ConnectionRefusedError)", True)),
    (error.DNSLookupError(), ("no answer (DNSLookupError)", True)),
    (ResponseFailed([]), ("no answer (ResponseFailed)", True)),
]


@pytest.mark.parametrize(("raised", "explained"), FAILURES, ids=lambda value: type(value).__name__)
def test_failures(raised, explained):
    assert explain(Failure(raised)) == explained
