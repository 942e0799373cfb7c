"""Which slug belongs to which name."""

import pytest

from newscrawl.exporters.site import ColumnPages
from newscrawl.items import Column


@pytest.mark.parametrize("slug", ["changzhouribao", "e", "category", "html"])
def test_two_names_of_one_sound_have_a_page_each(tmp_path, slug):
    pages = ColumnPages(tmp_path, write=True)
    first, second = (Column(slug=slug, name=name, path=f"category/{slug}.html") for name in ("甲报", "乙报"))
    assert pages.claim(first) == first
    other = pages.claim(second)
    assert other.slug.startswith(f"{slug}-")
    assert other.path == f"category/{other.slug}.html"
    assert len(list((tmp_path / "category").iterdir())) == 2
