"""金融消息 (finews): a Jekyll site of Chinese dailies and flash items, and the share service it was made from.

Checked against the public record of the upstream (2021-12 to 2022) on pages of our own; never against the live hosts,
which may have moved since: `-a site_url= -a share_url= -a list_url= -a market_url=` replace them.
"""

import html
import re
from collections.abc import Iterable

from scrapy.http import TextResponse

from newscrawl.base import NewsSpider
from newscrawl.base.apis import ListAPI
from newscrawl.items import Article, Column
from newscrawl.text.markup import inner_html
from newscrawl.text.xpaths import string_at

_MARKET = {"id": "infoCode", "title": "title", "published": "datetime", "source": "medianame"}


class Finews(NewsSpider):
    """Home and category pages and three list APIs → posts → share links → JSON."""

    name = "finews"

    # where it lives
    site_url = "http://finews.withounder.com/"
    share_url = "http://finews.zning.xyz/"
    list_url = "http://183.136.162.242/"
    market_url = "http://43.240.125.15:1818/"
    mirrors = ("choicewzp1.eastmoney.com",)

    # which links are what
    categories = r"^category/(?P<slug>[^/]+)\.html$|^(?P<flash>emnews)/$"
    articles = r"^(?P<slug>[^?]+)/(?P<published>\d{4}/\d\d/\d\d)/(?P<id>[^/?]+)\.html(?:\?|$)"
    shares = r"/html_News/NewsShare\.html\?(?:.*&)?infoCode=(?P<id>[^&]+)"

    # where lists are: in the first weeks a source's page stood under its slug alone
    category_pages = ("category/{slug}.html", "{slug}/")
    crawls_all_categories = True
    headings_name_sources = True
    columns = {"emnews": Column(slug="emnews", name="东财滚动", path="emnews/")}
    list_apis = (
        ListAPI(
            url="{list_url}web/webapi?type=45&count=100&newsid=1",
            records="nodeList",
            fields={"id": "infocode", "title": "title", "published": "showtime", "source": "from"},
        ),
        ListAPI(
            url="{list_url}web/webapi?type=102&count=100&newsid=1",
            records="records",
            fields={
                "id": "id",
                "share_id": "infoCode",
                "title": "title",
                "published": "showtime",
                "digest": "digest",
                "url": "url_w",
            },
            column="emnews",
        ),
        *(
            ListAPI(
                url=f"{{market_url}}information/newmarket/web/webapi?marketType={market}&count=100",
                records="record",
                fields=_MARKET,
            )
            for market in (37, 38, 39)
        ),
    )

    # what a post page says where
    post_fields = {"title": "//h1", "published": "//small[1]"}
    post_page = "{slug}/{day:%Y/%m/%d}/{id}.html"

    # what a share link is and answers, and which key says what; flash items have their text in `content`
    share_page = "html_News/NewsShare.html?infoCode={id}"
    share_json = "NewsData/GetNewsText.do?id={id}"
    share_fields = {"body": ("text", "content"), "title": "title", "published": "showtime", "source": "from"}

    def read_post(self, response: TextResponse, article: Article) -> Iterable[tuple[str, str]]:
        """The source in the tags; and the full text, which stands between headline and share link, after a flash item's
        digest. A flash item is cited by the address that its post links to instead of a share link."""
        page = response.selector.root
        if not article.column:
            yield "source", string_at(page, "//small[contains(., 'tags')]//em").strip().removesuffix("新闻")
        body = [html.escape(next((h1.tail for h1 in page.iter("h1") if h1.tail), ""), quote=False)]
        for block in page.xpath("//h1/following-sibling::*"):
            words = "".join(block.itertext()).strip()
            link = next((a.attrib["href"] for a in block.iterdescendants("a") if "href" in a.attrib), "")
            is_share = bool(link and re.search(self.shares, link))
            if is_share or (link and words == link):
                if article.column and not is_share:
                    article.url = link
                break
            if words.startswith(("[返回", "返回")) or block.tag == "small":
                break
            if article.column and block.tag == "blockquote" and not article.says("digest", "post"):
                article.say("digest", "post", words)
            else:
                body.append(inner_html(block, outer=True) + html.escape(block.tail or "", quote=False))
        yield "body", "".join(body)

    def is_enough(self, article: Article) -> bool:
        """A flash item whose post page may answer later waits for it: nothing else tells its digest and its link."""
        waits = article.due and article.column and not article.says("digest")
        return super().is_enough(article) and not waits
