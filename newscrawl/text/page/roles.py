"""Roles and names in one line: 文/张三 摄影/李四 责任编辑：王五. Labels tell the roles apart."""

import re

from newscrawl.text.page.names import is_organisation, is_spelt, looks_like_name, split_names, without_place
from newscrawl.text.phrases import one_of, words_of

# Who else made an article: they end the value before them and give no name.
CREW = words_of(
    "校对 校對 审核 审核人 审校 审稿 核稿 审读 编审 初审 复审 终审 一审 二审 三审 监审 签发 选稿 录入",  # who read it
    "出品 出品人 监制 监 总监制 统筹 策划 编导 制片人 制片 主编 总编 值班主任 值班总编 值班编委 签审",  # who is in charge
    "制图 排版 设计 视觉设计 版式 运营 美编 文案 技术 制作 后期 视频 剪辑 配音 播音 主播 主持 插画 漫画 绘图 视觉 美术 海报 题图 製作 設計 監製 剪輯 数据支持",  # who made other things than text and pictures
)
# label → role. "nobody": roles without a list; they end the value before them and give no name.
_LABELS = {
    "chief": words_of("责任编辑 責任編輯 责任编缉 责编 責編 本文编辑 本文责编 执行编辑 值班编辑 执编"),
    "editor": words_of("编辑 編輯 小编 微编 编辑人 网络编辑 网编 網編"),
    "author": words_of(
        "作者 撰文 发稿 分析师 分析師 特约撰稿人 特约撰稿 撰稿人 撰稿 采写 采访 採訪 执笔 编译 編譯 主笔 供稿 整理",
        "文字 文稿 文 图文 文图 文、图 图、文 圖文 文圖 文、圖 圖、文 供稿人",
        "首席记者 见习记者 记者 記者 特约通讯员 通讯员 通訊員 特约评论员 评论员 評論員 特派员 特派員 实习生 實習生 专栏作家 專欄作家",
    ),
    "photographer": words_of("摄影记者 摄影报道 摄影 攝影 摄像 摄 攝 图片 图 圖"),
    "nobody": words_of(
        "来源 來源 稿源 出处 素材来源 新闻来源 信息来源 文章来源 稿件来源 图源 原标题 翻译 翻譯 译者 譯者",  # what the article is made of
        *CREW,
        "发布人 发布者 发布单位 时间 日期 发布时间 发布日期 更新时间 创建时间 发表时间 发稿时间 录入时间 添加时间 关键词 电话 邮箱",
        "阅读 阅读次数 阅读量 阅读数 浏览 浏览量 浏览次数 浏览数 访问量 访问次数",  # how many read it
        "点击 点击数 点击量 点击率 评论 分享 字号 字体",
    ),
}
_ROLE_OF = {label: role for role, labels in _LABELS.items() for label in labels}
_WORDS = "|".join(sorted((label for label in _ROLE_OF if len(label) > 1), key=len, reverse=True))
_WORDS = _WORDS.replace("网编", "网编(?![辑輯])")  # 来源：江岸网编辑：张三
_WORDS = re.sub("([记記]者)(?=[|])", r"\1(?![会會站节節证證协協团團手问問招])", _WORDS)  # 记者会, 记者手记
# What tells that a bracket names people.
_PEOPLE = [label for label, role in _ROLE_OF.items() if len(label) > 1 and role in ("author", "chief", "editor")]
ROLE_WORD = re.compile("|".join(sorted(_PEOPLE, key=len, reverse=True)) + "|文[/／|｜:：]|[/／╱]文")
_LETTERS = "".join(label for label in _ROLE_OF if len(label) == 1)
_BARS = "|｜│丨︱∣┃"
_DOTS = "·‧•・"  # 主笔·张三
# After a label: a mark (：/｜), or for titles that persons bear (记者 张三) a blank or nothing. 文 and 图 alone
# end names.
_LABEL = re.compile(
    rf"(?=[{''.join(sorted({label[0] for label in _ROLE_OF}))}])"  # no other characters begin a label
    rf"(?P<label>(?<![小技])(?:{_WORDS})|(?<![\u3400-\u9fff])[{_LETTERS}])"
    rf"\s*(?:(?P<mark>[:：/／╱{_BARS}{_DOTS}])|(?=[\s\u3400-\u9fff]))\s*"
)
_BEARERS = frozenset(
    words_of(
        "首席记者 见习记者 摄影记者 记者 記者 特约通讯员 通讯员 通訊員 特约评论员 评论员 評論員 特派员 特派員",
        "实习生 實習生 特约撰稿人 特约撰稿 撰稿人 专栏作家 專欄作家",
        "责任编辑 責任編輯 责编 编辑 編輯 校对 校對",
        "作者 撰文 采写 编译 編譯 发稿 摄影 攝影",
    )
)
# After the reporters, where blanks alone part the roles: 记者 张三 摄像 李四 技术 王五.
_CREW = frozenset(
    words_of(
        "摄像 攝像 制作 技术 剪辑 配音 视频 后期 设计 视觉设计 版式 运营 制图 美编 文案 统筹 策划",
        "审核 审校 签发 初审 复审 终审 监制 主编",
    )
)
# A line without one of these names nobody: it has neither a label's mark nor a title.
_MAY_TELL = re.compile(
    "|".join(map(re.escape, (*f":：/／╱{_BARS}{_DOTS}", *sorted({label[-2:] for label in _BEARERS}))))
)
_SLASH = re.compile("[/／╱]")
_VALUE_ENDS = re.compile(
    one_of(
        "(?:报道|报导|報導|報道)[:：，,]|返回|查看|发自|發自",
        # a label that is none of ours: 数据支持/
        r"\s[\u3400-\u9fff]{2,8}[:：]|\s[\u3400-\u9fff]{4,5}[/／](?=[\u3400-\u9fff])",
        rf"[。！？!?；;）)】\]」》{_BARS}]|\s{{3,}}|\s(?:TEL|Tel|QQ|[Ee]-?mail|邮箱|电话|微信)(?![A-Za-z])",
        r"\s[报報][道导導]\s",  # 记者 张三 报道 李四 摄影
        r"[，,](?!\s*(?:[\u3400-\u9fff]{2,4}(?:[，,、\s\]】）)]|$)|[A-Z][a-z]+\s[A-Z]))",  # a comma before what is no further name
        r"[，,](?=如需|如若|若要|转载|请注明|未经|欢迎)",  # 作者：张三，如若转载，请注明出处
    )
)
# 张三、李四/文, 记者张三/摄
_AFTER = re.compile(
    r"(?:^|[^\u3400-\u9fff]|[记記]者|通[讯訊][员員]|[评評][论論][员員]|作者|实习生)"
    r"(?P<names>[\u3400-\u9fff]{2,4}(?:[、，,\s][\u3400-\u9fff]{2,4}){0,3})"
    r"\s*[/／╱]\s*(?![摄攝]影\s+[\u3400-\u9fff]{2,3}(?:\s|$))"  # but 张三/摄影 李四: 摄影 is the next name's
    "(?P<what>文并?图|图文|文字|文|撰文|摄影|摄|攝|图|圖|编译|整理|(?:核稿|責任)編輯$)"
)
_OURS = re.compile(r"本[报報网網刊台社]$")
_GLUED = re.compile(rf"[^\s、，,：:/{_BARS}；;。()（）【】\[\]]+$")
_ASIDE = re.compile(
    r"[(（](?:实习[生编辑]{0,2}|見習|见习|微博|[A-Z]{1,4}\d{2,6})[)）]"
    r"|[(（][^（()）者:：]{2,24}[)）](?=、)"  # 张三（某某大学教授）、李四
)
# Where a foreign writer comes from: 作者：[英]约翰·史密斯.
_FROM = re.compile(r"(?<=[:：/])\s*[\[［【〔(（][\u3400-\u9fff]{1,3}[\]］】〕)）](?=\s*[\u3400-\u9fff]+[·•])")
# 作 者：, 编 辑：
_SPREAD = re.compile(r"[作编編责責記记撰审校]\s+[者辑輯編编文核对]\s*[:：]")
# 【记者】张三
_BOXED = re.compile(rf"(?:^|[【\[]) ?({_WORDS}) ?[】\]]\s*[:：]?")
# 文 张三 图 李四
_LETTER_ALONE = re.compile(r"(?:^|(?<=\s))([文图])\s+(?=[\u3400-\u9fff])")
# 文/图 张三, 图、文：张三
_BOTH = re.compile(r"[（(【\[]?[文图圖]\s?[/／╱、]\s?[文图圖摄攝](?:\s?[:：|｜丨/／╱]|(?=\s))\s*")
_BOTH_BEGIN = frozenset("文图圖")
_REPORTS = re.compile(r"[报報][道导導][:：]")
_TELEGRAM = re.compile(
    r"記者(?P<run>[\u3400-\u9fff、]{4,40})\d{1,2}日(?:專)?[電电]"
    r"|记者(?P<run2>[\u3400-\u9fff、]{4,40})\d{1,2}日(?:专)?[電电]"
)


