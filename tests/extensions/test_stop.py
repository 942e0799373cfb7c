"""A disk that is full: the crawl ends, and says so once."""

import subprocess

import pytest

from tests.conftest import run_crawl


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 150 kB, where one may be mounted."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=150k", "tmpfs", tmp_path], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def test_a_full_disk_ends_the_crawl_in_one_line(small_disk, site):
    crawl = run_crawl(small_disk, "finews", site=site)
    assert crawl.status == 1
    assert crawl.log.count("The crawl ends: cannot write") == 1
    assert "No space left on device" in crawl.log
    assert "Traceback" not in crawl.log
    assert all(post.endswith(b"(//finews.withounder.com/)") for post in crawl.posts.values())  # whole, or not there
    assert not list(small_disk.rglob("*.tmp"))
