"""Roles and names in by-lines: who wrote, edited and photographed, and what only looks like it."""

import pytest

from newscrawl.text.page.credits import read_brackets, read_sign
from newscrawl.text.page.names import is_publisher, looks_like_name, split_names
from newscrawl.text.page.people import find_people, is_byline, read_caption
from newscrawl.text.page.roles import read_roles
from tests.growth import assert_linear


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三、李四", ["张三", "李四"]),
        ("张三 李四", ["张三", "李四"]),
        ("张 三 李 四", ["张三", "李四"]),
        ("格桑边觉", ["格桑边觉"]),
        ("额尔德木图 乌云其木格", ["额尔德木图", "乌云其木格"]),
        ("周明 李小平等", ["周明", "李小平"]),
        ("古丽娜尔·艾山", ["古丽娜尔·艾山"]),
        ("陳嘉文／高雄報導", ["陳嘉文"]),
        ("王小军摄", ["王小军"]),
        ("萧律明综合报导", ["萧律明"]),
        ("本报记者 周明", ["周明"]),
        ("周 明 生", ["周明生"]),
        ("周 明 李 平 江山", ["周明", "李平", "江山"]),
        ("周明 李小平 江岸报道", ["周明", "李小平"]),
        ("周明生广州报道", ["周明生"]),
        ("尕藏才让 呼和浩特报道", ["尕藏才让"]),
        ("本报评论部", []),
        ("从有关部门获悉", []),
        ("网络", []),
        ("", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_splits_names(text, names):
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("alonliu", ["alonliu"]),
        ("李曦_NN2587", ["李曦"]),
        ("韩林 PK155", ["韩林"]),
        ("张洁（实习）", ["张洁"]),
        ("棒棒不是糖", ["棒棒不是糖"]),
        ("65", []),
        ("方明#", ["方明"]),
        ("Amy Lin", ["Amy Lin"]),
        ("Zoe Chen、周明", ["Zoe Chen", "周明"]),
        ("受访者提供", []),
        ("江岸大学附属医院医师 周明", ["周明"]),
        ("斯蒂芬・金", ["斯蒂芬・金"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_splits_labelled_names(text, names):
    assert split_names(text, pen_names=True) == names


@pytest.mark.parametrize("word", ["周明", "欧阳修平", "諸葛亮", "陳嘉文", "張嘉文", "肖明", "付小平", "时小明"])
def test_names_look_like_names(word):
    assert looks_like_name(word)


@pytest.mark.parametrize(
    "word",
    ["完", "记者", "德清县发改局", "新华社", "金融", "高清", "关注", "abc", "桃園", "文章", "高新区", "时评", "文字版"],
)
def test_other_words_do_not(word):
    assert not looks_like_name(word)


def test_departments_sign_and_publishers_do_not():
    assert is_publisher("江岸日报")
    assert not is_publisher("宣传处")


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("作者：季山 责任编辑：何平", [("author", ["季山"]), ("chief", ["何平"])]),
        ("文/张三 摄影/李四 编辑/王五", [("author", ["张三"]), ("photographer", ["李四"]), ("editor", ["王五"])]),
        ("张三/文 李四/摄", [("author", ["张三"]), ("photographer", ["李四"])]),
        ("采写：南都见习记者 林小沛", [("author", ["林小沛"])]),
        ("执笔/叨叨姐、胡一刀&李小刀", [("author", ["叨叨姐", "胡一刀", "李小刀"])]),
        ("记者 张三 通讯员 李四 王五", [("author", ["张三"]), ("author", ["李四", "王五"])]),
        ("每经记者 张水 每经编辑 陈旭", [("author", ["张水"]), ("editor", ["陈旭"])]),
        ("中央社記者邱明欽桃園19日電", [("author", ["邱明欽"])]),
        ("图/广州日报全媒体记者苏杰", [("photographer", ["苏杰"])]),
        ("本报记者罗科发自北京", [("author", ["罗科"])]),
        ("编辑|宣志明", [("editor", ["宣志明"])]),
        (
            "記者：張明｜攝影：李平｜責任編輯：何佩",
            [("author", ["張明"]), ("photographer", ["李平"]), ("chief", ["何佩"])],
        ),
        ("记者：周明；编辑：李平", [("author", ["周明"]), ("editor", ["李平"])]),
        ("駐美國特派員曹玉／華府12日報導", [("author", ["曹玉"])]),
        ("經濟日報 編譯林明／綜合外電", [("author", ["林明"])]),
        ("特约撰稿人 周明", [("author", ["周明"])]),
        ("通讯员 建宣 融媒体记者 卫凌", [("author", ["建宣"]), ("author", ["卫凌"])]),
        ("记者 冰清 摄像 王朝 技术 周明", [("author", ["冰清"]), ("photographer", ["王朝"]), ("nobody", ["周明"])]),
        ("供稿/摄影：周明", [("author", ["周明"]), ("photographer", ["周明"])]),
        ("作者：  责任编辑：周明", [("chief", ["周明"])]),
        ("作者：[英]罗伯特·斯基德", [("author", ["罗伯特·斯基德"])]),
        ("文 周明 图 李平", [("author", ["周明"]), ("photographer", ["李平"])]),
        ("【责任编辑：云霞 TEL：（010）1234567】", [("chief", ["云霞"])]),
        ("王琳／核稿編輯", [("chief", ["王琳"])]),
        ("科技特派员王琳", []),
        ("【记者】周明 李平", [("author", ["周明", "李平"])]),
        ("记者 周明 编辑 李平 审核 赵刚", [("author", ["周明"]), ("editor", ["李平"]), ("nobody", ["赵刚"])]),
        ("编辑 | 周明 值班编辑 | 李平 主理 | 赵刚", [("editor", ["周明"]), ("chief", ["李平"])]),
        ("作者 | 周明 李平 | 江岸观察", [("author", ["周明", "李平"])]),
        ("图/文 周明", [("author", ["周明"])]),
        ("图/记者 周明 文/记者 李平", [("photographer", ["周明"]), ("author", ["李平"])]),
        ("本刊记者│周明", [("author", ["周明"])]),
        ("（记者 周明）（编辑：李平）", [("author", ["周明"]), ("editor", ["李平"])]),
        ("0 条评论 | 作者 周明", [("author", ["周明"])]),
        (
            "文/张敏 数据支持/王伟 胡啸 审核/刘文",
            [("author", ["张敏"]), ("nobody", ["王伟", "胡啸"]), ("nobody", ["刘文"])],
        ),
        ("来 源：江岸晚报 作　者：周明 编 辑：李平", [("author", ["周明"]), ("editor", ["李平"])]),
        ("報道：周明", [("author", ["周明"])]),
        ("记者周明江岸报道：", [("author", ["周明"])]),
        ("記者周明生上海報道：縣立圖書館", [("author", ["周明生"])]),
        ("记者欧阳明洋报道：", [("author", ["欧阳明洋"])]),
        ("作者：周明责任编辑：李平", [("author", ["周明"]), ("chief", ["李平"])]),
        ("来源：江岸网编辑：李平审核：赵刚", [("editor", ["李平"]), ("nobody", ["赵刚"])]),
        ("编辑：周明丨校对：李平", [("editor", ["周明"]), ("nobody", ["李平"])]),
        ("编辑丨周明　题图丨视觉中国", [("editor", ["周明"])]),
        ("记者 周明 文 通讯员 李平 摄", [("author", ["周明"]), ("photographer", ["李平"])]),
        ("来源：江岸日报记者周明", [("author", ["周明"])]),
        ("记者 周明 报道 李平 摄影", [("author", ["周明"])]),
        ("文／圖：江岸報記者 周明", [("author", ["周明"])]),
        ("作者：周明（江岸大学教授）、李平（江岸大学教授）", [("author", ["周明", "李平"])]),
        ("作者：周明, 李平", [("author", ["周明", "李平"])]),
        ("江岸台记者 睢扬 通讯员 信勇", [("author", ["睢扬"]), ("author", ["信勇"])]),
        ("作者：建宣责任编辑：李平", [("author", ["建宣"]), ("chief", ["李平"])]),
        ("江岸记者 周明 李小平报道", [("author", ["周明", "李小平"])]),
        ("编辑：周明 新媒体编辑：李平", [("editor", ["周明"]), ("nobody", ["李平"])]),
        ("主笔·周明", [("author", ["周明"])]),
        ("推荐作者：周明", [("nobody", ["周明"])]),
        ("记者 探店", []),
        ("记者会问答", []),
        ("对记者透露", []),
        ("编辑方法有三", []),
        ("记者从市政府获悉，路已修好", []),
        ("新华社记者17日从国家统计局获悉", []),
        ("编辑部电话：1234567", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_reads_roles(text, roles):
    assert read_roles(text) == roles


@pytest.mark.parametrize(
    ("text", "last", "names"),
    [
        ("江岸报讯（记者 陆一夫）11月25日，大桥通车", False, ["陆一夫"]),
        ("物价平稳。(信报记者 柳青)", True, ["柳青"]),
        ("新春佳节。（常书香 马丹阳 ）", True, ["常书香", "马丹阳"]),
        ("發展成果。（编译/林靖东）", True, ["林靖东"]),
        ("釐清死因。（王明忠／台中報導）", True, ["王明忠"]),
        ("〔記者王榮祥／高雄報導〕高雄市區", False, ["王榮祥"]),
        ("江岸报讯（罗勇 记者 江明）3月12日", False, ["罗勇", "江明"]),
        ("（作者周明，系江岸大学教授）", True, ["周明"]),
        ("（作者比尔·巴尔特，陈俊译）", True, ["比尔·巴尔特"]),
        ("（周明 文/图）", True, ["周明"]),
        ("［記者周明生／高雄報導］縣府今天宣布", False, ["周明生"]),
        ("常书香（马丹阳）说", False, []),
        ("稳步增长。（完）", True, []),
        ("位列第二。（德清县发改局）", True, []),
        ("（文中人名均为化名）", True, []),
        ("风景如画。（黄山）", True, []),
        ("与队友合影。（左三）", True, []),
        ("（资料来源：参考消息、海外网等）", True, []),
        ("江岸网9月10日电 (周明 李平)昨天", False, ["周明", "李平"]),
        ("本报讯（周明、特约记者李平）昨天", False, ["周明", "李平"]),
        ("本网讯（江岸分公司）昨天", False, []),
        ("江岸网9月10日电（北京）昨天", False, []),
        ("市长发来贺电（周明）", False, []),
        ("（党委宣传部 周明）", True, ["周明"]),
        ("（购物中心 安全出口）", True, []),
        ("（作者周明为江岸大学教授）", True, ["周明"]),
    ],
)
def test_reads_brackets(text, last, names):
    assert [name for role, found in read_brackets(text, last=last) if role == "author" for name in found] == names


@pytest.mark.parametrize(
    "text",
    [
        "文/张三 图/李四",
        "（总台记者 张倩）",
        "□本报记者 周明",
        "整合 江岸日报·交汇点记者 徐翔",
        "作者︱春春",
        "（杨平 仲山）",
        "记者 | 戈伟",
        "摄影/江岸报记者 周明",
        "（編輯：周明）1101021",
        "本报评论员",
        "社會中心／周明生報導",
        "作者：周明，江岸大学新闻学院教授",
        "【编辑】周明",
        "雨涵/石涛（综合报道）",
        "制片人丨周明",
        "（文/张敏 数据支持/王伟 胡啸 审核/刘文）",
        "（江岸县融媒体中心 周明 李平）",
        "記者周明生、李平／台北－高雄連線報導",
        "审  核：周明",
        "三审：周明",
        "记者：周明 (zm@example.cn)",
    ],
)
def test_bylines(text):
    assert is_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "记者从市政府获悉，路已修好。",
        "龙泉日报记者 范立 摄",
        "（资料来源：参考消息、海外网等）",
        "记者手记",
        "什么？",
        "今年以来，全市编辑出版图书三百种",
    ],
)
def test_paragraphs_and_captions_are_no_bylines(text):
    assert not is_byline(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("装箱待发。龙泉日报记者 范立 摄", ["范立"]),
        ("桥头合影 黎阳/摄", ["黎阳"]),
        ("记者黎阳、李妍摄", ["黎阳", "李妍"]),
        ("他爱好拍摄", []),
    ],
)
def test_reads_captions(text, names):
    assert read_caption(text) == names


def test_editor_is_no_author():
    people = find_people(["2019-09-10 编辑：何平"], [], [], ["责任编辑：钱立"])
    assert (people.authors, people.editors) == ([], ["钱立"])


@pytest.mark.parametrize("text", ["记者近日走访，多家市场价格平稳", "记者昨日获悉，", "记者周末走访，"])
def test_what_reporters_do_is_no_name(text):
    assert read_roles(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("□ 周明", ["周明"]),
        ("◇周明 李平", ["周明", "李平"]),
        ("■周明 本报特约记者 李平", ["周明", "李平"]),
        ("By Zhou Ming | Jiang'an Daily", ["Zhou Ming"]),
        ("● 安全通行", []),
        ("By Land and Sea", []),
        ("By Staff Reporter", []),
    ],
)
def test_reads_signs(text, names):
    assert [name for _role, found in read_sign(text) for name in found] == names


