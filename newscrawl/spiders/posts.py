"""Reads existing Jekyll posts back into articles, without any network: those of today's form come out as they went in,
those of its predecessors are mended, and what was wrong with each is told."""

import html
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scrapy.http import Request

from newscrawl.archive.postfiles import Account, PostFile, check, read_file, read_folder
from newscrawl.archive.posts import Post, fits
from newscrawl.arguments import Arguments
from newscrawl.base import NewsSpider
from newscrawl.exceptions import WrongArgument
from newscrawl.files import safe_id
from newscrawl.items import Article, Column
from newscrawl.reading import hash_id
from newscrawl.spiders.finews import Finews
from newscrawl.spiders.share import Share
from newscrawl.text.addresses import is_address
from newscrawl.text.markup import clean_body
from newscrawl.text.slugs import slug
from newscrawl.text.sources import UNSIGNED, canonical, clean_source, read_credit, read_digest_credit

# Problems that do not tell a predecessor's post from one of ours.
_OF_OURS = frozenset({"U+FFFD in the text"})
# Problems that explain why title, date or body are missing.
_WHY_UNREADABLE = frozenset({"not UTF-8", "no front matter", "invalid YAML"})


class Posts(Share):
    """`-a path=DIR`: every post below the folder, by the rules of the site that its link belongs to. What is archived
    already in other words stays, unless `-a refetch=1`."""

    name = "posts"
    takes = ("path", "refetch")

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name, **given)
        self.lists_tell_all = False  # nothing is listed, and nothing that was due is asked for
        self.account = Account()
        self.sites_read: dict[type[NewsSpider], NewsSpider] = {}
        self.names: dict[str, str] = {}  # slug → the source that posts name with it, and that it fits

    @property
    def post_problems(self) -> dict[str, dict[str, Any]]:
        """Kind of problem → how many posts have it, and the first of them. For the report."""
        return self.account.ranked()

    @classmethod
    def check(cls, **given: str) -> Arguments:
        checked = super(Share, cls).check(**given)
        path = given.get("path", "")
        if not path:
            raise WrongArgument("posts needs path=DIR, a folder of Jekyll posts")
        if not Path(path).is_dir():
            raise WrongArgument(f"path={path!r} is no folder: give one of Jekyll posts, such as site/_posts")
        return checked

    async def start(self) -> AsyncIterator[Request | Article]:
        for article in self.read_posts(Path(self.given["path"])):
            yield article

    def read_posts(self, folder: Path) -> Iterator[Article]:
        """An article for every post, as the folder is read; last those that name their source by its slug alone, which
        other posts may tell."""
        nameless: list[str] = []
        for file in read_folder(folder):
            if not file.is_post:
                self.account.add("no post: passed over", file.path, file.problem)
                continue
            for kind, found in check(file).items():
                self.account.add(kind, file.path, found)
            name = self.named_by(file.post)[0] if file.post else ""
            if file.post and name and fits(file.post.column.slug, name):
                self.names.setdefault(file.post.column.slug, name)
            if file.post and not name:
                nameless.append(file.path)
            else:
                yield from self.listed(self.read(file), file.path)
        for path in nameless:
            yield from self.listed(self.read(read_file(folder / path, folder)), path)

    def listed(self, article: Article, path: str) -> Iterator[Article]:
        """The article, unless an earlier post that can be archived has its id."""
        if article.id in self.seen:
            self.account.add("id of another post: passed over", path, self.seen[article.id])
            return
        if article.id and not article.problem and all(map(article.says, ("title", "published", "body"))):
            self.seen[article.id] = path
        article.say("file", "post", path)
        article.fetched = datetime.now(UTC)
        self.count("articles/listed")
        yield article

    def keeps(self, article: Article, changed: list[str]) -> bool:
        """An old post is no better evidence than what is archived already; it is told."""
        if not self.refetch:
            kind = "archived in other words: passed over" if changed else "withdrawn since: passed over"
            self.account.add(kind, article.raw["file"]["post"], ", ".join(changed))
        return not self.refetch

    # -- from a post to the article

    def read(self, file: PostFile) -> Article:
        """The article as the post tells it, for the same steps as any other."""
        post = file.post
        if post is None:
            return Article(site=self.name, problem=f"cannot be read: {file.problem}")
        name, against = self.named_by(post)
        article = self.identify(post)
        ours = _OF_OURS.issuperset(post.problems)
        # In a post of ours, title and digest are plain text; in a predecessor's, what the upstream sent.
        said = html.escape if ours else str
        article.say("title", "post", said(post.front.get("title", "")))
        article.say("published", "post", post.front.get("date", ""))
        article.say("published", "url", post.name[:10] if post.id else "")  # the day in the post's address
        digest = post.digest
        article.say("digest", "post", said(f"【】{digest}" if ours and digest.startswith("【") else digest))
        # What is all that was archived of a flash item is its text.
        article.say("body", "post", post.body if post.body.strip() else digest and f"<p>{said(digest)}</p>")
        article.column = self.column_of(post, name)
        if name and not (article.column and not fits(article.column.slug, article.column.name)):
            article.say("source", "post", "" if name == UNSIGNED else name)
        if against:
            article.reasons["tags"] = against
        if file.damaged:
            article.repairs["encoding/damaged"] += file.damaged
        article.url = article.url or self.link_of(article, post)
        if not all(map(article.says, ("title", "published", "body"))):
            article.problem = ", ".join(p for p in post.problems if p in _WHY_UNREADABLE)
        return article

    def named_by(self, post: Post) -> tuple[str, str]:
        """The source that a post names, and the reason where its tag is not believed: two of tag, back link and slug
        outweigh the third; a slug alone leads to the source of other posts with it."""
        tag, slug_ = post.front.get("tags", "").strip().removesuffix("新闻"), post.front.get("categories", "")
        if post.back and post.back != tag and fits(slug_, post.back) and not fits(slug_, tag):
            return post.back, f"back link and slug; against tags: {tag}" if tag else "back link"
        if tag or post.back:
            return tag or post.back, "" if tag else "back link"
        name = self.names.get(slug_, "")
        return name, f"slug {slug_}" if name else ""

    def column_of(self, post: Post, name: str) -> Column | None:
        """The column of a post where it is not simply its source's own, which the steps find."""
        column = post.column
        for rules in self.rules.values():
            if column.slug in rules.columns:
                return rules.columns[column.slug]
        if fits(column.slug, name):
            is_plain = clean_source(name) == name and column.slug == slug(canonical(name))
            credited = "" if is_plain else self.credited(post)
            kept = not is_plain and (not credited or canonical(credited) == name)
            return Column(slug=column.slug, name=name, path=f"category/{column.slug}.html") if kept else None
        special = post.back_path and not post.back_path.startswith("category/") and safe_id(column.slug) == column.slug
        return column if special and column.name == post.back else None

    @staticmethod
    def credited(post: Post) -> str:
        """The publisher that body or digest credit."""
        return read_credit(clean_body(post.body).text) or read_digest_credit(post.digest)

    def identify(self, post: Post) -> Article:
        """The article with the id of its post, and the site that has it: by its column, else by its link."""
        slug_, link = post.front.get("categories", ""), post.url if is_address(post.url) else ""
        rules = next((r for r in self.rules.values() if slug_ in r.columns), None) or (link and self.rules_of(link))
        article = Article(id=post.id, share_id=post.id, url=post.url, site=self.name)
        if rules:
            article.site = rules.name
            if rules not in self.sites_read:
                self.sites_read[rules] = rules()
            told = self.sites_read[rules].article_at(link) if link else None
            if told and safe_id(told.id) == post.id:
                article.id, article.share_id = told.id, told.share_id
        elif link and hash_id(link) == post.id:
            article.site = Share.name
        return article

    def link_of(self, article: Article, post: Post) -> str:
        """The link that a post lacks: of an id of the share service its share link, else the post's own address."""
        if article.id.startswith("NW"):
            return Finews().new_article(article.id).url
        slug_ = quote(post.front.get("categories", "") or "news", safe="")
        day = post.name[:10].replace("-", "/")
        site = self.settings["SITE_URL"].rstrip("/")
        return f"{site}/{slug_.lower()}/{day}/{quote(article.id, safe='')}.html" if article.id else ""
