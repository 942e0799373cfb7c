"""`scrapy demo`: crawls the bundled news site over real HTTP on loopback, into Jekyll posts."""

import argparse
import os

from newscrawl.commands import crawl
from newscrawl.loopback.fixturesite import FixtureSite

_SETTINGS = {
    "OUTPUT_DIR": "output/demo",
    "SUMMARY": True,
    # Our own server needs no sparing, and for some of its articles the share service never answers.
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "RETRY_TIMES": 1,
    "LOG_FILE_APPEND": False,
}


class Command(crawl.Command):
    """The crawl of `finews`, with the bundled site as proxy: the spider runs as it would against the real hosts."""

    requires_project = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        assert self.settings
        # Above the project's settings, below what is given with -s.
        self.settings.setdict(_SETTINGS, priority="project")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        self.take_none(args)
        super().process_options(["finews"], opts)
        assert self.settings
        self.settings.set("LOG_FILE", str(self.output_dir() / "crawl.log"), priority="project")

    def syntax(self) -> str:
        return "[-a since=DAY] [-s OUTPUT_DIR=output/demo]"

    def short_desc(self) -> str:
        return "Crawl the bundled news site into Jekyll posts"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with FixtureSite() as site:
            for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
                os.environ.pop(name, None)
            os.environ["http_proxy"] = site.url
            print(f"The bundled news site answers on {site.url}; crawling it with: scrapy crawl finews")
            super().run(["finews"], opts)
        place = self.output_dir()
        print(f"build the site with: jekyll build --strict_front_matter -s {place / 'site'} -d {place / '_site'}")
