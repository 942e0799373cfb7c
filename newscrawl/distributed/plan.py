"""Which partitions a crawl falls into: each is an ordinary crawl of a day, of a category, or of some links."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from newscrawl.arguments import Arguments
from newscrawl.base import NewsSpider
from newscrawl.exceptions import WrongArgument
from newscrawl.files import safe_id
from newscrawl.text.dates import CST

LINKS_AT_ONCE = 200
_MOST_DAYS = 4000


class Part(NamedTuple):
    """A partition as it is planned."""

    label: str
    """Its name, the same whenever it is planned: `2022-06-13`, `category-emnews`, `links-000001`."""
    arguments: dict[str, str]
    """Of the spider, as `-a` gives them, but for the file of its links."""
    links: list[str]
    """Links that the spider `share` is to archive; of all others none."""


def can_be_distributed(spider: type[NewsSpider]) -> bool:
    """Whether a spider reads lists by days or categories, or is given links."""
    return spider.name == "share" or {"since", "refetch"} <= set(spider.takes)


def check_plan(spider: type[NewsSpider], given: dict[str, str]) -> None:
    """Raises WrongArgument, before anything is done, where a crawl cannot be partitioned."""
    checked = spider.check(**given)
    if (urls := given.get("urls")) and not Path(urls).is_file():
        raise WrongArgument(f"urls={urls}: give a file, which can be read again if the crawl is interrupted")
    if spider.name == "share":
        return
    if not can_be_distributed(spider):
        raise WrongArgument(f"{spider.name} cannot be distributed: name a site, or share with urls=FILE")
    if not checked.since and not categories(spider, checked):
        raise WrongArgument(
            f"give {spider.name} since=2022-06-01, for a partition a day, or category=a,b, for one each"
        )
    if checked.since and (datetime.now(CST).date() - checked.since).days >= _MOST_DAYS:
        raise WrongArgument(f"since={checked.since}: more than {_MOST_DAYS} days, give a later one")


def plan(
    spider: type[NewsSpider], given: dict[str, str], known_urls: Callable[[Iterable[str]], set[str]]
) -> Iterator[Part]:
    """The partitions of a crawl, by arguments that `check_plan` found right; `known_urls` says which links the archive
    has."""
    checked = spider.check(**given)
    if spider.name == "share":
        rest = {name: value for name, value in given.items() if name not in ("url", "urls")}
        links = _links(given, (lambda _: set()) if checked.refetch else known_urls)
        number = 0
        while some := list(islice(links, LINKS_AT_ONCE)):
            number += 1
            yield Part(f"links-{number:06}", dict(rest), some)
    elif found := categories(spider, checked):
        for category in found:
            yield Part(f"category-{safe_id(category)}", {**given, "category": category}, [])
    else:
        for day in days(checked):
            yield Part(f"{day}", {**given, "since": f"{day}", "until": f"{day}"}, [])


def categories(spider: type[NewsSpider], checked: Arguments) -> list[str]:
    """The categories that are a partition each; empty where days are. Where lists have pages, every day would read all
    pages down to it, so it is categories there; elsewhere only where no day is given."""
    known = {api.category for api in spider.list_apis if api.category}
    pages = (*(api.url for api in spider.list_apis), *spider.start_pages, *spider.category_pages)
    if any("{page}" in page for page in pages) and (checked.category or known):
        return sorted(checked.category or known)
    return [] if checked.since else sorted(checked.category)


def days(checked: Arguments) -> Iterator[date]:
    """The days wanted, newest first, none of them in the future."""
    today = datetime.now(CST).date()
    day = min(checked.until or today, today)
    while checked.since and day >= checked.since:
        yield day
        day -= timedelta(days=1)


def _links(given: dict[str, str], known_urls: Callable[[Iterable[str]], set[str]]) -> Iterator[str]:
    """The links of `url=` or `urls=`, each once, without those that are known."""
    seen: set[str] = set()
    lines = iter(given["url"].split(",")) if "url" in given else _read_lines(Path(given["urls"]))
    while some := list(islice(lines, 1000)):
        stripped = (line.strip().lstrip("\ufeff") for line in some)
        links = [link for link in dict.fromkeys(stripped) if link and link[0] != "#" and link not in seen]
        known = known_urls(links)
        seen.update(links)
        yield from (link for link in links if link not in known)


def _read_lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        yield from lines
