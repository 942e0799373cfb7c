"""Articles made again of their posts, as complete as a post allows, and of the records that are kept beside them."""

from datetime import date
from typing import Any

from newscrawl.archive.entries import body_hash
from newscrawl.archive.posts import Post
from newscrawl.items import Article
from newscrawl.text.markup import clean_body
from newscrawl.text.sources import canonical


def restore(post: Post) -> Article:
    """The article of a post, with its plain text, the source and the tombstone that its front matter names; what pages
    said (`raw`), who wrote it and how exact its time was printed are not in a post.

    >>> from newscrawl.archive.posts import read_post
    >>> front = '---\\ntitle: "甲"\\ndate: 2022-06-13 08:21:56 +0800\\nsource: "新华社"\\nwithdrawn: 2022-06-20\\n---\\n'
    >>> article = restore(read_post(f"{front}<p>乙</p>".encode(), "2022-06-13-NW1.md"))
    >>> article.text, article.publisher, article.withdrawn.isoformat(), article.post
    ('乙', '新华社', '2022-06-20', '2022-06-13-NW1.md')
    """
    article = post.article()
    article.text = clean_body(article.body, article.url).text
    if named := post.front.get("source", ""):
        article.source, article.publisher = named, canonical(named)
    article.same_story = post.front.get("same_story", "")
    article.withdrawn = read_day(post.front.get("withdrawn", ""))
    article.post = post.name
    return article


def read_day(written: str) -> date | None:
    """A day as front matter has it; None where it is none.

    >>> read_day("2022-06-20"), read_day("yes")
    (datetime.date(2022, 6, 20), None)
    """
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def complete(article: Article, kept: Article | None) -> Article:
    """A restored article by the record that is kept of it, where both are the same text: the record tells more. Else the
    article as it is: the post is the truth."""
    if kept is None or _told(kept) != _told(article):
        return article
    kept.post, kept.withdrawn, kept.column = article.post, article.withdrawn, article.column
    return kept


def _told(article: Article) -> tuple[Any, ...]:
    return article.title, article.published, article.url, article.digest, body_hash(article.body)
