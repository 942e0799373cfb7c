"""What a benchmark found, as data: tables, figures and notes, printed as they come and kept as JSON for report.py.

    result = Result("parts", "The parts, one by one", "µs of processor time a call.")
    table = result.table("", "ours µs", "its ÷ ours")
    table.row("a date", 23, 111)
    result.figure("dateparser.search ÷ ours", 111.3)
    result.save(given.json)

Printed alone it is Markdown too, so that a benchmark is run and read by itself.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from aims import Bound, aim_of


@dataclass
class Table:
    """Rows of text under a head, and under a sentence where a benchmark has several."""

    head: list[str]
    rows: list[list[str]] = field(default_factory=list)
    title: str = ""

    def row(self, *cells: object) -> None:
        self.rows.append(list(map(str, cells)))
        print(_line(self.rows[-1]), flush=True)

    def markdown(self) -> str:
        title = [f"{self.title}:\n"] if self.title else []
        return "\n".join([*title, _line(self.head), "|---" * len(self.head) + "|", *map(_line, self.rows)])


@dataclass
class Figure:
    """A number with a name; `at_least` and `at_most` are bounds of the benchmark's own, beside those of aims.py."""

    name: str
    value: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def bound(self) -> Bound:
        return Bound(self.at_least, self.at_most)


@dataclass
class Result:
    """All that one benchmark found. `part` is its file's name; `text` says in Markdown what the tables show and how it
    was measured; `data` are raw numbers that other parts reckon with."""

    part: str
    title: str
    text: str = ""
    tables: list[Table] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    data: dict[str, float] = field(default_factory=dict)

    def table(self, *head: str, title: str = "") -> Table:
        """Another table; its head is printed, after the title where it is the first."""
        if not self.tables:
            print(f"## {self.title}\n")
        self.tables.append(Table(list(head), title=title))
        print("\n" * (len(self.tables) > 1) + self.tables[-1].markdown(), flush=True)
        return self.tables[-1]

    def figure(self, name: str, value: float, *, at_least: float | None = None, at_most: float | None = None) -> None:
        figure = Figure(name, value, at_least, at_most)
        self.figures.append(figure)
        bound = aim.bound if (aim := aim_of(self.part, name)) else figure.bound
        print(f"\n{name}: {value:.3g}{f' ({bound}): {bound.verdict(value)}' if bound else ''}", flush=True)

    def note(self, text: str) -> None:
        self.notes.append(text)
        print(f"\n{text}", flush=True)

    @property
    def status(self) -> int:
        """Exit status: 1 where a bound does not hold."""
        aims = [(aim.bound, each.value) for each in self.figures if (aim := aim_of(self.part, each.name))]
        return int(not all(bound.holds(value) for bound, value in [*aims, *((f.bound, f.value) for f in self.figures)]))

    def save(self, path: Path | None) -> None:
        if path:
            path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")


def load(told: dict[str, Any]) -> Result:
    """A result as `save` wrote it; other keys are left alone."""
    kept = {name: told[name] for name in Result.__dataclass_fields__ if name in told}
    kept["tables"] = [Table(**table) for table in kept.get("tables", [])]
    kept["figures"] = [Figure(**figure) for figure in kept.get("figures", [])]
    return Result(**kept)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
