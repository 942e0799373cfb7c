"""read_article over pages that nobody would write: it raises on none of them, and nothing that may not be published comes out.

They are our own pages, and the labelled ones where they are there, with parts cut out, doubled and moved, and with pieces
put in that pages have made trouble with. Some hundred in each run of the tests; `make fuzz` goes on for minutes, with
others each time, and leaves the page that fails beside its message.
"""

import os
import random
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from newscrawl.reading import read_article
from newscrawl.steps import missing
from newscrawl.text.addresses import SCHEMES
from newscrawl.text.markup.tags import KEPT

ROOT = Path(__file__).parents[1]
FOLDERS = [ROOT / "fixtures" / "pages", ROOT / "fixtures" / "sites", ROOT.parent / "shared" / "data" / "pages"]
NOW = datetime(2026, 11, 23, tzinfo=UTC)
URLS = ("", "http://news.example/2022/0613/c1_2.html", "http://[broken/a.html")
PIECES = [  # ~ is a blank
    *"<div~class=share> <div~style='display:none'> </div> <p> </p> <h1> <ul> <li> <table><td> <br> <font> <pre>".split(),
    *"<article> <main> <section> <blockquote> <dl> <caption> <a~href=a_2.html>2</a> <a~href='http://[x'>3</a>".split(),
    *"<base~href='http://['> <link~rel=canonical~href='http://[x'> &#0; &#1; &#xd800; &#xffff;".split(),
    *"责任编辑： （记者~张三） 2022-06-13~08:21 昨天~25:61 来源： 【 】 \x00 \x01 \x0c \x85 \u2028 \ufeff".split(" "),
]
LONGEST = 50_000  # bytes of a page: of longer ones a part is read, which is as odd and sooner done
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


@pytest.fixture(scope="module")
def pages():
    return [path.read_bytes() for folder in FOLDERS for path in sorted(folder.rglob("*.html"))]


def mutate(page, draw):
    if len(page) > LONGEST:
        start = draw.randrange(len(page) - LONGEST)
        page = page[:2000] + page[start : start + draw.randrange(500, LONGEST)]
    page = bytearray(page)
    for _ in range(draw.randrange(1, 12)):
        at, other = draw.randrange(len(page) + 1), draw.randrange(len(page) + 1)
        kind = draw.randrange(4)
        if kind == 0:
            page[at:at] = draw.choice(PIECES).replace("~", " ").encode()
        elif kind == 1:
            page[at : at + draw.randrange(200)] = page[other : other + draw.randrange(400)]
        elif kind == 2:
            del page[at : at + draw.randrange(3000)]
        else:
            page[at : at + 1] = bytes([draw.randrange(256)])
    return bytes(page)


def check(page, url):
    article = read_article(page, url, now=NOW)
    assert article.published is None or article.published.tzinfo
    assert not CONTROLS.search(article.title + article.text + article.body + article.source)
    for element in html.fromstring(f"<div>{article.body}</div>").iter():
        assert element.tag in KEPT | {"div"}
        assert not [name for name in element.attrib if name.startswith("on")]
        for address in (element.get("href"), element.get("src")):
            assert address is None or address.split(":")[0].lower() in SCHEMES
    assert bool(article.text) <= bool(article.body)
    assert isinstance(missing(article), str)


def fuzz(pages, draw, folder, goes_on):
    count = 0
    while goes_on(count):
        page, url = mutate(draw.choice(pages), draw), draw.choice(URLS)
        try:
            check(page, url)
        except Exception as error:
            (folder / "page.html").write_bytes(page)
            error.add_note(f"read from {folder / 'page.html'} as {url!r}, after {count} others")
            raise
        count += 1


def test_no_page_makes_it_raise(pages, tmp_path):
    fuzz(pages, random.Random(20220613), tmp_path, lambda count: count < 300)


@pytest.mark.soak
@pytest.mark.parametrize("processor", range(4))
def test_none_of_very_many_does(pages, tmp_path, processor):
    seed = int(os.environ.get("FUZZ_SEED", time.time())) + processor
    end = time.monotonic() + float(os.environ.get("FUZZ_SECONDS", "300"))
    print(f"seed {seed}")
    fuzz(pages, random.Random(seed), tmp_path, lambda _: time.monotonic() < end)
