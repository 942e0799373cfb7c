"""What sites print around and between the paragraphs of an article: labels and their values, links announced,
promotions, notices, and the lines that say that the article is over.

Pages are full of it, hence these rules ask less of a line than `newscrawl.text.markup.promotions` asks of a paragraph
of a body that holds little else than the article: a promotion may stand anywhere in a line here and must begin the
paragraph there; 相关阅读 may go on here and must be the whole line there. Only what both mean alike is shared.
"""

import re

from newscrawl.text.markup.promotions import IN_WECHAT
from newscrawl.text.page.folded import OPENS
from newscrawl.text.page.people import is_byline
from newscrawl.text.phrases import each_of, one_of

# （原标题：某某）
_ORIGINAL = re.compile(r"^\W{0,3}(?:本文|文章|新闻)?(?:原标题|原題|原题|原文标题|原標題)(?:为|是)?\W")
# A label alone or before its value: 字号：大 中 小.
_LABEL = re.compile(
    r"^\W{0,4}"
    + one_of(
        # how the page is shown
        "字号|字体|字體|字級|简体|繁體",
        # what to do with it
        r"分享(?:到|至|给|此文|本文)?|[【\[]?打印(?:本页|此页|文章)?|复制链接|关闭(?:窗口|本页)|返回顶部|推荐(?:给)?(?:朋友|好友)",
        "评论|我要评论|收藏|订阅|举报|本文链接|本文地址|原文地址",
        # how many did
        r"浏览(?:次数|量)?|阅读(?:数|量)?|点击(?:数|量|率)?|已有\d+|\d+人参与",
        "时间|日期|发[布表]时间|发[布表]日期|更新时间|更新時間|發[布佈]時間",
        # who made it
        "(?:流程|图片|网络|实习|版面|视频|微信)编辑|责任编辑|责编|责編|编辑|編輯|供稿|审核|校对|发布人|发布者",
        "关键[词字]|标签",
        "当前位置|您(?:现在)?的?(?:当前)?位置",
    )
    + r"(?:\s|[:：|｜丨︱/】\]]|$)"
)
_SOURCE = re.compile(
    one_of(
        # 文章来源：新闻晨报
        r"^\W{0,3}(?:文章|本文|新闻|信息|稿件|素材|内容|消息|图文|线索|(?:封面|题图|头图)(?:图片)?)?(?:来\s*源|來源|稿源|出处|转自)(?:于|自)?"
        r"\s*[:：|｜丨︱ ]\s*[^。！？]{1,40}$",
        # （封面圖／新聞晨報）
        r"^[（(]?(?:封面|首|题|題)[图圖]片?\s*[/／:：|｜].{1,20}$",
        # （新闻晨报）
        r"^[（(]\s*[\u3400-\u9fff]{2,6}\s*[)）]$",
        # 《新闻晨报》（2012年03月04日 05版）
        r"^《?\s*[\u3400-\u9fff]{2,12}+\s*》?\s*[（(]\s*\d{4}年.{4,20}版\s*[)）]$",
    )
)
# 来自：新闻晨报, （转自《新闻晨报》）
_TAKEN = re.compile(
    r"^(?:\W{0,3}(?:本文|文章)?(?:来自|來自|摘自|转载自|轉載自)\s*[:：|｜丨︱]\s*[^。！？]{1,40}"
    r"|[（(【\[]\s*(?:本文|文章)?(?:转自|轉自|转载自|轉載自|摘自|选自|原载于?|据|據)[^。，！？：:]{2,40}[)）】\]])$"
)
_CLOSING = frozenset(")）】]")
_PAGER = re.compile(
    r"^第\d+页/共\d+页|^\W{0,4}上一[页篇].{0,6}下一[页篇]|^(?:\+\d{1,2}|\d{1,2}/\d{1,2}|\d\d?:\d\d ?/ ?\d\d?:\d\d)$"
)
_HASHTAGS = re.compile(r"^(?:#[^#\s，。]{1,16}[#\s]*)+$")
# What announces links or pictures, or ends the article, and says nothing else.
_HEADING = re.compile(
    r"^\W{0,3}"
    + one_of(
        # other articles
        "(?:更多)?(?:相关|相關|延伸|推荐|推薦|此前|早前)"
        "(?:阅读|閱讀|新闻|新聞|报道|報導|链接|文章|专题|推荐|推薦)|点击进入专题",
        "更多[^，。！？]{2,10}(?:报道|報導|新闻|新聞|文章)|原文链接|[查阅][看读]原文|看全文|廣告|广告",
        # how to read on
        r"(?:廣告\W{1,3})?[請请][繼继][續续]往下[閱阅][讀读]|(?:您的浏览器|你的浏览器).{0,24}|[点點][击擊].{0,6}(?:大图|大圖|放大)",
        f"返回.{{1,8}}[，,]查看更多|(?:[点點][击擊])?{OPENS}|跳[过過].{{1,14}}[閱阅][讀读]|End of .{{1,16}}",
        "[★※《【◎].{0,14}(?:關心|关心|提醒)[你您]|语音阅读|(?:视频|正在)?(?:加载|載入)中?",
        "热门搜索|大家都在[搜看]|猜你喜欢|查看更多.{0,4}|全文完|本文完|完|(?i:END|the end)",
    )
    + r"\W{0,3}$"
)
# What sites print under every article or above every comment, however long. (See `each_of` for why no alternative of a
# pattern that is searched for begins with a choice.)
_DECLARES = re.compile(r"^\W{0,4}(?:免责|免責|版权|特别|郑重|风险|本网|本站)?(?:声明|聲明)\W")
_NOTICE = re.compile(
    one_of(
        # whose the comments are
        each_of("有权|有權", "(?!要求|请求|請求).{0,12}(?:删除|刪除|转载或引用)") + "|承担一切因您",
        each_of("登录|登入", "后(?:可以|才能|方可)?(?:发表)?(?:评论|留言)"),
        "管理(?:留言|评论)的?权|文明上网理性发言",
        # whose the opinions are
        each_of("仅|僅", "(?:供参考|供參考|代表(?:作者|个人|個人)).{0,40}(?:不|风险|責任|责任|无关|無關)"),
        "遵守互联网|遵守.{0,6}(?:社区|评论|跟帖)|留言系統使用者|日内与本[网站报刊]",
        # whose the text
        "转载此文(?:仅|是|出于)|如有侵权|若有侵权|侵删|侵权(?:请|必[究删]|即删)|侵权.{0,12}联系(?:我们|本[站网]|作者|删除)",
        each_of("如对|若对", "(?:本|此|该)(?:稿|文).{0,12}(?:异议|疑问|投诉)"),
        each_of("联系|通知", "(?:我们|本站|本网).{0,12}(?:删除|处理)"),
    )
)


