"""What a crawl did: a summary for the person who runs it, reports/latest.json for other programs, the exit status."""

import logging
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from rich.console import Console
from rich.table import Table
from scrapy import Spider, signals
from scrapy.crawler import Crawler

from newscrawl.exceptions import Gone, HeldBack, SetAside, StillDue, StillGone, Unchanged, Withdrawn
from newscrawl.files import json_bytes, write_whole
from newscrawl.items import Article

logger = logging.getLogger(__name__)
_MOST_LINES = 12  # of what was set aside, in the summary; the report has all
# What the summary calls what visits find: `unchanged` stands there for posts, of articles that were read again.
_VISITS = {"not modified": "unchanged", "revised": "revised", "gone": "gone", "restored": "restored"}


class Report:
    """Keeps the ledger of one run: what was listed must end as known, archived, set aside, still due or out of range."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.stats
        self.crawler, self.stats = crawler, crawler.stats
        self.folder = Path(crawler.settings["OUTPUT_DIR"])
        self.set_aside: list[dict[str, str]] = []
        self.due: list[dict[str, str]] = []
        self.disagreements: list[dict[str, str]] = []
        self.revised: list[dict[str, str]] = []
        self.gone: list[dict[str, str]] = []
        self.restored: list[dict[str, str]] = []
        self.held_back: Counter[str] = Counter()
        self.near_copies: list[dict[str, str]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def item_scraped(self, item: Article) -> None:
        self.stats.inc_value("articles/archived")
        if "against" in item.reasons.get("source", ""):
            self.disagreements.append({"id": item.id, "source": item.source, "reason": item.reasons["source"]})
        if "revised" in item.reasons:
            self.revised.append({"id": item.id, "changed": item.reasons["revised"]})
        if "restored" in item.reasons:
            self.stats.inc_value("articles/restored")
            self.restored.append({"id": item.id, "reason": item.reasons["restored"]})
        if item.same_story:
            self.near_copies.append({"id": item.id, "of": item.same_story})

    def item_dropped(self, item: Article, exception: BaseException) -> None:
        line = {"id": item.id, "url": item.url, "reason": str(exception)}
        if isinstance(exception, SetAside):
            self.stats.inc_value("articles/set_aside")
            self.set_aside.append(line)
        elif isinstance(exception, Withdrawn):
            pass  # it comes once more, as Gone or StillDue
        elif isinstance(exception, StillDue):
            if isinstance(exception, HeldBack):
                self.held_back[str(exception)] += 1
            self.stats.inc_value("articles/due")
            self.due.append(line)
        elif isinstance(exception, Unchanged):
            self.stats.inc_value("articles/unchanged")
        elif isinstance(exception, StillGone):
            self.stats.inc_value("articles/still_gone")
        elif isinstance(exception, Gone):
            self.stats.inc_value("articles/gone")
            self.gone.append(line)
        else:
            self.stats.inc_value("articles/out_of_range")
            self.stats.inc_value("articles/listed", -1)

    def spider_closed(self, spider: Spider, reason: str) -> None:
        get = self.stats.get_value
        counts = {key: get(f"articles/{key}", 0) for key in ("listed", "known", "archived", "set_aside", "due")}
        lost = counts["listed"] - counts["known"] - counts["archived"] - counts["set_aside"] - counts["due"]
        lost -= sum(get(f"articles/{key}", 0) for key in ("gone", "still_gone", "unchanged"))
        complete = not (
            lost
            or counts["due"]
            or get("lists/failed")
            or get("articles/not_written_down")
            or get("spider_exceptions/count")
            or reason != "finished"
        )
        self.stats.set_value("articles/lost", lost)
        self.stats.set_value("crawl/complete", complete)
        report: dict[str, Any] = {
            "spider": spider.name,
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "complete": complete,
            "reason": reason,
            **counts,
            "lost": lost,
            "out_of_range": get("articles/out_of_range", 0),
            "posts": {key: get(f"posts/{key}", 0) for key in ("new", "changed", "unchanged")},
            "pictures": {key: get(f"pictures/{key}", 0) for key in ("kept", "missing")},
            "revised": get("articles/revised", 0),
            "unchanged": get("articles/unchanged", 0),
            "gone": get("articles/gone", 0),
            "still_gone": get("articles/still_gone", 0),
            "restored": get("articles/restored", 0),
            "from_post_page": get("articles/from_post_page", 0),
            "lists_fetched": get("lists/fetched", 0),
            "lists_failed": get("lists/failed", 0),
            "lists_unchanged": get("lists/unchanged", 0),
            "repairs": {
                k.removeprefix("repairs/"): v for k, v in self.stats.get_stats().items() if k.startswith("repairs/")
            },
            "set_aside_articles": self.set_aside,
            "due_articles": self.due,
            "lost_articles": [{"id": a.id, "url": a.url} for a in getattr(spider, "in_flight", {}).values()],
            "sources_that_disagree": self.disagreements,
            "revised_articles": self.revised,
            "gone_articles": self.gone,
            "restored_articles": self.restored,
            "held_back": [{"articles": number, "reason": why} for why, number in self.held_back.items()],
            "near_copies": self.near_copies,
        }
        if hasattr(spider, "post_problems"):  # spiders/posts.py
            report["post_problems"] = spider.post_problems
        try:
            write_whole(self.folder / "reports" / "latest.json", json_bytes(report))
        except OSError as error:
            self.stats.set_value("crawl/complete", False)
            logger.error("Cannot write %s: %s", error.filename, error.strerror)
        console = Console(highlight=False, markup=False, emoji=False)  # what pages said is printed as they said it
        if console.is_terminal or self.crawler.settings.getbool("SUMMARY"):
            with suppress(BrokenPipeError, SystemExit):  # rich ends the program where the reader has gone: `… | head`
                self.print_summary(report, console)

    def print_summary(self, report: dict[str, Any], console: Console) -> None:
        posts = report["posts"]
        console.print(
            f"listed {report['listed']}, known {report['known']}, archived {report['archived']} "
            f"(new {posts['new']}, changed {posts['changed']}, unchanged {posts['unchanged']}; "
            f"{report['from_post_page']} from the post page), set aside {report['set_aside']}, due {report['due']}"
            + "".join(f", {name} {report[key]}" for name, key in _VISITS.items() if report[key]),
            soft_wrap=True,
        )
        for why in self.held_back:
            console.print(f"held back: {why}", soft_wrap=True)
        for title, lines in (("set aside", self.set_aside), ("due", self.due), ("gone", self.gone)):
            if lines:
                table = Table("id", title, box=None, padding=(0, 2, 0, 0))
                for line in lines[:_MOST_LINES]:
                    table.add_row(line["id"] or line["url"], line["reason"])
                console.print(table)
        if problems := report.get("post_problems"):
            table = Table("posts", "problem", "first", box=None, padding=(0, 2, 0, 0))
            for kind, entry in problems.items():
                table.add_row(str(entry["count"]), kind, entry["first"][0]["file"])
            console.print(table)
        for what, place in (
            ("posts", "site/_posts"),
            ("set aside", "quarantine"),
            ("report", "reports/latest.json"),
        ):
            console.print(f"{what}: {self.folder / place}", soft_wrap=True)
