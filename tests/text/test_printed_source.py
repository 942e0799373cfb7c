"""Publishers as printed, and what stands where their names do."""

import pytest
from lxml import html

from newscrawl.text.page.lines import read_lines
from newscrawl.text.page.printed_source import find_account, read_dateline, read_source
from newscrawl.text.page.publishers import clean_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("新华网", "新华网"),
        ("《理财周刊》", "理财周刊"),
        ("光明网-《光明日报》", "光明网-《光明日报》"),
        ("江岸日报 编辑：何平", "江岸日报"),
        ("江岸日报 网友评论", "江岸日报"),
        ("小城故事 江苏", "小城故事"),
        ("“江岸发布”微信公众号", "江岸发布"),
        ("[ 中国新闻网 ] [ 作者：周明 ]", "中国新闻网"),
        ("聯合報 記者", "聯合報"),
        ("21世纪经济报道 南财理财通", "21世纪经济报道 南财理财通"),
        ("AUTO.EXAMPLE.COM", ""),
        ("江岸日报 周小川", "江岸日报"),
        ("《江岸周刊》2023年第18期", "江岸周刊"),
        ("微信公众号“江岸发布”", "江岸发布"),
        ("微信公众号：江岸发布", "江岸发布"),
        ("微信公众号“江岸发布”（ID：jafb）", "江岸发布"),
        ("江岸日报 周小川 李晓霞", "江岸日报"),
        ("江岸日报记者周小川", "江岸日报"),
        ("江岸记者协会", "江岸记者协会"),
        ("江岸日报 撰稿：周小川", "江岸日报"),
        ("市司法局（审核：周小川）", "市司法局"),
        ("江岸日报 ·", "江岸日报"),
        ("网络公开资料整理", ""),
        ("微信公众号", ""),
        ("江岸网 手机看新闻", "江岸网"),
        ("本站原创", ""),
        ("网络综合", ""),
        ("法律领域爱好者", ""),
        ("星期日", ""),
        ("江苏", ""),
        ("新闻动态", ""),
        ("青石灣報導", ""),
        ("网络", ""),
        ("102次", ""),
        ("2019-09-10", ""),
        ("分享到", ""),
        ("来自江苏省", ""),
        ("据记者了解。", ""),
        ("", ""),
    ],
)
def test_cleans_names(text, name):
    assert clean_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2019-09-10 10:08  来源：江岸日报  作者：周明", "江岸日报"),
        ("来 源：江岸日报", "江岸日报"),
        ("稿源: 江岸网", "江岸网"),
        ("来源：TechWeb.com.cn", "TechWeb.com.cn"),
        ("信息来源：  市统计局", "市统计局"),
        ("来源：江岸日报 2019-09-10 10:08", "江岸日报"),
        ("来源/江岸日报　时间/2023-09-10", "江岸日报"),
        ("来源∶江岸日报", "江岸日报"),
        ("2023-09-10  来源  江岸日报", "江岸日报"),
        ("来源：今日江岸", "今日江岸"),
        ("发布机构：市水利局", "市水利局"),
        ("来源： 作者：", ""),
        ("来源：转自江岸日报", "江岸日报"),
        ("来源：江岸日报 转自：江岸网", "江岸日报"),
        ("来源：江岸日报  原标题：大桥通车", "江岸日报"),
        ("摘自：江岸日报", "江岸日报"),
        ("来源单位：市水利局", "市水利局"),
        ("信息来源（单位）：市水利局", "市水利局"),
        ("发布机构：市卫健委 信息来源：健康江岸", "健康江岸"),
        ("线索来源：周先生", ""),
        ("封面来源：江岸图库", ""),
        ("（资料来源：江岸日报等）", ""),
        ("图片来源：视觉中国", ""),
        ("水的来源有三处", ""),
    ],
)
def test_reads_labelled_sources(text, name):
    assert read_source(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("（中央社記者林欣怡高雄19日電）", "中央社"),
        ("新华社北京2月29日电 国务院", "新华社"),
        ("新华社华盛顿3月30日新媒体专电 国务院", "新华社"),
        ("本报讯（记者 周明）", ""),
        ("合作社北边的路", ""),
    ],
)
def test_reads_datelines(text, name):
    assert read_dateline(text) == name


@pytest.mark.parametrize(
    ("box", "name"),
    [
        ('<div class="user-info"><h4><a>江岸小城故事</a></h4><p>99万总阅读</p></div>', "江岸小城故事"),
        ('<div class="author_info"><h4>周小川</h4></div>', ""),
        ('<div class="user-info"><a>登录</a></div>', ""),
        ('<div class="user"><a>江岸小城故事</a></div>', ""),
    ],
    ids=["account", "a person", "login", "no box"],
)
def test_finds_account_whose_box_stands_above(box, name):
    assert find_account(read_lines(html.fromstring(f"<body>{box}<h1>大桥今天通车</h1></body>"))).text == name
