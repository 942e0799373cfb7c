"""Reads Jekyll posts back: ours byte for byte, and those of the predecessors, with what is wrong about each.

A predecessor may have no `+0800` (its times are of +08:00 all the same), relative back links, a digest and no body,
several lines of body, a title in which a quotation mark breaks the YAML, or nothing in it at all.
"""

import hashlib
import html
import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import yaml

from newscrawl.items import Article, Column
from newscrawl.text.dates import CST
from newscrawl.text.slugs import slug
from newscrawl.text.sources import canonical

FRONT = re.compile(r"\s*---[ \t]*\n(.*?)(?:^|\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w+):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
# Lines that say the same to us and to YAML, as our own posts have them: a plain word, a date, a JSON string. A number is
# no word, and YAML has many (1e3, 0x1f, 0o17); 36ke is one.
_PLAIN_VALUE = re.compile(r"(?:[1-9]\d*[A-Za-df-z]|[^\W\d_])[\w·-]*|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0800")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)?")
# Predecessors have slugs with brackets: category/anxinguojizhengquan(xianggang).html
_BACK = re.compile(r"\[返回((?:[^\[\]\\\n]|\\.){0,200})\]\(([^\s｜]{0,500}?)\)(?=[｜|\s]|$)")
_LINK = re.compile(r"<(https?:[^<>\s]*)>|(https?:\S+)|\[[^\]]*\]\((https?:[^()\s]*)\)")
SLUG = re.compile(r"[A-Za-z0-9-]+")
_FILE_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-(.+)\.(?:md|markdown|html)")
_MARKDOWN_ESCAPE = re.compile(r"\\([\\`*_\[\]|$\"':=.#+-])")


@dataclass(kw_only=True)
class Post:
    """A post as its file has it; empty where it has nothing."""

    name: str
    """File name: `2022-06-13-NW202206132409564815.md`."""

    front: dict[str, str]
    """Front matter: name → value as text; the date as it is written."""

    digest: str
    """Plain text."""

    body: str
    """HTML."""

    url: str
    """The link below the body, by which the article is cited."""

    back: str
    """The name in the first back link, without 新闻: the column's."""

    back_path: str
    """Where that link leads, below the site's address: `category/changzhouribao.html`."""

    problems: list[str] = field(default_factory=list)
    """What is wrong about the file, each in a few words."""

    @property
    def id(self) -> str:
        """The id in the file's name; empty where it is not named as a post is."""
        named = _FILE_NAME.fullmatch(self.name)
        return named[2] if named else ""

    @property
    def date(self) -> datetime | None:
        """The front matter's date, in +08:00."""
        return _date(self.front.get("date", ""))

    @property
    def column(self) -> Column:
        """The column as front matter and back link name it."""
        name = _tag(self.front).removesuffix("新闻") or self.back
        slug_ = self.front.get("categories", "")
        return Column(slug=slug_, name=name, path=self.back_path or f"category/{slug_}.html")

    def article(self) -> Article:
        """The post as an archived article: no step has to run to write the same post again. The source is the column's,
        since a post of this form names no other; what its body credits is for `newscrawl.steps` to read."""
        column, date = self.column, self.date
        source = column.name if column.path.startswith("category/") else ""
        return Article(
            id=self.id,
            share_id=self.id,
            url=self.url,
            title=self.front.get("title", ""),
            published=date,
            precision="second" if date else "",
            source=source,
            publisher=canonical(source) if source else "",
            digest=self.digest,
            body=self.body,
            column=column,
        )


def read_post(content: bytes, name: str) -> Post:
    """Read a post file. Never raises: what is wrong stands in `problems`, and whatever can be read is read.

    >>> post = read_post('---\\ntitle: "甲"\\ndate: 2022-06-13 08:21:56\\n---\\n<p>乙</p>'.encode(), "2022-06-13-NW1.md")
    >>> post.id, post.front["title"], post.date.isoformat(), post.body
    ('NW1', '甲', '2022-06-13T08:21:56+08:00', '<p>乙</p>')
    >>> post.problems
    ['date without a zone', 'no categories', 'no tags', 'no share link', 'no back link']
    """
    text, problems = decode_post(content)
    parted = FRONT.match(text)
    if parted is None:
        problems.append("no front matter")
    front = _read_front(parted[1], problems) if parted else {}
    blocks = [block for block in re.split(r"\n[ \t]*\n", text[parted.end() if parted else 0 :].strip("\n")) if block]
    back = back_path = url = ""
    if blocks and (found := _BACK.search(blocks[-1])):
        if found[1] != "首页":  # a post without a column has that link alone
            back, back_path = _MARKDOWN_ESCAPE.sub(r"\1", found[1]).removesuffix("新闻"), _below_site(found[2])
        if not found[2].startswith(("//", "http")):
            problems.append("relative back links")
        blocks.pop()
    if blocks and (link := _LINK.fullmatch(blocks[-1].strip())):
        url = link[1] or link[2] or link[3]
        blocks.pop()
    digest = ""
    if blocks and blocks[0].startswith(">"):
        digest = _unescape(re.sub(r"^>[ \t]?", "", blocks.pop(0), flags=re.MULTILINE))
    body = "\n\n".join(blocks).replace("&#123;", "{")
    post = Post(
        name=name, front=front, digest=digest, body=body, url=url, back=back, back_path=back_path, problems=problems
    )
    problems += _lacks(post)
    return post


