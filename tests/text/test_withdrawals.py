"""Withdrawal notices, and what only looks like one."""

import time

import pytest

from newscrawl.text.withdrawals import read_withdrawal

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
    start = time.perf_counter()
    read_withdrawal(text, text)
    assert time.perf_counter() - start < 0.1
