"""XPath expressions that are asked of page after page: compiled once, which is most of what a look-up in a small page costs."""

from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement
from parsel import Selector


def string_at(element: HtmlElement, xpath: str) -> str:
    """The string value of what an XPath expression finds first; empty where it finds nothing.

    >>> from lxml.html import fromstring
    >>> string_at(fromstring("<div><h1>股市<b>收涨</b></h1></div>"), "//h1")
    '股市收涨'
    """
    return str(_string_of(xpath)(element))


@lru_cache(maxsize=256)
def _string_of(xpath: str) -> etree.XPath:
    return etree.XPath(f"string({xpath})", namespaces=Selector._default_namespaces)
