"""Addresses of links and pictures, as a reader of the archive can open them."""

from urllib.parse import urljoin, urlsplit

from newscrawl.text.plain import strip_controls

SCHEMES = {"http", "https", "mailto"}


def join_address(base_url: str, address: str) -> str:
    """What a page at `base_url` means by an address, whatever its scheme; empty where one of the two is none.

    >>> join_address("http://news.example/a/b.html", "../1.html"), join_address("http://news.example/", "http://[broken")
    ('http://news.example/1.html', '')
    """
    try:
        whole = urljoin(base_url, address)
        urlsplit(whole)  # without a base, nothing looked at the address
    except ValueError:
        return ""
    return whole


def host_of(url: str) -> str:
    """The host of an address, with its port; empty where it is none.

    >>> host_of("http://news.example:8080/a.html"), host_of("http://[broken/a.html")
    ('news.example:8080', '')
    """
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def is_address(url: str) -> bool:
    """Whether a page can be asked for at this address.

    >>> is_address("http://example.com:80/a.html"), is_address("http://[broken"), is_address("http://example.com:99999/")
    (True, False, False)
    """
    try:
        url.encode()  # half a character
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


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
    whole = join_address(base_url, address)
    if whole.startswith("//"):
        whole = "http:" + whole
    return whole if whole.split(":", 1)[0].lower() in SCHEMES and ":" in whole else ""
