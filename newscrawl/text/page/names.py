"""Names of persons in by-lines: 张三、李四 · 张 三 · 格桑边觉 · 陳嘉寧／桃園報導.

Whether two to four characters are a name is told by their place (after 记者, 作者：) or, where nothing introduces them
（张三 李四）, by a family name that people bear.
"""

import re

from newscrawl.text.phrases import one_of, words_of

_SURNAMES = frozenset(
    "王李张張劉刘陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾"
    "彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾鐘汪田任姜范範方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江"
    "史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁"
    "魯葛伍韦韋申尤毕畢聂聶丛叢焦向柳邢路岳齐齊梅莫庄莊辛管祝左涂谷祁舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲"
    "成游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵閔解强強柴华華车車冉房边邊辜吉饶饒刁瞿戚丘古"
    "米池滕晋晉苑邬鄔臧畅暢宫宮来來缪苟全褚廉简簡娄婁盖符奚木穆党燕郎邸冀谈姬屠连連郜晏栾欒郁商蒙计計喻揭窦竇迟遲"
    "宇敖糜鄢冷卓花仇艾蓝藍都巩鞏稽井练練仲乐樂虞卞闫冼应應楼樓荆荊印佟佘邝鄺原区區危从師师桑佴巫居步耿满滿匡文寇"
    "麻戈束幸宿蒲邰索籍蔺藺胥闻聞莘贡貢劳勞扶郦酈雍濮寿壽扈浦尚农農茹习習鱼容慎庾衡禄祿阙闕沃蔚隆晁勾訾阚闞那沙鞠"
    "肖付骆駱宗栗厉厲豆朴禹漆卿狄芮裘赫杭嵇茅尧堯储儲皮楚伏慕奉宓郄睢仵忻"
    "丰豐巢蒯荣榮竺逯桓仉帅帥缑亢况況钦欽墨哈笪褟禤欒卻逄肇粟揭昝苍随隋诸諸麦麥塗岑湛仝亓綦邴郇雒旷檀矫禚苌鹿谌諶"
)
_WORDY = frozenset("时時封权權官")  # family names that begin so many words that two characters are none
_DOUBLE = words_of("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 公孙 慕容 令狐 夏侯 司徒 端木")
# Two to four characters that stand where names stand and are none.
_NO_NAMES = frozenset(
    words_of(
        # what was done, and who does it
        "报道 報道 報導 综合 綜合 綜合報導 整理 整合 采访 采写 撰文 编译 編譯 编辑 編輯 出版 发布 發布 連線 连线",
        "摄影 攝影 摄影报道 翻摄 翻攝 翻拍 视频 供图 制图 图片 资料图 组图 文字 文图 图文 校对 审核 监制 责任 责编",
        "作者 记者 記者 记者团 通讯员 实习生 特约 受访者 编辑部 管理员 小编 网友 观察者",
        "佚名 匿名 未知 不详 无 暂无 化名 均为化名 admin Admin administrator root webmaster",
        # whose it is, and how it came
        "本报 本网 本刊 网络 自媒体 全媒体 来源 原创 转载 独家 首发 专电 讯 电 消息 资料",
        "新华社 中新社 视觉中国 东方IC 网易 新浪 搜狐 腾讯 凤凰 易信 微博 微信",
        "完 完毕 来自 來自 作品 全文 略 待续 下转 上接 来稿 供稿",
        # of a sentence: 记者从…获悉
        "获悉 獲悉 了解 从 在 对 說 说 表示 关于",
        # labels and menus
        "时间 分享 关注 订阅 收藏 举报 打印 更多 返回 查看 阅读 浏览 点击 关闭 关键 相关 正文 首页 文章 高清",
        # sections
        "新闻 要闻 直播 焦點 即時 国内 国际 社会 政治 时政 经济 财经 金融 科技 数码 军事 体育 娱乐 教育 高校 高考 健康",
        "文化 文明 文旅 文娱 旅游 生活 时尚 家居 母婴 游戏 动漫 房产 万象 党建 党史",
        "时评 社论 评论 快评 观点 觀點 评测 特稿",
        # places
        "北京 上海 广州 深圳 天津 重庆 南京 武汉 西安 沈阳 长沙 合肥 济南 青岛 大连 厦门 福州",
        "昆明 贵阳 兰州 西宁 拉萨 海口 三亚 南昌 太原 常州 温州 苏州 徐州 杭州 郑州 成都 连云",
        "安徽 江苏 江西 云南 东北 华东 华北 华南",
        "香港 澳门 台湾 台北 新北 桃園 台中 台南 高雄 唐山 邢台 衡水 晋城 晋中 吕梁 包头 白城 景德镇 岳阳 张家界 张家口 张家港",
        "石家庄 秦皇岛 呼和浩特 齐齐哈尔 阿拉木图 哈萨克斯坦 塔吉克斯坦 吉尔吉斯斯坦 安顺 毕节 曲靖 安康 白银 乐山 金昌",
        "花蓮 苗栗 金門 馬祖 連江 花莲 金门 马祖 安庆 安阳 巢湖 常德 常山 常熟 邓州 都匀 房山 丰都 甘南 甘孜 高密 高邮 巩义 桂林",
        "桂平 和田 华容 黄冈 黄山 黄石 霍州 江津 江门 江阴 焦作 金华 金山 雷州 冷水江 连江 柳州 龙口 龙泉 龙岩 陆丰 马鞍山 满洲里 梅州",
        "宁波 宁德 宁海 宁夏 祁阳 任丘 商洛 商丘 石狮 石河子 石景山 石嘴山 滕州 万宁 万州 温江 温岭 文昌 文山 乌海 巫山 武进 武威 武夷山",
        "项城 许昌 阳江 阳泉 阳朔 易县 于都 余杭 余姚 章丘 诸城 诸暨 邹城 左一 左二 左三 左四 左五 左侧 左上 左下",
        "纽约 伦敦 东京 巴黎 华盛顿 華盛頓 溫哥華 莫斯科 首尔 柏林 布鲁塞尔 日内瓦 印尼 巴西 古巴",
        # other words that begin as family names do
        "安全 白酒 步行 车险 方言 房价 高端 宫廷 和讯 华为 华夏 黄金 计划 金价 金牌 居民 凌晨 满意 米其 明星 牛市 任务",
        "宗教 宗旨 皮肤 皮革 楚天 伏击 豆腐 豆瓣 朴素 杭城 储备 储蓄 肖像 付款 付费 奉献 时间表",
        "石油 万科 关心 汽车 系统 项目 单位 单独 春季 夏季 秋季 冬季",
    )
)
_HAN = r"[\u3400-\u9fff\U00020000-\U0002ffff]"
_PERSON = re.compile(rf"^(?:{_HAN}{{2,4}}|{_HAN}{{2,6}}[·•．・‧]{_HAN}{{1,8}})$")
# Mongolian and Tibetan names without a dot, by the characters that write their syllables: 乌云其木格.
_LONG = re.compile(
    "^[东乌云仁仓仲克兰其力加勒卓古吉呼和哈嘉嘎图坦堆塔增多夫央奇姆娜孜孟宗宝尔尼巴布希德才扎托拉措斯日旦旺曲曹"
    "曼朗朝木来查根格桑楚次毕永泽洛浩满特玛珍珠白益索罗脱腾色花苍苏若英萨西贡赛边达那都金钦阿雍青音顿额高齐龙让智藏]{4,7}$"
)
_PEN_NAME = re.compile(
    r"^(?![A-Za-z]{0,4}\d+$)(?!\d+[万人次条个篇阅浏评跟回赞])(?!.*(?:提供|资料图|示意图|编辑部)$)[\w·•.\- ]{2,20}$"
)
# What readers may press beside names, our own rooms, and an office with its place (共享联盟·江岸).
_NO_PERSON = re.compile(
    "我[要来有]|点击|查看|返回|打印|浏览|阅读|发布|扫|电子|(?:.{0,4}(?:联盟|频道|新闻|日报|晚报|电视台))[·•]"
)
# What follows a name: 系某某大学教授.
_REMARK = re.compile(r"^(?:系|现任|現任|来自|为|是|任|供职|就职|就读)|[\u3400-\u9fff]{8}")
_SPLIT = re.compile(r"[、，,;；/／|｜╱∕⁄&＆\s\u3000]+")
_CODE = re.compile(r"(?<=[\u3400-\u9fff])[_\s\-]*[A-Za-z]{0,4}\d{2,}$|[(（\[【<].*$")
_TITLE = re.compile(
    r"^.{0,14}?(?:(?:首席|见习|見習|实习|實習|特派|特约|特約|资深|高级|摄影|文字|全媒体|融媒体|驻站|本报)*"
    r"(?:记者|記者|通讯员|通訊員|评论员|評論員|特派员|实习生|實習生|编辑|編輯|撰稿人|撰稿|作者|主笔))[:：]?"
)
# Between the names of one Latin name: Amy Lin, J. K. Lo.
_LATIN_BLANK = re.compile(r"(?<=[A-Za-z.])[ \u00a0](?=[A-Z][a-z.])")
_JOINER = "\u2060"
# What each code and each title has.
_MAY_HOLD_CODE = re.compile(r"[\d(（\[【<]")
_MAY_HOLD_TITLE = re.compile("[者员員生辑輯稿笔]")
# After a name: what its bearer did.
_DONE = re.compile(
    one_of(
        "报道|报导|報導|報道|综合|编译|整理|采写|撰文",
        "摄影|攝影|供图|文并图|图文|文图|摄|攝|文|图|圖",
    )
    + r"+$"
)
_MEDIA_ENDS = "报|報|网|網|社|台|臺|电视|電視|频道|頻道|客户端|客戶端|杂志|雜誌|周刊|週刊|新闻|新聞|财经|財經|在线|在線"
_ORGANISATION = re.compile(
    one_of(
        _MEDIA_ENDS,
        "局|部|委|办|院|校|厅|处|室|中心|公司|集团|协会|学会|支部|联盟",
    )
    + r"$"
)
_REPORTS = ("报道", "報道", "报导", "報導")
# What a writer is: 江岸大学附属医院医师 before 张三.
_POST = re.compile(r".{4,}(?:师|师傅|教授|研究员|主任|院长|所长|会长|专家|博士|院士|委员)$")
_EDGES = " \u3000·•_#。.:：-—()（）[]【】「」《》<>"


