"""ListSpider: from a site's lists to the articles they list.

Lists are pages (home, categories) and JSON APIs. Whatever they list goes to `follow`, once a crawl; a list that cannot
be read makes the crawl incomplete.
"""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote, unquote, urlsplit

import scrapy
from scrapy.http import Request, Response, TextResponse
from scrapy.utils.response import get_base_url
from twisted.python.failure import Failure

from newscrawl.arguments import Arguments, check_arguments
from newscrawl.decoding import content_type_of
from newscrawl.failures import explain
from newscrawl.items import Article, Column
from newscrawl.text.addresses import absolute_address
from newscrawl.text.answers import read_json, read_value
from newscrawl.text.dates import CST, parse_date
from newscrawl.text.slugs import slug
from newscrawl.text.sources import canonical

Output = Iterator[Request | Article]
_LISTS_FIRST = 10  # priority: a list that moves on should be read before the articles of another


@dataclass(frozen=True, kw_only=True)
class ListAPI:
    """A list of articles that answers JSON."""

    url: str
    """Its address, as a format string of the spider's `*_url` attributes."""

    records: str
    """The key of the list in the answer."""

    fields: dict[str, str]
    """Our field → the record's key. `id` is needed; `share_id` where the share service knows it by another id; `url`
    where the article is not cited by its share link."""

    column: str = ""
    """Slug of the column that all its articles belong to; empty where each belongs to its source's own."""


