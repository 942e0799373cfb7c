"""XPath expressions whose value is a string."""

from lxml.html import HtmlElement
from parsel import Selector


def string_at(element: HtmlElement, xpath: str) -> str:
    """The string value of what an XPath expression finds first; empty where it finds nothing. It may use the functions
    that parsel adds (`re:test`, `has-class`).

    >>> from lxml.html import fromstring
    >>> string_at(fromstring("<div><h1>股市<b>收涨</b></h1></div>"), "//h1")
    '股市收涨'
    """
    # Not compiled once, which would save 8 µs: an etree.XPath with namespaces keeps a line in its error log for every
    # evaluation (lxml 6.1, libxml2 2.14), 30 MB in a crawl of 100,000 articles.
    return str(element.xpath(f"string({xpath})", namespaces=Selector._default_namespaces))
