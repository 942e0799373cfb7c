"""人民网: the list of the day's headlines and its archive by day, channels on hosts of their own, pages in GBK.

Checked against an article page of 2019 (paged, with its links to channels and further pages) and what public code of
2018 to 2026 says of the lists, on pages of our own in their manner (2026-11); unverified against the live site.
"""

from newscrawl.base import NewsSpider


class People(NewsSpider):
    """Headline list, channels and the lists of past days → article pages, paged ones joined. `-a category=culture,world`
    names channels by their host."""

    name = "people"

    # where it lives: culture.people.com.cn, world.people.com.cn …
    site_url = "http://www.people.com.cn/"
    domain = "people.com.cn"

    # which links are what; the address of an article's first page, which tells its day and its channel
    articles = r"^(?:(?P<slug>\w+)\.people\.com\.cn/)?(?P<published>n\d/\d{4}/\d{4}/(?P<id>c\d+-\d+))\.html"

    # where lists are: 首页头条, the same of each past day, and a channel's home page
    start_pages = ("GB/59476/index.html",)
    day_pages = ("GB/59476/review/{day:%Y%m%d}.html",)
    category_pages = ("http://{slug}.people.com.cn/",)
