"""ListSpider: from a site's lists to the articles they list.

Lists are pages (home, categories, days) and JSON APIs. Whatever they list goes to `follow`, once a crawl; a list that
cannot be read makes the crawl incomplete. A list that has further pages is read on only as far as `since` asks for.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from scrapy.http import Request, Response, TextResponse
from scrapy.utils.response import get_base_url
from twisted.python.failure import Failure

from newscrawl.arguments import Arguments
from newscrawl.base.apis import ListAPI, read_fields, read_records
from newscrawl.base.recall import RecallSpider
from newscrawl.decoding import content_type_of
from newscrawl.exceptions import WrongArgument
from newscrawl.failures import explain
from newscrawl.items import Article
from newscrawl.text.addresses import absolute_address
from newscrawl.text.dates import CST
from newscrawl.text.slugs import slug
from newscrawl.text.sources import canonical

Output = Iterator[Request | Article]
_LISTS_FIRST = 10  # priority: a list that moves on should be read before the articles of another


class ListSpider(RecallSpider):
    """The part of NewsSpider that reads lists. Addresses are relative to `site_url` or absolute; `{page}` in one stands
    for the number of its page, from 1."""

    # where lists are: pages to begin with; a category's page by its slug, first to last resort; and pages of one day,
    # `{day:%Y%m%d}`, read for every day since `since`
    start_pages: tuple[str, ...] = ("",)
    category_pages: tuple[str, ...] = ()
    day_pages: tuple[str, ...] = ()
    list_apis: tuple[ListAPI, ...] = ()

    # what a list page says beside a link: XPath expressions from the link, whose string is the value
    list_fields: dict[str, str] = {}
    headings_name_sources = False  # whether the heading above a link names its source
    crawls_all_categories = False  # whether a category that an article's address names is crawled too

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name, **given)
        self.lists_seen: set[str] = set()

    @classmethod
    def check(cls, **given: str) -> Arguments:
        checked = super().check(**given)
        known = [api.category or api.column for api in cls.list_apis]
        if not cls.category_pages and (unknown := sorted(checked.category.difference(known))):
            raise WrongArgument(f"category={unknown[0]!r}: {cls.name} has the categories {', '.join(known) or 'none'}")
        return checked

    # -- which lists

    async def start(self) -> AsyncIterator[Request | Article]:
        for request in self.first_requests():
            yield request

    def first_requests(self) -> Iterator[Request]:
        """Requests of the lists a crawl begins with: the wanted categories, or the start pages; days; list APIs."""
        for page in () if self.category else self.start_pages:
            yield from self.list_request(self.address(page))
        for category in sorted(self.category.difference(api.category for api in self.list_apis)):
            yield from self.category_request(category)
        for day in dict.fromkeys((*self.days(), *self.broken_days())):
            for page in self.day_pages:
                yield from self.list_request(self.address(page.format(day=day)), day=day)
        for api in self.list_apis:
            name = api.category or api.column
            if not (self.category and name and name not in self.category):
                yield from self.api_request(api)
        if not self.category:
            yield from self.recall()

    def recall(self) -> Iterator[Request]:
        """Requests of the category pages that earlier crawls found; that one of them is gone since is no failure."""
        found = [self.category_request(category) for category in self.recalled_categories()]
        found += [self.list_request(page) for page in self.recalled_pages()]
        for request in chain.from_iterable(found):
            self.recalled.add(request.url)
            yield request

    def days(self) -> Iterator[date]:
        """The days since `since`, up to `until` or today, newest first."""
        today = self.now().astimezone(CST).date()
        last = min(self.until or today, today).toordinal()
        if self.day_pages and self.since:
            yield from map(date.fromordinal, range(last, self.since.toordinal() - 1, -1))

    def category_request(self, category: str, name: str = "") -> Iterator[Request]:
        """The request of a category's page, by the slug that its articles' addresses have. Jekyll writes addresses in
        lower case and the category's page as it is called (TechWeb), which its name tells."""
        column = self.columns.get(category)
        slugs, publisher = [category], canonical(name)
        if publisher != publisher.lower() and (named := slug(publisher)) != category and named.lower() == category:
            slugs.insert(0, named)
        pages = [p.format(slug=s, page="{page}") for p in self.category_pages for s in slugs]
        return self.list_request(*map(self.address, [column.path] if column else pages))

    def list_request(
        self,
        *addresses: str,
        page: int = 1,
        before: frozenset[str] = frozenset(),
        day: date | None = None,
        reach: date | None = None,
    ) -> Iterator[Request]:
        """The request of a list page, once a crawl; where it is not found, of the next of its addresses. `before` are
        the ids on its pages before this one; `day`: it is that day's, and where it is not there, nothing was to be listed;
        `reach`: an earlier crawl broke off here, and wanted to read on to that day. With the first page come all those."""
        url = addresses[0].replace("{page}", str(page)) if addresses else ""
        if url in self.lists_seen:
            self.recalled.discard(url)  # it is named by a list of today too
        elif url:
            self.lists_seen.add(url)
            broken = {a: self.broken_pages(a) for a in addresses if page == 1}
            reach = broken[addresses[0]].get(1) if page == 1 else reach
            asked = {"addresses": addresses, "page": page, "before": before, "day": day, "reach": reach}
            yield self.to_list(url, url, self.parse_list, asked, paged="{page}" in addresses[0])
            for address, number in ((a, n) for a, pages in broken.items() for n in pages if n > 1):
                yield from self.list_request(address, page=number, day=day, reach=broken[address][number])

    def api_request(
        self, api: ListAPI, page: int = 1, before: frozenset[str] = frozenset(), reach: date | None = None
    ) -> Iterator[Request]:
        """The request of a list API's page, as `list_request` has it."""
        now = int(self.now().timestamp() * 1000)
        url, key = self.api_address(api, page, now), self.api_address(api, page, 0)
        if key in self.lists_seen:
            return
        self.lists_seen.add(key)
        broken = self.broken_pages(self.api_address(api, "{page}", 0)) if page == 1 else {}
        asked = {"api": api, "page": page, "before": before, "reach": broken.get(1) if page == 1 else reach}
        yield self.to_list(url, key, self.parse_api, asked, api.headers, paged="{page}" in api.url)
        for number in (n for n in broken if n > 1):
            yield from self.api_request(api, number, reach=broken[number])

    def api_address(self, api: ListAPI, page: int | str, now: int) -> str:
        bases = {key: getattr(self, key) for key in self.bases()}
        return api.url.format_map({**bases, "category": api.category, "page": page, "now": now})

    def to_list(
        self,
        url: str,
        key: str,
        read: Any,
        asked: dict[str, Any],
        headers: Mapping[str, str] | None = None,
        *,
        paged: bool,
    ) -> Request:
        """The request of a list, which is remembered by `key`: only if it has changed, where that is enough."""
        conditions = self.conditions(key, paged=paged)
        self.lists_open += 1
        return Request(
            url,
            read,
            errback=self.list_failed,
            headers={**(headers or {}), **conditions},
            meta={"list": key} | ({"handle_httpstatus_list": [304]} if conditions else {}),
            cb_kwargs=asked,
            priority=_LISTS_FIRST,
            dont_filter=True,
        )

    # -- what they list

    def parse_list(
        self,
        response: Response,
        addresses: tuple[str, ...] = ("",),
        page: int = 1,
        before: frozenset[str] = frozenset(),
        day: date | None = None,
        reach: date | None = None,
    ) -> Output:
        """Follow a list page's links to categories, articles and shares; the heading above a link may name its source."""
        key = response.meta["list"]
        if response.status == 304:
            self.list_done(key, response, day=day)
            return
        if not isinstance(response, TextResponse):
            self.list_lost(response.url, "answers no page", key=key, status=response.status, day=day)
            return
        name, base, found, whole = "", get_base_url(response), False, not self.category
        days: dict[str, date | None] = {}
        for node in response.xpath("//h1 | //h2 | //h3 | //a[@href]"):
            text = "".join(node.root.itertext()).strip()
            if node.root.tag != "a":
                name = text.removesuffix("新闻")
                continue
            url = self.relocate(absolute_address(base, node.root.get("href")))
            article = self.article_at(url)
            is_category = bool(self.categories and re.search(self.categories, self.path_of(url)))
            found = found or article is not None or url.startswith(self.site_url) or bool(self.path_of(url))
            if article:
                article.say("title", "list", text)
                if self.headings_name_sources and not article.column:
                    article.say("source", "list", name)
                for field, xpath in self.list_fields.items():
                    article.say(field, "list", node.xpath(f"string({xpath})").get("").strip())
                days[article.id] = days.get(article.id) or self.day_of(article)
                category = article.raw.get("category", {}).get("url", "")
                if category and self.crawls_all_categories and not self.category:
                    yield from self.category_request(category, name)
                whole = whole and self.wants(self.day_of(article))
                if not self.is_elsewhere(article):
                    yield from self.follow(article, url, response.url)
            elif is_category and not self.category:
                yield from self.list_request(url)
        first = addresses[0].replace("{page}", "1")
        if "{page}" in addresses[0] and self.goes_on(first, days, before, page, reach):
            yield from self.list_request(addresses[0], page=page + 1, before=before.union(days), reach=reach)
        if found or day or page > 1:
            self.list_done(key, response, whole=whole, day=day)
        else:  # an error page that says it is none: a list, even an empty one, has a link to its site's home
            self.list_lost(response.url, "links to nothing of the site", key=key, status=response.status)

    def parse_api(
        self,
        response: Response,
        api: ListAPI,
        page: int = 1,
        before: frozenset[str] = frozenset(),
        reach: date | None = None,
    ) -> Output:
        """Follow a list API's records."""
        key = response.meta["list"]
        if response.status == 304:
            self.list_done(key, response)
            return
        try:
            records = read_records(response.body, api.records, content_type_of(response))
        except ValueError as error:
            self.list_lost(response.url, str(error), key=key, status=response.status, reach=reach)
            return
        whole = True
        days: dict[str, date | None] = {}
        for record in records:
            said = read_fields(record, api.fields)
            url = self.relocate(absolute_address(response.url, said.pop("url", "")))
            article = self.new_article(said.pop("id")) if "id" in api.fields else self.article_at(url)
            if not article:  # a link to something else, as a list page has them too
                continue
            article.share_id = said.pop("share_id", "") or article.share_id
            if "id" in api.fields:
                article.url = url or article.url
            article.column = self.columns.get(api.column) or article.column
            for name, value in said.items():
                article.say(name, "api", value)
            article.say("category", "api", api.category)  # of a due article, when the list has moved on
            days[article.id] = self.day_of(article)
            elsewhere = self.is_elsewhere(article, api.category or self.category_of(article))
            whole = whole and not elsewhere and self.wants(days[article.id])
            if not elsewhere:
                yield from self.follow(article, where=response.url)
        if "{page}" in api.url and self.goes_on(self.api_address(api, 1, 0), days, before, page, reach):
            yield from self.api_request(api, page + 1, before.union(days), reach)
        self.list_done(key, response, whole=whole)

    def list_failed(self, failure: Failure) -> Output:
        """Try a list's next address where there is one; else, unless it was only tried, the crawl is incomplete."""
        request: Request = failure.request  # type: ignore[attr-defined]
        problem, due = explain(failure)
        asked, key = request.cb_kwargs, request.meta["list"]
        others, day, further = asked.get("addresses", ())[1:], asked.get("day"), asked.get("page", 1) > 1
        if others and not due:
            if key in self.recalled:
                self.recalled.add(others[0])
            yield from self.list_request(*others)
            self.close_list()
        elif due or not (day or further or key in self.recalled):
            status = getattr(getattr(failure.value, "response", None), "status", 0)
            self.list_lost(request.url, problem, key=key, status=status, day=day, reach=asked.get("reach"))
        elif further and key not in self.remembered:  # the list has no more pages
            self.close_list()
        else:
            self.list_done(key, None, day=day)

    def address(self, page: str) -> str:
        return page if "://" in page else self.site_url + page

    def follow(self, article: Article, url: str = "", where: str = "") -> Output:
        """What comes of an article that a list (`where`) gives, with the address of its post page where it has one."""
        raise NotImplementedError
