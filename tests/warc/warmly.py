"""Crawls and commands that begin warm, run to their end: what tests.conftest.run_crawl does, in a third of its time."""

from pathlib import Path

from tests.conftest import Crawl, crawl_command


def run_warm(start, log, output, *arguments, **how):
    """`start` is what tests.warm.warm_crawls gives. What the process prints is `out` and `log` of the crawl alike."""
    words, environment = crawl_command(output, *arguments, **how)
    status = start(words, environment, log).wait()
    said = log.read_text(encoding="utf-8")
    return Crawl(status, said, said, Path(output))
