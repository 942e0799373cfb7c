"""The site around the posts: laid out once, a page a column, a slug a name."""

import hashlib
import os
import re
from importlib import resources
from pathlib import Path

import pytest
import yaml

from newscrawl.exporters.site import ColumnPages, sha256sum, write_scaffold
from newscrawl.items import Column
from newscrawl.text.slugs import slug

FLASH = Column(slug="emnews", name="东财滚动", path="emnews/")


def column(name, own_slug=None):
    own_slug = own_slug or slug(name)
    return Column(slug=own_slug, name=name, path=f"category/{own_slug}.html")


def files_below(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestScaffold:
    def test_all_files_are_laid_out(self, tmp_path):
        write_scaffold(tmp_path)
        files = files_below(tmp_path)
        assert {"_config.yml", "index.html", "404.html", "feed.xml", "_layouts/post.html", "assets/style.css"} <= set(
            files
        )
        packaged = resources.files("newscrawl.exporters").joinpath("scaffold", "_config.yml").read_bytes()
        assert files["_config.yml"] == packaged

    def test_never_over_a_file_that_is_there(self, tmp_path):
        own = {"_config.yml": b"title: own\n", "_layouts/post.html": b"own", "assets/style.css": b""}
        for name, content in own.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(content)
        write_scaffold(tmp_path)
        files = files_below(tmp_path)
        assert {name: files[name] for name in own} == own
        assert "index.html" in files

    def test_what_an_older_version_laid_out_becomes_the_newer(self, tmp_path, monkeypatch):
        """The bytes of an older version are known by their sum alone: here, those of a file that never was."""
        write_scaffold(tmp_path)
        new = files_below(tmp_path)
        style, home = tmp_path / "assets" / "style.css", tmp_path / "index.html"
        style.write_bytes(b"older style")
        home.write_bytes(b"older style")  # the sum of another file
        known = resources.files("newscrawl.exporters").joinpath("scaffold.sums").read_text(encoding="utf-8")
        known += f"{hashlib.sha256(b'older style').hexdigest()}  assets/style.css\n"
        read = Path.read_text
        monkeypatch.setattr(Path, "read_text", lambda p, **k: known if p.name == "scaffold.sums" else read(p, **k))
        write_scaffold(tmp_path)
        assert files_below(tmp_path) == new | {"index.html": b"older style"}

    def test_the_sum_of_every_version_is_written_down(self):
        package = resources.files("newscrawl.exporters")
        known = package.joinpath("scaffold.sums").read_text(encoding="utf-8").splitlines()
        scaffold = Path(str(package.joinpath("scaffold")))
        missing = [
            line
            for path in sorted(scaffold.rglob("*"))
            if path.is_file() and (line := f"{sha256sum(path)}  {path.relative_to(scaffold).as_posix()}") not in known
        ]
        assert missing == [], "add these lines to newscrawl/exporters/scaffold.sums, and take none away"
        assert len(known) == len(set(known))

    def test_again_touches_nothing(self, tmp_path):
        write_scaffold(tmp_path)
        for path in tmp_path.rglob("*"):
            os.utime(path, ns=(10**9, 10**9))
        write_scaffold(tmp_path)
        assert {path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == {10**9}


class TestColumnPages:
    @pytest.fixture
    def pages(self, tmp_path):
        return ColumnPages(tmp_path, write=True)

    @pytest.mark.parametrize(
        ("given", "path"),
        [(column("常州日报"), "category/changzhouribao.html"), (FLASH, "emnews/index.html")],
        ids=["source", "flash"],
    )
    def test_a_page(self, tmp_path, pages, given, path):
        assert pages.claim(given) == given
        assert (tmp_path / path).read_text(encoding="utf-8") == (
            f'---\nlayout: category\ntitle: "{given.name}新闻"\nslug: "{given.slug}"\n---\n'
        )
        assert len(files_below(tmp_path)) == 1

    @pytest.mark.parametrize(
        "name", ['甲"乙', "甲\\", "甲: 乙", "新闻", "甲新闻", "36氪", "1e3", "no", "[甲", "{{ x }}"]
    )
    def test_names_are_read_back(self, tmp_path, name):
        given = column(name)
        assert ColumnPages(tmp_path, write=True).claim(given) == given
        front = yaml.safe_load((tmp_path / given.path).read_text(encoding="utf-8").split("---\n")[1])
        assert front == {"layout": "category", "title": f"{name}新闻", "slug": given.slug}
        assert ColumnPages(tmp_path, write=True).claim(given) == given, "the next run knows its own page"

    @pytest.mark.parametrize("again", [False, True], ids=["same-run", "next-run"])
    def test_two_names_with_one_slug(self, tmp_path, pages, again):
        first, second = column("南宁日报", "nanningribao"), column("南凝日报", "nanningribao")
        assert slug(second.name) == first.slug
        pages.claim(first)
        if again:
            pages = ColumnPages(tmp_path, write=True)
        other = pages.claim(second)
        assert re.fullmatch("nanningribao-[0-9a-f]{4}", other.slug)
        assert (other.name, other.path) == (second.name, f"category/{other.slug}.html")
        assert pages.claim(first) == first
        assert pages.claim(second) == other
        assert set(files_below(tmp_path)) == {first.path, other.path}
        assert "南凝日报" in (tmp_path / other.path).read_text(encoding="utf-8")

    def test_a_short_slug_changes_only_the_name_of_the_page(self, pages):
        pages.claim(column("甲", "go"))
        other = pages.claim(column("乙", "go"))
        assert other.path == f"category/{other.slug}.html"

    def test_a_flash_column_beside_another(self, tmp_path, pages):
        pages.claim(FLASH)
        other = pages.claim(Column(slug="emnews", name="另一栏", path="emnews/"))
        assert other.path == f"{other.slug}/"
        assert (tmp_path / other.path / "index.html").exists()

    def test_a_page_of_the_site_owner_is_left(self, tmp_path, pages):
        own = tmp_path / "category" / "changzhouribao.html"
        own.parent.mkdir()
        own.write_text('---\nlayout: mine\ntitle: "常州日报新闻"\n---\nown words\n', encoding="utf-8")
        assert pages.claim(column("常州日报")) == column("常州日报")
        assert "own words" in own.read_text(encoding="utf-8")

    def test_without_pages(self, tmp_path):
        pages = ColumnPages(tmp_path, write=False)
        assert pages.claim(column("南宁日报")) == column("南宁日报")
        assert pages.claim(column("南凝日报")).slug != "nanningribao"
        assert files_below(tmp_path) == {}
