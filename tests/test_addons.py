"""What is switched off is not loaded."""

import subprocess
import sys

import pytest
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from newscrawl.addons import LeaveOut

GROUPS = ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES")


def loaded(settings: Settings) -> set[str]:
    """The names of the classes that Scrapy would load."""
    LeaveOut().update_settings(settings)
    paths = (path for group in GROUPS for path in settings.get_component_priority_dict_with_base(group))
    return {path.rpartition(".")[2] for path in paths}


@pytest.mark.parametrize(
    ("switch", "component"),
    [
        ("REMOTE_CONTROL_ENABLED", "RemoteControl"),
        ("TELNETCONSOLE_ENABLED", "TelnetConsole"),
        ("COOKIES_ENABLED", "CookiesMiddleware"),
    ],
)
def test_a_component_is_loaded_where_it_is_switched_on(switch, component):
    assert component not in loaded(get_project_settings())
    on = get_project_settings()
    on.set(switch, "1", priority="cmdline")
    assert component in loaded(on)
    assert {"CoreStats", "RetryMiddleware", "Archive"} <= loaded(get_project_settings())


HEAVY = """
import sys
from scrapy.utils.misc import load_object
from scrapy.utils.project import get_project_settings
from newscrawl.addons import LeaveOut
settings = get_project_settings()
LeaveOut().update_settings(settings)
for group in ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "ITEM_PIPELINES"):
    for path in settings.get_component_priority_dict_with_base(group):
        load_object(path)
import newscrawl.commands.crawl, newscrawl.spiders.finews
print(*sorted({"aiohttp", "tldextract", "pypinyin", "numpy", "celery", "pyarrow", "selenium"} & sys.modules.keys()))
"""


def test_a_crawl_that_finds_nothing_new_does_without_the_heavy_libraries():
    done = subprocess.run([sys.executable, "-c", HEAVY], stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout.split() == []
