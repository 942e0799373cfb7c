"""What the tests of spiders on sites of recorded pages share: a crawl from lists to posts, and what became of an article."""

import yaml

from newscrawl.loopback.foldersite import SITES, FolderSite
from tests.conftest import run_crawl


def crawl_site(output, name, *arguments, lacks=(), spider=""):
    """The finished crawl of fixtures/sites/<name>, and the site with what it was asked for."""
    with FolderSite(SITES / name, lacks=lacks) as site:
        return run_crawl(output, spider or name, *arguments, site=site, SUMMARY=False, POST_EXTRA_FIELDS=EXTRA), site


EXTRA = "source,authors,editors"


def posts_of(crawl):
    """Id → (front matter, body and links)."""
    parts = {name[11:-3]: post.decode().removeprefix("---\n").split("\n---\n", 1) for name, post in crawl.posts.items()}
    return {id_: (yaml.safe_load(front), body) for id_, (front, body) in parts.items()}
