"""What lists name beyond what may be under way waits in the archive's memory, and nothing is lost or asked for twice."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT, Crawl, crawl_command

MOST = 4
# The crawl's own process, with a lower bound; the last line of its output is how many articles were under way at most.
FEW_AT_ONCE = f"""
import sys
from scrapy.cmdline import execute
from newscrawl.base import following

following._AT_ONCE, following._FEW = {MOST}, {MOST // 2}
most, ask = 0, following.FollowSpider.ask

def counted(self, *given, **named):
    global most
    for request in ask(self, *given, **named):
        most = max(most, len(self.in_flight))
        yield request

following.FollowSpider.ask = counted
try:
    execute()
finally:
    print(most)
"""
COUNTS = ("listed", "known", "archived", "set_aside", "due", "lost", "out_of_range", "complete")


def few_at_once(output, *arguments, site):
    words, environment = crawl_command(output, *arguments, site=site)
    done = subprocess.run(
        [sys.executable, "-c", FEW_AT_ONCE, *words[3:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Crawl(done.returncode, done.stdout, done.stderr, output)


@pytest.mark.parametrize("arguments", [(), ("-a", "category=emnews,changzhouribao")], ids=["all", "two categories"])
def test_a_crawl_with_few_under_way_leaves_the_same(arguments, site, whole_crawl, tmp_path):
    crawl = few_at_once(tmp_path, "finews", *arguments, site=site)
    assert "Traceback" not in crawl.log
    assert 1 < int(crawl.out.split()[-1]) <= MOST
    if arguments:
        assert crawl.posts
        assert crawl.posts.items() <= whole_crawl.posts.items()
    else:
        assert crawl.posts == whole_crawl.posts
        assert crawl.quarantine.keys() == whole_crawl.quarantine.keys()
    wanted = {name: whole_crawl.report[name] for name in COUNTS}
    counts = {name: crawl.report[name] for name in COUNTS}
    assert (
        counts == wanted
        if not arguments
        else counts["listed"] == len(crawl.posts) + counts["set_aside"] + counts["due"]
    )
