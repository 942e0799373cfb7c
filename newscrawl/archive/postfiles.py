"""Folders of post files: which files are posts, what is wrong with each, and the account of it all."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newscrawl.archive.posts import FRONT, Post, decode_post, read_post
from newscrawl.places import COLD
from newscrawl.text.encoding import decode

_OF_POSTS = ("_posts", "_drafts", COLD)
_ENDINGS = (".md", ".markdown", ".html")
_NAMED = re.compile(r"\d{4}-\d\d-\d\d-.+")
_LARGEST = 20_000_000  # bytes; a post of more is none
_DAMAGED = "\ufffd".encode()
_FIRST = 10  # files that are named of each kind of problem; all are counted


@dataclass(frozen=True, kw_only=True)
class PostFile:
    """A file of a folder of posts."""

    path: str
    """Below the folder, with slashes."""

    content: bytes = b""
    """In UTF-8, whatever it is written in."""

    post: Post | None = None
    """What was read of it; None where its name's ending is no post's, or it cannot be read."""

    is_post: bool = False
    """Whether it is named as a post, or says that it is laid out as one."""

    damaged: int = 0
    """How many of its characters were lost before: they are U+FFFD now."""

    problem: str = ""
    """Why it cannot be read."""


def read_folder(folder: Path) -> Iterator[PostFile]:
    """Every file below a folder, one at a time, by name; what Jekyll passes over (`.git`, `_site`, `_layouts`) is passed
    over here; `_posts` is not, nor are the posts of the cold store. Never raises for a file that cannot be read."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] not in "._" or name in _OF_POSTS)
        made = COLD in Path(place).absolute().parts
        for name in sorted(names):
            if name[0] != "." and not (made and name.endswith((".html", ".json"))):
                yield read_file(Path(place, name), folder)


def read_file(path: Path, folder: Path) -> PostFile:
    """One file of a folder. Never raises for one that cannot be read."""
    shown = path.relative_to(folder).as_posix().encode(errors="replace").decode()
    if not path.name.endswith(_ENDINGS):
        return PostFile(path=shown)
    named = bool(_NAMED.match(path.name))
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return PostFile(path=shown, is_post=named, problem="no file, or too large a one")
        content = path.read_bytes()
    except OSError as error:
        return PostFile(path=shown, is_post=named, problem=error.strerror or "cannot be read")
    post = read_post(content, path.name)
    if "not UTF-8" in post.problems:
        content = decode(content).text.encode(errors="replace")
        post = read_post(content, path.name)
        post.problems.insert(0, "not UTF-8")
    is_post, damaged = named or post.front.get("layout") == "post", content.count(_DAMAGED)
    return PostFile(path=shown, content=content, post=post, is_post=is_post, damaged=damaged)


def check(file: PostFile) -> dict[str, str]:
    """What is wrong about a post: kind of problem → what the file says there, empty where the kind tells all."""
    if file.post is None:
        return {"cannot be read": file.problem}
    post, front = file.post, file.post.front
    says = {
        "slug": front.get("categories", ""),
        "date": front.get("date", ""),
        "names": f"{post.back}, tags: {front.get('tags', '')}",
        "relative": post.back_path,
        "tags": front.get("tags", ""),
        "YAML": front.get("title", ""),
    }
    found = {}
    for problem in post.problems:
        said = next((value for word, value in says.items() if word in problem), "")
        if problem == "slug of another source":
            said += f", tags: {says['tags']}"
        found[problem] = said
    if post.id and post.date and f"{post.date:%Y-%m-%d}" != post.name[:10]:
        found["file name of another day"] = says["date"]
    if liquid := check_liquid(_below_front(file.content)):
        found["Liquid that breaks the build"] = liquid
    return found


def _below_front(content: bytes) -> str:
    text, _ = decode_post(content)
    front = FRONT.match(text)
    return text[front.end() :] if front else text


_LIQUID = re.compile(r"\{\{|\{%")
_LIQUID_TAG = re.compile(r"\{%-?\s*(\w*)")
_BLOCKS = frozenset("if unless case for tablerow capture comment highlight raw".split())
_LIQUID_TAGS = _BLOCKS | frozenset(
    "else elsif when assign include include_relative link post_url cycle increment decrement break continue ifchanged "
    "render echo".split()
)


def check_liquid(text: str) -> str:
    """Why Jekyll would not build a page with this text; empty where it would.

    >>> check_liquid("{{ a }} {% raw %}{{{% endraw %}"), check_liquid("{{ a"), check_liquid("{% if a %}")
    ('', '{{ is not closed', '{% if %} is not closed')
    >>> check_liquid("涨幅{%5}"), check_liquid("{% endif %}")
    ('{% is not closed', '{% endif %} closes nothing')
    """
    opened: list[str] = []
    place = 0
    while token := _LIQUID.search(text, place):
        closing = "}}" if token[0] == "{{" else "%}"
        end = text.find(closing, token.end())
        if end < 0:
            return f"{token[0]} is not closed"
        place = end + 2
        if token[0] == "{{":
            continue
        found = _LIQUID_TAG.match(text, token.start())
        tag = found[1] if found else ""
        if tag in ("raw", "comment"):
            closed = re.compile(rf"\{{%-?\s*end{tag}\s*-?%\}}").search(text, place)
            if not closed:
                return f"{{% {tag} %}} is not closed"
            place = closed.end()
        elif tag in _BLOCKS:
            opened.append(tag)
        elif tag.startswith("end") and tag[3:] in _BLOCKS:
            if not opened or opened.pop() != tag[3:]:
                return f"{{% {tag} %}} closes nothing"
        elif tag not in _LIQUID_TAGS:
            return f"{{% {tag[:20]} %}} is no tag"
    return f"{{% {opened[-1]} %}} is not closed" if opened else ""


@dataclass
class Account:
    """How many files have a problem of each kind, and the first of them."""

    kinds: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, kind: str, file: str, found: str = "") -> None:
        """One more file of that kind; `found` is what it says there."""
        entry = self.kinds.setdefault(kind, {"count": 0, "first": []})
        entry["count"] += 1
        if len(entry["first"]) < _FIRST:
            entry["first"].append({"file": file, **({"found": found[:200]} if found else {})})

    def ranked(self) -> dict[str, dict[str, Any]]:
        """Most frequent kind first."""
        return dict(sorted(self.kinds.items(), key=lambda item: (-item[1]["count"], item[0])))
