"""Lines that sites print around and between paragraphs, and paragraphs that only look like them."""

import pytest

from newscrawl.text.page import read_page
from newscrawl.text.page.furniture import is_furniture


@pytest.mark.parametrize(
    "text",
    [
        "分享此文：",
        "封面图片来源：江岸图库",
        "更多江岸新聞報導",
        "原文链接",
        "▼點擊圖片放大▼",
        "+2",
        "3/12",
        "返回江岸网，查看更多",
        "点击展开全文",
        "跳過熱讀並繼續閱讀",
        "End of 熱讀",
        "本網站之文字、圖片及影音，非經授權，不得轉載。",
        "如需转载请与《江岸商报》报社联系。",
        "海量资讯、精准解读，尽在江岸财经APP",
        "©2021年江岸之声版权声明：本文所有内容受到著作权法保护。",
        "微信统筹丨王五",
        "翻译：张亮",
        "雨涵/石涛（综合报道）",
        "流程编辑：TF021",
        "00:00 / 02:31",
        "如对本稿件有异议或投诉，请联系 tougao@news.example",
        "《星雲頭條》APP經已推出最新版本，請立即更新",
    ],
)
def test_furniture(text):
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "更多的年轻人开始关注家乡的老戏台，也有人回到镇上学戏。",
        "文案和设计都由村里的年轻人完成。",
        "翻译家张亮昨日到访江岸市图书馆。",
        "12",
        "2/3的居民表示支持",
    ],
)
def test_paragraphs_are_none(text):
    assert not is_furniture(text)


_PARAGRAPHS = [
    "昨天下午，新落成的青石湾大桥正式通车，两岸居民往来的时间从四十分钟缩短到六分钟，大桥全长一千二百米。",
    "“以前过江要等渡轮，遇到大风就停航。”家住东岸的居民周先生说，通车以后，孩子上学再也不用起早。",
    "青石湾镇相关部门表示，下一步将完善两岸公交接驳，新增三条线路，同时对老渡口进行改造，建成亲水公园。",
]


@pytest.mark.parametrize(
    "between",
    [
        "<div><time>2021年9月10日</time></div>",
        '<p>（相關報導： <a href="/1">橋墩為何受損？專家這樣說</a> ｜ <a href="/2">更多文章</a> ）</p>',
        '<div><h3>大家都在看</h3><p><a href="/1">老渡口改造开工</a></p><p><a href="/2">公交接驳线路公布</a></p></div>',
        '<div id="player"><div>正在加载</div><div>倍速</div></div>',
    ],
    ids=["time element", "related in brackets", "nameless list of links", "player"],
)
def test_goes_from_between_paragraphs(between):
    first, *rest = (f"<p>{text}</p>" for text in _PARAGRAPHS)
    body = read_page(f"<h1>青石湾大桥今日正式通车</h1><div>{first}{between}{''.join(rest)}</div>").body
    assert body is not None
    assert "".join(body.itertext()) == "".join(_PARAGRAPHS)


def test_rules_at_the_end_go_and_between_paragraphs_stay():
    first, *rest = (f"<p>{text}</p>" for text in _PARAGRAPHS)
    body = read_page(f"<h1>青石湾大桥今日正式通车</h1><div>{first}<p>***</p>{''.join(rest)}<p>---</p></div>").body
    assert body is not None
    assert "".join(body.itertext()) == "***".join((_PARAGRAPHS[0], "".join(_PARAGRAPHS[1:])))


def test_one_flash_goes_before_a_list_of_later_ones():
    """A list whose entries are told apart by the clock alone is a list, however long."""
    others = "".join(f"<div><span>20:0{n}</span><p>{text}</p></div>" for n, text in enumerate(_PARAGRAPHS * 2))
    flash = "江岸社11月3日电，云江股份晚间公告，前三季度实现营业收入四十六点二亿元，净利润八点七亿元。"
    page = read_page(
        f"<title>云江股份：前三季度净利润增长</title><div>云江股份：前三季度净利润增长</div><div>2021-11-03 20:08</div>"
        f"<div><div>{flash}</div></div><div><h3>最新</h3>{others}</div>"
    )
    assert page.body is not None
    assert "".join(page.body.itertext()).strip() == flash
