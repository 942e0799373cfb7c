"""What a change of rules would alter: archived articles read again from the WARC files, and compared with their posts."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from scrapy.http import Request
from scrapy.settings import Settings

from newscrawl.archive.entries import Entry, id_of
from newscrawl.archive.index import Index
from newscrawl.archive.posts import Post, read_post
from newscrawl.archive.revisions import diff
from newscrawl.archive.visits import mark_withdrawn
from newscrawl.exporters.jekyll import JekyllExporter, file_name, render_post
from newscrawl.exporters.site import ColumnPages
from newscrawl.items import Article
from newscrawl.places import find_post, write_post
from newscrawl.spiders.recheck import Recheck
from newscrawl.text.markup import clean_body

_VALIDATION = "newscrawl.pipelines.validation.ValidationPipeline"  # what comes after it writes
_STATES = ("archived", "gone")


class Change(NamedTuple):
    """What becomes of one field: `text` has a diff in `after`, and nothing in `before`."""

    field: str
    before: str
    after: str


class Found(NamedTuple):
    """An article that the rules of today read otherwise than its post shows. `changes` is empty where they would set it
    aside, or its answers cannot be read any more; then `problem` says why."""

    site: str
    id: str
    post: str
    changes: list[Change]
    problem: str = ""

    def as_json(self) -> str:
        told = {"site": self.site, "id": self.id, "post": self.post}
        changes = [change._asdict() for change in self.changes]
        return json.dumps(
            told | ({"problem": self.problem} if self.problem else {"changes": changes}), ensure_ascii=False
        )


def compare(old: Post, new: Post) -> list[Change]:
    """The fields in which two posts differ, as a reader meets them; `markup` where only the HTML does.

    >>> old = read_post('---\\ntitle: "甲"\\n---\\n<p>一。</p>'.encode(), "2022-06-13-NW1.md")
    >>> new = read_post('---\\ntitle: "乙"\\n---\\n<p>一。</p><p>二。</p>'.encode(), "2022-06-13-NW1.md")
    >>> [(change.field, change.after) for change in compare(old, new)]
    [('title', '乙'), ('text', '@@ -1,0 +2 @@\\n+二。')]
    """
    pairs = [
        (name, old.front.get(name, ""), new.front.get(name, "")) for name in dict.fromkeys([*old.front, *new.front])
    ]
    pairs += [("digest", old.digest, new.digest), ("link", old.url, new.url), ("column", old.back, new.back)]
    found = [Change(name, before, after) for name, before, after in pairs if before != after]
    if old.body != new.body:
        before, after = (clean_body(post.body, post.url).text for post in (old, new))
        difference = diff(before, after)
        found.append(Change("text", "", difference) if difference else Change("markup", old.body, new.body))
    return found or [Change("form", "", "")]


class Examiner:
    """Compares each article that was read again with its post, and writes it anew if asked to. Its counts: `same`,
    `altered`, of these `markup` alone, `unread`. Raises OSError and ArchiveUnusable."""

    def __init__(self, settings: Settings, index: Index, *, write: bool) -> None:
        self.index, self.site = index, Path(settings["OUTPUT_DIR"]) / "site"
        self.posts = self.site / "_posts"
        self.site_url, self.extra = settings["SITE_URL"], settings.getlist("POST_EXTRA_FIELDS")
        self.log = Path(settings["OUTPUT_DIR"]) / "reports" / "rebuilt.jsonl"
        self.columns = ColumnPages(self.site, write=False)
        scaffold = settings.getbool("SITE_SCAFFOLD")
        self.exporter = (
            JekyllExporter(
                self.site,
                site_url=self.site_url,
                scaffold=scaffold,
                extra=self.extra,
                post_of=lambda id_: next(iter(index.posts_of(id_)), ""),
            )
            if write
            else None
        )
        self.counts = {"same": 0, "altered": 0, "markup": 0, "unread": 0}

    def examine(self, article: Article) -> Found | None:
        """An article as the rules of today read it; None where its post shows just that."""
        entry = self.index.find(article.site, id_of(article))
        path = find_post(self.posts, entry.post) if entry and entry.post else None
        if not (entry and path and path.is_file()):
            return self.unread(article, "its post is not there")
        shown = path.read_bytes()
        old = read_post(shown, path.name)
        with suppress(ValueError):
            article.same_story = json.loads(old.front.get("same_story", '""') or '""')
        column = article.column
        assert column
        article.column = self.columns.claim(column)
        text = self.withdrawn(render_post(article, site_url=self.site_url, extra=self.extra), old)
        if text.encode() == shown and file_name(article) == path.name:
            self.counts["same"] += 1
            return None
        found = Found(article.site, article.id, path.name, compare(old, read_post(text.encode(), file_name(article))))
        self.counts["altered"] += 1
        self.counts["markup"] += {change.field for change in found.changes} <= {"markup", "form"}
        if self.exporter:
            article.column = column
            self.write(article, entry, old, found)
        return found

    def unread(self, article: Article, problem: str) -> Found:
        self.counts["unread"] += 1
        return Found(article.site, article.id, "", [], problem)

    @staticmethod
    def withdrawn(text: str, old: Post) -> str:
        """A post with the mark that it was withdrawn, where it has one: that is no matter of rules."""
        day = old.front.get("withdrawn", "")
        return mark_withdrawn(text, date.fromisoformat(day)) if day else text

    def write(self, article: Article, entry: Entry, old: Post, found: Found) -> None:
        """The post, the index, and what was altered. It is no revision of the publisher's, and none is kept."""
        assert self.exporter
        self.exporter.write(article)
        name = file_name(article)
        if old.front.get("withdrawn"):
            post = find_post(self.posts, name).read_text(encoding="utf-8")
            write_post(self.posts, name, self.withdrawn(post, old).encode())
        self.index.archive(article, name)
        if entry.state == "gone":
            self.index.mark_gone(article, entry.reason)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f'{{"when": "{datetime.now(UTC).isoformat(timespec="seconds")}", {found.as_json()[1:]}\n')


class Rereading(Recheck):
    """Asks for every archived article by its site's rules, as `recheck` does, and for nothing else."""

    def __init__(self, name: str | None = None, *, index: Index, days: tuple[date, date], of: str = "") -> None:
        super().__init__(name)
        self.articles_of, self.days_wanted, self.of = index, days, of

    async def start(self) -> AsyncIterator[Request | Article]:
        for entry in self.entries():
            for output in self.visit(entry.article(), entry.page_url):
                yield output

    def entries(self) -> Iterator[Entry]:
        for state in _STATES:
            yield from self.articles_of.iter_articles(
                site=self.of, state=state, since=self.days_wanted[0], until=self.days_wanted[1]
            )


def only_reading(settings: Settings) -> dict[str, Any]:
    """The settings of a crawl whose articles go through all steps, and are written nowhere."""
    pipelines = settings.getdict("ITEM_PIPELINES")
    last = pipelines[_VALIDATION]
    return {
        "ITEM_PIPELINES": {name: order for name, order in pipelines.items() if order is not None and order <= last},
        "EXTENSIONS": dict.fromkeys(settings.getdict("EXTENSIONS")),
        "REPLAY_BEST": True,
    }
