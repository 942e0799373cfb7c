"""证券时报网: lists by column, where a short time stands beside each link, and the JSON list of flash news.

Checked against what public code of 2022 to 2026 says of lists and article pages, and an article page of 2019 for the
form of that time, on pages of our own in their manner (2026-11); unverified against the live site.
"""

from newscrawl.base import NewsSpider
from newscrawl.base.apis import ListAPI

_INFO = "ancestor::li[1]//*[contains(concat(' ', normalize-space(@class), ' '), ' info ')]/span"


class Stcn(NewsSpider):
    """Columns and flash news → article pages. `-a category=yw,company,kx` names columns: 要闻, 公司, 快讯."""

    name = "stcn"

    # where it lives; until 2022 articles stood at kuaixun.stcn.com/2019/0926/15409036.shtml
    site_url = "https://www.stcn.com/"
    domain = "stcn.com"

    # which links are what
    articles = r"^(?:article/detail|(?P<published>\w+\.stcn\.com/\d{4}/\d{4}))/(?P<id>\d+)\.s?html"
    id_prefix = "stcn"

    # where lists are: 要闻, 股市, 公司; the time in them is 08:05 for today's, else 09-27 18:26
    start_pages = tuple(f"article/list/{column}.html" for column in ("yw", "gs", "company"))
    category_pages = ("article/list/{slug}.html",)
    list_fields = {"source": f"{_INFO}[following-sibling::span][1]", "published": f"{_INFO}[last()]"}
    list_apis = (
        ListAPI(
            url="{site_url}article/list.html?type={category}",
            records="data",
            fields={"url": "url", "title": "title", "published": "time", "source": "source"},
            category="kx",
            headers={"Referer": "https://www.stcn.com/article/list/kx.html", "X-Requested-With": "XMLHttpRequest"},
        ),
    )
