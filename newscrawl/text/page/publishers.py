"""Names of publishers as printed: what belongs to them, what follows them in their line, and what is none."""

import re

from newscrawl.text.page.credits import read_names
from newscrawl.text.page.names import is_organisation
from newscrawl.text.page.printed_time import WEEKDAY
from newscrawl.text.phrases import one_of

MARKS = ":：∶︰|｜︱丨"  # after a label
# What follows a publisher in its line.
_SOURCE_ENDS = re.compile(
    one_of(
        # another label and its mark: 编辑：张三
        r"\s*[|｜\[【（(]?\s*(?:(?:责任|网络|本文)?编辑|責任編輯|責編|责编|作\s*者|[记記]者"
        rf"|发布(?:时间|日期|人|者|于)|时间|日期|编审|审核|校对)\s*[{MARKS}/]",
        rf"\s+\S{{0,2}}(?:来源|來源|稿源)\s*[{MARKS}]",
        # a label after a blank: 责任编辑 张三, 浏览 12
        r"\s+[|｜\[【（(]?\s*(?:(?:责任)?编辑|作者|发布时间|\S{0,4}[记記]者|https?:"
        r"|浏览|点击|阅读|字号|字体|分享|评论|打印|更新|我要|举报|进入|点赞|收藏|订阅|关注|查看|跟贴|网友|参与"
        r"|我[来有]|手机|扫一扫|保存|复制|推荐|纠错|投稿|广告|听新闻|朗读|语音|微信|微博|T\s*[|｜]"
        r"|[\d.]+万?\s*(?:次|人|条|阅读))",
        rf"\s*[;；]|(?:\s+|\s*[（(])[\u3400-\u9fff]{{2,6}}\s*[{MARKS}]",  # a label that is none of ours: 撰稿：
        # the issue: 《江岸周刊》2023年第1期, 江岸日报 第3版
        r"\s*(?:\d{4}年)?(?:总?第\s*[A-Z]?[\d一二三四五六七八九十]+\s*)+[期版]",
        # what readers may press: 【大 中 小】, A-
        r"[【\[（(]\s*(?:[大中小]|打印|关闭|评论|收藏|字)|A[-+]",
    )
)
_MAY_END = re.compile(rf"[\s\[【（({MARKS}/;；期版A]")  # without one of these a name is nothing but the name
PLATFORMS = "企鹅号|头条号|百家号|网易号|搜狐号|大鱼号"
PROVINCE = one_of(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东",
    "河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾",
    "内蒙古|广西|西藏|宁夏|新疆|香港|澳门",
)
# What stands where publishers stand and is none.
_NO_SOURCE = re.compile(
    r"^"
    + one_of(
        "原创|转载|转载文章|综合(?:媒体|网络|整理)?|整理|互联网络?|网友.{0,3}",  # nobody in particular
        "(?:本站|网络|互联网|网上|公开)(?:公开|综合|整理|转载|编辑|收集|搜集|投稿|供稿|资料|信息|消息|文章|媒体|报道|平台)*",
        ".{0,4}原创.*|优质.*|.{0,4}认证.{0,6}|.{0,8}(?:爱好者|创作者)|自媒体|自采|官网",
        "未知|不详|佚名|其他|其它|无|暂无|admin|.{0,4}管理员|小编|.{0,12}官方账号",
        f"{PLATFORMS}|微博|(?:官方)?(?:微信)?(?:公众号|微信|微博|账号)|(?:手机|新闻)?客户端.{{0,2}}|论坛",
        "本[报報网網刊].{0,6}|[记記]者.*|.{0,8}特派[员員]|.{0,8}[专專][栏欄]作家|[文图圖].{0,2}[／/].*|摄影.*|攝影.*|.{0,2}(?:报道|報道)|.{0,6}報導|撰文|首次上稿.*",
        "来源|来自.*|作者|编辑|投稿人?|投递人|出版|首发|更新|发布|发布于.*|發布|發佈|发表|發表|.{0,4}(?:时间|時間|日期)",  # labels
        "(?:最[后後新]|首次)?(?:创建|修改|更新|发布|發布|发表|發表|刊登|编辑)[于於].*|IP属地.*|属地.*",
        PROVINCE,
        r".*[〔\[(（]\d{4}[〕\])）]\s*\d+号",  # a document's number: 江政发〔2021〕8号
        f"{WEEKDAY}|HKT|CST|GMT|UTC|[上下]午|农历.*",  # of a time
        "(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat)[a-z]*",
        "首页|首頁|即時|焦點|新闻|新聞|要闻|要聞|热点|推荐|正文|更多|今日|昨日|最[新后後近].{0,2}",  # sections, menus
        "(?:新闻|工作|部门|基层|学院|公司|行业|图片|通知|即时|即時|本地|时政|综合|国内|国际|社会|财经|体育|娱乐)"
        "(?:动态|公告|新闻|新聞|要闻|资讯)",
        "国内|国际|國內|國際|社会|社會|时政|政治|财经|財經|體育|体育|娱乐|娛樂|军事|科技|教育|文化|旅游|健康|生活",
        "资讯|資訊|快讯|快訊|动态|头条|專欄|专栏|深度|观察|数码|游戏|汽车|房产|互联网",
        "您?的?当前位置|[上下]一?[版期篇页条].*|.{0,2}列表.{0,2}|返回.*|第.{1,4}版.*|版面.*|往期.*|数字报.*",
        "(?:订阅|关注|收藏|点击|进入|下载|查看|搭乘|打开|登录|注册).*",  # what readers may do
        "分享.{0,3}|打印.{0,4}|复制链接|原文.{0,4}|转发|点赞|喜欢|举报|投诉|关闭|页面功能|[放缩][大小]|默认",
        "欢迎.*|游客|会员.{0,4}|消息|退出|个人中心",
        "评论|我要评论|留言|跟贴|我来说.*|我有话说",
        "听新闻|听全文|收听.*|语音.*|朗读|播放|播报",
        r"已有.*|有\d.*|参与|条评论|人参与|人[气氣].{0,8}|阅读|浏览.{0,3}|次",
        r"[\d.,]+[万萬kKwW]?\+?(?:(?:[次人条條篇]|阅读|閱讀|浏览|瀏覽|评论|評論|点赞|觀看).{0,4})?",  # how many did
        "字号|字体|大|中|小|特大|超大|标准|简体?|繁[体體]?|English|EN|中文|双语",
        r"[\d\s:：/.,+\-年月日A|·T]*",  # a time
    )
    + r"$",
    re.I,
)
_DOMAIN = re.compile(r"\.(?:com|cn|net|org)\b", re.I)
_ACCOUNT = "(?:微信)?(?:公众号|客户端|微博|视频号)"
# “江岸发布”微信公众号, 微信公众号：江岸发布
_QUOTED = re.compile(
    rf"^{_ACCOUNT}?\s*[“「]([^”」]{{2,20}})[”」]\s*{_ACCOUNT}?(?:[（(][^）)]*[）)])?$|^{_ACCOUNT}\s*[:：]\s*[“「]?([^”」:：]{{2,20}})[”」]?$"
)
# 江岸日报 周小川: a publisher and, set off, who wrote for it.
_WITH_WRITER = re.compile(r"^(\S{2,16}?[报報网網社台臺刊端])\s*[\s·•/／|｜]\s*([\u3400-\u9fff\s、]{2,14})$")
# Where a post was sent from, printed after the account's name since 2022.
_SENT_FROM = re.compile(rf"\s+{PROVINCE}\s*$")
# 转自江岸日报, 据江岸日报
_TAKEN_FROM = re.compile(r"^(?:转自|轉自|转载自|来自|來自|摘自|选自|据)[:：\s]*")
# 江岸日报记者周小川
_WITH_REPORTER = re.compile(
    r"[\s/／]*(?:全媒体|融媒体|首席|见习|特约)*[记記]者\s*(?P<names>[\u3400-\u9fff、\s]{2,12})$"
)
_ADDED = re.compile(r"[\s/／]*[记記]者$|[\[【（(]([^\])】）]{0,24})[\])】）]\s*$")
_SENTENCE = re.compile(r"[。！？:：]|https?:|www\.")  # a colon: another label and its value


