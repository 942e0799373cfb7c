"""The site around the posts: layouts, style sheet and home, written once, and a page for each column."""

import hashlib
import json
import re
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from newscrawl.files import write_whole
from newscrawl.items import Column


def write_scaffold(site: Path) -> None:
    """Lay out the site's own files in its folder. What stands there already stays as it is, unless it is, to the byte, what
    an older version of ours laid out: then it becomes the newer one."""
    package = resources.files("newscrawl.exporters")
    lines = package.joinpath("scaffold.sums").read_text(encoding="utf-8").splitlines()
    _lay_out(
        package.joinpath("scaffold"), site, site, {(name, sum_) for sum_, name in (line.split() for line in lines)}
    )


def _lay_out(source: Traversable, target: Path, site: Path, ours: set[tuple[str, str]]) -> None:
    for entry in source.iterdir():
        place = target / entry.name
        if entry.is_dir():
            _lay_out(entry, place, site, ours)
        elif not place.exists() or (place.relative_to(site).as_posix(), sha256sum(place)) in ours:
            write_whole(place, entry.read_bytes())


def sha256sum(file: Path | Traversable) -> str:
    """As `sha256sum` prints it."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


class ColumnPages:
    """The pages of columns, `category/<slug>.html`; they also hold which name a slug belongs to."""

    def __init__(self, site: Path, *, write: bool) -> None:
        self.site, self.write = site, write
        self.names: dict[str, str] = {}

    def claim(self, column: Column) -> Column:
        """The column under a slug that is its own: where another name has it already (two names can sound alike), one
        with the first four hexadecimal digits of the name's SHA-256. Its page is written."""
        if self._name_at(column) not in ("", column.name):
            slug = f"{column.slug}-{hashlib.sha256(column.name.encode()).hexdigest()[:4]}"
            path = f"/{slug}".join(f"/{column.path}".rsplit(f"/{column.slug}", 1))[1:]
            column = Column(slug=slug, name=column.name, path=path)
        if column.slug not in self.names or not self.names[column.slug]:
            self.names[column.slug] = column.name
            if self.write:
                title = json.dumps(f"{column.name}新闻", ensure_ascii=False)
                front = f"---\nlayout: category\ntitle: {title}\nslug: {json.dumps(column.slug)}\n---\n"
                write_whole(self._page(column), front.encode())
        return column

    def _page(self, column: Column) -> Path:
        return self.site / (column.path + "index.html" if column.path.endswith("/") else column.path)

    def _name_at(self, column: Column) -> str:
        """The name that the slug belongs to; empty where it is free."""
        if column.slug not in self.names:
            try:
                title = re.search(r"^title: (.*)$", self._page(column).read_text(encoding="utf-8"), re.MULTILINE)
                self.names[column.slug] = json.loads(title[1]).removesuffix("新闻") if title else ""
            except (OSError, ValueError):
                self.names[column.slug] = ""
        return self.names[column.slug]
