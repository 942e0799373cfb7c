"""The record that flows through everything: Article, and the column it was listed under."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Column:
    """The place of a site under which an article is listed: it gives the post its category, tag and back link.

    For most articles it is the source itself; flash items have one of their own (emnews, 东财滚动新闻).
    """

    slug: str
    """Front matter's `categories` and the last part of the page's address: `[A-Za-z0-9-]` only."""

    name: str
    """Without the ending 新闻, which tag and back link add: 常州日报, 东财滚动."""

    path: str
    """Where the column's page stands on the site: `category/changzhouribao.html`, `emnews/`."""


@dataclass(kw_only=True)
class Article:
    """One article: what the pages said of it (`raw`), and what that means (all other fields).

    A spider fills `id`, `url`, `site`, `fetched` and `raw`; the steps of `newscrawl.steps` fill the rest.
    Every time is aware; `published` is in +08:00.
    """

    # which article it is
    id: str = ""
    """The upstream's own id, else a hash of the canonical URL. Only `[A-Za-z0-9_-]` reaches a file name."""

    share_id: str = ""
    """The id by which the share service knows it, where that is another (a flash item's infoCode)."""

    url: str = ""
    """The address under which the archive cites it: the share link, for other sites the page itself."""

    site: str = ""
    """Name of the spider whose rules read it; empty for `read_article`."""

    fetched: datetime | None = None
    """When its pages were read: what 昨天 23:10 and dates without a year are counted from."""

    # what it is
    title: str = ""
    """The headline as displayed: plain text on one line."""

    published: datetime | None = None
    """The time printed with it, +08:00; midnight where only the day is known (see `precision`)."""

    precision: str = ""
    """How exact `published` is: `day`, `minute` or `second`; empty without a date."""

    source: str = ""
    """The publisher it is attributed to, as the page names it (上海证券报·中国证券网); empty where none is named."""

    publisher: str = ""
    """The same by its canonical name (上海证券报): one publisher has one, and one slug."""

    authors: list[str] = field(default_factory=list)
    """Persons named as writers: 记者, 通讯员, 作者, 文/. Never an editor, never a source."""

    editors: list[str] = field(default_factory=list)
    """责任编辑, 责编, 编辑."""

    photographers: list[str] = field(default_factory=list)
    """摄影, 摄, 图/."""

    digest: str = ""
    """The lead of a flash item, plain text on one line, without its 【title】; empty for all others."""

    body: str = ""
    """Clean HTML on one line: block elements only, safe to publish."""

    text: str = ""
    """The body as plain text, one paragraph a line."""

    column: Column | None = None
    """Where it was listed; the source's own column unless the site says otherwise."""

    pages: list[str] = field(default_factory=list)
    """Addresses of the pages it was read from, in order: several for a paged article."""

    post: str = ""
    """File name of its post below `site/_posts`, once that is on disk."""

    same_story: str = ""
    """The id of the earliest article of the archive that tells the same story; empty where that is this one."""

    revisions: int = 0
    """How often it has changed since it was archived: the archive keeps each version."""

    withdrawn: date | None = None
    """The day, in China, on which its page was found to be withdrawn; None while it stands."""

    # how we know
    raw: dict[str, dict[str, str]] = field(default_factory=dict)
    """field → place → the string as found there. Fields: title, published, source, digest, body, author, editor,
    photographer. Places: `share` (the share service's JSON), `api` (a list API), `list` (a list page), `post` (a post
    page), `url` (the address itself), `page` (an article's own page), `body` and `digest` (a line inside of them)."""

    body_element: Any = field(default=None, repr=False, compare=False)
    """The body as an element of the parsed page, until `clean_markup` has read it: it need not be parsed twice."""

    answers: dict[str, dict[str, str]] = field(default_factory=dict, repr=False, compare=False)
    """Address → the headers that ask whether its answer is still the one that was read (If-None-Match …): of all that
    the article was read from, in order; empty where an answer told none."""

    unchanged: bool = field(default=False, repr=False, compare=False)
    """Whether it was visited again, and all its answers are still those that were read: nothing else is known then."""

    reasons: dict[str, str] = field(default_factory=dict)
    """field → the place and rule its value was taken from, and why where places disagreed."""

    repairs: Counter[str] = field(default_factory=Counter)
    """What the steps mended, and how often (`markup/indent`: 12): the pipelines add it to the stats."""

    problem: str = ""
    """Why it could not be fetched or read, in words for the person who runs the crawl; empty where nothing is wrong."""

    due: bool = False
    """Whether the problem may pass (a time-out, a 503): the crawl is incomplete until it is tried again."""

    def says(self, field_name: str, *places: str) -> bool:
        """Whether a page said anything of a field, at one of these places or, without places, anywhere."""
        said = self.raw.get(field_name, {})
        return any(place in said for place in places) if places else bool(said)

    def say(self, field_name: str, place: str, value: object) -> None:
        """Keep what a page said of a field; nothing is kept of None or an empty string."""
        if value is not None and str(value).strip():
            self.raw.setdefault(field_name, {})[place] = str(value)