class ListSpider(scrapy.Spider):
    """Attributes whose names end in `_url` are bases of addresses: each can be replaced by an argument of its name,
    since hosts move, and links to the old base then lead to the new one."""

    takes: tuple[str, ...] = ("category", "since", "until")

    # where it lives
    site_url = ""
    share_url = ""
    mirrors: tuple[str, ...] = ()  # hosts at which the share service stood before

    # which links are what: patterns searched in a link's address below `site_url`, of shares in the whole address
    categories = ""
    articles = ""
    shares = ""

    # where lists are: pages to begin with, and a category's page by its slug, first to last resort
    start_pages: tuple[str, ...] = ("",)
    category_pages: tuple[str, ...] = ()
    columns: dict[str, Column] = {}
    list_apis: tuple[ListAPI, ...] = ()

    # the share link of an id, by which an article is cited
    share_page = ""

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name)
        checked = self.check(**given)
        self.category, self.since, self.until = checked.category, checked.since, checked.until
        self.moved = {
            urlsplit(old).netloc: checked.bases[key] for key, old in self.bases().items() if key in checked.bases
        }
        for key, url in checked.bases.items():
            setattr(self, key, url)
        self.lists_seen: set[str] = set()

    def count(self, key: str) -> None:
        """Count one more in the crawl's stats."""
        assert self.crawler.stats
        self.crawler.stats.inc_value(key)

    @classmethod
    def check(cls, **given: str) -> Arguments:
        """The arguments given with `-a`, checked; raises WrongArgument."""
        return check_arguments(given, spider=cls.name, known=cls.takes, bases=cls.bases())

    @classmethod
    def bases(cls) -> dict[str, str]:
        """The site's `*_url` attributes."""
        return {key: getattr(cls, key) for key in sorted(dir(cls)) if key.endswith("_url") and getattr(cls, key)}

    @classmethod
    def hosts(cls) -> set[str]:
        """The hosts whose links take this site's rules."""
        return {urlsplit(url).netloc for url in cls.bases().values()} | set(cls.mirrors)

    # -- lists

    async def start(self) -> AsyncIterator[Request | Article]:
        for request in self.first_requests():
            yield request

    def first_requests(self) -> Iterator[Request]:
        """Requests of the lists a crawl begins with: the wanted categories, or the home page, and the list APIs."""
        for page in () if self.category else self.start_pages:
            yield from self.list_request(self.site_url + page)
        for category in sorted(self.category):
            yield from self.category_request(category)
        for api in self.list_apis:
            if not (self.category and api.column and api.column not in self.category):
                url = api.url.format_map({key: getattr(self, key) for key in self.bases()})
                yield Request(
                    url, self.parse_api, errback=self.list_failed, cb_kwargs={"api": api}, priority=_LISTS_FIRST
                )

    def category_request(self, category: str, name: str = "") -> Iterator[Request]:
        """The request of a category's page, by the slug that its articles' addresses have. Jekyll writes addresses in
        lower case and the category's page as it is called (TechWeb), which its name tells."""
        column = self.columns.get(category)
        slugs = [category]
        if name and (named := slug(canonical(name))) != category and named.lower() == category:
            slugs.insert(0, named)
        pages = [column.path] if column else [page.format(slug=s) for page in self.category_pages for s in slugs]
        return self.list_request(*(self.site_url + page for page in pages))

    def list_request(self, *addresses: str) -> Iterator[Request]:
        """The request of a list page, once a crawl; where it is not found, of the next of its addresses."""
        if addresses and addresses[0] not in self.lists_seen:
            self.lists_seen.add(addresses[0])
            yield Request(
                addresses[0],
                self.parse_list,
                errback=self.list_failed,
                cb_kwargs={"others": addresses[1:]},
                priority=_LISTS_FIRST,
                dont_filter=True,
            )

    def parse_list(self, response: Response, others: tuple[str, ...] = ()) -> Output:
        """Follow a list page's links to categories, articles and shares; the heading above a link names its source."""
        if not isinstance(response, TextResponse):
            self.list_lost(response.url, "answers no page")
            return
        name, base, found = "", get_base_url(response), False
        for node in response.xpath("//h1 | //h2 | //h3 | //a[@href]"):
            text = "".join(node.root.itertext()).strip()
            if node.root.tag != "a":
                name = text.removesuffix("新闻")
                continue
            url = self.relocate(absolute_address(base, node.root.get("href")))
            article = self.article_at(url)
            is_category = bool(self.categories and re.search(self.categories, self.path_of(url)))
            found = found or article is not None or url.startswith(self.site_url)
            if article:
                article.say("title", "list", text)
                article.say("source", "list", "" if article.column else name)
                category = article.raw.get("category", {}).get("url", "")
                if category and not self.category:
                    yield from self.category_request(category, name)
                yield from self.follow(article, url)
            elif is_category and not self.category:
                yield from self.list_request(url)
        if found:
            self.count("lists/fetched")
        else:  # an error page that says it is none: a list, even an empty one, has a link to its site's home
            self.list_lost(response.url, "links to nothing of the site")

    def parse_api(self, response: Response, api: ListAPI) -> Output:
        """Follow a list API's records."""
        answer = read_json(response.body, content_type_of(response))
        records = answer.get(api.records) if isinstance(answer, dict) else None
        if not isinstance(records, list):
            self.list_lost(response.url, f"answers no JSON with a list {api.records!r}")
            return
        self.count("lists/fetched")
        for record in records:
            known = record if isinstance(record, dict) else {}
            said = {name: read_value(known.get(key)) for name, key in api.fields.items()}
            article = self.new_article(said.pop("id"))
            article.share_id = said.pop("share_id", "") or article.id
            article.url = said.pop("url", "") or article.url
            article.column = self.columns.get(api.column)
            for name, value in said.items():
                article.say(name, "api", value)
            if not self.category or self.category_of(article) in self.category:
                yield from self.follow(article)

    def list_failed(self, failure: Failure) -> Output:
        """Try a list's next address where there is one; else the crawl is incomplete."""
        request: Request = failure.request  # type: ignore[attr-defined]
        problem, due = explain(failure)
        others = request.cb_kwargs.get("others", ())
        if others and not due:
            yield from self.list_request(*others)
        else:
            self.list_lost(request.url, problem)

    def list_lost(self, url: str, problem: str) -> None:
        self.count("lists/failed")
        self.logger.error("List not read: %s: %s", url, problem)

    def follow(self, article: Article, url: str = "") -> Output:
        """What comes of an article that a list gives, with the address of its post page where it has one."""
        raise NotImplementedError

    # -- what a list and an address tell of an article

    def new_article(self, id_: str) -> Article:
        """An article of this site, cited by its share link."""
        url = self.share_url + self.share_page.format(id=quote(id_, safe="")) if self.share_page and id_ else ""
        return Article(id=id_, share_id=id_, url=url, site=self.name)

    def article_at(self, url: str) -> Article | None:
        """The article that a link leads to, by its address alone; None where it is no link to an article."""
        url = url.split("#", 1)[0]
        if self.articles and (found := re.search(self.articles, self.path_of(url))):
            parts = found.groupdict()
            article = self.new_article(unquote(parts["id"]))
            article.say("published", "url", parts.get("published"))
            article.say("category", "url", parts.get("slug"))
            article.column = self.columns.get(parts.get("slug") or "")
            return article
        if self.shares and (found := re.search(self.shares, url)):
            return self.new_article(unquote(found["id"]))
        return None

    def day_of(self, article: Article) -> date | None:
        """The day of an article in China as a list or its address tells it; None where neither does."""
        said = article.raw.get("published", {})
        now = datetime.now(UTC)
        found = (parse_date(said[place], now=now) for place in ("api", "list", "url") if place in said)
        return next((day.when.astimezone(CST).date() for day in found if day), None)

    def wants(self, day: date | None) -> bool:
        """Whether an article of that day lies within since and until; True where the day is not known."""
        return day is None or not ((self.since and day < self.since) or (self.until and day > self.until))

    def category_of(self, article: Article) -> str:
        """The slug of the category that lists an article; empty where nothing tells it."""
        if article.column:
            return article.column.slug
        source = next(iter(article.raw.get("source", {}).values()), "")
        return slug(canonical(source)) if source else ""

    # -- addresses

    def path_of(self, url: str) -> str:
        """What follows `site_url` in an address, over http or https; empty where it is no address of the site."""
        base, address = self.site_url.partition("//")[2], url.partition("//")[2]
        return address[len(base) :] if base and address[: len(base)].lower() == base.lower() else ""

    def relocate(self, url: str) -> str:
        """The link under the base that replaces its own, where `-a site_url=` or another moved it."""
        if not self.moved:
            return url
        host = urlsplit(url).netloc
        return self.moved[host] + url.split(host, 1)[1].lstrip("/") if host in self.moved else url
