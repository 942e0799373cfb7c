"""What `make bench` writes: verdicts are computed, what failed or is missing says so, each part has its own date."""

import json

import pytest
from aims import AIMS, Bound
from machine import describe_machine
from plan import IN_SCALE, PARTS
from report import aims, performance, say, scale
from results import Result, load

MACHINE = {"processors": "4", "Python": "3.11.7"}


def keep(result, **more):
    """What run.py keeps of a result."""
    told = json.loads(json.dumps(result, default=vars))
    around = {
        "when": "2026-11-23T01:02:03+00:00",
        "load": 0.4,
        "processors": 2,
        "seconds": 61.0,
        "arguments": "--rounds 5",
        "machine": MACHINE,
    }
    return told | around | more


def measured(part, name, value, **more):
    result = Result(part, "The title", "What it shows.")
    result.figure(name, value)
    result.table("", "ms").row("ours", 7.9)
    result.note("A note.")
    return {part: keep(result, **more)}


@pytest.mark.parametrize(
    ("part", "figure", "value", "said"),
    [
        ("crawl_speed", "ours ÷ plain, 5700 bytes", 1.0, "| ≥ 1 | 1 | met |"),
        ("crawl_speed", "ours ÷ plain, 5700 bytes", 0.7012, "| ≥ 1 | 0.70 | NOT MET |"),
        ("crawl_speed", "ours ÷ plain, 5700 bytes", 0.9999, "| ≥ 1 | 0.9999 | NOT MET |"),
        ("crawl_speed", "ours ÷ news-please, 40000 bytes", 10.44, "| ≥ 5 | 10.44 | met |"),
        ("read_pages", "ours ÷ bare parse", 4.0, "| ≤ 4 | 4 | met |"),
        ("read_pages", "ours ÷ bare parse", 4.003, "| ≤ 4 | 4.003 | NOT MET |"),
        ("read_pages", "columns not won", 1, "| ≤ 0 | 1 | NOT MET |"),
        ("parts", "dateparser.search ÷ ours", 111.26, "| ≥ 50 | 111.26 | met |"),
        ("distribute_kill", "whole of 20", 19, "| ≥ 20 | 19 | NOT MET |"),
        ("crawl_memory", "peak of 100,000 ÷ of 1,000", 1.3, "| ≤ 1.3 | 1.30 | met |"),
        ("crawl_memory", "peak of 100,000 ÷ of 1,000", float("nan"), "| ≤ 1.3 | nan | NOT MET |"),
        ("crawl_memory", "peak of 2,000 ÷ of 200", 1.0, "| ≤ 1.3 | – | not measured |"),
        ("parts", "another figure", 99.0, "| ≥ 50 | – | not measured |"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_verdict_is_computed_of_what_was_measured(part, figure, value, said):
    rows = aims(measured(part, figure, value)).markdown().splitlines()
    assert len([row for row in rows if said in row]) >= 1
    others = [row for row in rows[2:] if said not in row]
    assert len(others) in range(len(AIMS) - 3, len(AIMS))
    assert all("| – | not measured |" in row for row in others)


@pytest.mark.parametrize(
    ("value", "bound", "told"),
    [
        (1.6999, Bound(1.7), "1.6999"),
        (1.7001, Bound(1.7), "1.70"),
        (1.3049, Bound(at_most=1.3), "1.305"),
        (3, Bound(3), "3"),
        (0.1234, Bound(), "0.12"),
    ],
)
def test_no_rounding_lifts_a_figure_over_its_bound(value, bound, told):
    assert say(value, bound) == told


def test_a_part_that_failed_says_so_and_counts_as_not_measured():
    told = measured("parts", "dateparser.search ÷ ours", 80.0, error="ModuleNotFoundError: No module named 'xpinyin'")
    text = performance(told)
    assert "Failed on 2026-11-23, after 61 s: `ModuleNotFoundError: No module named 'xpinyin'`" in text
    assert "| ≥ 50 | – | not measured |" in text
    assert "80" not in text.split("## The parts")[1].split("##")[0]


def test_each_part_has_its_date_its_load_and_its_machine():
    told = measured("parts", "another", 2.0)
    told |= measured(
        "crawl_memory", "another", 2.0, when="2026-10-01T00:00:00+00:00", load=3.27, machine={"Python": "3.12.1"}
    )
    text = performance(told)
    assert "| `parts.py` | 2026-11-23 | 2 | 0.4 | 61 s | `--rounds 5` |" in text
    assert "| `crawl_memory.py` | 2026-10-01 | 2 | 3.3 | 61 s | `--rounds 5` |" in text
    assert "| `index_growth.py` | not measured |  |  |  |  |" in text
    assert "| processors | 4 |" in text.split("## What is aimed at")[0]
    assert text.count("Measured on another machine, or with other versions: Python: 3.12.1.") == 1
    assert text.index("# Performance") < text.index("## What is aimed at") < text.index("## The title")


def test_a_document_of_nothing_is_whole():
    text = performance({})
    assert text.count("not measured |") == len(AIMS) + len(PARTS) - len(IN_SCALE)
    assert text.count("Not measured yet: `python benchmarks/run.py ") == len(PARTS) - len(IN_SCALE)


def test_figures_that_no_aim_names_keep_the_bounds_of_their_benchmark():
    result = Result("index_growth", "The index")
    result.figure("a look-up, ms", 0.2, at_most=0.1)
    result.figure("a rate", 3.14159)
    text = performance({"index_growth": keep(result)})
    assert "| a look-up, ms | ≤ 0.1 | 0.20 | NOT MET |" in text
    assert "| a rate | 3.14 |" in text
    assert result.status == 1


@pytest.mark.parametrize(
    ("value", "status"), [(50.0, 0), (49.9, 1), (float("nan"), 1)], ids=["at the bound", "below", "no number"]
)
def test_the_exit_status_is_that_of_the_aims(value, status):
    result = Result("parts", "")
    result.figure("dateparser.search ÷ ours", value)
    assert result.status == status


def test_results_come_back_as_they_were_kept(tmp_path):
    result = Result("parts", "The parts", "Text.", data={"dates": 23.5})
    result.table("a", "b", title="One").row(1, 2.5)
    result.figure("x", 1.5, at_least=1)
    result.note("A note.")
    result.save(tmp_path / "parts.json")
    assert load(json.loads((tmp_path / "parts.json").read_text(encoding="utf-8"))) == result


SCALE = """# Scale
<!-- unit_costs -->
old
<!-- /unit_costs -->
between
<!-- multiplied -->
<!-- /multiplied -->
<!-- simulate_scheduler -->
older
<!-- /simulate_scheduler -->
after
"""
COSTS = {
    "start_s": 3.0, "article_ms": 20.0, "post_b": 2000.0, "row_b": 2000.0, "record_b": 2000.0, "copies_b": 2500.0,
    "merge_ms": 1.2, "page_b": 31_000.0, "catalogue_b": 760.0,
}  # fmt: skip


def test_measured_tables_of_scale_are_made_anew_and_all_else_stays():
    result = Result("unit_costs", "Unit costs", "Times.", data=COSTS)
    result.table("what", "costs").row("its post", "2.0 kB")
    text = scale(SCALE, {"unit_costs": keep(result, arguments="")})
    assert (
        "`python benchmarks/unit_costs.py`, on 2026-11-23, load 0.4 when it began: processors 4, Python 3.11.7." in text
    )
    assert "| its post | 2.0 kB |" in text
    assert "| posts, a file each | 0.55 GB | 200 GB, 410 GB in blocks |" in text
    assert "| near-copies | 0.68 GB | 250 GB |" in text
    assert "| reading, one processor | 91 min | 23 days |" in text
    assert "\nold\n" not in text
    assert "\nolder\n" in text
    assert "\nbetween\n" in text
    assert text.endswith("after\n")
    assert scale(text, {"unit_costs": keep(result, arguments="")}) == text


def test_what_failed_leaves_scale_as_it_was_and_a_missing_mark_is_told():
    failed = {"unit_costs": keep(Result("unit_costs", ""), error="it broke")}
    assert scale(SCALE, failed) == SCALE
    with pytest.raises(ValueError, match="<!-- unit_costs -->"):
        scale("# Scale\n", {"unit_costs": keep(Result("unit_costs", "", data=COSTS))})


def test_the_machine_is_described():
    told = describe_machine()
    assert all(told.values())
    assert {"processors", "model", "memory", "Python", "Scrapy", "lxml"} <= told.keys()
