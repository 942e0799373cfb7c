"""A disk that is full: the crawl ends, and says so once."""

import subprocess

import pytest

from tests.conftest import run_crawl


@pytest.fixture(params=["20k", "100k", "150k", "250k", "300k"])
def small_disk(tmp_path, request):
    """A file system that is full before the index is there, before the first post, or after some; where one may be
    mounted."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={request.param}", "tmpfs", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def test_a_full_disk_ends_the_crawl_in_one_line(small_disk, site):
    crawl = run_crawl(small_disk, "finews", site=site)
    assert crawl.status == 1
    [line] = [line for line in crawl.log.splitlines() if "cannot write" in line.lower() and "stderr" not in line][:1]
    assert "No space left on device" in line or "the disk is full" in line
    assert crawl.log.count("The crawl ends:") + crawl.log.count("scrapy crawl:") == 1
    assert "Traceback" not in crawl.log
    assert all(post.endswith(b"(//finews.withounder.com/)") for post in crawl.posts.values())  # whole, or not there
    assert not list(small_disk.rglob("*.tmp"))