def clean_name(text: str, *, labelled: bool = False) -> str:
    """A publisher's name as printed, without brackets, 《》 and what follows it; empty where it is none. A site's address
    is a name only where a label says so (来源：TechWeb.com.cn).

    >>> clean_name("《理财周刊》"), clean_name("游民星空[整理]"), clean_name("转载文章"), clean_name("新华网 编辑：张三")
    ('理财周刊', '游民星空', '', '新华网')
    """
    if not labelled and _DOMAIN.search(text):
        return ""
    name = text.lstrip(" \u3000\xa0[【（(:：").rstrip()
    if quoted := _QUOTED.match(name):
        return quoted[1] or quoted[2]
    if labelled:
        name = _TAKEN_FROM.sub("", name)
    if _MAY_END.search(name) and (ends := _SOURCE_ENDS.search(name, 1)):
        name = name[: ends.start()]
    if "者" in name and (signed := _WITH_REPORTER.search(name)) and read_names(signed["names"]):
        name = name[: signed.start()]
    if (added := _ADDED.search(name)) and not is_organisation(added[1] or ""):  # but 市发改委（市粮食局）
        name = name[: added.start()]
    name = _SENT_FROM.sub("", name).strip(" \u3000\xa0|｜·•:：/／、，,;；-—_><【】[]()（）\"'“”")
    if "（" in name or "(" in name:
        for opening, closing in ("（）", "()"):
            name += closing * (name.count(opening) > name.count(closing))
    if (signed := _WITH_WRITER.match(name)) and read_names(signed[2]):
        name = signed[1]
    if name[:1] == "《" and name[-1:] == "》" and name.count("《") == 1:
        name = name[1:-1]
    if not 1 < len(name) <= 30 or _SENTENCE.search(name) or _NO_SOURCE.match(name):
        return ""
    return name
