"""LinkSpider: what an address tells, of an article and of the site it belongs to."""

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

import scrapy
from scrapy.http import Response

from newscrawl.arguments import Arguments, check_arguments
from newscrawl.items import Article, Column
from newscrawl.text.dates import CST, parse_date
from newscrawl.text.slugs import slug
from newscrawl.text.sources import canonical


class LinkSpider(scrapy.Spider):
    """Attributes whose names end in `_url` are bases of addresses: each can be replaced by an argument of its name,
    since hosts move, and links to the old base then lead to the new one."""

    takes: tuple[str, ...] = ("category", "since", "until", "refetch")

    # where it lives
    site_url = ""
    share_url = ""
    domain = ""  # where the site has many hosts (culture.people.com.cn), what their names end in
    mirrors: tuple[str, ...] = ()  # hosts at which the share service stood before

    # which links are what: patterns searched in a link's address below `site_url` (see `path_of`), of shares in the
    # whole address. Groups: id, and where the address tells them published and slug (the category)
    categories = ""
    articles = ""
    shares = ""
    id_prefix = ""  # before the site's own ids where they are short numbers, which another site may give too

    # categories that are not named after a source
    columns: dict[str, Column] = {}

    # the share link of an id, by which an article is cited; below `site_url` where there is no share service
    share_page = ""

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name)
        checked = self.check(**given)
        self.given = given
        self.category, self.since, self.until = checked.category, checked.since, checked.until
        self.refetch = checked.refetch
        self.moved = {
            urlsplit(old).netloc: checked.bases[key] for key, old in self.bases().items() if key in checked.bases
        }
        for key, url in checked.bases.items():
            setattr(self, key, url)

    def count(self, key: str) -> None:
        """Count one more in the crawl's stats."""
        assert self.crawler.stats
        self.crawler.stats.inc_value(key)

    def now(self) -> datetime:
        """The present, aware; in a replay the time at which the crawl that is replayed began."""
        then: str = self.settings["REPLAY_TIME"] if hasattr(self, "settings") else ""
        return datetime.fromisoformat(then) if then else datetime.now(UTC)

    def fetched(self, response: Response) -> datetime:
        """When a response was asked for, as its WARC record has it too, so that a replay counts 昨天 from the same day."""
        known = response.request.meta.get("fetched") if response.request else None
        return known if isinstance(known, datetime) else self.now()

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
        """The hosts whose links take this site's rules; one that begins with a dot stands for all below it."""
        all_below = {f".{cls.domain}"} if cls.domain else set()
        return {urlsplit(url).netloc for url in cls.bases().values()} | set(cls.mirrors) | all_below

    # -- what an address, and a list, tell of an article

    def new_article(self, id_: str) -> Article:
        """An article of this site, cited by its share link."""
        url = (
            (self.share_url or self.site_url) + self.share_page.format(id=quote(id_, safe=""))
            if self.share_page and id_
            else ""
        )
        return Article(id=self.id_prefix + id_ if id_ else "", share_id=id_, url=url, site=self.name)

    def article_at(self, url: str) -> Article | None:
        """The article that a link leads to, by its address alone; None where it is no link to an article."""
        url = url.split("#", 1)[0]
        path = self.path_of(url)
        if self.articles and (found := re.search(self.articles, path)):
            parts = found.groupdict()
            article = self.new_article(unquote(parts["id"]))
            # What follows the pattern's match (?from=list) is no part of the article's address.
            article.url = article.url or url[: len(url) - len(path) + found.end()]
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
        now = self.now()
        for place in ("api", "list", "url"):
            if place in said and (
                found := _day_in_address(said[place], now.date()) if place == "url" else _day(said[place], now)
            ):
                return found
        return None

    def wants(self, day: date | None) -> bool:
        """Whether an article of that day lies within since and until; True where the day is not known."""
        return day is None or not ((self.since and day < self.since) or (self.until and day > self.until))

    def category_of(self, article: Article) -> str:
        """The category that lists an article, as `-a category=` names it; empty where nothing tells it."""
        if listed := article.raw.get("category", {}).get("api"):
            return listed
        if article.column:
            return article.column.slug
        source = next(iter(article.raw.get("source", {}).values()), "")
        return slug(canonical(source)) if source else ""

    def is_elsewhere(self, article: Article, listed: str | None = None) -> bool:
        """Whether an article belongs to a category that was not asked for, by its address, else by where it is listed;
        False where neither tells."""
        told = unquote(article.raw.get("category", {}).get("url", "")) or listed
        return bool(self.category) and told is not None and told.lower() not in {c.lower() for c in self.category}

    # -- addresses

    def path_of(self, url: str) -> str:
        """What follows `site_url` in an address, http or https; for another host of the site's domain, the host too
        (`culture.people.com.cn/n1/…`). Empty where it is no address of the site."""
        base, address = self.site_url.partition("//")[2], url.partition("//")[2]
        if base and address[: len(base)].lower() == base.lower():
            return address[len(base) :]
        host = address.partition("/")[0].lower()
        return address if self.domain and f".{host}".endswith(f".{self.domain}") else ""

    def relocate(self, url: str) -> str:
        """The link under the base that replaces its own, where `-a site_url=` or another moved it."""
        if not self.moved:
            return url
        host = urlsplit(url).netloc
        return self.moved[host] + url.split(host, 1)[1].lstrip("/") if host in self.moved else url


def _day(text: str, now: datetime) -> date | None:
    found = parse_date(text, now=now)
    return found.when.astimezone(CST).date() if found else None


@lru_cache(maxsize=1024)
def _day_in_address(text: str, today: date) -> date | None:
    """A list names hundreds of addresses of few days, each of which is asked for several times."""
    return _day(text, datetime.combine(today, time.max, UTC))
