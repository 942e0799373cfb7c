"""What a replay goes through: the recorded crawls of a spider, in their order."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from newscrawl.exceptions import WrongArgument
from newscrawl.text.dates import CST
from newscrawl.warc.catalogue import Catalogue, Run
from newscrawl.warc.files import warc_files
from newscrawl.warc.survey import catch_up

SETTINGS: dict[str, Any] = {
    "HTTPCACHE_ENABLED": True,
    "HTTPCACHE_STORAGE": "newscrawl.warc.storage.WarcStorage",
    "HTTPCACHE_POLICY": "scrapy.extensions.httpcache.DummyPolicy",
    "HTTPCACHE_IGNORE_MISSING": False,  # what is missing reaches NoNetwork, which says so
    "HTTPCACHE_IGNORE_SCHEMES": ["file", "data"],
    "DOWNLOAD_HANDLERS": {
        "http": "newscrawl.network.NoNetwork",
        "https": "newscrawl.network.NoNetwork",
        "ftp": "newscrawl.network.NoNetwork",
        "s3": "newscrawl.network.NoNetwork",
    },
    "HTTPPROXY_ENABLED": False,
    "AUTOTHROTTLE_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "RETRY_ENABLED": False,  # the recorded crawl tried again; its last answer is the one given
    "WARC": False,
    "STATS_DUMP": False,
}
"""The settings of a replay, above all that are given: no network, no pauses, no second recording."""


def plan(folder: Path, spider: str, given: Mapping[str, str]) -> list[Run]:
    """The crawls to go through, with the arguments that each had; those `given` replace them. A spider that was told
    what to read (`share`), or that was never recorded, makes one crawl with the arguments given, and the last answers
    that there are. Raises WrongArgument where nothing was recorded."""
    if not warc_files(folder):
        raise WrongArgument(f"replay=1: there are no WARC files in {folder}")
    with Catalogue(folder) as catalogue:
        catch_up(catalogue)
        runs = [] if given.keys() & {"url", "urls"} else catalogue.runs(spider)
    for run in runs:
        run.arguments = {name: as_of(value, run.started) for name, value in {**run.arguments, **given}.items()}
    return runs or [Run("", spider, dict(given))]


def as_of(value: str, started: str) -> str:
    """An argument that counts days back from the crawl's own day.

    >>> as_of("7d", "2022-06-13T00:21:56+00:00"), as_of("2022-06-01", "2022-06-13T00:21:56+00:00")
    ('2022-06-06', '2022-06-01')
    """
    days = re.fullmatch(r"(\d{1,5})d", value.strip())
    if not days:
        return value
    return f"{datetime.fromisoformat(started).astimezone(CST).date() - timedelta(days=int(days[1])):%Y-%m-%d}"
