"""Lines that sites print around and between paragraphs, and paragraphs that only look like them."""

import pytest

from newscrawl.text.page import read_page
from newscrawl.text.page.furniture import is_furniture, says_end


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
        "图源网络，侵删",
        "点击“阅读原文”查看更多",
        "大家都在搜",
        "00:00 / 02:31",
        "如对本稿件有异议或投诉，请联系 tougao@news.example",
        "《星雲頭條》APP經已推出最新版本，請立即更新",
        "看全文",
        "廣告",
        "（转自《江岸日报》）",
        "（据江岸社电）",
        "来自：江岸发布",
    ],
)
def test_furniture(text):
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "据“平安江岸”微信公众号消息，5日上午，一辆货车与电动车相撞，造成两人受伤。",
        "居民只需扫描门牌上的二维码，就能查询房屋信息和水电缴费情况。",
        "周女士下载了一款名为“云贷”的APP后，被骗走三万余元。",
        "打开“江岸通”APP，就能查看附近停车场的空余车位。",
        "经查，该公司未经许可擅自从事食品生产经营活动，被责令停业。",
        "他强调，这番言论不代表政府的立场。",
        "双方就商务合作达成一致，将在年内签署协议。",
        "贴文曝光后，短短一天就有上万网友按讚。",
        "平台付费会员数达到一亿，同比增长百分之十五。",
        "市民可拨打政务服务热线12345反映情况。",
        "平台接到侵权通知后应当及时删除链接，否则承担连带责任。",
        "如对公示对象有异议，请在公示期内与市人社局联系。",
        "消息引发网友关注，官方微信随后发布说明。",
        "中國信託宣布加入LINE Pay陣營，年底前可以掃碼付款。",
        "审核：一道绕不过去的关，三十年来他们是这样过的。",
        "更多的年轻人开始关注家乡的老戏台，也有人回到镇上学戏。",
        "文案和设计都由村里的年轻人完成。",
        "翻译家张亮昨日到访江岸市图书馆。",
        "12",
        "",
        "2/3的居民表示支持",
        "来自江岸的三百名运动员今日抵达。",
        "（据居民回忆，船当时已经离岸）他说。",
        "广告里的老渡口，其实早已不在。",
    ],
)
def test_paragraphs_are_none(text):
    assert not is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "声明指出，该组织对袭击事件负责的说法并不属实。",
        "举报人称，厂区每天夜里都在排放黑烟。",
        "热门景区迎来客流高峰，部分路段实行单向通行。",
        "相关报道称，事故没有造成人员伤亡。",
        "此前报道，两名驴友在山中失联三天后获救。",
        "网友评论道：“这才是家乡该有的样子。”",
        "你可能不知道，这棵树已经站了六百年。",
        "追蹤發現，嫌犯離開現場後搭乘客運南下。",
        "扫码支付让菜场的大爷大妈也跟上了潮流。",
        "编辑部的灯一直亮到凌晨。",
        "下一条地铁线将连接高铁站和老城区。",
        "编辑、校对、印刷，每一道工序他都烂熟于心。",
        "转载自其他期刊的论文不计入考核。",
    ],
)
def test_sentences_do_not_end_an_article(text):
    assert not says_end(text)


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


@pytest.mark.parametrize(
    "last",
    [
        "<p>图片来源：江岸图库</p>",
        "<p>（题图来自江岸图库，基于CC0协议）</p>",
        "<p>文字 | 沈一禾</p><p>图片 | 许南舟</p><p>编辑 | 何小平</p>",
        "<p>□ 一苇</p>",
        "<p>记者：</p><p>沈一禾 许南舟</p>",
        '<div><a href="/600000">江岸实业（600000）</a> <span>18.60</span> <span>+1.2%</span></div>',
    ],
    ids=[
        "whose the pictures are",
        "whose the title picture is",
        "crew",
        "pen name",
        "label above names",
        "quote of a share",
    ],
)
def test_goes_after_the_last_paragraph(last):
    paragraphs = "".join(f"<p>{text}</p>" for text in _PARAGRAPHS)
    body = read_page(f"<h1>青石湾大桥今日正式通车</h1><div>{paragraphs}{last}</div>").body
    assert body is not None
    assert "".join(body.itertext()) == "".join(_PARAGRAPHS)


@pytest.mark.parametrize(
    "last",
    ["<p><img src='1.jpg'></p><p>图片来源：江岸图库</p>", "<p>图片来自卫星，拍摄于昨天夜里。</p>"],
    ids=["under a picture", "a sentence"],
)
def test_captions_stay_after_the_last_paragraph(last):
    paragraphs = "".join(f"<p>{text}</p>" for text in _PARAGRAPHS)
    body = read_page(f"<h1>青石湾大桥今日正式通车</h1><div>{paragraphs}{last}</div>").body
    assert body is not None
    assert "".join(body.itertext()).startswith("".join(_PARAGRAPHS) + "图片来")


def test_a_time_above_the_first_paragraph_ends_what_is_told_of_the_article():
    above = "<p>沈一禾</p><p>江岸中文记者</p><time>2021年9月10日</time>"
    page = read_page(
        f"<main><h1>青石湾大桥今日正式通车</h1>{above}{''.join(f'<p>{t}</p>' for t in _PARAGRAPHS)}</main>"
    )
    assert page.body is not None
    assert "".join(page.body.itertext()) == "".join(_PARAGRAPHS)
    assert (page.published, page.authors) == ("2021年9月10日", ["沈一禾"])


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
