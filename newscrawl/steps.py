"""The one list of normalising steps, from what the pages said to what it means.

The pipelines run it article by article in a crawl, `newscrawl.read_article` runs it on a single page: they cannot
drift apart. A step takes the article, fills its fields from `article.raw`, and notes in `article.reasons` why and in
`article.repairs` what it mended. Steps know no clock (`article.fetched` is the time) and raise nothing.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from newscrawl.items import Article, Column
from newscrawl.text.dates import CST, parse_date
from newscrawl.text.markup import clean_body
from newscrawl.text.page.people import find_people
from newscrawl.text.plain import clean_line
from newscrawl.text.slugs import slug
from newscrawl.text.sources import UNSIGNED, attribute, read_credit, read_digest_credit

# Whom to believe of a title or a time, first to last: the article's own record, its page, then lists.
_TRUST = ("share", "page", "api", "post", "list", "url")
# A page's clock may be a little ahead of ours; a day ahead, the string means something else.
_TOLERANCE = timedelta(days=1)
_SIGNED = 3  # lines at either end of a body where by-lines stand
# A flash item's digest begins with its title once more: 【title】text.
_DIGEST_TITLE = re.compile(r"^【[^】]*】\s*(?=\S)")


def read_dates(article: Article) -> None:
    """`published`, `precision`: the first string that is a date and no future one, most trusted place first.

    A place that tells only the day gives way to a less trusted one that tells the time of that same day.
    """
    printed = article.raw.get("published", {})
    for place in (p for p in _TRUST if p in printed):
        date = parse_date(printed[place], now=article.fetched)
        if date is None or (article.fetched and date.when > article.fetched + _TOLERANCE):
            article.repairs["dates/unreadable"] += 1
            continue
        when = date.when.astimezone(CST)
        finer = article.precision == "day" and date.precision != "day"
        if article.published is None or (finer and when.date() == article.published.date()):
            article.published, article.precision = when, date.precision
            article.reasons["published"] = f"{place}: {date.rule}"
    if article.published and not article.reasons["published"].startswith(("share", "page")):
        article.repairs["dates/from_" + article.reasons["published"].split(":")[0]] += 1


def clean_markup(article: Article) -> None:
    """`title`, `digest`, `body`, `text`: markup out, indents out, everything safe to publish."""
    for name in ("title", "digest"):
        said = article.raw.get(name, {})
        for place in (p for p in _TRUST if p in said):
            line = clean_line(said[place])
            if name == "digest":
                line = _DIGEST_TITLE.sub("", line)
            if line:
                setattr(article, name, line)
                article.reasons[name] = place
                article.repairs[f"markup/{name}"] += line != said[place]
                break
    bodies = article.raw.get("body", {})
    for place, printed in ((p, bodies[p]) for p in _TRUST if p in bodies):
        parsed = article.body_element if place == "page" else None
        body = clean_body(printed if parsed is None else parsed, article.url)
        if body.text or "<img" in body.html:
            article.body, article.text = body.html, body.text
            article.reasons["body"] = place
            article.say("editor", "body", "\n".join(body.removed))
            for repair, times in body.repairs.items():
                article.repairs[f"markup/{repair}"] += times
            break
    article.body_element = None


def attribute_source(article: Article) -> None:
    """`source`, `publisher` and, unless the site gave one, the source's own `column`."""
    claims = dict(article.raw.get("source", {}))
    claims["body"] = read_credit(article.text)
    claims["digest"] = read_digest_credit(article.digest)
    found = attribute(claims)
    if found:
        article.source, article.publisher = found.source, found.publisher
        article.reasons["source"] = found.reason
        if "against" in found.reason:
            article.repairs["sources/disagree"] += 1
        for place in ("body", "digest"):
            if claims[place]:
                article.say("source", place, claims[place])
    else:
        article.repairs["sources/missing"] += 1
    if article.column is None:
        article.column = column_of(article.publisher)


def name_people(article: Article) -> None:
    """`authors`, `editors`, `photographers` of a body that came without its page: by its first and last lines, and by
    the editor's line that was taken out of it. Of a page, its reader has told them already."""
    if article.reasons.get("body") == "page" or not article.text:
        return
    lines = article.text.split("\n")
    removed = article.raw.get("editor", {}).get("body", "").split("\n")
    people = find_people([], lines[:_SIGNED], lines[-_SIGNED:], removed, lines)
    article.authors, article.editors, article.photographers = people.authors, people.editors, people.photographers


def column_of(publisher: str) -> Column:
    """The column of a publisher, by its canonical name; articles that name none share one of their own."""
    name = publisher or UNSIGNED
    return Column(slug=slug(name), name=name, path=f"category/{slug(name)}.html")


STEPS: tuple[Callable[[Article], None], ...] = (read_dates, clean_markup, attribute_source, name_people)


def missing(article: Article) -> str:
    """What an article lacks to be archived, in words; empty where it lacks nothing. The strings that could not be read
    are told with it, and the problem that kept its pages from us."""
    dates = "; ".join(f"{place}: {said!r}" for place, said in article.raw.get("published", {}).items())
    lacks = [
        ("no id", article.id),
        ("no title", article.title),
        (f"no readable date ({dates})" if dates else "no date", article.published),
        ("no body", article.body),
    ]
    reasons = ", ".join(reason for reason, value in lacks if not value)
    return f"{reasons} ({article.problem})" if reasons and article.problem else reasons or article.problem
