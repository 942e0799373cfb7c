"""parse_date against the table dates.tsv: what was printed, when it was seen, what it means, the rule that reads it.

The width of `expected` is the precision (day, minute, second); `-` stands for text that is no date. A new case is a
new row.
"""

import csv
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.text.dates import CST, NewsDate, parse_date

SEEN = datetime(2011, 6, 13, 12, tzinfo=CST)
PRECISION = {10: "day", 16: "minute", 19: "second"}
ROWS = list(
    csv.DictReader(
        Path(__file__).with_name("dates.tsv").read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    )
)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['input']} ({row['now'][:10]})" for row in ROWS])
def test_table(row):
    found = parse_date(row["input"], now=datetime.fromisoformat(row["now"]).replace(tzinfo=CST))
    if row["expected"] == "-":
        assert found is None
        return
    assert found is not None
    assert (str(found.when)[: len(row["expected"])], found.precision, found.rule) == (
        row["expected"],
        PRECISION[len(row["expected"])],
        row["rule"],
    )


def test_every_rule_has_rows():
    """The table is long, but is it wide: at least one row for each rule that it names, and a third of refusals."""
    assert len({row["rule"] for row in ROWS}) >= 18
    assert sum(row["expected"] == "-" for row in ROWS) > len(ROWS) / 3


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("来源：某报　２０１１年６月１３日　０９：４６　作者", "２０１１年６月１３日　０９：４６"),
        ("某报 15:312011/06/13", "15:312011/06/13"),
        ("首页 > 2011-06-13&nbsp;09:46 <", "2011-06-13 09:46"),
        ("某某 ⋅ 2分鐘前", "2分鐘前"),
        ("民國100年6月13日", "民國100年6月13日"),
        ("http://a.example/2011-06/13/c.htm", "2011-06/13"),
    ],
)
def test_matched_is_what_was_printed(text, matched):
    assert parse_date(text, now=SEEN).matched == matched


@pytest.mark.parametrize("text", [None, b"2011-06-13", 20110613, 1.5, [], "", " ", "\x00", "\ud800", "2011-06-13"[:4]])
def test_what_is_no_text_is_no_date(text):
    assert parse_date(text, now=SEEN) is None


@pytest.mark.parametrize(
    "text", ["昨天 23:10", "3分钟前", "周一", "12-27 18:40", "6月13日", "10日上午", "去年6月13日", "09:46"]
)
def test_without_now_what_needs_it_is_refused(text):
    assert parse_date(text) is None
    assert parse_date(text, now=SEEN) is not None


@pytest.mark.parametrize(
    "text",
    ["2011-06-13 09:46", "2011年6月13日 09:46", "11年6月13日9时46分", "Jun 13, 2011 9:46 AM", "民國100年6月13日9:46"],
)
def test_without_now_full_dates_are_read(text):
    assert parse_date(text) == NewsDate(datetime(2011, 6, 13, 9, 46, tzinfo=CST), "minute", text, parse_date(text).rule)


@pytest.mark.parametrize(
    "text",
    [
        "2011-06-13\n\t\t\t09:46",
        "2011-06-13&nbsp;&nbsp;&nbsp;&nbsp;09:46",
        "2011-06-13" + " " * 35 + "09:46",
        "\ufeff2011-06-13\u200b09:46",
        "⽂章 2011年6⽉13⽇09:46",
        "汉" * 5000 + " 2011-06-13 09:46",
        "2011-06-13 09:46 " + "汉" * 5000,
    ],
)
def test_noise_around_and_within(text):
    assert parse_date(text).when == datetime(2011, 6, 13, 9, 46, tzinfo=CST)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (datetime(2011, 6, 13, 17, 0, tzinfo=UTC), "2011-06-13 00:00:00+08:00"),  # 14 June, 01:00 in China
        (datetime(2011, 6, 13, 1, 0), "2011-06-12 00:00:00+08:00"),  # naive: taken as China's time
        (datetime(2011, 6, 12, 12, 0, tzinfo=timezone(timedelta(hours=-10))), "2011-06-12 00:00:00+08:00"),
    ],
    ids=["utc", "naive", "hawaii"],
)
def test_yesterday_is_counted_in_china(seen, expected):
    assert str(parse_date("昨天", now=seen).when) == expected


