"""Settings that a crawl cannot do with, told before it begins."""

from importlib.util import find_spec

from scrapy.settings import BaseSettings

from newscrawl.exceptions import WrongArgument
from newscrawl.exporters.jekyll import EXTRA_FIELDS
from newscrawl.extensions.window import window_days


def check_settings(settings: BaseSettings) -> None:
    """Raises WrongArgument, which names the setting, and says what would be right."""
    window_days(settings)
    patience(settings)
    if not str(size := settings["WARC_MAX_SIZE"]).isdecimal():
        raise WrongArgument(f"WARC_MAX_SIZE={size}: give a number of bytes, such as {1 << 30}")
    if unknown := [name for name in settings.getlist("POST_EXTRA_FIELDS") if name not in EXTRA_FIELDS]:
        raise WrongArgument(f"POST_EXTRA_FIELDS={unknown[0]}: give some of {','.join(EXTRA_FIELDS)}")
    if budget := settings["SHARED_BUDGET"]:
        if not str(budget).startswith(("redis://", "rediss://", "unix://")):
            raise WrongArgument("SHARED_BUDGET is no address of a Redis: give it as redis://localhost:6379/0")
        if not find_spec("redis"):
            raise WrongArgument("SHARED_BUDGET needs redis: pip install 'newscrawl[distributed]'")


def patience(settings: BaseSettings) -> float:
    """REDIS_PATIENCE; raises WrongArgument."""
    try:
        return settings.getfloat("REDIS_PATIENCE")
    except ValueError:
        raise WrongArgument(f"REDIS_PATIENCE={settings['REDIS_PATIENCE']}: give a number of seconds") from None