def read_roles(text: str, *, bracketed: bool = False) -> list[tuple[str, list[str]]]:
    """Every role that a line prints, with its names: 文/张三 摄影/李四 责任编辑：王五. `bracketed` is what stood in brackets,
    and is no sentence.

    >>> read_roles("作者：李在山 责任编辑：张樵苏"), read_roles("整合 新华日报·交汇点记者 徐睿翔")
    ([('author', ['李在山']), ('chief', ['张樵苏'])], [('author', ['徐睿翔'])])
    >>> read_roles("记者从有关方面获悉，该项目已开工。"), read_roles("中央社記者邱俊欽桃園19日電")
    ([], [('author', ['邱俊欽'])])
    """
    if (text[:1] in _BOTH_BEGIN or text[1:2] in _BOTH_BEGIN) and (both := _BOTH.match(text)):
        text = f"图文：{text[both.end() :]}"
    elif text[:1] == "文" and text[1:2].isspace():
        text = _LETTER_ALONE.sub(r"\1：", text)
    elif text[:1] in ("报", "報") and _REPORTS.match(text):
        text = f"记者：{text[3:]}"
    if "】" in text:
        text = _BOXED.sub(r" \1：", text)
    if not _MAY_TELL.search(text):
        return []
    if " " in text or "\u3000" in text:
        text = _SPREAD.sub(lambda label: "".join(label[0].split()), text)
    if "(" in text or "（" in text:
        text = _ASIDE.sub("", text)
    if "·" in text:
        text = _FROM.sub("", text)
    if "日" in text and (found := _TELEGRAM.search(text)):
        return [("author", _before_place(found["run"] or found["run2"]))]
    roles: list[tuple[str, list[str]]] = []
    if _SLASH.search(text):
        roles += [(_done_by(m["what"]), split_names(m["names"])) for m in _AFTER.finditer(text)]
        roles = [(role, names) for role, names in roles if names]
        if any(role != "photographer" for role, _names in roles):
            return roles
    shot, roles = roles, []
    labels = [m for m in _LABEL.finditer(text) if m["mark"] or _bears(text, m)]
    for at, label in enumerate(labels):
        before = labels[at - 1] if at else None
        after = labels[at + 1] if at + 1 < len(labels) else None
        names, role = _value(text, label, after, bracketed), _role(text, before, label, after)
        if names:
            shared = before and label["mark"] and before.end("mark") == label.start() and _SLASH.match(before["mark"])
            if before and shared:  # 供稿/摄影：张三
                roles.append((_ROLE_OF[before["label"]], names))
            roles.append((role, names))
    return roles or shot


