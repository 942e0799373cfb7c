"""`-a replay=1`: a crawl run again from the WARC files, without the network.

Each recorded crawl of the spider is gone through in its order, as a crawl of its own that is answered as that one was: so
lists that changed, articles that were revised and pages that went are met as they were met, and end in the same posts.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from newscrawl.exceptions import WrongArgument
from newscrawl.extensions.warc import warc_dir

if TYPE_CHECKING:
    from newscrawl.warc.catalogue import Run

logger = logging.getLogger(__name__)
_LATER = timedelta(days=1)  # what failed is due again by then, however often it failed


def runs_to_replay(settings: Any, spider: str, given: dict[str, str]) -> "list[Run]":
    """Take `replay` out of the arguments given, and tell what to go through; nothing where it is not asked for. Puts the
    settings of a replay in place. Raises WrongArgument."""
    asked = given.pop("replay", "0").strip()
    if asked not in ("0", "1"):
        raise WrongArgument(f"replay={asked!r}: give 1 to crawl from the WARC files, without the network")
    if asked == "0":
        return []
    if not find_spec("warcio"):
        raise WrongArgument("replay=1 reads WARC files: that needs pip install 'newscrawl[archive]'")
    from newscrawl.warc.plan import SETTINGS, plan

    runs = plan(warc_dir(settings), spider, given)
    settings.setdict(SETTINGS, priority="cmdline")
    return runs


class Replay:
    """Goes through the runs, one after the other, in one process."""

    def __init__(self, process: Any, spider: str, runs: "list[Run]") -> None:
        self.process, self.spider, self.runs = process, spider, runs
        self.crawler: Any = None
        self.missing = 0

    async def go(self) -> None:
        for number, run in enumerate(self.runs, 1):
            if not await self.go_through(run):
                return
            if len(self.runs) > 1:
                logger.info("Replayed crawl %d of %d, of %s", number, len(self.runs), run.started)
        if self.missing and self.due and self.runs[-1].started:
            # What two lists name may be asked for in another way than it was, until both have told what they know.
            later = datetime.fromisoformat(self.runs[-1].started) + _LATER
            await self.go_through(replace(self.runs[-1], started=later.isoformat()))
        if self.missing and self.due:
            told = "%d requests are not in the WARC files (log level DEBUG names them); %d articles are due"
            logger.warning(told, self.missing, self.due)

    @property
    def due(self) -> int:
        return int(self.crawler.stats.get_value("articles/due", 0))

    async def go_through(self, run: "Run") -> bool:
        """One crawl; whether it came to its end."""
        self.process.settings.setdict({"REPLAY_RUN": run.id, "REPLAY_TIME": run.started}, priority="cmdline")
        self.crawler = self.process.create_crawler(self.spider)
        await self.process.crawl(self.crawler, **run.arguments)
        self.missing += self.crawler.stats.get_value("replay/not_recorded", 0)
        return bool(self.crawler.stats.get_value("finish_reason") == "finished")

    def run(self) -> Any:
        """All of them, to the end; the task, which has the error that ended it early."""
        task = asyncio.get_event_loop().create_task(self.go())
        task.add_done_callback(stop)
        self.process.start(stop_after_crawl=False)
        return task


def stop(_: Any) -> None:
    """End the process's work, unless it was told to already."""
    from twisted.internet import reactor as chosen  # not before Scrapy has chosen it

    reactor: Any = chosen
    if reactor.running:
        reactor.callLater(0, reactor.stop)
