"""The headline as displayed, and what stands where it could."""

import pytest
from lxml import html

from newscrawl.text.page.headline import find_headline
from newscrawl.text.page.lines import read_lines

_BODY = "<div>" + "<p>昨天下午，新落成的大桥正式通车，两岸居民往来只需六分钟。</p>" * 4 + "</div>"
_CASES = {
    "h1": ("大桥通车_新闻网", "<h1>大桥今天通车</h1>", "大桥今天通车"),
    "title names the site first": (
        "江岸新闻网-国内-大桥今天通车",
        "<h1>江岸新闻网</h1><h2>大桥今天通车</h2>",
        "大桥今天通车",
    ),
    "no heading": ("大桥今天通车_新闻网", "<div><b>大桥今天通车</b></div>", "大桥今天通车"),
    "title is cut": (
        "大桥今天正式通车 两岸...",
        "<h1>大桥今天正式通车 两岸往来只需六分钟</h1>",
        "大桥今天正式通车 两岸往来只需六分钟",
    ),
    "title is the section": ("新闻动态--某某学会", "<h5>大桥今天通车</h5>", "大桥今天通车"),
    "link above": ("大桥今天通车", "<a href=x>大桥今天通车</a><h1>大桥今天通车！</h1>", "大桥今天通车！"),
    "crumbs": (
        "大桥今天通车_新闻网",
        "<p><a href=/>首页</a> &gt; <a href=/n>新闻</a> &gt; 正文</p><p class=tit>大桥今天通车</p>",
        "大桥今天通车",
    ),
    "copy below": ("大桥今天通车", f"<h1>大桥今天通车</h1>{_BODY}<h1 class=title>大桥今天通车</h1>", "大桥今天通车"),
    "no title": ("", "<h1>大桥今天通车</h1>", "大桥今天通车"),
    "no title, no heading": ("", "<p>大桥今天通车</p><p>2005年03月21日 11:21 某某晚报</p>", "大桥今天通车"),
    "flag before": ("大桥今天通车_新闻网", "<h1><span>原创</span>大桥今天通车</h1>", "大桥今天通车"),
    "flag that the head knows": (
        "独家 大桥今天通车_新闻网",
        "<h1><span>独家</span> 大桥今天通车</h1>",
        "独家 大桥今天通车",
    ),
    "label before": ("大桥今天通车_新闻网", "<p><b>标题：</b><b>大桥今天通车</b></p>", "大桥今天通车"),
    "time after": ("大桥今天通车", "<h1>大桥今天通车<span>发布时间：2023-09-10</span></h1>", "大桥今天通车"),
    "small print after": ("大桥今天通车", "<h1>大桥今天通车<small>渡口停航</small></h1>", "大桥今天通车"),
    "section linked before": (
        "大桥今天通车_论坛",
        "<p><a href=/l>[本地]</a> <span>大桥今天通车</span></p>",
        "大桥今天通车",
    ),
    "h1 is the site, title names no headline": (
        "政务动态_江岸市人民政府",
        "<h1>江岸市人民政府</h1><h2>政务动态</h2><h3>大桥今天通车</h3>",
        "大桥今天通车",
    ),
    "title is cut, a line says less": (
        "9月10日至12日，江岸大桥...",
        "<h1>9月10日至12日，江岸大桥往返车道轮流封闭检修</h1><p class=t>9月10日至12日，</p>",
        "9月10日至12日，江岸大桥往返车道轮流封闭检修",
    ),
    "title is the site, no heading": (
        "江岸新闻网",
        "<div>大桥今天正式通车</div><div>2023-09-10 10:08 江岸网</div><div class=share_title>分享到：</div>",
        "大桥今天正式通车",
    ),
    "title is the site, subtitle nearer": (
        "江岸新闻网",
        "<p class=title>大桥今天正式通车</p><p class=subtitle>渡口今日停航，两岸公交增开三条线路</p>",
        "大桥今天正式通车",
    ),
    "title is the site, time in a bar": (
        "江岸新闻网",
        "<p class=title>大桥今天正式通车</p><p class=tit_bar>发表于2023-09-10 10:08</p>",
        "大桥今天正式通车",
    ),
    "of three characters, as the head says": ("江岸日报-渡口记", "<h1>渡口记</h1>", "渡口记"),
    "of three characters, as the paper marks it": (
        "江岸日报-渡口记",
        "<p><founder-title>渡口记</founder-title></p><p><a href=x>放大</a> <a href=x>缩小</a></p>",
        "渡口记",
    ),
    "section of two characters": ("大桥今天通车_副刊", "<h1>副刊</h1><h2>大桥今天通车</h2>", "大桥今天通车"),
    "title is the section, a headline begins as a box": (
        "新闻动态--某某学会",
        "<h2>相关部门回应大桥封闭</h2><h5>相关阅读</h5>",
        "相关部门回应大桥封闭",
    ),
    "title is the site, a headline begins as a label": (
        "江岸新闻网",
        "<div>发布会介绍大桥通车安排</div><div>2023-09-10 10:08</div>",
        "发布会介绍大桥通车安排",
    ),
    "nothing displayed": ("大桥今天通车_新闻网", "", "大桥今天通车"),
}


@pytest.mark.parametrize("name", _CASES)
def test_finds_headline(name):
    title, markup, wanted = _CASES[name]
    lines = read_lines(html.fromstring(f"<body>{markup}{_BODY}</body>"))
    found = find_headline(lines, [title])
    if found.last < 0:
        first = next(line.n for line in lines if line.text.startswith("昨天下午"))
        found = find_headline(lines, [title], first)
    assert found.text == wanted
