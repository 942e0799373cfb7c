"""`scrapy reindex`: makes the index anew, or mends it, from the posts, the quarantine and the WARC files."""

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.spiderloader import get_spider_loader

from newscrawl.archive.index import INDEX_FILE, Index
from newscrawl.archive.lock import OutputLock
from newscrawl.archive.recovery import has_index
from newscrawl.archive.reindex import Reindexed, reindex
from newscrawl.base import NewsSpider
from newscrawl.commands.frame import Frame
from newscrawl.exceptions import ArchiveUnusable
from newscrawl.extensions.warc import warc_dir
from newscrawl.files import safe_id
from newscrawl.items import Article
from newscrawl.reading import hash_id
from newscrawl.reindexing import index_from_warc, recorded_spiders
from newscrawl.text.addresses import is_address

_MOST_LINES = 12  # of files that cannot be read


class Command(Frame, ScrapyCommand):
    """Exit status 0; 1 where the index cannot be written or a crawl works on OUTPUT_DIR; unreadable files are told."""

    def syntax(self) -> str:
        return "[--posts-alone]"

    def short_desc(self) -> str:
        return "Make the archive's index anew, from its posts and WARC files"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--posts-alone", action="store_true", help="do not replay the WARC files where there is no index"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        self.take_none(args)
        folder = self.output_dir()
        loader = get_spider_loader(self.settings)
        spiders = [loader.load(name) for name in loader.list()]
        sites = Sites([s() for s in spiders if issubclass(s, NewsSpider) and (s.articles or s.shares)])
        posts = folder / "site" / "_posts"
        warc = None if opts.posts_alone else warc_dir(self.settings)
        if not posts.is_dir() and not (warc and warc.is_dir()):
            self.refuse(f"there are no posts in {posts}{f', and no WARC files in {warc}' if warc else ''}", 1)
        try:
            with OutputLock(folder):
                replayed = not opts.posts_alone and not has_index(folder) and self.replay(loader.list())
                with Index.open(folder / INDEX_FILE) as index:
                    found = reindex(index, posts, folder / "quarantine", identify=sites.identify, replayed=replayed)
                    self.tell(found)
        except ArchiveUnusable as error:
            self.refuse(str(error), 1)
        except OSError as error:
            self.refuse_for("read or write", error)

    def replay(self, names: list[str]) -> bool:
        """Make the index from the WARC files, where there are any; whether it was."""
        folder, warc = self.output_dir(), warc_dir(self.settings)
        spiders = recorded_spiders(warc, names)
        if spiders:
            print(f"replaying the crawls of {', '.join(spiders)} from {warc}", flush=True)
            for name in index_from_warc(folder, warc, spiders):
                print(f"could not be replayed: {name}; scrapy crawl {name} -a replay=1 shows why")
        return bool(spiders)

    @staticmethod
    def tell(found: Reindexed) -> None:
        print(f"posts {found.posts}, set aside {found.set_aside}, lost {found.lost}, unreadable {found.unreadable}")
        for name, problem in found.problems[:_MOST_LINES]:
            print(f"unreadable: {name}: {problem}")


class Sites:
    """Finds the site of a post again, of which the post itself tells only the link and the column."""

    def __init__(self, spiders: list[NewsSpider]) -> None:
        self.spiders = spiders

    def identify(self, article: Article) -> Article:
        """The article with its `site`, and with the ids under which that site's lists name it: by a column that only one
        site has (a flash item's link leads elsewhere); by the link, where some site's rules read the post's id out of it;
        else by the hash that `share` gives a page of any other site. Without any of them it belongs to no site."""
        for spider in self.spiders:
            if article.column and article.column in spider.columns.values():
                article.site = spider.name
                return article
        for spider in self.spiders:
            found = spider.article_at(article.url) if is_address(article.url) else None
            if found and safe_id(found.id) == article.id:
                article.site, article.id, article.share_id = spider.name, found.id, found.share_id
                return article
        if is_address(article.url) and hash_id(article.url) == article.id:
            article.site = "share"
        return article
