"""Withdrawal notices, and what only looks like one."""

import time

import pytest

from newscrawl.text.withdrawals import read_notice_page, read_withdrawal

NOTICES = [
    "稿件已撤",
    "文章已删除",
    "该文章不存在",
    "内容已下线",
    "该内容已被发布者删除",
    "此稿件已撤稿。",
    "抱歉，您访问的页面不存在或已被删除！",
    "很抱歉，您要查看的文章可能已被删除\n请返回首页",
    "温馨提示：该新闻已被删除，5秒后自动跳转到首页",
    "404\n您访问的页面不存在\n返回首页",
    "应作者要求，该文章已撤下。",
    "因版权原因，相关内容已下架。感谢您的关注",
    "　　该信息已删除　",
    "原文已被作者自行删除",
]
OTHERS = [
    "",
    "某平台回应：相关内容已下线，并将加强审核。",
    "多家媒体6月13日的稿件已撤。",
    "网信办：有关账号发布的内容已删除，账号已禁言。",
    "该文章不存在抄袭",
    "该新闻不存在任何事实依据，公司已报警。",
    "【公司澄清】网传内容不存在",
    "系统繁忙，请稍后再试",
    "请输入验证码",
    "访问过于频繁，请稍后再访问",
    "请完成安全验证，点击继续访问该页面",
    "您没有权限查看该内容",
    "正在加载内容",
    "内容",
    "删除",
    "文章已删除。" * 40,
    "该文章已被删除。" + "桥长1200米，双向六车道，设计时速60公里，车辆从两岸直接驶入。",
]


# Met for the first time: title, text → whether it is a notice. What looks like one and is news must never be.
FIRST_MET = [
    ("常州：一座桥通车", "很抱歉，您访问的文章已被删除！", True),
    ("", "该文章不存在", True),
    ("提示信息", "文章已删除，3秒后自动返回首页", True),
    ("404 Not Found", "您访问的页面不存在\n返回首页", True),
    ("文章已删除", "文章已删除", True),
    ("页面不存在 - 常州网", "", True),
    ("页面不存在 - 常州网", "抱歉，您要访问的页面不存在", True),
    ("股市快讯：三大指数高开", "稿件已撤", True),
    ("某音乐平台：因版权原因，相关内容已下架", "因版权原因，相关内容已下架。", False),
    ("某平台：因版权原因下架百首歌曲", "因版权原因，相关内容已下架。", False),
    ("撤稿声明", "该文章已撤稿。", False),
    ("关于撤销一篇报道的说明", "该报道已撤回。感谢读者的监督。", False),
    ("某公众号删帖致歉", "抱歉，相关文章已删除。", False),
    ("市场监管总局：违规信息已清除", "相关信息已清除。", False),
    ("某地回应网传内容不存在", "网传内容不存在。", False),
    ("某平台致歉", "某平台6月13日表示，相关内容已下线。", False),
    ("某平台致歉", "相关内容已下线，涉事账号被禁言。", False),
    ("某报发表声明", "本报从未发表该文章，相关网页已删除。", False),
    ("法院：侵权文章须删除", "一审判决，被告须删除文章并致歉。", False),
    ("一款软件下架", "开发者称，作品已下架，用户可以申请退款。", False),
    ("传某歌手退出", "经纪公司：该信息不存在。", False),
    ("人在山水间", "图文 记者", False),
    ("今日休刊", "本报今日休刊一天。", False),
    ("快讯", "快讯：已删除。", False),
]


@pytest.mark.parametrize(("title", "text", "is_notice"), FIRST_MET, ids=[f"{t} {x}"[:24] for t, x, _ in FIRST_MET])
def test_what_is_met_for_the_first_time(title, text, is_notice):
    assert bool(read_notice_page(title, text)) is is_notice


def repr_(text):
    return f"{text[:9]!r}*{len(text)}"


@pytest.mark.parametrize("text", NOTICES)
def test_notices(text):
    assert read_withdrawal("常州：一座桥通车", text)


@pytest.mark.parametrize("text", OTHERS, ids=lambda text: text[:16])
def test_others(text):
    assert read_withdrawal("常州：一座桥通车", text) == ""


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("页面不存在 - 常州网", "", "页面不存在"),
        ("文章已删除_新闻中心", " ", "文章已删除"),
        ("文章已删除", "桥今日通车，车辆不多。", ""),
        ("常州：一座桥通车", "", ""),
        ("", "", ""),
    ],
)
def test_a_title_counts_where_there_is_no_text(title, text, found):
    assert read_withdrawal(title, text) == found


@pytest.mark.parametrize(
    "text", ["您" * 100_000, "因" * 118, "请返回" * 39, "已" * 119, "的文章已经已经被" * 14, "\n" * 10**6], ids=repr_
)
def test_hostile_text_takes_no_time(text):
    start = time.process_time()
    read_notice_page(text, text)
    assert time.process_time() - start < 0.1
