"""What tests share: the fixture site, crawls as their users run them, and where the seeds and the real pages are."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from newscrawl.fixturesite import FixtureSite

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SCRAPY = [sys.executable, "-m", "scrapy"]


def pytest_collection_modifyitems(config, items):
    """The soak test runs when it is asked for: `make soak`."""
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
        "DOWNLOAD_TIMEOUT": 1,
        "RETRY_TIMES": 1,
        **settings,
    }
    given = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    if site:
        environment["http_proxy"] = environment["https_proxy"] = site.url
    return [*SCRAPY, command, *arguments, *given], environment


def run_crawl(output, *arguments, stdin=None, **how):
    """Run it as a process of its own."""
    words, environment = crawl_command(output, *arguments, **how)
    done = subprocess.run(
        words,
        cwd=ROOT,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Crawl(done.returncode, done.stdout, done.stderr, Path(output))


@pytest.fixture(scope="session")
def whole_crawl(tmp_path_factory):
    """One crawl of the whole fixture site, shared by the tests that only look at what it left."""
    with FixtureSite() as site:
        return run_crawl(tmp_path_factory.mktemp("whole"), "finews", site=site)


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
