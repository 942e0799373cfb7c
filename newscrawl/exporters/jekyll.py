"""Jekyll posts: front matter, body, share link and back links, in the form of the reference post.

What would break or subvert the site is written so that the reader sees the same text: titles are JSON strings (which
are YAML), `{` is `&#123;` (Liquid), and a flash item's digest, the only text outside of a block tag, is escaped
where Markdown would change it.
"""

import json
import os
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from newscrawl.exceptions import SetAside
from newscrawl.exporters.site import ColumnPages, write_scaffold
from newscrawl.files import safe_id
from newscrawl.items import Article, Column
from newscrawl.places import find_post, remove_post, write_post
from newscrawl.text.ownership import is_another

_LAST_WRITTEN = 10_000  # names that are remembered: the index writes what it learns after 500, or a second
EXTRA_FIELDS = ("source", "authors", "editors", "share_url", "same_story")


def render_post(article: Article, *, site_url: str, extra: Sequence[str] = ()) -> str:
    """The post of a complete article (with `published`, `column` and `body`), as the text of its file.

    `site_url` is the address of the published site, to which the back links lead; `extra` names further front matter,
    of EXTRA_FIELDS.
    """
    assert article.published
    assert article.column
    column = article.column
    site = f"//{site_url.split('//', 1)[-1].rstrip('/')}/"
    front = [
        "layout: post",
        f"title: {_quoted(article.title)}",
        f"date: {article.published:%Y-%m-%d %H:%M:%S +0800}",
        f"categories: {_plain_or_quoted(column.slug)}",
        f"tags: {_tag(column)}",
        *(f"{name}: {_extra(article, name)}" for name in extra),
    ]
    parts = [
        *([f"> {escape_markdown(article.digest)}"] if article.digest else []),
        _without_liquid(article.body),
        f"<{_address(article.url)}>",
        f"[返回{escape_markdown(column.name)}新闻]({site}{column.path})｜[返回首页]({site})",
    ]
    return "---\n" + "\n".join(front) + "\n---\n" + "\n\n".join(parts)


def file_name(article: Article) -> str:
    """`2022-06-13-NW202206132409564815.md`; an id with characters that no file name should have becomes a hash."""
    assert article.published
    return f"{article.published:%Y-%m-%d}-{safe_id(article.id)}.md"


# What kramdown would read as markup anywhere in a line: emphasis, code, links, footnotes, HTML, entities, attribute
# lists, maths, tables, quotes and dashes to be made typographic, and a mark at the line's start.
_MARKDOWN = re.compile(r"[\\`*_\[\]|$\"':=]|[.-](?=[.-])|(?<=[.-])[.-]")
_MARKDOWN_START = re.compile(r"^(\d+)(\.)|^([#+-])")


def escape_markdown(text: str) -> str:
    """Plain text on one line so that kramdown shows it unchanged.

    >>> escape_markdown("*ST信通_今日 1|2")
    '\\\\*ST信通\\\\_今日 1\\\\|2'
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("{", "&#123;")
    text = text.replace("~", "&#126;")  # strikes out in GFM, and cannot be escaped in plain kramdown
    text = _MARKDOWN.sub(r"\\\g<0>", text)
    return _MARKDOWN_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)


def _without_liquid(body: str) -> str:
    return body.replace("{", "&#123;")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@lru_cache(maxsize=1024)  # a site has some hundred columns, and YAML is slow
def _plain_or_quoted(text: str) -> str:
    """As it is where YAML reads the same string: `36ke`, but `"1e3"`, which Ruby takes for a number."""
    ambiguous = re.fullmatch(r"[-+.]?\d[\d_]*(?:e\d+)?|[yn]", text, re.IGNORECASE)
    return text if not ambiguous and yaml.safe_load(text) == text else _quoted(text)


@lru_cache(maxsize=1024)
def _tag(column: Column) -> str:
    """One tag, however many words: Jekyll takes a plain `常州 日报` for two."""
    tag = f"{column.name}新闻"
    plain = re.fullmatch(r"[\w·()（）.+-]+", tag) and yaml.safe_load(f"tags: {tag}") == {"tags": tag}
    return tag if plain else f"[{_quoted(tag)}]"


def _address(url: str) -> str:
    """An address that can stand between `<` and `>`, be no Liquid and, with `|`, no row of a Markdown table."""
    refused = r"[\s<>{}|\"\\\x00-\x1f\x7f-\x9f\ud800-\udfff]"
    return re.sub(refused, lambda c: "".join(f"%{byte:02X}" for byte in c[0].encode(errors="replace")), url)


def _extra(article: Article, name: str) -> str:
    value = article.url if name == "share_url" else getattr(article, name)
    return json.dumps(value, ensure_ascii=False)


class JekyllExporter:
    """Writes posts, and the site around them, below one folder. Raises OSError where the disk refuses."""

    def __init__(
        self,
        site: Path,
        *,
        site_url: str,
        scaffold: bool = True,
        extra: Sequence[str] = (),
        post_of: Callable[[str], str | None] = lambda id_: None,
    ) -> None:
        """`post_of` tells the post that an id has, as the archive's index knows it: a file name, empty for none; None
        where there is nobody to ask, and the folder itself has to tell."""
        self.posts, self.site_url, self.extra, self.post_of = site / "_posts", site_url, extra, post_of
        self.columns = ColumnPages(site, write=scaffold)
        self.posts.mkdir(parents=True, exist_ok=True)
        if scaffold:
            write_scaffold(site)
        self.names: dict[str, str] = {}  # id → post: of those written last, or all where there is nobody to ask
        self.listed = False

    def write(self, article: Article) -> str:
        """Write the article's post: `new`, `changed` or `unchanged`. Raises SetAside where its file belongs to another
        article that was given the same id."""
        assert article.column
        article.column = self.columns.claim(article.column)
        content = render_post(article, site_url=self.site_url, extra=self.extra).encode()
        name, id_ = file_name(article), safe_id(article.id)
        before = self._post_before(id_, name)
        if before and is_another(find_post(self.posts, before).read_bytes(), content):
            raise SetAside(f"its id {article.id} belongs to another article already: {before}")
        written = write_post(self.posts, name, content)
        if before and before != name:  # dated anew, it must not stand there twice
            remove_post(self.posts, before)
        self._remember(id_, name)
        return ("changed" if before else "new") if written else "unchanged"

    def _post_before(self, id_: str, name: str) -> str:
        """The post that an id has; empty where none is there."""
        before = self.names.get(id_)
        if before is None and not self.listed and (before := self.post_of(id_)) is None:
            self.names, self.listed = {n[11:-3]: n for n in os.listdir(self.posts) if n.endswith(".md")}, True
            before = self.names.get(id_)
        return next((n for n in (before, name) if n and find_post(self.posts, n).exists()), "")

    def _remember(self, id_: str, name: str) -> None:
        self.names[id_] = name
        if len(self.names) > _LAST_WRITTEN and not self.listed:
            self.names = dict(list(self.names.items())[_LAST_WRITTEN // 2 :])
