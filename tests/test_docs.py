"""The documentation names every command, argument and setting, and its links lead somewhere."""

import re
from pathlib import Path

import pytest
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from newscrawl import settings
from newscrawl.base import NewsSpider
from tests.conftest import ROOT

CRAWLING = (ROOT / "docs" / "crawling.md").read_text(encoding="utf-8")
OURS = ("OUTPUT_DIR", "SUMMARY", "SITE_", "POST_", "KEEP_", "WARC")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


@pytest.mark.parametrize("name", [name for name in vars(settings) if name.startswith(OURS)])
def test_every_setting_of_ours_is_documented(name):
    assert f"| `{name}` |" in CRAWLING


LOADER = get_spider_loader(get_project_settings())
SPIDERS = [spider for name in LOADER.list() if issubclass(spider := LOADER.load(name), NewsSpider)]


@pytest.mark.parametrize("name", LOADER.list())
def test_every_spider_is_documented(name):
    assert re.search(rf"`(?:scrapy crawl )?{name}`", CRAWLING)


@pytest.mark.parametrize("argument", sorted({key for spider in SPIDERS for key in (*spider.takes, *spider.bases())}))
def test_every_argument_is_documented(argument):
    assert f"`{argument}=" in CRAWLING


COMMANDS = [p.stem for p in (ROOT / "newscrawl" / "commands").glob("*.py") if "class Command" in p.read_text("utf-8")]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command):
    assert f"`scrapy {command}" in CRAWLING


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / Path(link)).exists()] == []


def test_both_readmes_show_the_same_commands():
    english, chinese = (re.findall(r"^(?:scrapy|make) [^#\n]+", (ROOT / name).read_text("utf-8"), re.MULTILINE)
                        for name in ("README.md", "README.zh-CN.md"))  # fmt: skip
    assert [line.strip() for line in english] == [line.strip() for line in chinese]
