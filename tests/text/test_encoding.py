"""Encodings × labels × damage over paragraphs written for this test."""

import html
import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.text.encoding import Decoded, decode
from tests.growth import assert_linear

SIMPLIFIED = (
    "本报讯　记者从市水务局获悉，城北新建的净水厂将于下月试运行，预计可为周边十二万居民供水。项目负责人说，"
    "工程总投资三亿二千万元，采用了新的过滤技术，出厂水质优于国家标准。“我们会先在两个小区试用，听取大家的意见。”他表示。"
)
TRADITIONAL = (
    "記者昨日從市政府獲悉，海濱長廊第二期工程將於明年三月動工，預計兩年後完成。負責官員指出，新的長廊會連接三個社區，"
    "並設有單車徑及兒童遊樂設施。附近居民對此表示歡迎，但也擔心施工期間的噪音。「希望政府可以早點公布時間表。」一位店主說。"
)

RARE = "镇上有个叫㙟坡的村子，村里人多姓䶮，祠堂的匾额上写着𠮷字，这几个字连打字员都不认得，报纸只好请人另刻。"
HONG_KONG = "佢話呢間舖頭嘅生意好咗好多，仲有啲街坊喺門口排隊，想食返細個嗰陣嘅味道，老闆娘都唔知點算好。"

TEXTS = [
    pytest.param(SIMPLIFIED, "utf-8", id="simplified-utf8"),
    pytest.param(SIMPLIFIED, "gbk", id="simplified-gbk"),
    pytest.param(SIMPLIFIED, "gb18030", id="simplified-gb18030"),
    pytest.param(TRADITIONAL, "utf-8", id="traditional-utf8"),
    pytest.param(TRADITIONAL, "gbk", id="traditional-gbk"),
    pytest.param(TRADITIONAL, "big5", id="traditional-big5"),
    pytest.param(RARE, "utf-8", id="rare-utf8"),
    pytest.param(RARE, "gb18030", id="rare-gb18030"),
    pytest.param(HONG_KONG, "utf-8", id="hongkong-utf8"),
    pytest.param(HONG_KONG, "big5hkscs", id="hongkong-big5hkscs"),
    pytest.param(HONG_KONG, "gb18030", id="hongkong-gb18030"),
]
NAMES = {"utf-8": "utf-8", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5hkscs": "big5hkscs"}
LABELS = ["", "utf-8", "gb2312", "gbk", "GB18030", "big5", "iso-8859-1", "shift_jis", "utf-16", "no-such-charset"]


def page(text: str, label: str) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    return f"<html><head>{meta}<title>News</title></head><body><p>{text}</p>\n<p>{text}</p></body></html>"


def header(label: str) -> str:
    return f"text/html; charset={label}" if label else "text/html"


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(("text", "encoding"), TEXTS)
class TestEveryLabelOverEveryEncoding:
    def test_in_the_header(self, text, encoding, label):
        whole = page(text, "")
        decoded = decode(whole.encode(encoding), header(label))
        assert (decoded.text, decoded.encoding, decoded.damaged) == (whole, NAMES[encoding], 0)

    def test_in_the_meta_tag(self, text, encoding, label):
        whole = page(text, label)
        decoded = decode(whole.encode(encoding), "text/html")
        assert (decoded.text, decoded.encoding, decoded.damaged) == (whole, NAMES[encoding], 0)

    def test_meta_right_and_header_wrong(self, text, encoding, label):
        whole = page(text, encoding)
        decoded = decode(whole.encode(encoding), header(label))
        assert (decoded.text, decoded.encoding) == (whole, NAMES[encoding])

    def test_a_short_text(self, text, encoding, label):
        short = text[4:24]
        decoded = decode(short.encode(encoding), header(label))
        assert (decoded.text, decoded.encoding, decoded.damaged) == (short, NAMES[encoding], 0)

    def test_a_page_of_ascii_with_a_little_chinese(self, text, encoding, label):
        whole = '<div class="nav"><a href="/index.html">Home</a></div>\n' * 200 + f"<h1>{text[4:12]}</h1>"
        decoded = decode(whole.encode(encoding), header(label))
        assert (decoded.text, decoded.encoding) == (whole, NAMES[encoding])

    def test_cut_inside_the_last_character(self, text, encoding, label):
        body = page(text, "").split("</p>")[0].encode(encoding)[:-1]
        decoded = decode(body, header(label))
        assert decoded.encoding == NAMES[encoding]
        assert decoded.damaged == decoded.text.count("\ufffd") == 1
        assert decoded.text.rstrip("\ufffd") == page(text, "").split("</p>")[0][:-1]

    @pytest.mark.parametrize("damage", [b"\xff", b"?", b""], ids=["altered", "question-mark", "lost"])
    def test_one_bad_byte_in_the_middle(self, text, encoding, label, damage):
        whole = page(text, "")
        place = len(whole[: whole.index("，") - 2].encode(encoding))  # the first byte of a character
        body = whole.encode(encoding)
        decoded = decode(body[:place] + damage + body[place + 1 :], header(label))
        assert decoded.encoding == NAMES[encoding]
        assert decoded.text.count("\ufffd") == decoded.damaged
        assert decoded.text.endswith(whole[whole.index("，") + 12 :])  # no more than the near neighbours suffer
        assert decoded.damaged or damage != b"\xff"  # half a character can be an ASCII letter: nothing tells then


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(
            "きのう午後、東京で新しい美術館が開館し、多くの人が列をつくった。", "shift_jis", id="japanese-sjis"
        ),
        pytest.param("きのう午後、東京で新しい美術館が開館し、多くの人が列をつくった。", "euc_jp", id="japanese-euc"),
        pytest.param("きのう午後、東京で新しい美術館が開館した。", "iso2022_jp", id="japanese-seven-bit"),
        pytest.param("어제 오후 서울에서 새 미술관이 문을 열었습니다.", "euc_kr", id="korean"),
        pytest.param("Вчера в городе открылся новый музей.", "windows-1251", id="russian"),
        pytest.param("Hier, à Paris, un musée créé l’été dernier a été inauguré.", "windows-1252", id="french"),
        pytest.param("The mayor said “it’s done” – the café opens.", "windows-1252", id="english"),
        pytest.param("Größere Verspätungen in Köln und Düsseldorf.", "iso-8859-1", id="german"),
    ],
)
def test_other_languages_keep_their_plausible_label(text, encoding):
    assert decode(text.encode(encoding), header(encoding)).text == text
    meta = f'<meta charset="{encoding}">'
    assert decode(meta.encode() + text.encode(encoding)).text == meta + text