def looks_like_name(word: str) -> bool:
    """Whether a word nobody introduced is a person's name: a family name and one or two (three) characters.

    >>> [looks_like_name(word) for word in ("罗博", "欧阳修平", "完", "德清县发改局", "记者", "桃園")]
    [True, True, False, False, False, False]
    """
    if not 2 <= len(word) <= 4 or word[-1] in "区區县縣市省版":
        return False
    borne = len(word) > 2 if word.startswith(_DOUBLE) else _is_borne(word)
    return borne and word not in _NO_NAMES and bool(_PERSON.match(word)) and not _ORGANISATION.search(word)


def _is_borne(word: str) -> bool:
    return (len(word) == 3 and word[0] in _WORDY) or (len(word) < 4 and word[0] in _SURNAMES)


def split_names(value: str, *, pen_names: bool = False) -> list[str]:
    """The names in what follows 记者, 作者：or 责任编辑：, titles, codes and 报道 taken off; empty where there are none.

    `pen_names` lets Latin and other made-up names through (编辑：alonliu), as after a label with a colon.

    >>> split_names("罗 博 萧海川"), split_names("李曦_NN2587", pen_names=True), split_names("陳嘉寧／桃園報導")
    (['罗博', '萧海川'], ['李曦'], ['陳嘉寧'])
    >>> split_names("从有关方面获悉"), split_names("南都见习记者 林子沛"), split_names("alonliu", pen_names=True)
    ([], ['林子沛'], ['alonliu'])
    """
    if pen_names:
        value = _LATIN_BLANK.sub(_JOINER, value)
    words = [word for word in _SPLIT.split(value) if word]
    names: list[str] = []
    for word in _joined(words):
        name = _without_title(word).strip(_EDGES).replace(_JOINER, " ")
        if name in _NO_NAMES or _NO_PERSON.match(name) or (name[:1] == "本" and name[1:2] in _OURS):
            continue
        if not _PERSON.match(name) and not _LONG.match(name):
            short = _DONE.sub("", name)
            if short != name and name.endswith(_REPORTS):
                short = without_place(short)
            listed = names and value[value.find(word) - 1] == "、"
            if len(name) - len(short) >= 2 and len(short) >= 2 and not looks_like_name(short) and not listed:
                continue  # 桃園報導: a place
            name = short
        elif len(name) == 4 and _DONE.search(name):
            short = _DONE.sub("", name)
            if not looks_like_name(short) or (names and _is_place(name, value)):
                continue
            name = short
        elif len(name) in (3, 4) and name[-1] in "摄攝等" and looks_like_name(name[:-1]):
            name = name[:-1]
        if name in _NO_NAMES or name in names:
            continue
        if (
            _PERSON.match(name)
            or _LONG.match(name)
            or (pen_names and _PEN_NAME.match(name) and not (names and (_REMARK.match(name) or _POST.match(name))))
        ):
            names.append(name)
    if len(names) > 1 and len(names[0]) > _LONGEST and looks_like_name(names[1]) and _POST.match(names[0]):
        del names[0]
    return names


