"""What tests share: the fixture site, crawls as their users run them, and where the seeds and the real pages are."""

import fcntl
import json
import os
import shutil
import signal
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from newscrawl.loopback.fixturesite import FixtureSite
from tests.warm import warm_crawls

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SCRAPY = [sys.executable, "-m", "scrapy"]
_WARM = {"stack": ExitStack()}  # "start": begins a crawl, once one was asked for in this process


def pytest_collection_modifyitems(config, items):
    """The long tests run when they are asked for: `make soak`, `make fuzz`."""
    if "soak" not in config.getoption("markexpr"):
        items[:] = [item for item in items if "soak" not in item.keywords]


def pytest_addoption(parser):
    parser.addoption("--raise-floor", action="store_true", help="write better scores into tests/floor.json")


def pytest_terminal_summary(terminalreporter):
    """Print the tables that tests recorded, from whichever process they ran in."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties:
            if name == "table":
                terminalreporter.write_line(value)


@dataclass
class Crawl:
    """A finished crawl: what it printed, its exit status, and what it left in OUTPUT_DIR."""

    status: int
    out: str
    log: str
    output: Path

    @property
    def report(self):
        return json.loads((self.output / "reports" / "latest.json").read_text(encoding="utf-8"))

    @property
    def posts(self):
        """File name → bytes."""
        return {path.name: path.read_bytes() for path in sorted((self.output / "site" / "_posts").glob("*"))}

    @property
    def quarantine(self):
        """Id → what was set aside."""
        files = sorted((self.output / "quarantine").glob("*.json"))
        return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}

    def tree(self, *folders):
        """Path → bytes of everything below these folders of OUTPUT_DIR."""
        files = [path for folder in folders for path in sorted((self.output / folder).rglob("*")) if path.is_file()]
        return {str(path.relative_to(self.output)): path.read_bytes() for path in files}


def crawl_command(output, *arguments, site=None, command="crawl", **settings):
    """The words and the environment of `scrapy crawl ARGUMENTS`, with the fixture site as the proxy for every host."""
    settings = {
        "OUTPUT_DIR": output,
        "AUTOTHROTTLE_ENABLED": False,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "DOWNLOAD_TIMEOUT": 20,  # a test of time-outs sets its own: a busy machine must not look like a slow site
        "RETRY_TIMES": 1,
        **settings,
    }
    given = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    if site:
        environment["http_proxy"] = environment["https_proxy"] = site.url
    return [*SCRAPY, command, *arguments, *given], environment


def run_crawl(output, *arguments, stdin=None, **how):
    """Run it as a process of its own, forked off one that has imported everything; see tests/warm.py."""
    words, environment = crawl_command(output, *arguments, **how)
    if "start" not in _WARM:
        _WARM["start"] = _WARM["stack"].enter_context(warm_crawls(traced=True))
    with tempfile.TemporaryDirectory() as folder:
        out, log, given = (Path(folder, name) for name in ("out", "log", "given"))
        given.write_text(stdin or "")
        crawl = _WARM["start"](words, environment, log, out, given)
        try:
            status = crawl.wait()
        except BaseException:
            os.kill(crawl.pid, signal.SIGKILL)
            crawl.wait()
            raise
        return Crawl(status, out.read_text(), log.read_text(), Path(output))


def pytest_sessionfinish(session):
    _WARM["stack"].close()


@pytest.fixture(scope="session")
def whole_crawl(tmp_path_factory):
    """One crawl of the whole fixture site, shared by the tests that only look at what it left, in whichever process they
    run."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    told = folder / "whole.json"
    with (folder / "whole.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            with FixtureSite() as site:
                crawl = run_crawl(folder / "whole", "finews", site=site)
            told.write_text(json.dumps([crawl.status, crawl.out, crawl.log]))
    return Crawl(*json.loads(told.read_text()), folder / "whole")


@pytest.fixture
def site():
    """The fixture site, anew for each test."""
    with FixtureSite() as running:
        yield running


def need(tool):
    """The path of a system tool; skips the test, loudly, where it is missing."""
    path = shutil.which(tool)
    if not path:
        pytest.skip(f"{tool} is not installed: make test installs it")
    return path
