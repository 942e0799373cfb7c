"""`scrapy addsite NAME URL`: a new site's spider, fixture and test, for a person to fill in."""

import argparse
import keyword
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

import scrapy
from scrapy.commands import ScrapyCommand
from scrapy.http import Request, Response
from scrapy.spiderloader import get_spider_loader
from twisted.python.failure import Failure

from newscrawl.commands.frame import Frame
from newscrawl.exceptions import WrongArgument
from newscrawl.failures import explain
from newscrawl.text.addresses import is_address

CHECKOUT = Path(__file__).parents[2]
TEMPLATES = Path(__file__).parent / "templates"
_EMPTY = b"<!DOCTYPE html><title></title>\n<!-- %s: put the page here as the site sends it -->\n"


class OnePage(scrapy.Spider):
    """Fetches one page as any crawl does: by robots.txt, with the project's user agent and time-out."""

    name = "addsite"
    custom_settings = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}}

    def __init__(self, url: str, answer: dict[str, object]) -> None:
        super().__init__()
        self.start_urls, self.answer = [url], answer

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.start_urls[0], self.parse, errback=self.failed)

    def parse(self, response: Response) -> Iterator[Request]:
        content_type = (response.headers.get("Content-Type") or b"text/html").decode("latin-1")
        self.answer.update(url=response.url, body=response.body, content_type=content_type)
        return iter(())

    def failed(self, failure: Failure) -> None:
        self.answer["problem"] = explain(failure)[0]


class Command(Frame, ScrapyCommand):
    """Writes spiders/NAME.py, fixtures/sites/NAME/ and tests/spiders/test_NAME.py; the test fails until it is edited."""

    def syntax(self) -> str:
        return "NAME URL"

    def short_desc(self) -> str:
        return "Write spider, fixture and test of a new site, to be filled in"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            name, url = self.check(args)
        except WrongArgument as error:
            self.refuse(str(error), 2)
        answer: dict[str, object] = {}
        assert self.crawler_process
        self.crawler_process.crawl(OnePage, url=url, answer=answer)
        self.crawler_process.start()
        problem = "" if "body" in answer else str(answer.get("problem", "no answer"))
        for path, content in files(name, url, answer, problem).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(f"wrote {path.relative_to(CHECKOUT)}")
        if problem:
            print(f"could not fetch {url}: {problem}; the fixture is an empty page for you to fill")
        print(f"next: fill in the spider and the test, then run pytest tests/spiders/test_{name}.py")

    def check(self, args: list[str]) -> tuple[str, str]:
        """Name and URL; raises WrongArgument."""
        assert self.settings
        if not (CHECKOUT / "tests" / "spiders").is_dir() or not (CHECKOUT / "pyproject.toml").is_file():
            raise WrongArgument(
                "works in a checkout of newscrawl, where tests and fixtures are; this is an installed one"
            )
        if len(args) != 2:
            raise WrongArgument(
                "give a name and an address: scrapy addsite changzhou http://news.example.com/list.html"
            )
        name, url = args
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", name) or keyword.iskeyword(name):
            raise WrongArgument(f"{name!r} is no name for a spider: take small letters, digits and _, a letter first")
        taken = {CHECKOUT / file for file in (f"newscrawl/spiders/{name}.py", f"tests/spiders/test_{name}.py")}
        taken = {path for path in taken | {CHECKOUT / "fixtures" / "sites" / name} if path.exists()}
        if taken or name in get_spider_loader(self.settings).list():
            there = f": {min(taken).relative_to(CHECKOUT)}" if taken else ""
            raise WrongArgument(f"there is a spider {name!r} already, or part of one{there}")
        if not is_address(url) or re.search(r"[\s\"'\\<>{}#]", url):
            raise WrongArgument(f"{url!r} is no address: give one such as http://news.example.com/list.html")
        return name, url


def files(name: str, url: str, answer: dict[str, object], problem: str) -> dict[Path, bytes]:
    """What is to be written, by path."""
    parts = urlsplit(url)
    words = {
        "name": name,
        "Class": "".join(part.capitalize() for part in name.split("_")),
        "base": f"{parts.scheme}://{parts.netloc}/",
        "page": url.split(parts.netloc, 1)[1].lstrip("/"),
        "url": url,
        "content_type": re.sub(r"[^ -~]|[\"\\]", "", str(answer.get("content_type", "text/html"))),
        "problem": f"  # not fetched: {problem}" if problem else "",
    }

    def filled(template: str) -> bytes:
        return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(words).encode()

    body = answer.get("body")
    fixture = CHECKOUT / "fixtures" / "sites" / name
    return {
        CHECKOUT / "newscrawl" / "spiders" / f"{name}.py": filled("spider.py.txt"),
        fixture / "site.yaml": filled("site.yaml.txt"),
        fixture / "list.html": body if isinstance(body, bytes) else _EMPTY % url.encode(),
        CHECKOUT / "tests" / "spiders" / f"test_{name}.py": filled("test.py.txt"),
    }