_OURS = frozenset("报報网網刊台站社")  # 本报评论部
_LONGEST = 4  # characters of a name without a dot


def _is_place(word: str, value: str) -> bool:
    """Whether a word after a name, set off from it by a blank, tells whence it came: 北京报道 in 张三 北京报道."""
    return word.endswith(_REPORTS) and value[value.find(word) - 1].isspace()


def without_place(run: str) -> str:
    """The name in 张小明北京 (张小明北京报道), in which nothing parts it from the place."""
    run = _DESK_WORK.sub("", run) or run
    if 5 <= len(run) <= 8 and looks_like_name(run[:3]):
        return run[:3]
    if len(run) == 4 and looks_like_name(run[:2]) and not looks_like_name(run) and not is_spelt(run):
        return run[:2]
    return run


_DESK_WORK = re.compile("(?:综合|綜合|即時|专题|專題)$")  # 张三綜合報導


def is_spelt(name: str) -> bool:
    """Whether a name is written in the characters that spell Mongolian and Tibetan syllables: 才让东智."""
    return bool(_LONG.match(name))


def _without_title(word: str) -> str:
    """A word without the code after it and the title before it; nearly all have neither."""
    if _MAY_HOLD_CODE.search(word):
        word = _CODE.sub("", word)
    return _TITLE.sub("", word) if _MAY_HOLD_TITLE.search(word) else word


