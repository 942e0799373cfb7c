"""What counts as a change of an article, and how it is told."""

import pytest

from newscrawl.archive.revisions import Version, changes, diff

BASE = {
    "title": "常州：一碗面里的城市记忆",
    "source": "常州日报",
    "published": "2022-06-13T08:21:56+08:00",
    "body": "<p>共12人。</p><p>略。</p>",
    "text": "共12人。\n略。",
}
ROWS = [
    ("nothing", {}, []),
    ("title", {"title": "常州：更正"}, ["title"]),
    ("width and white space of a title", {"title": " 常州:一碗面里的城市记忆"}, []),
    ("source", {"source": "新华社"}, ["source"]),
    ("a source that one reading lacks", {"source": ""}, []),
    ("time", {"published": "2022-06-13T08:30:00+08:00"}, ["published"]),
    ("a time that one reading lacks", {"published": ""}, []),
    ("a number", {"text": "共13人。\n略。"}, ["text"]),
    ("a paragraph more", {"text": "共12人。\n略。\n又及。"}, ["text"]),
    ("markup alone", {"body": "<div>共12人。</div><p><b>略。</b></p>"}, []),
    ("white space of the text", {"text": "\u3000\u3000共12人。 \n\n略。"}, []),
    ("a counter: readers", {"text": "阅读 1.2万\n共12人。\n略。"}, []),
    ("a counter: comments", {"text": "共12人。\n略。\n评论数：15"}, []),
    ("a counter: times read", {"text": "共12人。\n略。\n1,280次阅读"}, []),
    ("a sentence that begins as a counter does", {"text": "共12人。\n略。\n阅读128本书的人。"}, ["text"]),
    (
        "all",
        {"title": "甲", "source": "乙", "published": "2022-06-14T00:00:00+08:00", "text": "丙"},
        ["title", "source", "published", "text"],
    ),
]


@pytest.mark.parametrize(("values", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_change_is_what_a_reader_would_notice(values, expected):
    assert changes(Version(**BASE), Version(**BASE | values)) == expected
    assert bool(diff(BASE["text"], values.get("text", BASE["text"]))) == ("text" in expected)