@pytest.mark.parametrize("label", ["", "utf-8"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(
            "きのう午後、東京で新しい美術館が開館し、多くの人が列をつくった。", "shift_jis", id="japanese-sjis"
        ),
        pytest.param("きのう午後、東京で新しい美術館が開館し、多くの人が列をつくった。", "euc_jp", id="japanese-euc"),
        pytest.param("きのう午後、東京で新しい美術館が開館し、多くの人が列をつくった。", "gbk", id="japanese-in-gbk"),
        pytest.param(
            "어제 오후 서울에서 새 미술관이 문을 열었습니다. 많은 시민이 줄을 섰습니다.", "euc_kr", id="korean"
        ),
        pytest.param("Вчера в городе открылся новый музей, пришли сотни жителей.", "windows-1251", id="russian"),
        pytest.param("Вчера в городе открылся новый музей, пришли сотни жителей.", "koi8-r", id="russian-koi8"),
        pytest.param("Hier, à Paris, un musée créé l’été dernier a été inauguré.", "windows-1252", id="french"),
        pytest.param("Index of 2019, 沪B2-20190001", "gbk", id="one-character"),
    ],
)
def test_other_languages_without_their_label_are_not_read_as_chinese(text, encoding, label):
    assert decode(text.encode(encoding), header(label)).text == text


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        pytest.param(b"", "", Decoded("", "utf-8", 0, "bytes say utf-8"), id="empty"),
        pytest.param(b"plain", "", Decoded("plain", "utf-8", 0, "bytes say utf-8"), id="ascii"),
        pytest.param(
            b"\xef\xbb\xbf" + "新闻".encode(),
            "",
            Decoded("新闻", "utf-8", 0, "byte order mark says utf-8"),
            id="utf8-mark",
        ),
        pytest.param(
            b"\xef\xbb\xbf" + SIMPLIFIED.encode("gbk"),
            "",
            Decoded(SIMPLIFIED, "gb18030", 0, "bytes say gb18030, against byte order mark utf-8"),
            id="utf8-mark-over-gbk",
        ),
        pytest.param(
            "\ufeff新闻".encode("utf-16-le"),
            "text/html; charset=utf-16",
            Decoded("新闻", "utf-16-le", 0, "header and byte order mark say utf-16-le"),
            id="utf16-mark",
        ),
        pytest.param(
            "<p>新闻</p>".encode("utf-16-be"),
            "",
            Decoded("<p>新闻</p>", "utf-16-be", 0, "bytes say utf-16-be"),
            id="utf16-without-mark",
        ),
        pytest.param(
            "原文如此：\ufffd。".encode(),
            "",
            Decoded("原文如此：\ufffd。", "utf-8", 0, "bytes say utf-8"),
            id="a-replacement-character-that-was-published",
        ),
        pytest.param(
            "原文如此：\ufffd。经济新闻".encode() + b"\xe4\xb8",
            "text/html; charset=utf-8",
            Decoded("原文如此：\ufffd。经济新闻\ufffd", "utf-8", 1, "header says utf-8"),
            id="published-and-damaged",
        ),
        pytest.param(
            "今年一般".encode("gbk"),
            "text/html; charset=gb2312",
            Decoded("今年一般", "gb18030", 0, "header says gb18030"),
            id="two-words",
        ),
        pytest.param(
            b"\x80" + "100元左右".encode("gbk"),
            "text/html; charset=gbk",
            Decoded("€100元左右", "gb18030", 0, "header says gb18030"),
            id="euro-sign-of-windows-gbk",
        ),
        pytest.param(
            b"\xa6\xd9\xfe\x59" + SIMPLIFIED.encode("gb18030"),
            "",
            Decoded("\ufe10\u9fb4" + SIMPLIFIED, "gb18030", 0, "bytes say gb18030"),
            id="codes-named-since-gb18030-2000",
        ),
        pytest.param(
            b"+ADw-p+AD4-", "text/html; charset=utf-7", Decoded("+ADw-p+AD4-", "utf-8", 0, "bytes say utf-8"), id="utf7"
        ),
        pytest.param(
            b"\\u4e2d", "text/html; charset=unicode_escape", Decoded("\\u4e2d", "utf-8", 0, "bytes say utf-8")
        ),
    ],
)
def test_one_by_one(body, content_type, expected):
    assert decode(body, content_type) == expected