@pytest.mark.parametrize(
    "text",
    [
        "9999年前", "9999个月前", "999999999999999999年前", "/Date(99999999999999)/",
        "/Date(-99999999999999)/", "9" * 5000, "9999-12-31 23:59:59", "0001-01-01",
        "0001-01-01T00:00:00Z", "民國9999年1月1日", "一百百年一月一日", "十十月十十日", "2011-06-13 09:46:38+99:99",
        "2011-06-13T09:46:38-15:00", "2099-12-31T23:59:59-14:00", "1" * 10 + ".5",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "now",
    [None, SEEN, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=CST)],
)
def test_the_ends_of_time_raise_nothing(text, now):
    found = parse_date(text, now=now)
    assert found is None or found.when.utcoffset() == timedelta(hours=8)


PIECES = st.sampled_from(
    (
        "2011 06 6 13 30 24 60 - / . : ： 年 月 日 号 时 点 分 秒 半 刻 前 昨天 今 晚 上周 周 三 十 廿 〇 零 百 民國 "
        "T Z +08:00 GMT 巴黎时间 PM Jun , 1307929598 http:// /Date( ) 发布时间 个 小时 天前 ago an day 1 ０ １ &nbsp; 至 ( \x00"
    ).split(" ")
)
NOWS = st.none() | st.datetimes(timezones=st.just(UTC)) | st.datetimes()


TEXTS = st.text() | st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES, max_size=14).map(" ".join)


@settings(derandomize=True, database=None, deadline=None, max_examples=300)  # the same texts on every run
@given(text=TEXTS, now=NOWS)
def test_any_text_gives_a_date_in_china_or_none(text, now):
    found = parse_date(text, now=now)
    if found is not None:
        assert found.when.utcoffset() == timedelta(hours=8)
        assert found.precision in PRECISION.values()
        assert found.matched
        assert found.rule
        assert found.precision != "day" or found.when.strftime("%H%M%S%f") == "000000000000"


@settings(derandomize=True, database=None, deadline=None, max_examples=50)
@given(when=st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)))
@pytest.mark.parametrize(
    "form",
    ["%Y-%m-%d %H:%M:%S", "%Y年%m月%d日%H时%M分%S秒", "%Y/%m/%d%H:%M:%S", "%Y%m%d%H%M%S", "%d %b %Y %H:%M:%S +0800"],
)
def test_what_is_printed_is_read_back(form, when):
    expected = when.replace(microsecond=0, tzinfo=CST)
    assert parse_date(f"来源：某报　{when.strftime(form)}").when == expected


HOSTILE = [
    "1", "0123456789", "2022-", "年月日", "二〇二二", "十", "一百", " ", "1-1-", "12-12 ", "1.1", "1:",
    "1 : ", "2022-06-13 ", "2022-06-13T08:21:56+08:00,", "2022年6月13日8时21分56秒", "2022-02-30 25:61 ",
    "汉", "3分钟前", "今", "周一", "昨天", "Jun 13 ", "13 Jun ", "http://a/2022/", "/", "a/", "1/", "1日", "1月",
    "1年", "2022   ", "([", "&nbsp;", "２０２２－", "发布时间:", "/Date(", "6月1日至",
]  # fmt: skip


def fastest(text):
    """The least of some runs, in seconds: what disturbs a run only ever makes it slower."""
    runs = []
    for _ in range(5):
        start = time.process_time()
        parse_date(text, now=SEEN)
        runs.append(time.process_time() - start)
    return min(runs)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_text(piece):
    """8 times the text within the part that is looked at: 8 times the time if linear, 64 if quadratic; beyond it, nothing
    more. The rest is for what disturbs a machine."""
    text = piece * 80_000
    assert fastest(text[:600]) < 24 * fastest(text[:75]) + 3e-4
    assert fastest(text[:80_000]) < 4 * fastest(text[:10_000]) + 3e-4


def test_labelled_strings_where_they_are_at_hand():
    table = Path(__file__).parents[3] / "shared" / "data" / "dates.tsv"
    if not table.exists():
        pytest.skip("the labelled date strings (../shared/data/dates.tsv) are not on this machine")
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    right = {"dates": [], "rejects": []}
    for row in rows:
        found = parse_date(row["input"], now=datetime.fromisoformat(row["now"]))
        printed = found.when.isoformat() if found else ""
        if row["expected"] == "REJECT":
            right["rejects"].append(not found or bool(row["alt"] and printed.startswith(row["alt"])))
        else:
            width = 10 if row["precision"] == "day" else 16
            right["dates"].append(
                printed[:width] in [wanted[:width] for wanted in (row["expected"], row["alt"]) if wanted]
            )
    shares = {kind: sum(hits) / len(hits) for kind, hits in right.items()}
    assert shares["rejects"] >= 0.98
    assert sum(map(sum, right.values())) / len(rows) >= 0.99