def _done_by(what: str) -> str:
    """The role of who did it."""
    if what[-1] == "輯":
        return "chief"
    return "photographer" if what[0] in "摄攝图圖" and what != "图文" else "author"


def _bears(text: str, label: re.Match[str]) -> bool:
    """Whether a label without a mark can introduce names: 记者张三, 编辑 张三, but not 作者最新文章."""
    if label["label"] in _CREW:
        return text[label.end("label")].isspace() and text[label.start() - 1 : label.start()].isspace()
    if label["label"] not in _BEARERS:
        return False
    if label["label"].endswith(_TITLES) or text[label.end("label")].isspace():
        return True
    glued = _ALONE.match(text, label.end("label"))  # 江岸网编辑张三, 編譯林明／綜合外電
    return glued is not None and _ROLE_OF[label["label"]] != "photographer" and looks_like_name(glued[0])


_ALONE = re.compile(r"[\u3400-\u9fff]{2,4}(?=$|[／/╱])")


_TITLES = ("记者", "記者", "员", "員", "实习生", "實習生")


def _value(text: str, label: re.Match[str], after: re.Match[str] | None, bracketed: bool) -> list[str]:
    """The names between a label and the next."""
    value = text[label.end() : after.start() if after else len(text)]
    glued = _GLUED.search(value) if after and after["label"] in _BEARERS else None
    if glued and (ours := _OURS.search(value)):
        value, glued = value[: ours.start()], None  # 本报记者张三本报通讯员李四
    # 采写：南都见习记者 林子沛: what stands before the title is the title's
    # but all of 作者：张三责任编辑：李四
    if glued and after and after["mark"] and (len(glued[0]) == 1 or _is_named(value, glued)):
        glued = None
    if glued and ((label["mark"] and not glued.start()) or not looks_like_name(glued[0])):
        value = value[: glued.start()]
    if stop := _VALUE_ENDS.search(value):
        value = value[: stop.start()]
        if not label["mark"] and stop[0][:1] in ("报", "報"):
            *others, last = value.rpartition("、")
            value = "".join([*others, without_place(last)])
        if label["mark"] and label["mark"] in _BARS and stop[0] in _BARS and " " in (named := value.strip()):
            # 编辑 | 张三 主理 | 李四: what stands before a bar may be a label that is none of ours
            last = named.split()[-1]
            value = value if looks_like_name(last) else named[: -len(last)]
    value = _without_tail(value)
    names = split_names(value, pen_names=bool(label["mark"] or _LATIN.match(value)))
    # 江岸台记者 睢扬, but not 记者 探店
    parted = label.start() and text[label.end("label") : label.end("label") + 1].isspace()
    set_off = len(names) > 1 or after or bracketed or parted
    if label["mark"] or (set_off and _is_list(value, names)):
        return names
    return [name for name in names if _clear(name, value)]


