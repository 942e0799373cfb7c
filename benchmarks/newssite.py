"""A synthetic upstream of `finews`, as large and as fast as a benchmark needs it: its own process, one thread, no disk.

    python benchmarks/newssite.py --articles 3000 --size 5700

It prints its address and answers until its standard input is closed, directly and as the proxy for any host. Pages have
the form of those of `newscrawl.loopback.fixturesite`: home, a category page a source, post pages of about `--size` bytes, share
JSON with the same text in the upstream's raw form. Articles are made of their number alone, so that any count of them
takes no memory; no two share more than a paragraph or two.
"""

import argparse
import asyncio
import json
import random
import sys
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import parse_qs, urlsplit

SITE, SHARE = "http://finews.withounder.com", "http://finews.zning.xyz"
SOURCES = {
    "常州日报": "changzhouribao",
    "上海证券报": "shanghaizhengquanbao",
    "证券时报": "zhengquanshibao",
    "中国证券报": "zhongguozhengquanbao",
    "证券日报": "zhengquanribao",
    "经济参考报": "jingjicankaobao",
    "每日经济新闻": "meirijingjixinwen",
    "第一财经": "diyicaijing",
    "财联社": "cailianshe",
    "新华社": "xinhuashe",
    "人民日报": "renminribao",
    "光明日报": "guangmingribao",
    "工人日报": "gongrenribao",
    "农民日报": "nongminribao",
    "科技日报": "kejiribao",
    "北京商报": "beijingshangbao",
    "南方日报": "nanfangribao",
    "大众日报": "dazhongribao",
    "湖北日报": "hubeiribao",
    "四川日报": "sichuanribao",
}
_NEWEST = datetime(2022, 6, 13, 20, 0, 0)
_APART = timedelta(minutes=4)
_POOL = 5000  # paragraphs
_CHARACTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三"
    "之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与"
    "关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文"
    "总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门"
)


