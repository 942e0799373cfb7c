"""The archive's own pages: the years, a month, an article that has left the window. Plain HTML, which Jekyll has no part
in: its build takes no longer, however many there are.

They are published as `/archive/`, and name everything relative to themselves, so that they can be read wherever the site
stands, and from the disk too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from importlib import resources
from itertools import groupby
from pathlib import Path
from string import Template

import yaml

from newscrawl.items import Column
from newscrawl.text.markup.pictures import COPIES

_FRAME = Template(resources.files("newscrawl.exporters").joinpath("archivepage.html").read_text(encoding="utf-8"))
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around the content of each page."""

    title: str = "新闻存档"
    description: str = ""
    lang: str = "zh-CN"

    @classmethod
    def of(cls, site: Path) -> "Frame":
        """As the site's `_config.yml` names it."""
        try:
            config = yaml.safe_load((site / "_config.yml").read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            config = None
        said = config if isinstance(config, dict) else {}
        return cls(**{k: str(said[k]) for k in ("title", "description", "lang") if isinstance(said.get(k), str | int)})

    def page(self, title: str, content: str, *, root: str, about: str = "", current: bool = False) -> str:
        """A whole page; `root` leads from it to the site's home."""
        return _FRAME.substitute(
            lang=escape(self.lang),
            title=escape(title),
            site=escape(self.title),
            description=escape(self.description),
            about=about or f'name="description" content="{escape(self.description)}"',
            root=root,
            current=' aria-current="page"' if current else "",
            content=content,
        )


@dataclass(frozen=True, kw_only=True)
class Line:
    """An article in a list."""

    title: str
    published: datetime
    tag: str
    href: str


def warm_address(post: str, slug: str) -> str:
    """Where Jekyll publishes a post, below the site's home: it lowers the slug's letters, and joins hyphens.

    >>> warm_address("2022-06-13-NW202206132409564815.md", "TechWeb")
    'techweb/2022/06/13/NW202206132409564815.html'
    """
    id_ = re.sub("-+", "-", post[11:].rpartition(".")[0]).strip("-")
    return f"{slug.lower()}/{post[:10].replace('-', '/')}/{id_}.html"


def render_years(counts: Mapping[str, int], frame: Frame) -> str:
    """The page of all months: `2022-06` → number of articles."""
    parts = [
        '<div class="wide listing">\n<header class="title">\n<h1>存档</h1>\n'
        f'<p class="note">共 {sum(counts.values())} 条，{len(counts)} 个月，新者在前</p>\n</header>'
    ]
    for year, months in groupby(sorted(counts, reverse=True), key=lambda month: month[:4]):
        named = sorted(months)
        number = sum(counts[month] for month in named)
        parts.append(f'<section class="day">\n<h2>{year}年 <span class="count">共 {number} 条</span></h2>')
        parts.append('<ul class="months">')
        parts += [
            f'<li><a href="{month[:4]}/{month[5:]}/">{int(month[5:])}月</a> '
            f'<span class="count">{counts[month]} 条</span></li>'
            for month in named
        ]
        parts.append("</ul>\n</section>")
    if not counts:
        parts.append('<p class="note">目前没有文章。</p>')
    return frame.page("存档", "\n".join([*parts, "</div>"]), root="../", current=True)


def render_month(month: str, lines: Iterable[Line], frame: Frame) -> str:
    """The page of a month (`2022-06`): its articles by day, as given, newest first."""
    days, sections, total = [], [], 0
    for day, of_day in groupby(lines, key=lambda line: line.published.date()):
        items = [
            f'<li><time datetime="{line.published.isoformat()}">{line.published:%H:%M}</time> '
            f'<a href="{escape(line.href)}">{escape(line.title)}</a> <span class="source">{escape(line.tag)}</span></li>'
            for line in of_day
        ]
        head = f'<section class="day" id="d{day.day}">\n<h2>{_in_words(day)} <span class="count">共 {len(items)} 条</span></h2>'
        days.append(day)
        sections.append("\n".join([head, '<ul class="headlines">', *items, "</ul>\n</section>"]))
        total += len(items)
    title = f"{month[:4]}年{int(month[5:])}月"
    parts = [
        f'<div class="wide listing">\n<header class="title">\n<p class="kicker"><a href="../../">存档</a></p>\n<h1>{title}</h1>\n'
        f'<p class="note">共 {total} 条，新者在前，时间为北京时间（GMT+8）</p>\n</header>'
    ]
    if len(days) > 1:
        links = (f'<li><a href="#d{day.day}">{day.day}日</a></li>' for day in reversed(days))
        parts += ['<ul class="index" aria-label="日期索引">', *links, "</ul>"]
    return frame.page(title, "\n".join([*parts, *sections, "</div>"]), root="../../../")


def render_article(
    *,
    name: str,
    title: str,
    published: datetime,
    column: Column,
    digest: str,
    body: str,
    url: str,
    withdrawn: str,
    frame: Frame,
) -> str:
    """The page of an article, as the site's own layout has it; `name` is the file name of its post."""
    root, tag = "../../../", f"{column.name}新闻"
    kind = ' class="endless"' if len(title) > 200 else ' class="long"' if len(title) > 40 else ""
    back = f'<a href="{root}{escape(column.path)}">返回{escape(tag)}</a>｜' if column.name else ""
    link = f'<p><a href="{escape(url)}">{escape(url)}</a></p>\n' if url.startswith(("http:", "https:")) else ""
    content = [
        '<article class="post">\n<header>',
        f'<p class="kicker"><a href="{root}{escape(column.path)}">{escape(tag)}</a></p>' if column.name else "",
        f"<small>(GMT+8, Asia/Shanghai, CST) {published:%Y-%m-%d %H:%M:%S}</small>",
        f"<h1{kind}>{escape(title)}</h1>",
        f'<p class="withdrawn">原文已撤下（{escape(withdrawn)} 查知），此处存档。</p>' if withdrawn else "",
        '</header>\n<div class="content">',
        f"<blockquote>\n<p>{escape(digest)}</p>\n</blockquote>" if digest else "",
        body.replace(f'src="{COPIES}', 'src="../../pictures/'),
        f'{link}<p>{back}<a href="{root}">返回首页</a>｜<a href="./">{published.year}年{published.month}月</a></p>',
        "</div>",
        f'<footer><small>tags: <em>{escape(tag)}</em>　<a href="{escape(name)}" type="text/markdown">原始记录</a></small></footer>',
        "</article>",
    ]
    about = f'property="article:published_time" content="{published.isoformat()}"'
    return frame.page(title, "\n".join(part for part in content if part), root=root, about=about)


def _in_words(day: date) -> str:
    shown = f'<time datetime="{day.isoformat()}">{day.year}年{day.month}月{day.day}日</time>'
    return f'{shown} <span class="weekday">星期{_WEEKDAYS[day.weekday()]}</span>'
