"""An archived article is visited again: when that is due, what its post shows, and how it is marked as withdrawn."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from newscrawl.archive.entries import Entry, id_of
from newscrawl.archive.index import Index
from newscrawl.archive.posts import Post, read_post
from newscrawl.archive.revisions import Version, changes, version_of
from newscrawl.items import Article
from newscrawl.places import find_post, write_post
from newscrawl.text.likeness.shingles import fold_clauses, read_shingles
from newscrawl.text.markup import clean_body
from newscrawl.text.sources import canonical

# Age of an article below which it is visited again after so long: most that changes does so on the first day.
_HOURLY, _DAILY, _WEEKLY = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
_SCHEDULE = ((timedelta(days=1), _HOURLY), (timedelta(days=7), _DAILY))


def is_ripe(published: str, visited: str, now: datetime) -> bool:
    """Whether it is time to visit an article again: one of the last day after an hour, one of the last week after a day,
    any other after a week. Times are ISO 8601 with a zone; one that is not known makes it ripe.

    >>> now = datetime.fromisoformat("2022-06-20T12:00:00+08:00")
    >>> [is_ripe(f"2022-06-{day}T11:00:00+08:00", "2022-06-20T03:30:00+00:00", now) for day in (20, 19, 10)]
    [False, False, False]
    >>> [is_ripe(f"2022-06-{day}T13:00:00+08:00", "2022-06-19T02:30:00+00:00", now) for day in (19, 18, 10)]
    [True, True, False]
    """
    if not (published and visited):
        return True
    age = now - datetime.fromisoformat(published)
    pause = next((pause for youngest, pause in _SCHEDULE if age < youngest), _WEEKLY)
    return now - datetime.fromisoformat(visited) >= pause


class Visit(NamedTuple):
    """An archived article that was read again: what the index keeps of it, and what its post shows."""

    entry: Entry
    path: Path
    post: Post


def visit_of(index: Index, posts: Path, article: Article) -> Visit | None:
    """The visit that an article just read is; None where it is not archived, or its post is not there."""
    if not index.known(article.site, [id_of(article)]):  # a look-up that writes nothing, for all that are new
        return None
    entry = index.find(article.site, id_of(article))
    if not (entry and entry.post):
        return None
    path = find_post(posts, entry.post)
    try:
        return Visit(entry, path, read_post(path.read_bytes(), path.name))
    except FileNotFoundError:
        return None


def compare(visit: Visit, article: Article) -> tuple[Version, list[str]]:
    """The version that the post shows, and the fields in which the article differs from it.

    What a visit tells less of is no change: a day without a time, no digest. Nor is another name of one publisher.
    """
    shown = visit.post.article()
    if not article.digest:
        article.digest = shown.digest
    if article.published and shown.published and article.precision == "day":
        same_day = article.published.date() == shown.published.date()
        article.published = shown.published if same_day else article.published
    source = visit.entry.source or shown.source
    if canonical(source) == article.publisher:
        source = article.source
    same = clean_body(shown.body, article.url).text == clean_body(article.body, article.url).text
    shown.source, shown.text = source, article.text if same else clean_body(shown.body, article.url).text
    seen = visit.entry.fetched
    before = replace(version_of(shown), seen=datetime.fromisoformat(seen) if seen else None)
    return before, changes(before, version_of(article))


_IN_COMMON = 0.1  # of a text's shingles: two stories of one subject share fewer, two versions of one story most


def is_another(before: Version, after: Version) -> bool:
    """Whether what stands in an article's place now is no version of it, but a page of another kind (安全验证), which
    must not take the place of its text: hardly a word in common, and another title or a third of the length.

    >>> def page(title, text):
    ...     return Version(title=title, source="", published="", body="", text=text)
    >>> before = page("一座桥通车", "桥长1200米，双向六车道，设计时速60公里。")
    >>> is_another(before, page("安全验证", "请完成安全验证后继续访问。"))
    True
    >>> is_another(before, page("一座新桥通车", "桥长1300米，双向六车道，设计时速80公里，车辆不多。"))
    False
    """
    old, new = (set(read_shingles(fold_clauses(version.text))) for version in (before, after))
    unlike = bool(old) and len(old & new) <= _IN_COMMON * len(new)
    return unlike and ("title" in changes(before, after) or 3 * len(new) < len(old))


def keep_shown(visit: Visit, article: Article) -> None:
    """Let an article that did not change show what its post shows, so that its post keeps its bytes."""
    shown = visit.post.article()
    for name in ("title", "published", "digest", "body", "url", "column"):
        setattr(article, name, getattr(shown, name))


_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<lines>(?:(?!---[ \t]*(?:\n|$))[^\n]*\n)*)(?=---[ \t]*(?:\n|$))")


def mark_withdrawn(post: str, day: date) -> str:
    """A post with the day on which its article was found to be withdrawn, in its front matter; as it is where it has
    one, or has no front matter.

    >>> mark_withdrawn('---\\ntitle: "甲"\\n---\\n<p>乙</p>', date(2022, 6, 20))
    '---\\ntitle: "甲"\\nwithdrawn: 2022-06-20\\n---\\n<p>乙</p>'
    >>> mark_withdrawn(_, date(2022, 6, 21)) == _
    True
    """
    front = _FRONT_MATTER.match(post)
    if not front or re.search(r"^withdrawn:", front["lines"], re.MULTILINE):
        return post
    return f"{post[: front.end()]}withdrawn: {day:%Y-%m-%d}\n{post[front.end() :]}"


def bury(index: Index, posts: Path, article: Article, day: date) -> None:
    """Mark the post of an archived article as withdrawn, whole or not at all. Raises OSError, ArchiveUnusable."""
    if visit := visit_of(index, posts, article):
        post = mark_withdrawn(visit.path.read_bytes().decode(errors="surrogateescape"), day)
        write_post(posts, visit.path.name, post.encode(errors="surrogateescape"))


_FEW = 10  # withdrawals of a host in one run that are nothing special
_SHARE = 10  # of its articles that were visited, one in so many


def doubt(gone: int, read: int, others: int) -> str:
    """Why a host is not believed that says of so many articles that they are `gone`, when `read` others could be read in
    the same run, and `others` were asked for because none was; empty where it is believed.

    One article alone, of which there are no others, is believed: what is gone is visited again, and its mark lifted.

    >>> doubt(1, 0, 0), doubt(10, 1, 0), doubt(100, 900, 0)
    ('', '', '')
    >>> doubt(1, 0, 3), doubt(200, 800, 0)
    ('and no other could be read', 'of 1000 that were visited')
    """
    if not read:
        return "" if gone == 1 and not others else "and no other could be read"
    return f"of {gone + read} that were visited" if gone > _FEW and gone * _SHARE > gone + read else ""


_GONE = re.compile(r"(?:page 1: )?(HTTP (?:404|410))")


def read_gone(article: Article) -> str:
    """How the site says that an article is not there: 404 or 410, in every place that was asked for it; else empty.

    >>> read_gone(Article(problem="page 1: HTTP 410"))
    'HTTP 410'
    >>> read_gone(Article(reasons={"post page": "HTTP 404", "share service": "HTTP 503"}))
    ''
    """
    said = [article.reasons[place] for place in ("post page", "share service") if place in article.reasons]
    found = [_GONE.fullmatch(problem) for problem in said or [article.problem]]
    if article.due or article.body or not all(found):
        return ""
    return next((match[1] for match in found if match), "")