def test_the_meta_tag_is_looked_for_in_the_first_4_kb_only_but_bytes_decide_anyway():
    body = ("<!-- " + "x" * 5000 + ' --><meta charset="big5">' + SIMPLIFIED).encode("gbk")
    assert decode(body).reason == "bytes say gb18030"


def test_several_damaged_places_are_counted_each():
    body = bytearray(page(SIMPLIFIED, "gbk").encode("gbk"))
    for mark in ("净水厂", "投资", "技术"):
        body[body.index(mark.encode("gbk"))] = 0xFF
    decoded = decode(bytes(body))
    assert decoded.damaged == decoded.text.count("\ufffd") == 3
    assert "城北新建的\ufffd水厂将于下月试运行" in decoded.text


@given(st.binary(max_size=400), st.sampled_from([header(label) for label in LABELS]) | st.text(max_size=40))
@settings(deadline=None)
def test_no_bytes_make_it_raise(body, content_type):
    decoded = decode(body, content_type)
    assert decoded.text.count("\ufffd") >= decoded.damaged
    assert not any("\ud800" <= char <= "\udfff" for char in decoded.text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_declared_utf8_reads_back(text):
    assert decode(b"<p>" + text.encode(), "text/html; charset=utf-8").text == "<p>" + text


@pytest.mark.parametrize(
    "unit",
    [
        b"\xff",
        b"\xff<",
        b"\x81\x30",
        b"\x80",
        b"\0",
        b"a\xc2",
        b"\xe4\xb8",
        b"\xb0\xa1\xff",
        b"<!--",
        b"<meta charset=",
    ],
    ids=repr,
)
@pytest.mark.parametrize("label", ["", "gbk", "big5", "utf-8"])
def test_hostile_bytes_take_linear_time(unit, label):
    body = unit * (300_000 // len(unit))
    assert_linear(lambda part: decode(part, header(label)), body)


def test_valid_utf8_costs_little_more_than_decoding():
    body = page(SIMPLIFIED * 75, "utf-8").encode()

    def best_of(function) -> float:
        times = []
        for _ in range(30):
            start = time.process_time()
            function(body)
            times.append(time.process_time() - start)
        return min(times)

    assert best_of(decode) < 5 * best_of(bytes.decode) + 0.0003


DATA = Path(__file__).parents[3] / "shared" / "data" / "pages"


@pytest.mark.skipif(not DATA.is_dir(), reason="the labelled pages (../shared/data/pages) are not here")
def test_real_pages_hold_the_text_of_their_labels():
    """Nine lines of ten must be there, letter for letter: the others are split by markup of the page."""

    def squeeze(text: str) -> str:
        return re.sub(r"[\s\u200b]", "", text)

    wrong = []
    for path in sorted(DATA.rglob("*.html")):
        label = json.loads(path.with_suffix(".json").read_text("utf-8"))
        decoded = decode(path.read_bytes())
        bare = re.sub(r"(?is)<(script|style)\b.*?</\1>|<[^>]*>", "", decoded.text)
        seen = squeeze(html.unescape(bare))
        lines = [squeeze(line) for line in (label.get("body_text") or "").splitlines() if line.strip()]
        missing = [line for line in lines if line not in seen]
        if decoded.damaged or len(missing) > len(lines) / 10:
            wrong.append((path.relative_to(DATA).as_posix(), decoded.reason, decoded.damaged, missing[:2]))
    assert not wrong
