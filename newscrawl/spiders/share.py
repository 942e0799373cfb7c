"""Archives the articles whose links are given: each by the rules of the site whose domain it has, or by what any news
page tells of itself."""

import re
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.spiderloader import get_spider_loader

from newscrawl.arguments import Arguments
from newscrawl.base import NewsSpider
from newscrawl.base.lists import Output
from newscrawl.exceptions import WrongArgument
from newscrawl.items import Article
from newscrawl.reading import hash_id
from newscrawl.text.addresses import is_address


class Share(NewsSpider):
    """`-a url=URL[,URL]` or `-a urls=FILE` (a link a line, `-` for standard input, # for remarks; a pipe
    will do)."""

    name = "share"
    takes: tuple[str, ...] = ("url", "urls", "refetch")

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name, **given)
        self.rules: dict[str, type[NewsSpider]] = {}  # host → the spider whose rules its links take
        self.sites: dict[tuple[type[NewsSpider], str], NewsSpider] = {}  # by rules and the base of moved share links

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "Share":
        spider = super().from_crawler(crawler, *args, **kwargs)
        loader = get_spider_loader(crawler.settings)
        spiders = [loader.load(name) for name in loader.list()]
        spider.rules = {host: s for s in spiders if issubclass(s, NewsSpider) for host in s.hosts()}
        return spider

    @classmethod
    def check(cls, **given: str) -> Arguments:
        checked = super().check(**given)
        if bool(given.get("url")) == bool(given.get("urls")):
            raise WrongArgument("share needs either url=URL[,URL] or urls=FILE (- for standard input)")
        if (file := given.get("urls")) and file != "-" and not (Path(file).is_file() or Path(file).is_fifo()):
            what = "that is a folder" if Path(file).is_dir() else "there is no such file"
            raise WrongArgument(f"urls={file!r}: {what}; give a file with a link a line")
        for url in given.get("url", "").split(",") if given.get("url") else ():
            if not is_address(url.strip()):
                raise WrongArgument(f"url={url.strip()!r} is no address: give one such as http://example.com/a.html")
        return checked

    async def start(self) -> AsyncIterator[Request | Article]:
        for link, where in self.links():
            for output in self.request(link, where):
                yield output

    def links(self) -> Iterator[tuple[str, str]]:
        """Every link given, and where it stands; a file is read line by line, as the crawl asks for more."""
        if self.given.get("url"):
            yield from ((url.strip(), "url") for url in self.given["url"].split(","))
            return
        file = self.given["urls"]
        with sys.stdin if file == "-" else open(file, encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip() and not line.lstrip("\ufeff ").startswith("#"):
                    yield line.strip().lstrip("\ufeff"), f"line {number} of {file}"

    def request(self, link: str, where: str) -> Output:
        """What a link needs to be archived, by the rules of its site."""
        rules = self.rules_of(link) if is_address(link) else None
        site = self.site(rules, link) if rules else None
        article = site.article_at(link) if site else None
        if site and article:
            if article.id in site.seen:
                return
            if site.is_known(article):
                site.count_known(article)
            else:
                yield from site.ask(article, link if site.path_of(link) else "")
            return
        if rules and site and (category := category_at(site, link)):
            whole = rules.from_crawler(self.crawler, category=category)
            whole.refetch, whole.memory = self.refetch, self.memory
            yield from whole.category_request(category)
            return
        id_ = hash_id(link) if is_address(link) else link
        if id_ in self.seen:
            return
        article = Article(id=id_, site=self.name)
        if is_address(link) and self.is_known(article):
            self.count_known(article)
        elif is_address(link):
            yield from self.ask(article, link)
        else:
            self.seen[id_] = ""
            self.count("articles/listed")
            yield Article(url=link[:200], site=self.name, problem=f"{where} is no address: {link[:200]}")

    def rules_of(self, link: str) -> type[NewsSpider] | None:
        """The spider of a link's host, else of a domain that the host is part of, else the one whose share links look so:
        share services move. None where no site has it."""
        host = urlsplit(link).netloc.lower()
        domains = [f".{host.split('.', n)[-1]}" for n in range(host.count(".") + 1)]
        named = (self.rules[name] for name in (host, *domains) if name in self.rules)
        moved = (rules for rules in self.rules.values() if rules.shares and re.search(rules.shares, link))
        return next(named, None) or next(moved, None)

    def site(self, rules: type[NewsSpider], link: str) -> NewsSpider:
        """The spider by whose rules a link is read, told of the share service's address where that is a new one."""
        parts = urlsplit(link)
        base = "" if self.host_is_known(parts.netloc) else f"{parts.scheme}://{parts.netloc}/"
        if (rules, base) not in self.sites:
            site = rules.from_crawler(self.crawler, **({"share_url": base} if base else {}))
            site.lists_tell_all, site.refetch, site.memory = False, self.refetch, self.memory
            self.sites[rules, base] = site
        return self.sites[rules, base]

    def host_is_known(self, host: str) -> bool:
        domains = {f".{host.lower().split('.', n)[-1]}" for n in range(host.count(".") + 1)}
        return bool(self.rules.keys() & {host.lower(), *domains})


def category_at(site: NewsSpider, link: str) -> str:
    """The slug of the category whose page a link leads to: then all that it lists is meant. Empty for any other link."""
    found = re.search(site.categories, site.path_of(link)) if site.categories else None
    return next((slug for slug in found.groups() if slug), "") if found else ""
