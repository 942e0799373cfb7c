"""Promotions in bodies: what goes, and what only looks like one and stays."""

import pytest

from newscrawl.text.markup import clean_body
from tests.growth import assert_linear

BEFORE, AFTER = "<p>港口昨日恢复通航。</p>", "<p>首批船舶今晨靠泊。</p>"
GO = {
    "a promotion as a paragraph": "<p>在东方财富看资讯行情，选东方财富证券一站式开户交易>></p>",
    "a promotion as a link": '<p><a class="toplink" href="http://x.example/">在东方财富看资讯行情，一站式开户</a></p>',
    "an advertisement by its class": '<div class="ad_context3"><a href="http://x.example/"><img src="http://x.example/a.jpg"></a></div>',
    "a picture by its class": '<p><img class="em_handle_adv_close" src="http://x.example/a.jpg"></p>',
    "how to share by phone": "<p>打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。</p>",
    "a share widget": '<div class="bdsharebuttonbox"><a href="http://x.example/">微博</a><a href="http://x.example/2">微信</a></div>',
    "a code to scan": "<p>长按二维码，关注我们</p>",
    "a code to scan, in a section": "<section><p><strong>扫描下方二维码下载客户端</strong></p></section>",
    "the way back to the portal": '<p><a href="http://x.example/">返回江岸网，查看更多</a></p>',
    "an account to follow": "<p>欢迎关注“青石湾发布”微信公众号</p>",
    "an app to load": "<p>下载青石湾新闻客户端，了解更多</p>",
    "the editor in brackets": '<p class="res-edit">（责任编辑：DF150）</p>',
    "the editor on a line": "<p>责编：李丽</p>",
    "a disclaimer": "<p>郑重声明：本页登载此文出于传递更多信息之目的，不代表本站观点。</p>",
    "a copyright line": "<p>未经本报书面授权，不得转载</p>",
    "related links as paragraphs": '<p>相关阅读：</p><p><a href="http://x.example/1">一号桥通车</a></p><p><a href="http://x.example/2">二号桥开工</a></p>',
    "related links as a list": '<h3>延伸阅读</h3><ul><li><a href="http://x.example/1">一号桥通车</a></li><li><a href="http://x.example/2">二号桥开工</a></li></ul>',
}
STAY = {
    "the source": '<p class="em_media">（文章来源：界面新闻）</p>',
    "a by-line": "<p>编辑｜丁渡</p>",
    "an author's own last word": "<p>以上内容仅供参考，不构成投资建议。</p>",
    "an article on promotions": "<p>下载客户端的老人越来越多，社区为此开了一门课，教他们辨认骗局，第一堂课来了六十多人，教室里连过道都坐满了，后来的只好站在窗外听，讲课的是派出所的民警，他把三年来接到的报案一件一件讲给大家听，讲完以后又留下来教了两个小时。</p>",
    "a short one on apps": "<p>下载客户端的老人越来越多。</p>",
    "an unlicensed firm": "<p>该公司未经许可生产药品，被处以罚款。</p>",
    "a statement as news": "<p>协会发表声明说，将继续谈判。</p>",
    "a link to elsewhere": '<p><a href="http://x.example/report.pdf">报告全文</a></p>',
    "a class that only sounds like it": '<p class="header-lead">桥长1.2公里。</p>',
    "a paragraph called shared that is long": '<div class="share-content"><p>' + "青石湾大桥通车。" * 40 + "</p></div>",
    "words after related links": "<p>相关报道称，事故未造成伤亡。</p>",
    "a code in the news": "<p>扫描二维码即可预约参观，市民反映十分方便。</p>",
    "a number of downloads": "<p>下载量超过百万次的这款应用，出自一名大二学生之手。</p>",
    "a trade": "<p>关注公众号运营的年轻人，正在成为新职业的主力。</p>",
}


@pytest.mark.parametrize("part", GO.values(), ids=GO)
def test_goes(part):
    body = clean_body(BEFORE + part + AFTER)
    assert body.html == BEFORE + AFTER
    assert body.text == "港口昨日恢复通航。\n首批船舶今晨靠泊。"
    assert body.repairs["promotion"]


@pytest.mark.parametrize("part", STAY.values(), ids=STAY)
def test_stays(part):
    body = clean_body(BEFORE + part + AFTER)
    assert not body.repairs["promotion"]
    assert len(body.html) > len(BEFORE + AFTER)


def test_what_follows_related_links_stays():
    body = clean_body(
        '<p>推荐阅读</p><p><a href="http://x.example/1">一号桥通车</a></p><p>记者随后来到桥头。</p>' + AFTER
    )
    assert body.text == "记者随后来到桥头。\n首批船舶今晨靠泊。"


@pytest.mark.parametrize("markup", ["<div>" * 5_000 + "甲", "<p>未经" * 5_000, "<p>" + "关注" * 20_000, "<a>下载" * 5_000],
                         ids=["divisions", "paragraphs", "one line", "links"])  # fmt: skip
def test_hostile_input_takes_linear_time(markup):
    assert_linear(clean_body, markup)
