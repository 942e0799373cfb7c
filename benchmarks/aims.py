"""What is aimed at: ratios of one run, each a figure that a benchmark names, and whether one is met."""

from typing import NamedTuple


class Bound(NamedTuple):
    """The least or the most that a figure may be; false where there is neither."""

    at_least: float | None = None
    at_most: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value keeps the bound, as measured and not as rounded; what is no number does not.

        >>> Bound(at_least=3).holds(2.999), Bound(at_most=1.3).holds(1.3), Bound(at_least=1).holds(float("nan"))
        (False, True, False)
        """
        return not (
            value != value
            or (self.at_least is not None and value < self.at_least)
            or (self.at_most is not None and value > self.at_most)
        )

    def verdict(self, value: float) -> str:
        return "met" if self.holds(value) else "NOT MET"

    def __bool__(self) -> bool:
        return self != (None, None)

    def __str__(self) -> str:
        """
        >>> f"{Bound(at_least=3)}, {Bound(at_most=1.3)}"
        '≥ 3, ≤ 1.3'
        """
        signs = (("≥", self.at_least), ("≤", self.at_most))
        return ", ".join(f"{sign} {value:g}" for sign, value in signs if value is not None)


class Aim(NamedTuple):
    """What is aimed at, in words; the benchmark that measures it, the name that it gives the figure, and the bound."""

    what: str
    part: str
    figure: str
    bound: Bound


AIMS = (
    *(
        Aim(f"full crawl to posts ÷ plainest Scrapy spider, pages of {told}", "crawl_speed", f"ours ÷ plain, {size} bytes", Bound(1))
        for size, told in ((5700, "5.7 kB"), (40000, "40 kB"))
    ),
    *(
        Aim(f"full crawl ÷ news-please's crawl, pages of {told}", "crawl_speed", f"ours ÷ news-please, {size} bytes", Bound(5))
        for size, told in ((5700, "5.7 kB"), (40000, "40 kB"))
    ),
    Aim("`read_article`: fastest peer's time ÷ ours", "read_pages", "fastest peer ÷ ours", Bound(3)),
    Aim("… columns of accuracy in which a peer is as good or better", "read_pages", "columns not won", Bound(at_most=0)),
    Aim("`read_article` ÷ bare lxml parse of the same page", "read_pages", "ours ÷ bare parse", Bound(at_most=4)),
    Aim("… compiled, as `NEWSCRAWL_COMPILE=1 pip install .` does", "read_pages", "ours, compiled ÷ bare parse", Bound(at_most=4)),
    Aim("`parse_date`: dateparser.search's time ÷ ours", "parts", "dateparser.search ÷ ours", Bound(50)),
    Aim("`scrapy distribute`: 2 workers ÷ 1 worker, the server not the limit", "distribute_workers", "2 workers ÷ 1 worker", Bound(1.7)),
    Aim(
        "kill -9 of workers and a restart of Redis during 1,000 articles: of 20 crawls, those with 1,000, none twice",
        "distribute_kill", "whole of 20", Bound(20),
    ),
    Aim("peak memory, crawl of 10⁵ articles ÷ of 10³", "crawl_memory", "peak of 100,000 ÷ of 1,000", Bound(at_most=1.3)),
)  # fmt: skip


def aim_of(part: str, figure: str) -> Aim | None:
    """
    >>> aim_of("parts", "dateparser.search ÷ ours").bound.at_least
    50
    """
    return next((aim for aim in AIMS if (aim.part, aim.figure) == (part, figure)), None)
