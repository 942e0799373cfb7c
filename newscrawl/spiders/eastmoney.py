"""东方财富: a list API of columns, and article pages that carry articles of many publishers.

Written against what public code of 2024 to 2026 does with the API and the pages (columns, fields, Referer, `<code>`
in the article's address), and checked on pages of our own in their manner (2026-11); unverified against the live site.
"""

from newscrawl.base import NewsSpider
from newscrawl.base.apis import ListAPI

# Columns of the list API that public code asks for; 102 is the round-the-clock flash news.
_COLUMNS = ("350", "345", "344", "298", "297", "102")


class Eastmoney(NewsSpider):
    """Columns of the list API → article pages. `-a category=350,345` names columns."""

    name = "eastmoney"

    # where it lives
    site_url = "https://finance.eastmoney.com/"
    list_url = "https://np-listapi.eastmoney.com/"
    domain = "eastmoney.com"

    # which links are what: the article's code begins with its day
    articles = r"^(?:[a-z]+\.eastmoney\.com/)?a/(?P<id>(?P<published>20\d{6})\d+)\.html"
    share_page = "a/{id}.html"

    # where lists are
    start_pages = ()
    list_apis = tuple(
        ListAPI(
            url="{list_url}comm/web/getNewsByColumns?client=web&biz=web_news_col&column={category}&order=1"
            "&needInteractData=0&page_index={page}&page_size=50&req_trace={now}"
            "&fields=code,showTime,title,mediaName,summary,image,url,uniqueUrl",
            records="data.list",
            fields={"id": "code", "title": "title", "published": "showTime", "source": "mediaName"},
            category=column,
            headers={"Referer": "https://finance.eastmoney.com/"},
        )
        for column in _COLUMNS
    )
