"""The parts of `make bench`, in the order of the document, and the sizes of a full run and of a quick one."""

from typing import NamedTuple


class Part(NamedTuple):
    """A benchmark: `name` is its file; `full` and `quick` are its arguments, `quick` None where it is left out of a quick
    run; `minutes` is when a full run of it is given up, and `title` what it is called where it tells nothing. `processors`
    is how many it is given: two are what ratios are aimed at for; 0 is all, since it shares them out itself."""

    name: str
    title: str
    full: str
    quick: str | None
    minutes: int
    processors: int = 2


PARTS = (
    Part("crawl_speed", "A whole crawl", "--articles 2000,500 --runs 3", "--articles 100 --runs 3 --only ours,plain,news-please", 120),
    Part("recording", "What WARC files cost a crawl", "--pages 500 --rounds 5", "--pages 150 --rounds 3", 20),
    Part("read_pages", "Reading a page", "--rounds 5", "--rounds 2 --processes 1", 60),
    Part("parts", "The parts, one by one", "--rounds 5", "--rounds 3", 15),
    Part("crawl_memory", "Memory of a crawl", "--articles 1000,10000,100000", "--articles 200,2000", 180),
    Part("index_growth", "The index, and a crawl's start, as the archive grows", "", "--sizes 1000,10000 --rounds 3", 60),
    Part("copies_growth", "Near-copies as the archive grows", "", "--sizes 1000,10000 --articles 200", 60),
    Part("site_growth", "The site's window and build as the archive grows", "--sizes 10000,100000,1000000", "--sizes 1000,5000", 180),
    Part("export_growth", "Exports as the archive grows", "", "--sizes 2000 --formats jsonl,parquet,sqlite", 240),
    Part("distribute_workers", "Two workers", "--days 2 12 --pairs 3", "--days 2 --pairs 1 --arrangements ready together", 60, processors=0),
    Part("distribute_kill", "Workers killed, Redis restarted", "", None, 120),
    Part("unit_costs", "Unit costs", "--articles 1200", "--articles 200", 20),
    Part("simulate_scheduler", "The schedule", "", "--sources 1000", 10),
)  # fmt: skip
IN_SCALE = ("unit_costs", "simulate_scheduler")
"""Parts that stand in docs/scale.md."""
