"""What the archive's tests share: a clock that stands still, articles, an index in a folder of its own."""

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.archive.index import Index
from newscrawl.items import Article, Column
from newscrawl.text.dates import CST

CHANGZHOU = Column(slug="changzhouribao", name="常州日报", path="category/changzhouribao.html")


class Clock:
    """Stands still until it is told."""

    def __init__(self):
        self.now = datetime(2022, 6, 13, 0, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def pass_(self, **time):
        self.now += timedelta(**time)


def listed(id_="NW1", site="finews", **said):
    """An article as a list gives it."""
    article = Article(id=id_, share_id=id_, url=f"http://share.example/?infoCode={id_}", site=site)
    for name, value in {"title": f"{id_}号", "source": "常州日报", **said}.items():
        article.say(name, "list", value)
    return article


def read(article, day=13, body="<p>天还没亮，面馆的灯先亮了。</p>", **values):
    """The same once its pages were read and all steps have run."""
    article.title = values.get("title", article.raw.get("title", {}).get("list", ""))
    article.published, article.precision = datetime(2022, 6, day, 8, 21, 56, tzinfo=CST), "second"
    article.source = article.publisher = values.get("source", "常州日报")
    article.body, article.text = body, body.replace("<p>", "").replace("</p>", "\n").strip()
    article.column = CHANGZHOU
    article.fetched = values.get("fetched", datetime(2022, 6, 13, 1, 0, tzinfo=UTC))
    article.say("body", "share", body)
    return article


def post_name(article):
    return f"{article.published:%Y-%m-%d}-{article.id}.md"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def index(tmp_path, clock):
    with Index.open(tmp_path / "archive.sqlite3", clock=clock) as opened:
        yield opened