def _bid(verbs: str, rest: str) -> str:
    """The alternatives `verbs` where they bid the reader to do something, at the beginning of a clause or after 请, each
    followed by `rest`: 下载江岸客户端, but not 她下载的客户端."""
    begins = "(?:(?<=^{0})|(?<=[^\u3400-\u9fff]{0})|(?<=[请击即上场店或码迎索来]{0}))"
    return "|".join(verb + begins.format(verb) + rest for verb in verbs.split("|"))


_APP = "(?:客户端|APP|App|app)"
_ACCOUNT = "(?:公众号|公眾號|微信号|官方微信|官微|视频号|服务号|脸书|臉書)"
# Anywhere in a line of a sentence or two. What the news tell of codes, accounts, applications and rights too must not be
# among it: each says what the reader is to do, or what the site forbids.
_PROMOTION = re.compile(
    one_of(
        # codes
        "扫描?(?:上方|下方|左侧|右侧|下图|上图|以下|文末).{0,10}码|扫描?.{0,12}码.{0,8}(?:关注|下载|[加进入]群|订阅|添加)",
        "长按.{0,6}(?:识别|扫码)|长按.{0,6}二维码.{0,4}(?:关注|下载|阅读|添加)",
        r"微信搜索|微信公众号\s*[:：]|关注(?![的了到着过度者])(?<![可应需先已曾未]关注)[^，。；]{0,16}" + _ACCOUNT,
        each_of("订阅|LIKE", f"[^，。；]{{0,16}}{_ACCOUNT}") + f"|{IN_WECHAT}",
        each_of("按讚", "[^，。]{0,10}(?:追蹤|訂閱|粉絲|分享)")
        + "|"
        + each_of("按讚|追蹤|訂閱|加入", "[^，。]{0,16}(?:粉絲[頁團專]|LINE(?:官方|好友|社群|@))"),
        each_of("追蹤|訂閱", "[^，。]{0,16}(?:頻道|電子報)")
        + "|"
        + each_of("成为|成為|加入|开通|開通", ".{0,4}付[费費](?:会员|會員)"),
        # applications
        _bid("下载|安装", f"[^，。]{{0,16}}{_APP}(?!后|被|的)") + "|" + each_of("用|下", "載?APP看"),
        _bid("打开", f".{{0,8}}{_APP}.{{0,10}}(?:阅读|更多|全文|原文|精彩|体验)") + "|在东方财富看资讯",
        "点击(?:进入|此处|下载|查看)[^，。]{0,20}(?:专题|>>|客户端)?$",
        # rights
        each_of("不得|严禁|禁止|嚴禁|请勿|請勿|谢绝|謝絕", "[^，。]{0,6}(?:转载|轉載|摘编|摘編)")
        + "|如需转载|转载请[附注联保标务]|不得以任何[方形]式",
        each_of(
            "未经|未經|非經",
            ".{0,16}(?:授权|许可|同意|允许|授權|許可)(?:.{0,10}(?:转载|轉載|摘编|镜像|复制|引用|传播)|.{0,4}(?:不得|禁止|严禁).{0,4}使用)",
        ),
        each_of("本文|文章|图片|内容|作品|稿件|素材|原创", "[^。]{0,20}版权.{0,2}[归属]")
        + "|版权归(?:原|本)|请作者.{0,12}联系",
        # no advice
        each_of("投资|入市", "(?:有风险|需谨慎).{0,20}(?:谨慎|风险)"),
        "不构成.{0,20}建议|不代表本[网站报刊台平]"
        + "|"
        + each_of("本文|文章|内容|作者|仅代表|以上", "[^。]{0,16}不代表.{0,20}(?:建议|立场|观点)"),
        each_of("内容|本文|仅", r"仅?供(?:读者)?参考\W*$"),
        # hotlines: 生命線 1995
        each_of("报料|爆料|新闻|读者", r"(?:热线|专线)\D{0,6}\d{3,}"),
        each_of("專線|熱線|生命線|張老師", r".{0,12}\d{3,}"),
        # what the law bids to print
        "关心您|關心您|飲酒過量[，,]? ?[有害]|未滿.{1,3}歲.{0,6}飲酒|违法和不良信息",
        each_of("广告|商务", r"合作\s*(?:[:：]|请|热线|电话|微信|QQ|联系|邮箱)") + "|查詢時效",
        "尽在.{1,12}(?:APP|App|客户端)|APP(?:經已|已)推出|助[您你]挖掘|报料有奖|爆料有奖|点个?[“「]?在看|点击[“「]?阅读原文|进群交流|请点赞",
    )
)
_CODE = 30  # characters of a line that speaks of a code to scan, and is no sentence