def _joined(words: list[str]) -> list[str]:
    """Names printed with blanks inside (张 三, 张 胜 男) put together again: three characters in a row are one name, else
    two are."""
    joined: list[str] = []
    singles = 0  # characters in a row
    for n, word in enumerate(words):
        if len(word) > 1 or not "\u3400" <= word <= "\u9fff":
            joined.append(word)
            singles = 0
            continue
        singles += 1
        third = singles == 3 and (n + 1 == len(words) or len(words[n + 1]) > 1)
        if singles == 2 or third:
            joined[-1] += word
        else:
            joined.append(word)
            singles = 1
    return joined


def is_organisation(word: str) -> bool:
    """Whether a word ends as names of publishers, offices and companies do: 中国青年报, 德清县发改局.

    >>> is_organisation("中国青年报"), is_organisation("石佳")
    (True, False)
    """
    return bool(_ORGANISATION.search(word))


_MEDIA = re.compile(one_of(_MEDIA_ENDS, "传媒|傳媒") + r"$")


def is_publisher(word: str) -> bool:
    """Whether a word is a publisher's name rather than a writer's: 新华网, but not 医技药剂党支部, which may sign.

    >>> is_publisher("新华网"), is_publisher("医技药剂党支部"), is_publisher("石佳")
    (True, False, False)
    """
    return bool(_MEDIA.search(word)) and not looks_like_name(word)
