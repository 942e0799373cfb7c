"""RecallSpider: what a spider remembers of the lists that earlier crawls read, and keeps of those it reads.

A list that has not changed is not sent again (conditional requests), so what is kept of it must not be kept too early:
the validators of all lists go to the memory once no list is open, with all that they name, the lists that they lead to
included. A crawl that ends before reads them again in full.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial

from scrapy.http import Response

from newscrawl.base.links import LinkSpider
from newscrawl.memory import KnownList, Memory, NoMemory

_MOST_PAGES = 500  # of one list: more are a list that never ends


def validators_of(response: Response) -> dict[str, str]:
    """The headers of a request for what a response answered, only if that has changed; empty where it gave no validators."""
    given = {"If-None-Match": response.headers.get("ETag"), "If-Modified-Since": response.headers.get("Last-Modified")}
    return {name: value.decode("latin-1") for name, value in given.items() if value}


class RecallSpider(LinkSpider):
    """The part of NewsSpider that remembers lists."""

    memory: Memory = NoMemory()

    category_pages: tuple[str, ...] = ()
    day_pages: tuple[str, ...] = ()
    crawls_all_categories = False

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name, **given)
        self.lists_tell_all = True  # False where articles come from links: then lists are read only for what these lack
        self.known: set[str] = set()  # ids of articles that lists name and that need not be fetched
        self.recalled: set[str] = set()  # addresses of lists that no list of today names
        self.lists_open = 0  # asked for, and not read yet
        self.lists_read: list[Callable[[], None]] = []  # what to keep of them, once none is open

    @cached_property
    def remembered(self) -> dict[str, KnownList]:
        """Address → list, of all that earlier crawls read."""
        return {known.url: known for known in self.memory.lists(self.name)} if self.lists_tell_all else {}

    def conditions(self, url: str, *, paged: bool) -> dict[str, str]:
        """The headers with which a list is asked for only if it has changed; none where its content is needed anyway: to
        go on from a page to the next, to look something up in it, to fetch again what it names."""
        if not self.lists_tell_all or self.refetch or (paged and self.since):
            return {}
        return self.memory.validators(url)

    # -- how far a list is read

    def goes_on(
        self,
        first: str,
        days: Mapping[str, date | None],
        before: frozenset[str],
        page: int,
        reach: date | None = None,
    ) -> bool:
        """Whether a list is read on, after a page with articles of these days. With `since` or `reach`: while it reaches
        further back than the page; one article of that time suffices that no page before had, since pages are newest
        first, and some articles stand on each of them. Without: where an earlier crawl read the list (its `first`
        page), until all of a page is known."""
        new = [id_ for id_ in days if id_ not in before]
        if page >= _MOST_PAGES:
            return False
        if since := self.since or reach:
            return any((day := days[id_]) is None or day >= since for id_ in new)
        anew = self.refetch or self.until or self.category or first not in self.remembered
        return not anew and any(id_ not in self.known for id_ in new)

    # -- what is kept

    def list_done(self, url: str, response: Response | None, *, whole: bool = True, day: date | None = None) -> None:
        """A list is read, not there (without `response`), or unchanged. Not `whole`: this crawl left something out that
        another may want, so the list is asked for in full again."""
        if response is not None:
            self.count("lists/unchanged" if response.status == 304 else "lists/fetched")
        said = response.headers if response is not None and whole else {}
        self.close_list(
            partial(
                self.memory.remember_list,
                url,
                self.name,
                status=response.status if response is not None else 404,
                etag=(said.get("ETag") or b"").decode("latin-1"),
                last_modified=(said.get("Last-Modified") or b"").decode("latin-1"),
                day=day,
                problem="",
            )
        )

    def list_lost(
        self,
        url: str,
        problem: str,
        *,
        key: str = "",
        status: int = 0,
        day: date | None = None,
        reach: date | None = None,
    ) -> None:
        """A list cannot be read: a gap until it can; `key` is what it is remembered by, `reach` how far it was to be read
        on."""
        self.count("lists/failed")
        self.logger.error("List not read: %s: %s", url, problem)
        if self.lists_tell_all:
            self.memory.remember_list(
                key or url,
                self.name,
                status=status,
                etag="",
                last_modified="",
                day=day,
                problem=problem,
                reach=reach or self.since,
            )
        self.close_list()

    def close_list(self, remember: Callable[[], None] | None = None) -> None:
        """One list less is open; with the last one, what was read goes to the memory."""
        if remember and self.lists_tell_all:
            self.lists_read.append(remember)
        self.lists_open -= 1
        if not self.lists_open:
            for keep in self.lists_read:
                keep()
            self.lists_read.clear()

    # -- what is asked for again

    def recalled_categories(self) -> Iterator[str]:
        """Slugs of the categories whose pages earlier crawls found: the page that led to them may not be sent again."""
        pages = [re.escape(page).replace(r"\{slug\}", r"([^/?]+)") for page in self.category_pages]
        found = (
            re.fullmatch(page.replace(r"\{page\}", "1"), self.path_of(url))
            for url in self.remembered
            for page in (pages if self.crawls_all_categories else ())
        )
        yield from dict.fromkeys(match[1] for match in found if match)

    def recalled_pages(self) -> Iterator[str]:
        """Addresses of pages to which a list linked as a category's, where a site has no other word for them."""
        for url in self.remembered if self.categories and not self.category_pages else ():
            if re.search(self.categories, self.path_of(url)):
                yield url

    def broken_pages(self, address: str) -> dict[int, date | None]:
        """Number → reach of the pages at which a list broke off, first to last. `address` is what it is remembered by,
        with `{page}` in it. None where this crawl asks for a part of the list alone."""
        if "{page}" not in address or self.category or self.since or self.until or self.refetch:
            return {}
        page = re.compile(re.escape(address).replace(r"\{page\}", r"(\d+)"))
        found = ((page.fullmatch(known.url), known) for known in self.remembered.values() if not known.complete)
        return dict(sorted((int(match[1]), known.reach) for match, known in found if match))

    def broken_days(self) -> Iterator[date]:
        """Days whose lists could not be read."""
        for page in self.day_pages:
            for known in self.remembered.values():
                if not known.complete and known.url in (
                    page.format(day=known.day),
                    self.site_url + page.format(day=known.day),
                ):
                    yield known.day
