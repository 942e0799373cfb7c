"""Pictures of a body: where they are, and a body that shows our copies of them instead."""

import hashlib
import html
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from newscrawl.text.addresses import is_address

# Below the site's address; on the disk the folder is site/_archive/pictures, which Jekyll does not read.
COPIES = "/archive/pictures/"
_IMG = re.compile(r"<img\b[^<>]*>")
_SRC = re.compile(r'(?<=\s)src="([^"]*)"')
_ENDING = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp)$")
# How the files of pictures begin; what is none (a page that says 404, a script in an SVG) is not kept.
_MAGIC = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP|....ftypavi[fs]|BM", re.DOTALL)


def list_pictures(body: str) -> list[str]:
    """The addresses of a clean body's pictures, each once, in order; not of those that are copies already.

    >>> list_pictures('<p><img src="http://pic.example/1.jpg?a=1&amp;b=2" alt=""></p><p>甲</p>')
    ['http://pic.example/1.jpg?a=1&b=2']
    """
    found = (html.unescape(src[1]) for image in _IMG.findall(body) if (src := _SRC.search(image)))
    return list(dict.fromkeys(address for address in found if is_address(address)))


def copy_name(address: str) -> str:
    """Where the copy of a picture lies below the folder of copies: two digits, then the address' hash, and its ending.

    >>> copy_name("http://pic.example/2022/1.PNG?x=1")
    '69/69e19bf41b29c4a4e95cc69b66b5.png'
    """
    digest = hashlib.sha256(address.encode(errors="backslashreplace")).hexdigest()[:28]
    try:
        ending = _ENDING.search(urlsplit(address).path.lower())
    except ValueError:
        ending = None
    return f"{digest[:2]}/{digest}{ending[0] if ending else '.jpg'}"


def point_to_copies(body: str, copies: Mapping[str, str]) -> str:
    """The body with the pictures that have a copy (address → name) shown from there; `data-src` keeps the address.

    >>> point_to_copies('<p><img src="http://pic.example/1.jpg" alt="甲"></p>', {"http://pic.example/1.jpg": "ab/ab12.jpg"})
    '<p><img src="/archive/pictures/ab/ab12.jpg" data-src="http://pic.example/1.jpg" alt="甲"></p>'
    """

    def point(src: re.Match[str]) -> str:
        name = copies.get(html.unescape(src[1]))
        return f'src="{COPIES}{name}" data-{src[0]}' if name else src[0]

    return _IMG.sub(lambda image: _SRC.sub(point, image[0], count=1), body)


def is_picture(content: bytes) -> bool:
    """Whether a file is a picture that every browser shows: JPEG, PNG, GIF, WebP, AVIF or BMP.

    >>> is_picture(b"GIF89a..."), is_picture(b"<html>404")
    (True, False)
    """
    return bool(_MAGIC.match(content))
