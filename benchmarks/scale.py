"""What 10⁸ articles make of the unit costs: multiplied, over a year."""

from collections.abc import Mapping

from results import Table

ARTICLES, DAYS = 100_000_000, 365
BLOCK = 4096  # bytes, of which a disk gives a file whole ones


def multiply(costs: Mapping[str, float]) -> Table:
    """The table of what is kept and done a day and in all; `costs` are those of unit_costs.py by name."""
    table = Table(["", "a day", "in all"])

    def bytes_(what: str, each: float, also: str = "") -> None:
        table.rows.append([what, tell_bytes(each * ARTICLES / DAYS), tell_bytes(each * ARTICLES) + also])

    def time(what: str, ms: float) -> None:
        table.rows.append([what, tell_time(ms / 1000 * ARTICLES / DAYS), tell_time(ms / 1000 * ARTICLES)])

    blocks = -(-costs["post_b"] // BLOCK) * BLOCK
    bytes_("posts, a file each", costs["post_b"], f", {tell_bytes(blocks * ARTICLES)} in blocks")
    bytes_("rows of the index", costs["row_b"])
    bytes_("records", costs["record_b"])
    bytes_("near-copies", costs["copies_b"])
    if "page_b" in costs:
        bytes_(
            "WARC, one real page an article, with its place in the catalogue", costs["page_b"] + costs["catalogue_b"]
        )
    time("reading, one processor", costs["article_ms"])
    time("merging, one process", costs["merge_ms"])
    return table


def tell_bytes(count: float) -> str:
    """
    >>> tell_bytes(273_000_000), tell_bytes(3.14e12)
    ('0.27 GB', '3.1 TB')
    """
    giga = count / 1e9
    return f"{_short(giga / 1000)} TB" if giga >= 1000 else f"{_short(giga)} GB"


def tell_time(seconds: float) -> str:
    """
    >>> tell_time(4500), tell_time(118_800), tell_time(1_640_000)
    ('75 min', '33 h', '19 days')
    """
    units = (("min", 60, 120), ("h", 3600, 48), ("days", 86400, float("inf")))
    unit, length = next((unit, length) for unit, length, most in units if seconds < most * length)
    return f"{_short(seconds / length)} {unit}"


def _short(value: float) -> str:
    return f"{float(f'{value:.2g}'):g}"