def _is_named(value: str, glued: re.Match[str]) -> bool:
    """Whether what stands glued to a label with a mark is the name before it, not a part of it: 作者：建宣责任编辑：."""
    first = not glued.start() or value[glued.start() - 1] in "、，,"
    return looks_like_name(glued[0]) or (first and bool(split_names(glued[0])) and not is_organisation(glued[0]))


def _is_list(value: str, names: list[str]) -> bool:
    """Whether a value is nothing but names: then each is one, whatever it begins with (才乌恩, 建宣)."""
    return len(_BETWEEN.sub("", value)) == sum(map(len, names)) and not _DOES.search(value)


_BETWEEN = re.compile(r"[\s\u3000、，,;；/／&＆]+")
# After the names: their place, set off by a blank or a slash, and what was done.
_TAIL = re.compile(
    r"(?:\s*[/／╱]\s*[\u3400-\u9fff、—－-]{2,12}\s*|\s+(?P<place>[\u3400-\u9fff、—－-]{2,12}))(?:报道|報道|报导|報導|外电|外電)\s*$"
    r"|\s+[文图圖摄攝/／、影报道報導]+\s*$"
)


def _without_tail(value: str) -> str:
    """A value without its _TAIL; three characters that look like a name are none: 张三 李小平报道."""
    if not (tail := _TAIL.search(value)):
        return value
    place = tail["place"]
    return value[: tail.end("place") if place and len(place) == 3 and looks_like_name(place) else tail.start()]


_LATIN = re.compile(r"\s*[A-Z][a-z]+\s[A-Z]")


def _role(text: str, before: re.Match[str] | None, label: re.Match[str], after: re.Match[str] | None) -> str:
    """What a label makes of its names: after 图/广州日报 a 记者 is who took the picture, and so is 记者 张三 摄."""
    if before and before["mark"] and before["label"] not in _SOURCES and label["label"].endswith(_TITLES):
        between = text[before.end() : label.start()]
        if re.fullmatch(r"\S+", between) or (not between and _SLASH.match(before["mark"])):
            return _ROLE_OF[before["label"]]
    role = _ROLE_OF[label["label"]]
    if role in _OTHERS and _OTHERS[role].search(text, max(0, label.start() - 4), label.start()):
        return "nobody"
    end = after.start() if after else len(text)
    return "photographer" if role == "author" and _TOOK.match(text, label.end(), end) else role


# Glued to a role they make it another's: 推荐作者 wrote other articles, 图片编辑 chose pictures.
_OTHERS = {
    "author": re.compile("(?:推荐|热门|人气|评论|更多|其他|关注|相关)$"),
    "editor": re.compile("(?:图片|视觉|美术|摄影|视频|音频|版式|版面|新媒体|微信|运营|流程|技术|数据|海报)$"),
}
_SOURCES = frozenset(words_of("来源 來源 稿源 出处"))  # 来源：江岸日报记者 张三
_TOOK = re.compile(r"[\u3400-\u9fff·、\s]{2,20}?(?:\s*[/／╱]\s*[摄攝]影?|\s*[摄攝])(?:[\s)）】]|$)")


# What reporters do, and when: 记者近日走访.
_DOES = re.compile(
    "[获獲]悉|走[访訪]|[了瞭]解|[发發]现|發現|[采採][访訪]|看到|探[访訪]|调查|梳理|注意|近日|日前|昨|从|從"
    "|介[绍紹]|透露|表示|反映|[讲講]述|解[释釋]|坦言|[强強][调調]"
)


def _clear(name: str, value: str) -> bool:
    """Whether a name after a bare 记者 is one: all of the value, or set off by blanks, and no phrase of a sentence."""
    if len(value) >= 100 or looks_like_name(name) or is_spelt(name):
        return len(value) < 100
    return len(name) >= 3 and value.strip().startswith(name) and not _DOES.search(name)


def _before_place(run: str) -> list[str]:
    """The names in 邱俊欽桃園 (記者邱俊欽桃園19日電): a place of two characters, of three after six, ends them."""
    *names, last = run.split("、")
    cut = len(last) - (3 if len(last) >= 6 else 2)
    return [name for name in [*names, last[:cut]] if 2 <= len(name) <= 4]