def is_furniture(text: str) -> bool:
    """Whether a line is never a paragraph: 原标题, a label and its value, a source or a date alone, a promotion.

    >>> [is_furniture(t) for t in ("（原标题：某某）", "来源：新闻晨报", "分享到：", "长按识别二维码关注", "（资料来源：参考消息）")]
    [True, True, True, True, False]
    """
    return bool(
        ("原" in text[:12] and _ORIGINAL.match(text))
        or (len(text) < 50 and text[-1:] != "。" and _LABEL.match(text))
        or (len(text) < 30 and (_HEADING.match(text) or _PAGER.match(text)))
        or (len(text) < 80 and (_SOURCE.match(text) or (text[:1] == "#" and _HASHTAGS.match(text))))
        or (len(text) < 50 and ("自" in text or text[-1:] in _CLOSING) and _TAKEN.match(text))
        or (len(text) < 300 and (text[:1] == "©" or _DECLARES.match(text) or _NOTICE.search(text)))
        or (len(text) < 120 and _PROMOTION.search(text))
        or (len(text) < _CODE and "二维码" in text and text[-1:] != "。")
        or (len(text) <= 60 and is_byline(text))
    )


_EDITOR = "(?:责任|值班|本文|执行|网络)?编辑|责编|責任編輯"
# How lines begin that stand after an article: words that announce something, followed by no more than that,
_ENDS = re.compile(
    r"^\W{0,4}(?:"
    + one_of(
        # who made it, out of what
        f"{_EDITOR}|原标题|作者(?:简介|介绍|单位)?|參考資料",
        # other articles
        "(?:更多)?相关(?:新闻|阅读|报道|链接|文章|推荐|专题|资讯|稿件|内容|附件)|相關(?:新聞|報導|閱讀|字詞|標籤|文章)",
        "延伸(?:阅读|閱讀)|推荐阅读|推薦閱讀|(?:精彩)?(?:视频|图片)?推荐|此前报道|早前报道|往期(?:推荐|回顾|精彩|文章)?",
        "更多(?:新闻|内容|阅读|资讯|报道|详情)|热门(?:推荐|新闻|文章|评论|标签|视频|排行)?|上一[篇条页]|下一[篇条页]",
        # rights
        "(?:免责|版权|特别|郑重|本网|本站)?声明|免责|免責聲明|版权所有",
        # what readers may do
        "(?:微信|微博)(?:公众)?号|新闻(?:热线|爆料)|(?:我要)?(?:报料|爆料)|网友评论|举报|纠错|訂閱|追蹤",
    )
    + r"(?![\u3400-\u9fff，,、“”])|(?:"
    + _EDITOR
    + r")\s*[\u3400-\u9fff]{2,3}\W*$)"
)
# and notices, which are sentences.
_END_NOTICES = re.compile(
    r"^\W{0,4}"
    + one_of(
        r"本文来源|作者(?:系|：)|作者为[^，。]{2,20}\W*$",
        "【(?:编辑|责任|更多|相关|延伸|版权|免责|纠错|打印|关闭|评论|发表)",
        "更多精彩|更多[^，。！？]{2,12}[请請](?:关注|點擊|点击|訂閱|访问|登录|浏览|见|看|戳)|看更多(?!的)|推荐进入|相關新聞[請連]|(?:更多)?相关(?:资讯|内容|新闻|报道)请|热点(?:推荐|新闻)|您?你?可能(?:还|也|感)|猜你喜欢|为您?推荐(?!的)|為你推薦",
        r"阅读(?:下一篇|原文)|点击进入专题|点击查看[^，。]{0,12}\W*$|返回(?:顶部|首页|搜狐|列表)\W*$",
        r"未经.{0,14}(?:授权|许可|同意|允许).{0,12}(?:转载|摘编|镜像|复制|[得止禁].{0,4}使用)|转载(?:请|申请|须)|转载自(?:\W|[^，。]{2,12}$)",
        "本文(?:为|由|系|来自|转载|仅|已|经)|以上(?:内容|文章|图片)(?:为|由|来自|来源|转载|仅|均)|※",
        "扫描?(?:上方|下方|左侧|右侧|下图|以下|二维码)|扫一扫|扫码(?:关注|下载|加|进|阅读)|长按(?:识别|扫|图片|二维码|上方|下方)",
        "(?:编辑部|责编|编辑)(?:电话|邮箱|热线|地址)|下载.{0,12}客户端|点击(?:下|上)方|看完这篇|关注[^，。]{0,12}(?:微信公众|公众号|公號|官方微)",
        "欢迎(?:(?:关注|扫码|下载|投稿)(?!的)|加入.{0,8}(?:群|我们))|(?:訂閱|追蹤).{0,14}(?:頻道|電子報|粉絲|我們|YouTube|LINE)",
    )
)
_CREDITS = re.compile(rf"^\W{{0,4}}(?:{_EDITOR}|校对)\s*[:：|｜丨︱/]")
# （作者：张三 编辑：李四）
_SIGNED = re.compile(r"^.(?:作者|记者|文|来源).{2,30}(?:编辑|责编)\s*[:：|｜丨︱/]?.{2,8}[)）\]】]$")


def says_end(text: str) -> bool:
    """Whether a line begins as those do that stand after an article; some of them stand in articles too.

    >>> [says_end(t) for t in ("【相关阅读】", "责任编辑 李四", "上一篇：某某", "免责声明", "相关人士说")]
    [True, True, True, True, False]
    """
    return bool(_ENDS.match(text) or _END_NOTICES.match(text))


def says_editor(text: str) -> bool:
    """Whether a line labels editor or proofreader: 责任编辑：李四, （作者：张三 编辑：李四）.

    >>> [says_editor(t) for t in ("责编：李四", "（记者 张三 编辑 李四）", "编辑部的灯亮着。")]
    [True, True, False]
    """
    return bool(_CREDITS.match(text) or (text[:1] in "（([【" and _SIGNED.search(text)))
