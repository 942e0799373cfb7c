"""观察者网: the paged list of headlines, the JSON list of rolling news, and sections by name.

Checked against two article pages of 2019 (paged, with their links to sections and further pages) and what public code
of 2019 to 2026 says of the lists, on pages of our own in their manner (2026-11); unverified against the live site.
"""

from newscrawl.base import NewsSpider
from newscrawl.base.apis import ListAPI


class Guancha(NewsSpider):
    """Headlines and rolling news, or sections → article pages, paged ones joined. `-a category=internation,economy`
    names sections; posts of readers (风闻) on another host are not followed."""

    name = "guancha"

    # where it lives
    site_url = "https://www.guancha.cn/"

    # which links are what; an address tells section and day, `_s` is the same article on one page
    articles = r"^(?P<slug>\w+)/(?P<id>(?P<published>\d{4}_\d\d_\d\d)_\d+)(?:_s)?\.shtml"

    # where lists are
    start_pages = ("GuanChaZheTouTiao/list_{page}.shtml",)
    category_pages = ("{slug}",)
    list_apis = (
        ListAPI(url="{site_url}api/gundong.htm", records="items", fields={"url": "HTTP_URL", "title": "TITLE"}),
    )
