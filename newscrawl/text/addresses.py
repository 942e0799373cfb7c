"""Addresses of links and pictures, as a reader of the archive can open them."""

from urllib.parse import urljoin

from newscrawl.text.plain import strip_controls

SCHEMES = {"http", "https", "mailto"}


def absolute_address(base_url: str, address: str) -> str:
    """The address as an absolute one, read from a page at `base_url`; empty where a reader could not open it.

    >>> absolute_address("http://news.example/a/b.html", "../1.jpg")
    'http://news.example/1.jpg'
    >>> absolute_address("http://news.example/a/b.html", "javascript:x()"), absolute_address("", "1.jpg")
    ('', '')
    """
    address = strip_controls(address).strip()
    if not address or address.startswith("#"):
        return ""
    try:
        whole = urljoin(base_url, address)
    except ValueError:  # http://[broken
        return ""
    if whole.startswith("//"):
        whole = "http:" + whole
    return whole if whole.split(":", 1)[0].lower() in SCHEMES and ":" in whole else ""
