"""PageSpider: from a listed article to its own page, or to all of its pages, joined in order.

A page is read as any news page is (`newscrawl.reading`); what a site says in a place of its own is named by attributes.
"""

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from newscrawl.base.lists import ListSpider, Output
from newscrawl.base.recall import validators_of
from newscrawl.decoding import decoded
from newscrawl.failures import explain
from newscrawl.items import Article
from newscrawl.reading import article_of
from newscrawl.text.markup import inner_html

_MOST_PAGES = 60  # of one article; more are a trap


class PageSpider(ListSpider):
    """The part of NewsSpider that reads articles from pages of their own."""

    # what an article's page says where, if the general reader should not look for it: XPath expressions, whose string is
    # the value, and for `body` the elements
    page_fields: dict[str, str] = {}

    def page_request(self, article: Article, url: str, later: tuple[str, ...] = ()) -> Request:
        """The request of one page of an article; `later` are the pages that follow it."""
        return Request(
            url,
            self.parse_page,
            errback=self.page_failed,
            cb_kwargs={"article": article, "later": later},
            dont_filter=True,
        )

    @staticmethod
    def keep_answer(article: Article, response: Response) -> None:
        """Note how to ask whether an answer that an article is read from has changed."""
        asked: str = response.meta.get("redirect_urls", [response.url])[0]
        article.answers[asked] = validators_of(response)

    def parse_page(self, response: Response, article: Article, later: tuple[str, ...]) -> Output:
        """Keep what the page says, and go on to the article's next page, or to the pipelines."""
        self.keep_answer(article, response)
        read, next_pages = article_of(
            response.body, response.url, decoded=decoded(response), now=self.fetched(response)
        )
        for name, xpath in self.page_fields.items():
            if name == "body":
                value = "".join(inner_html(part.root, outer=True) for part in response.xpath(xpath))
            else:
                value = response.xpath(f"string({xpath})").get("")
            read.say(name, "page", value)
        if article.pages:
            self.join(article, read)
        else:
            self.keep(article, read)
        article.pages.append(response.url)
        known = {*article.pages, *later}
        later += tuple(url for url in next_pages if url not in known)
        if later and len(article.pages) < _MOST_PAGES:
            yield self.page_request(article, later[0], later[1:])
        else:
            yield article

    def keep(self, article: Article, read: Article) -> None:
        """Add what an article's first page says to what a list said of it."""
        for name, said in read.raw.items():
            for place, value in said.items():
                article.say(name, place, value)
        article.body_element = read.body_element if "body" not in self.page_fields else None
        article.id, article.url, article.fetched = article.id or read.id, article.url or read.url, read.fetched
        article.authors, article.editors, article.photographers = read.authors, read.editors, read.photographers
        article.reasons |= read.reasons
        article.repairs += read.repairs

    @staticmethod
    def join(article: Article, read: Article) -> None:
        """Add a later page's part of the body, and the people that only the last page names."""
        article.say("body", "page", article.raw["body"].get("page", "") + read.raw.get("body", {}).get("page", ""))
        article.body_element = None
        article.authors = article.authors or read.authors
        article.editors = article.editors or read.editors
        article.photographers = article.photographers or read.photographers
        article.repairs += read.repairs

    def page_failed(self, failure: Failure) -> Output:
        """Without one of its pages an article is not complete, and half of it is not archived."""
        article: Article = failure.request.cb_kwargs["article"]  # type: ignore[attr-defined]
        problem, article.due = explain(failure)
        article.problem = f"page {len(article.pages) + 1}: {problem}"
        article.url = article.url or failure.request.url  # type: ignore[attr-defined]
        article.fetched = self.now()
        yield article
