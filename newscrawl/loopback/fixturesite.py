"""The bundled news site: answers on loopback, and as a proxy for any host, as the upstream of `finews` does.

It serves the articles of fixtures/finews/articles (their form is described beside them). The demo and the tests crawl
it over real HTTP with `http_proxy` set to its address, so that the spiders run unmodified.
"""

import hashlib
import html
import json
import struct
import zlib
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

from newscrawl.loopback import Answer, LoopbackSite

ARTICLES = Path(__file__).parents[2] / "fixtures" / "finews" / "articles"
_SHARE_HOST = "http://finews.zning.xyz"
_SITE = "//finews.withounder.com"
_FIRST_WEEKS = {"changjiangribao"}  # categories that stand under their slug alone
_AT_HOME = 5  # posts per tag
_NOT_FOUND = (404, "text/html; charset=utf-8", b"<h1>404</h1>")
_PICTURES = (".jpg", ".png")
_Answer = tuple[int, str, bytes]


def load_articles(folder: Path = ARTICLES) -> list[dict[str, Any]]:
    """The bundled articles, newest first. Raises FileNotFoundError outside of a checkout."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise FileNotFoundError(
            f"no articles in {folder}: the bundled site is part of the checkout, not of the package"
        )
    articles = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
    return sorted(articles, key=lambda a: (a["showtime"], a["id"]), reverse=True)


class FixtureSite(LoopbackSite):
    """The running site: `with FixtureSite() as site:`, then `site.url` is its address and its proxy's.

    `robots` is the text of its robots.txt; `lists` whether its list APIs have anything; `down` are beginnings of paths
    that answer 503; `slow` is how many seconds the share service keeps who asks for a `slow` article waiting, before it
    breaks off: longer than the crawl's time-out, it is never answered; `late` is how many seconds the list of flash items
    takes.
    """

    def __init__(
        self,
        articles: list[dict[str, Any]] | None = None,
        *,
        robots: str = "",
        lists: bool = True,
        down: tuple[str, ...] = (),
        slow: float = 1.0,
        late: float = 0.0,
    ) -> None:
        super().__init__()
        self.articles = load_articles() if articles is None else articles
        self.robots, self.lists, self.down, self.slow, self.late = robots, lists, down, slow, late
        self.columns: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for article in self.articles:
            if "site" in article["lists"]:
                self.columns[article["column"]].append(article)

    # -- what it answers

    def respond(self, host: str, path: str, query: dict[str, str], headers: dict[str, str]) -> Answer | None:
        if path.endswith(_PICTURES):
            return 200, {"Content-Type": "image/png"}, _draw(path)
        if answer := self.answer(path, query):
            return answer[0], {"Content-Type": answer[1]}, answer[2]
        return None

    def answer(self, path: str, query: dict[str, str]) -> _Answer | None:
        """Status, content type and body for a path of any host; None: the connection is closed without an answer."""
        parts = [part for part in path.split("/") if part]
        listed = self.articles if self.lists else []
        if self.down and path.startswith(self.down):
            return 503, "text/plain", b"busy"
        match parts:
            case []:
                return _page("金融消息", self.home())
            case ["robots.txt"]:
                return (200, "text/plain", self.robots.encode()) if self.robots else _NOT_FOUND
            case ["category", name] if (slug := name.removesuffix(".html")) in self.columns:
                return _NOT_FOUND if slug in _FIRST_WEEKS | {"emnews"} else _page(slug, self.category(slug))
            case [slug] if slug in self.columns and path.endswith("/"):
                return _page(slug, self.category(slug)) if slug in _FIRST_WEEKS | {"emnews"} else _NOT_FOUND
            case [slug, _, _, _, name]:
                return self.post(slug, name.removesuffix(".html"), path)
            case ["html_News", "NewsShare.html"]:
                return _page("分享", '<div id="news"></div><script src="/js/share.js"></script>')
            case ["NewsData", "GetNewsText.do"]:
                return self.share(query.get("id", ""))
            case ["web", "webapi"] if query.get("type") == "45":
                return _json({"nodeList": [_node(a) for a in listed if "node" in a["lists"]]})
            case ["web", "webapi"] if query.get("type") == "102":
                self.stopping.wait(self.late)
                return _json({"records": [_flash(a) for a in listed if "flash" in a["lists"]]})
            case ["information", "newmarket", "web", "webapi"]:
                market = f"market{query.get('marketType')}"
                return _json({"record": [_market(a) for a in listed if market in a["lists"]]})
        return _NOT_FOUND

    def home(self) -> str:
        return '<a href="/">金融消息</a>' + "".join(self.listing(slug, _AT_HOME, "h2") for slug in self.columns)

    def category(self, slug: str) -> str:
        return self.listing(slug, len(self.columns[slug]), "h1")

    def listing(self, slug: str, most: int, heading: str) -> str:
        articles = self.columns[slug]
        name = articles[0].get("heading", articles[0]["source"]) if heading == "h1" else articles[0]["source"]
        links = "".join(f'<li><a href="{_post_path(a)}">{html.escape(a["title"])}</a></li>' for a in articles[:most])
        return f"<{heading}>{html.escape(name)}新闻</{heading}><ul>{links}</ul>"

    def post(self, slug: str, id_: str, path: str) -> _Answer:
        listed = (a for column in self.columns.values() for a in column)
        article = next((a for a in listed if a["id"] == id_ and a.get("trouble") != "gone"), None)
        if not article or quote(path) != _post_path(article):
            return _NOT_FOUND
        name = article.get("post_source", article["source"])
        flash = slug == "emnews"
        link = article["url_w"] if flash else f"{_SHARE_HOST}/html_News/NewsShare.html?infoCode={id_}"
        digest = f"<blockquote><p>{html.escape(_digest(article))}</p></blockquote>" if flash else ""
        column = "emnews/" if flash else f"category/{quote(slug)}.html"
        return _page(
            article["title"],
            f"<small>(GMT+8, Asia/Shanghai, CST) {article['showtime']}</small><h1>{html.escape(article['title'])}</h1>"
            f'{digest}{article["text"].replace("　　", "")}<p><a href="{link}">{link}</a></p>'
            f'<p><a href="{_SITE}/{column}">返回{html.escape(name)}新闻</a>｜<a href="{_SITE}/">返回首页</a></p>'
            f"<small>tags: <em>{html.escape(name)}新闻</em></small>",
        )

    def share(self, id_: str) -> _Answer | None:
        article = next((a for a in self.articles if id_ and id_ in (a["id"], a.get("infocode"))), None)
        trouble = article.get("trouble") if article else "404"
        if not article or trouble in ("404", "gone"):
            return _NOT_FOUND
        if trouble == "drop":
            return None
        if trouble == "slow":
            self.stopping.wait(self.slow)
            return None
        if trouble == "flaky" and self.asked[f"/NewsData/GetNewsText.do?id={id_}"] == 1:
            return 500, "text/html", b"busy"
        if trouble == "notjson":
            return _page("系统繁忙", "<p>系统繁忙，请稍后再试</p>")
        if trouble == "empty":
            return _json({})
        key = "content" if "flash" in article["lists"] or article["column"] == "emnews" else "text"
        others = {"title": article["title"], "showtime": article["showtime"], "from": article["source"]}
        if article["column"] == "emnews":
            del others["from"]
        return _json({key: article["text"], **article.get("json", others)})


def _draw(path: str, width: int = 640, height: int = 360) -> bytes:
    """A PNG for an address: a field of one colour, lighter to the top, with a dark ground."""
    tint = hashlib.sha256(path.encode()).digest()[:3]
    rows = bytearray()
    for y in range(height):
        light = 1.0 - 0.5 * y / height if y < height * 3 // 4 else 0.25
        rows += b"\0" + bytes(int((96 + part // 2) * light) for part in tint) * width
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    packed = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def _page(title: str, body: str) -> _Answer:
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title>'
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return 200, "text/html; charset=utf-8", page.encode("utf-8", "surrogatepass")


def _json(answer: dict[str, Any]) -> _Answer:
    return 200, "application/json; charset=utf-8", json.dumps(answer, ensure_ascii=False).encode()


def _post_path(article: dict[str, Any]) -> str:
    day = article["id"].removeprefix("NW")[:8]
    date = datetime.strptime(day, "%Y%m%d").strftime("%Y/%m/%d")
    # Jekyll writes categories in lower case into addresses.
    return f"/{quote(article['column'].lower())}/{date}/{article['id']}.html"


def _digest(article: dict[str, Any]) -> str:
    return str(article["digest"]).rsplit("】", 1)[-1]


def _node(article: dict[str, Any]) -> dict[str, str]:
    return {
        "from": article["source"],
        "title": article["title"],
        "showtime": article["showtime"],
        "infocode": article["id"],
        "simtitle": article["title"],
        "simdigest": "",
    }


def _flash(article: dict[str, Any]) -> dict[str, str]:
    return {
        "title": article["title"],
        "digest": article["digest"],
        "id": article["id"],
        "url_w": article["url_w"],
        "showtime": article["showtime"],
        "infoCode": article["infocode"],
    }


def _market(article: dict[str, Any]) -> dict[str, str]:
    return {
        "medianame": article["source"],
        "title": article["title"],
        "datetime": article["showtime"],
        "infoCode": article["id"],
    }
