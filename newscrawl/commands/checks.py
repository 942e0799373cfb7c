"""Settings that a crawl cannot do with, told before it begins."""

import logging
import re
from collections.abc import Callable
from importlib.util import find_spec

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from scrapy.utils.project import get_project_settings

from newscrawl.exceptions import WrongArgument
from newscrawl.exporters.jekyll import EXTRA_FIELDS
from newscrawl.extensions.window import window_days

_SITE = re.compile(r"(?:https?:)?//[^\s/?#]+(?:/[^\s?#]*)?")  # what paths are added to


def check_settings(settings: BaseSettings) -> None:
    """Raises WrongArgument, which names the setting, and says what would be right."""
    window_days(settings)
    patience(settings)
    if not str(size := settings["WARC_MAX_SIZE"]).isdecimal() or not int(size):
        raise WrongArgument(f"WARC_MAX_SIZE={size}: give a number of bytes, such as {1 << 30}")
    if not _SITE.fullmatch(site := str(settings["SITE_URL"])):
        raise WrongArgument(f"SITE_URL={site}: give the address of the published site, such as https://news.example/")
    if unknown := [name for name in settings.getlist("POST_EXTRA_FIELDS") if name not in EXTRA_FIELDS]:
        raise WrongArgument(f"POST_EXTRA_FIELDS={unknown[0]}: give some of {','.join(EXTRA_FIELDS)}")
    if budget := settings["SHARED_BUDGET"]:
        if not str(budget).startswith(("redis://", "rediss://", "unix://")):
            raise WrongArgument("SHARED_BUDGET is no address of a Redis: give it as redis://localhost:6379/0")
        if not find_spec("redis"):
            raise WrongArgument("SHARED_BUDGET needs redis: pip install 'newscrawl[distributed]'")
    check_kinds(settings)  # the last: those above say more of ours


def check_kinds(settings: BaseSettings) -> None:
    """Refuses what was given with -s and is no yes or no, or no number, where one is taken, for Scrapy's settings as for
    ours: Scrapy would meet it in the middle of a crawl, or end without a word. Raises WrongArgument."""
    given = [name for name, said in settings.attributes.items() if said.priority >= SETTINGS_PRIORITIES["cmdline"]]
    defaults = get_project_settings() if given else {}
    for name in given:
        default = defaults.get(name)
        if isinstance(default, bool) and not _reads(settings.getbool, name):
            raise WrongArgument(f"{name}={settings[name]}: give True or False")
        if type(default) in (int, float) and not _reads(settings.getfloat, name):
            raise WrongArgument(f"{name}={settings[name]}: give a number, such as {default}")
    level = settings["LOG_LEVEL"]
    if isinstance(level, str) and level not in (names := logging.getLevelNamesMapping()):
        raise WrongArgument(f"LOG_LEVEL={level}: give one of {', '.join(names)}")


def _reads(read: Callable[[str], object], name: str) -> bool:
    try:
        read(name)
    except (ValueError, TypeError):
        return False
    return True


def patience(settings: BaseSettings) -> float:
    """REDIS_PATIENCE; raises WrongArgument."""
    try:
        return settings.getfloat("REDIS_PATIENCE")
    except ValueError:
        raise WrongArgument(f"REDIS_PATIENCE={settings['REDIS_PATIENCE']}: give a number of seconds") from None