def test_signs_within_the_body_are_headings():
    assert find_people([], ["■ 周明"], [], [], ["■ 周明", "大桥通车。", "■ 李平"]).authors == []
    assert find_people([], ["■ 周明"], [], [], ["大桥通车。"]).authors == ["周明"]


def test_square_before_titles():
    people = find_people([], ["□记者 周明 编辑 李平"], [], [])
    assert (people.authors, people.editors) == (["周明"], ["李平"])


def test_place_nearer_the_headline_goes_first():
    people = find_people(["作者：季山"], ["本报讯（记者 周明）昨天"], ["（张三 李四）"], [])
    assert people.authors == ["季山"]


@pytest.mark.parametrize(
    "text",
    [
        "记者" * 5000,
        "（" * 10000,
        "张三、" * 4000,
        "文/" * 5000,
        "作者：" * 4000,
        "记者 " * 4000 + "摄",
        "编辑：" + " " * 10000,
        "中" * 10000,
        "By " + "Ann " * 4000,
        "记者 " + "周明、" * 4000 + "报道",
        "（" + "周明 " * 4000,
    ],
    ids=["titles", "brackets", "names", "marks", "labels", "blanks", "spaces", "run", "latin", "report", "bracket"],
)
def test_hostile_lines_take_linear_time(text):
    for read in (read_roles, read_brackets, read_sign, is_byline, read_caption, split_names):
        assert_linear(read, text)