def decode_post(content: bytes) -> tuple[str, list[str]]:
    """A file's text with line feeds alone, and what is wrong about its bytes."""
    problems = []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("utf-8-sig", "replace")
        problems.append("not UTF-8")
    if "\ufffd" in text and not problems:
        problems.append("U+FFFD in the text")
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def fits(slug_: str, name: str) -> bool:
    """Whether a slug is the source's own; four digits of its hash follow where another source had it before.

    >>> fits("changzhouribao", "常州日报"), fits("changzhouribao-52bf", "常州日报"), fits("changzhouribao", "格林大华期货")
    (True, True, False)
    """
    if not (slug_ and name.strip()):
        return False
    own = slug(canonical(name))
    return slug_ == own or slug_ == f"{own}-{hashlib.sha256(name.encode()).hexdigest()[:4]}"


def _read_front(block: str, problems: list[str]) -> dict[str, str]:
    """Front matter as text; by lines where it is our own (100 times as fast as YAML), or no YAML at all."""
    lines = dict(_FIELD.findall(block))
    try:
        if len(lines) == len(block.splitlines()):
            return {
                name: value if _PLAIN_VALUE.fullmatch(value) and value not in _YAML_WORDS else _json_string(value)
                for name, value in lines.items()
            }
    except ValueError:
        pass
    try:
        read = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a date such as 2022-13-01
        problems.append("invalid YAML")
        return {name: _unquoted(value) for name, value in lines.items()}
    if not isinstance(read, dict):
        problems.append("no front matter")
        return {}
    return {str(name): _as_text(value, lines.get(str(name), "")) for name, value in read.items()}


_YAML_WORDS = frozenset(
    "true false yes no on off null y n True False Yes No On Off Null TRUE FALSE YES NO ON OFF NULL Y N".split()
)


def _json_string(value: str) -> str:
    """A JSON string's text; raises ValueError on anything else."""
    read = json.loads(value)
    if not isinstance(read, str):
        raise ValueError(value)
    return read


def _as_text(value: Any, line: str) -> str:
    """A value as text: what YAML takes for a number, a date or a truth stands in the line as it was meant."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return " ".join(
            str(part) for part in value if isinstance(part, str | int | float)
        )  # no lists of lists of lists
    return "" if value is None else _unquoted(line)


def _unquoted(value: str) -> str:
    """A quoted value that YAML cannot read: what stands between the first and the last quotation mark.

    >>> _unquoted('"他说"是"的"'), _unquoted('"反斜线"')
    ('他说"是"的', '反斜线')
    """
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].replace('\\"', '"').strip() if quoted else value


def _date(written: str) -> datetime | None:
    found = _DATE.fullmatch(written.strip())
    try:
        when = datetime.fromisoformat(f"{found[1]}T{found[2] or '00:00'}{found[3] or ''}") if found else None
    except ValueError:
        return None
    return when and (when.astimezone(CST) if when.tzinfo else when.replace(tzinfo=CST))


def _tag(front: dict[str, str]) -> str:
    return front.get("tags", "").strip()


def _below_site(address: str) -> str:
    """`//finews.withounder.com/emnews/`, `/emnews/`, `../../emnews/` → `emnews/`."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return re.sub(r"^(?:\.{0,2}/)+", "", path)


def _unescape(markdown: str) -> str:
    """A digest as plain text: what `newscrawl.exporters.jekyll.escape_markdown` wrote."""
    return html.unescape(_MARKDOWN_ESCAPE.sub(r"\1", markdown))


def _lacks(post: Post) -> list[str]:
    """What a post should have and has not."""
    front, written = post.front, post.front.get("date", "").strip()
    zoned = _DATE.fullmatch(written)
    tag, slug_ = _tag(front).removesuffix("新闻"), front.get("categories", "")
    column = post.back_path.startswith("category/")
    checks = [
        ("file name without date and id", bool(post.id)),
        ("empty title", bool(front.get("title", "").strip())),
        ("empty date" if not written else "unreadable date", post.date is not None),
        ("date without a zone", not zoned or bool(zoned[3])),
        ("no categories", bool(slug_)),
        ("no tags", bool(tag)),
        ("bad slug", not slug_ or bool(SLUG.fullmatch(slug_))),
        ("slug of another source", not (column and tag and slug_) or fits(slug_, tag)),
        ("no body", bool(post.body.strip() or post.digest)),
        ("digest only", bool(post.body.strip() or not post.digest)),
        ("no share link", bool(post.url)),
        ("no back link", bool(post.back)),
        ("back link names another source", not (tag and post.back) or tag == post.back),
    ]
    return [problem for problem, right in checks if not right]
