"""Where the article stands, when the names of its elements say that it does not, or others say more."""

import pytest

from newscrawl.text.page import read_page

_TITLE = "青石湾大桥今日正式通车"
_PARAGRAPHS = [
    "昨天下午，新落成的青石湾大桥正式通车，两岸居民往来的时间从四十分钟缩短到六分钟，大桥全长一千二百米。",
    "“以前过江要等渡轮，遇到大风就停航。”家住东岸的居民周先生说，通车以后，孩子上学再也不用起早。",
    "青石湾镇相关部门表示，下一步将完善两岸公交接驳，新增三条线路，同时对老渡口进行改造，建成亲水公园。",
    "据了解，大桥总投资八亿元，历时三年建成，周边配套道路也将于年底前全部贯通。",
]
_OTHERS = "".join(f"<div><h3><a href='/{n}'>要闻</a></h3><p>{text}</p></div>" for n, text in enumerate(_PARAGRAPHS * 2))


def _text(markup):
    body = read_page(f"<title>{_TITLE}</title><h1>{_TITLE}</h1><p>2021-09-10 10:08</p>{markup}").body
    assert body is not None
    return "".join(body.itertext())


@pytest.mark.parametrize("name", ["rel", "review", "hidden-con", "wx", "path", "search", "download"])
def test_first_paragraphs_are_the_article_whatever_they_are_called(name):
    article = "".join(f"<p>{text}</p>" for text in _PARAGRAPHS)
    assert _text(f'<div class="{name}">{article}</div><div class="list">{_OTHERS}</div>') == "".join(_PARAGRAPHS)


def test_long_article_goes_before_what_its_share_widget_is_called():
    article = "".join(f"<p>{text}</p>" for text in _PARAGRAPHS * 2)
    assert _text(f'<div class="share-wrap">{article}</div><div class="list">{_OTHERS}</div>') == "".join(
        _PARAGRAPHS * 2
    )


def test_short_article_goes_before_longer_comments():
    comments = "".join(f"<dl><dt>网友</dt><dd>{text}</dd></dl>" for text in _PARAGRAPHS)
    article = "".join(f"<p>{text}</p>" for text in _PARAGRAPHS[:2])
    assert _text(f"<div>{article}</div><div><h3>我来说两句</h3>{comments}</div>") == "".join(_PARAGRAPHS[:2])