class Site:
    """The answers: bytes by path. `articles` of about `size` bytes a post page."""

    def __init__(self, articles: int, size: int) -> None:
        self.count, self.size = articles, size
        sources = max(len(SOURCES), articles // 100)  # a larger site has more sources, not longer pages
        more = [(n, k) for k in range(1, sources) for n in SOURCES][: sources - len(SOURCES)]
        self.names = [*SOURCES, *(f"{name}{k}" for name, k in more)]
        self.slugs = [*SOURCES.values(), *(f"{SOURCES[name]}{k}" for name, k in more)]

    @cached_property
    def pool(self) -> list[str]:
        """Paragraphs of 60 to 200 characters that articles are made of; one in four names a stock, as the upstream does."""
        choice = random.Random(5)
        return [self._paragraph(choice, n) for n in range(_POOL)]

    @staticmethod
    def _paragraph(choice: random.Random, number: int) -> str:
        text = "".join(choice.choices(_CHARACTERS, k=choice.randint(60, 200)))
        cut = len(text) // 2
        text = f"{text[:20]}，{text[20:cut]}{choice.randint(1, 9999)}亿元，{text[cut:]}。"
        if number % 4:
            return f"<p>　　{text}</p>"
        code = 600000 + number
        entity = (
            f'<span id="stock_1.{code}"><a href="http://quote.eastmoney.com/unify/r/1.{code}" class="keytip" '
            f'data-code="1,{code}">某某股份</a></span><span id="quote_1.{code}"></span>'
        )
        return f"<p>　　{text[:20]}{entity}{text[20:]}</p>"

    def id_of(self, number: int) -> str:
        return f"NW{self.time_of(number):%Y%m%d}{2400000000 + number}"

    @staticmethod
    def time_of(number: int) -> datetime:
        return _NEWEST - number * _APART

    def title_of(self, number: int) -> str:
        choice = random.Random(-number - 1)
        return f"第{number}号：{''.join(choice.choices(_CHARACTERS, k=16))}"

    def path_of(self, number: int) -> str:
        return f"/{self.slugs[number % len(self.slugs)]}/{self.time_of(number):%Y/%m/%d}/{self.id_of(number)}.html"

    def text_of(self, number: int) -> str:
        """The raw body: paragraphs for the page's size, less what its frame takes."""
        choice = random.Random(number)
        own = "".join(choice.choices(_CHARACTERS, k=80))
        parts = [f"<p>　　本报讯，{own[:40]}，{own[40:]}。</p>"]
        left = self.size - 1100
        while left > 0:
            parts.append(self.pool[choice.randrange(_POOL)])
            left -= len(parts[-1].encode())
        name = self.names[number % len(self.names)]
        return f'{"".join(parts)}<p>　　记者{own[7]}{own[9]}于{own[11:31]}。</p><p class="em_media">（文章来源：{name}）</p>'

    def urls(self) -> list[str]:
        """All that a crawl of the site asks for, its lists included."""
        lists = [f"{SITE}/", *(f"{SITE}/category/{slug}.html" for slug in self.slugs)]
        numbers = range(self.count)
        posts = [SITE + self.path_of(n) for n in numbers]
        return lists + posts + [f"{SHARE}/NewsData/GetNewsText.do?id={self.id_of(n)}" for n in numbers]

    def answer(self, target: str) -> tuple[int, str, bytes]:
        """Status, content type and body for an address or a path."""
        parts = urlsplit(target)
        path = parts.path
        if path == "/NewsData/GetNewsText.do":
            number = int(parse_qs(parts.query)["id"][0][-10:]) - 2400000000
            return self.json({
                "text": self.text_of(number),
                "title": self.title_of(number),
                "showtime": f"{self.time_of(number):%Y-%m-%d %H:%M:%S}",
                "from": self.names[number % len(self.names)],
            })  # fmt: skip
        if path.count("/") == 5:
            return self.post(int(path.removesuffix(".html")[-10:]) - 2400000000)
        if path == "/":
            return self.page("金融消息", "".join(self.listing(k, 5, "h2") for k in range(len(self.slugs))))
        if path.startswith("/category/") and (slug := path[10:].removesuffix(".html")) in self.slugs:
            return self.page(slug, self.listing(self.slugs.index(slug), self.count, "h1"))
        if path.endswith("/webapi"):
            return self.json({"nodeList": [], "records": [], "record": []})
        return 404, "text/html; charset=utf-8", b"<h1>404</h1>"

    def listing(self, source: int, most: int, heading: str) -> str:
        numbers = range(source, self.count, len(self.slugs))[:most]
        links = "".join(f'<li><a href="{self.path_of(n)}">{self.title_of(n)}</a></li>' for n in numbers)
        return f"<{heading}>{self.names[source]}新闻</{heading}><ul>{links}</ul>"

    def post(self, number: int) -> tuple[int, str, bytes]:
        name, slug = self.names[number % len(self.names)], self.slugs[number % len(self.slugs)]
        link = f"{SHARE}/html_News/NewsShare.html?infoCode={self.id_of(number)}"
        title = self.title_of(number)
        return self.page(
            title,
            f"<small>(GMT+8, Asia/Shanghai, CST) {self.time_of(number):%Y-%m-%d %H:%M:%S}</small><h1>{title}</h1>"
            f'{self.text_of(number).replace("　　", "")}<p><a href="{link}">{link}</a></p>'
            f'<p><a href="//finews.withounder.com/category/{slug}.html">返回{name}新闻</a>｜<a href="//finews.withounder.com/">返回首页</a></p>'
            f"<small>tags: <em>{name}新闻</em></small>",
        )

    @staticmethod
    def page(title: str, body: str) -> tuple[int, str, bytes]:
        head = f'<meta charset="utf-8"><title>{title}</title>'
        text = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
        return 200, "text/html; charset=utf-8", text.encode()

    @staticmethod
    def json(value: object) -> tuple[int, str, bytes]:
        return 200, "application/json; charset=utf-8", json.dumps(value, ensure_ascii=False).encode()


class Server(asyncio.Protocol):
    """HTTP/1.1, as much of it as crawlers speak: GET, without a body, connections kept."""

    def __init__(self, site: Site, told: dict[str, float]) -> None:
        self.site, self.told, self.rest = site, told, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.rest += data
        while (end := self.rest.find(b"\r\n\r\n")) >= 0:
            target = self.rest[: self.rest.index(b"\r\n")].split(b" ")[1].decode()
            self.rest = self.rest[end + 4 :]
            if target == "/told":  # not counted, and the count begins anew
                status, kind, body = self.site.json(dict(self.told))
                self.told["asked"] = 0
            else:
                status, kind, body = self.site.answer(target)
                self.told["asked"] += 1
            head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            self.transport.write(head.encode() + body)


async def serve(site: Site) -> None:
    told: dict[str, float] = {"asked": 0}
    _ = site.pool
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Server(site, told), "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--size", type=int, default=5700)
    given = parser.parse_args()
    asyncio.run(serve(Site(given.articles, given.size)))


if __name__ == "__main__":
    main()
