"""What of a text is compared: credits away, folded; and whether two texts are one story."""

import time

import pytest

from newscrawl.text.likeness import same_story
from newscrawl.text.likeness.shingles import SHINGLE, fold_clauses, read_shingles, without_credits
from newscrawl.text.likeness.variants import fold_variants

BODY = "大桥昨天通车。\n全长3.1公里，双向六车道。"

ADDED = {  # what outlets add around a story → nothing of it is left
    "dateline of an agency": "新华社北京6月13日电（记者张三、李四）{}",
    "dateline, traditional": "中央社臺北6月13日電 （記者張三）{}",
    "dateline with month": "中新网福州7月24日电 （记者 林清源）{}",
    "desk": "本报讯（记者 张三 通讯员 李四）{}",
    "desk without brackets": "本报讯 记者 张三 报道 {}",
    "flash": "【大桥通车】财联社6月13日讯，{}",
    "quick": "e公司讯，{}",
    "message": "央视网消息：{}",
    "original title": "原标题：一桥飞架\n{}",
    "writers first": "文/张三 图/李四\n{}",
    "credit on a line": "{}\n来源：常州日报",
    "credit in brackets": "{}（文章来源：安信国际证券(香港)）",
    "credit and editor": "{}\n（来源：常州日报）\n责任编辑：张三",
    "editor in brackets": "{}（责编：张三、李四）",
    "publisher in brackets": "{}（上海证券报）",
    "end": "{}（完）",
    "disclaimer": "{}\n免责声明：本文仅供参考，不构成投资建议。",
    "many lines": "{}\n来源：常州日报\n编辑：张三\n校对：李四\n审核：王五\n风险提示：投资有风险，入市需谨慎。",
}

KEPT = {  # what looks like a credit and is a sentence
    "reporter learned": "记者从市政府获悉，大桥明天通车，全长3.1公里。",
    "source in a sentence": "据来源：一位知情人士说，大桥明天通车。",
    "brackets of a number": "大桥全长3.1公里（单位：公里）",
    "message in a sentence": "他得到消息后赶到现场，大桥已经通车。",
    "only a credit": "来源：常州日报",
}

FOLDED = {
    "script": ("證券時報記者發現，臺灣與裏海", ["证券时报记者发现", "台湾与里海"]),
    "width": ("ＡＢＣ１２３％，３．１㎡", ["abc123%", "3.1m2"]),
    "quotation marks": ("“产改”与「产改」、《产改》", ["产改与产改", "产改"]),
    "white space": ("6 月\u300013\u00a0日\n通\u200b车", ["6月13日通车"]),
    "decimals": ("涨1.25%。跌1,234.5点", ["涨1.25%", "跌1234.5点"]),
    "nothing": ("……——！？", []),
}

STORY = [
    "市图书馆六月一日开放夜场",
    "每晚开到22点",
    "馆藏图书43.5万册",
    "首日迎来读者3100人",
    "读者可以凭身份证入场",
    "停车两小时免费",
]

PAIRS = {  # what is changed → whether it is still the same story
    "nothing": ([], True),
    "a word": ([("可以凭", "凭")], True),
    "a synonym": ([("每晚开到", "每天开到")], True),
    "a clause less": ([("停车两小时免费", "")], True),
    "a number": ([("3100", "2800")], False),
    "two numbers": ([("3100", "2800"), ("43.5", "43.6")], False),
    "an ordinal day": ([("六月一日", "六月八日")], False),
    "a name": ([("市图书馆", "扬中博物院")], False),
}


@pytest.mark.parametrize("form", ADDED.values(), ids=ADDED)
def test_what_is_added_goes(form):
    assert fold_clauses(form.format(BODY)) == fold_clauses(BODY)


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_sentences_stay(text):
    assert without_credits(text) == text


@pytest.mark.parametrize(("text", "clauses"), FOLDED.values(), ids=FOLDED)
def test_folding(text, clauses):
    assert fold_clauses(text) == clauses


@pytest.mark.parametrize(("changes", "same"), PAIRS.values(), ids=PAIRS)
def test_same_story(changes, same):
    text = "，".join(STORY)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    one, other = STORY, fold_clauses(text)
    assert same_story(one, other) is same_story(other, one) is same


def test_paragraphs_in_another_order():
    long = [clause + str(n) for n in range(3) for clause in STORY]
    assert same_story(long, long[9:] + long[:9])


def test_opposites():
    text = ["两市主要股指早盘集体高开", "随后维持窄幅震荡格局", "截至收盘三大指数小幅收涨", "成交较前一日略有放大"]
    assert not same_story(text, [clause.replace("收涨", "收跌") for clause in text])


def test_shingles_do_not_know_clauses():
    assert sorted(read_shingles(["今天通", "车"])) == sorted(read_shingles(["今天", "通车"]))
    for length in range(12):
        assert len(read_shingles(["桥" * length])) == max(0, length - SHINGLE + 1)
    assert len(read_shingles(["𠮷野家"])) == 1  # a rare character counts as two


def test_variants_are_one_to_one():
    text = "後麵裏裡爲為綫線台臺於"
    assert len(fold_variants(text)) == len(text)
    assert fold_variants(fold_variants(text)) == fold_variants(text)


HOSTILE = [
    "【" * 50_000,
    "（" * 50_000,
    "1," * 50_000,
    "1." * 50_000,
    "日电" * 50_000,
    " \u3000" * 50_000,
    "来源：" * 40_000,
]
HOSTILE += ["本报讯" + "（记者" * 30_000, "\n" * 100_000, "记者 " * 50_000, "第一" * 50_000, "年\n来源：某报" * 10_000]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
def test_hostile_text_takes_no_time(text):
    begin = time.process_time()
    read_shingles(fold_clauses(text))
    assert time.process_time() - begin < 2
