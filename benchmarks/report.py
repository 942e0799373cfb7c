"""The documents that `make bench` writes: docs/performance.md, and the measured tables of docs/scale.md.

Everything in them comes from results, of which each part has its own date: a verdict is computed, a figure copied.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from aims import AIMS, Bound, aim_of
from plan import IN_SCALE, PARTS, Part
from results import Figure, Result, Table, load
from scale import multiply

Told = Mapping[str, Mapping[str, Any]]
"""Part → what run.py keeps of it: the result's own keys, and `when`, `seconds`, `load`, `processors`, `machine`, `arguments`, `error`."""

HEAD = """# Performance

Written by `make bench` from what the scripts in [benchmarks/](../benchmarks) measured: run it again instead of editing it. Ratios were
taken in one run each, so read them before absolute figures; times are of the processor where it says so. Peers live in environments of
their own and are never imported by the package."""
SCALE = "What 10⁸ articles would cost, with unit costs and a simulated schedule, stands in [scale.md](scale.md)."


def performance(told: Told) -> str:
    """docs/performance.md, whole."""
    shown = [part for part in PARTS if part.name not in IN_SCALE]
    machine = newest(told).get("machine", {})
    parts = [
        HEAD,
        Table(["machine", ""], [[name, str(value)] for name, value in machine.items()]).markdown(),
        f"## What is aimed at\n\n{aims(told).markdown()}",
        f"## When it was measured\n\n{dates(told, shown).markdown()}",
        *(section(part, told.get(part.name), machine) for part in shown),
        SCALE,
    ]
    return "\n\n".join(parts) + "\n"


def newest(told: Told) -> Mapping[str, Any]:
    return max(told.values(), key=lambda part: part["when"], default={})


def aims(told: Told) -> Table:
    """Each aim, what was measured, and whether it is met."""
    table = Table(["ratio", "aimed at", "measured", "", "by"])
    for aim in AIMS:
        figure = figure_of(told.get(aim.part), aim.figure)
        found = [say(figure.value, aim.bound), aim.bound.verdict(figure.value)] if figure else ["–", "not measured"]
        table.rows.append([aim.what, str(aim.bound), *found, f"`{aim.part}.py`"])
    return table


def figure_of(part: Mapping[str, Any] | None, name: str) -> Figure | None:
    found = load(dict(part)).figures if part and not part.get("error") else []
    return next((figure for figure in found if figure.name == name), None)


def say(value: float, bound: Bound) -> str:
    """A value, with two decimals or as many more as it takes to stand on its own side of the bound.

    >>> say(1.6999, Bound(1.7)), say(0.7, Bound(1)), say(20, Bound(20))
    ('1.6999', '0.70', '20')
    """
    if float(value).is_integer():
        return f"{value:.0f}"
    texts = (f"{value:.{places}f}" for places in range(2, 16))
    return next((text for text in texts if bound.holds(float(text)) == bound.holds(value)), str(value))


def dates(told: Told, parts: Iterable[Part]) -> Table:
    table = Table(["part", "on", "processors", "load when it began", "took", "arguments"])
    for part in parts:
        row = [f"`{part.name}.py`", "not measured", *[""] * 4]
        if kept := told.get(part.name):
            arguments = f"`{kept['arguments']}`" if kept["arguments"] else "–"
            circumstances = [kept["processors"], f"{kept['load']:.1f}", took(kept["seconds"])]
            row[1:] = [kept["when"][:10], *map(str, circumstances), arguments]
        table.rows.append(row)
    return table


def took(seconds: float) -> str:
    """
    >>> took(48.2), took(3700)
    ('48 s', '62 min')
    """
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def section(part: Part, kept: Mapping[str, Any] | None, machine: Mapping[str, Any]) -> str:
    """A part with its heading; what failed or was never run says so. `machine` is the one that the document names."""
    if not kept:
        return f"## {part.title}\n\nNot measured yet: `python benchmarks/run.py {part.name}`."
    if kept.get("error"):
        return f"## {part.title}\n\nFailed on {kept['when'][:10]}, after {took(kept['seconds'])}: `{kept['error']}`"
    result = load(dict(kept))
    other = kept["machine"] != machine and ", ".join(f"{name}: {value}" for name, value in kept["machine"].items())
    pieces = [
        f"## {result.title}",
        f"Measured on another machine, or with other versions: {other}." if other else "",
        body(result),
    ]
    return "\n\n".join(filter(None, pieces))


def body(result: Result) -> str:
    """Text, tables, the figures that no aim names, notes."""
    others = [figure for figure in result.figures if not aim_of(result.part, figure.name)]
    bounded = Table(["figure", "bound", "measured", ""])
    plain = Table(["figure", "measured"])
    for figure in others:
        value = say(figure.value, figure.bound)
        if figure.bound:
            bounded.rows.append([figure.name, str(figure.bound), value, figure.bound.verdict(figure.value)])
        else:
            plain.rows.append([figure.name, value])
    tables = [*result.tables, *(table for table in (bounded, plain) if table.rows)]
    return "\n\n".join([result.text, *(table.markdown() for table in tables), *result.notes]).strip()


def scale(document: str, told: Told) -> str:
    """docs/scale.md with what stands between its marks, `<!-- part -->` and `<!-- /part -->`, made anew; what was not
    measured, or failed, stays as it is. Raises ValueError where a mark is missing."""
    for name in IN_SCALE:
        if (kept := told.get(name)) and not kept.get("error"):
            result = load(dict(kept))
            told_of = ", ".join(f"{name} {value}" for name, value in kept["machine"].items())
            head = f"`python benchmarks/{name}.py {kept['arguments']}`".replace(" `", "`")
            measured = f"{head}, on {kept['when'][:10]}, load {kept['load']:.1f} when it began: {told_of}."
            document = fill(document, name, f"{measured}\n\n{body(result)}")
            if name == "unit_costs":
                document = fill(document, "multiplied", multiply(result.data).markdown())
    return document


def fill(document: str, name: str, text: str) -> str:
    """The document with this text between the marks of that name.

    >>> fill("a\\n<!-- n -->\\nold\\n<!-- /n -->\\nb", "n", "new")
    'a\\n<!-- n -->\\nnew\\n<!-- /n -->\\nb'
    """
    marks = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    filled, count = marks.subn(lambda _: f"{text}\n", document)
    if count != 1:
        raise ValueError(f"<!-- {name} --> and <!-- /{name} --> are in the document {count} times, not once")
    return filled
