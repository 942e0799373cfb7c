"""`scrapy demo`: crawls the bundled news site over real HTTP on loopback, into Jekyll posts."""

import argparse
import os
from pathlib import Path

from newscrawl.commands import crawl
from newscrawl.fixturesite import FixtureSite


class Command(crawl.Command):
    """The crawl of `finews`, with the bundled site as proxy: the spider runs as it would against the real hosts."""

    requires_project = True
    default_settings = {
        "OUTPUT_DIR": "output/demo",
        "SUMMARY": True,
        "LOG_LEVEL": "ERROR",
        # Our own server needs no sparing, and one of its articles never answers.
        "AUTOTHROTTLE_ENABLED": False,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "DOWNLOAD_TIMEOUT": 1,
        "RETRY_TIMES": 1,
    }

    def syntax(self) -> str:
        return "[-s OUTPUT_DIR=output/demo]"

    def short_desc(self) -> str:
        return "Crawl the bundled news site into Jekyll posts"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with FixtureSite() as site:
            for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
                os.environ.pop(name, None)
            os.environ["http_proxy"] = site.url
            print(f"The bundled news site answers on {site.url}; crawling it with: scrapy crawl finews")
            super().run(["finews"], opts)
        assert self.settings
        place = Path(self.settings["OUTPUT_DIR"]) / "site"
        print(f"build the site with: jekyll build --strict_front_matter -s {place} -d {place / '_site'}")
