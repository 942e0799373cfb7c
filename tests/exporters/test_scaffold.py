"""The scaffold, built with the real Jekyll: strict, every page well formed, titles intact, no dead link inside."""

import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from lxml import etree, html

SCAFFOLD = Path(__file__).parents[2] / "newscrawl" / "exporters" / "scaffold"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
BACK_LINKS = "[返回{name}新闻](//finews.withounder.com/category/{slug}.html)｜[返回首页](//finews.withounder.com/)"
SHARE = "<http://finews.zning.xyz/html_News/NewsShare.html?infoCode={id}>"
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


def read_posts() -> list[tuple[str, ...]]:
    """Each post as (id, time, slug, source, title, body), from the table beside this file."""
    rows = yaml.safe_load(Path(__file__).with_name("scaffold_posts.yaml").read_text(encoding="utf-8"))
    fields = ("id", "time", "slug", "name", "title", "body")
    return [tuple(row[key] * 3000 if len(row[key]) == 1 else row[key] for key in fields) for row in rows]


POSTS = read_posts()


def post_text(id: str, time: str, slug: str, name: str, title: str, body: str) -> str:
    """A post as the exporter writes it, the title quoted by the YAML library."""
    quoted = yaml.dump(title, default_style='"', allow_unicode=True, width=10**9).strip()
    tags = f"\n- {name}新闻" if " " in name else f" {name}新闻"
    links = BACK_LINKS.format(name=name, slug=slug)
    if slug == "emnews":
        body = f"> {body}\n\n<p>{body}</p>"
    return (
        f"---\nlayout: post\ntitle: {quoted}\ndate: {time} +0800\ncategories: {slug}\ntags:{tags}\n---\n"
        f"{body}\n\n{SHARE.format(id=id)}\n\n{links}"
    )


def write_site(source: Path) -> None:
    """The scaffold, ten posts, and the page per source that the exporter adds."""
    shutil.copytree(SCAFFOLD, source)
    for folder in ("_posts", "category", "emnews"):
        (source / folder).mkdir()
    for id, time, slug, name, title, body in POSTS:
        text = post_text(id, time, slug, name, title, body)
        (source / "_posts" / f"{time[:10]}-{id}.md").write_text(text, encoding="utf-8")
        path = source / ("emnews/index.html" if slug == "emnews" else f"category/{slug}.html")
        path.write_text(f'---\nlayout: category\ntitle: "{name}新闻"\nslug: {slug}\n---\n', encoding="utf-8")


def build(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Run jekyll under a foreign locale and zone: the site's own settings must hold."""
    jekyll = shutil.which("jekyll")
    if jekyll is None:
        pytest.skip("jekyll is not installed (Debian package jekyll): the scaffold was NOT built")
    command = [jekyll, "build", "--strict_front_matter", "--trace", "-s", str(source), "-d", str(target)]
    environment = os.environ | {"TZ": "America/New_York", "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, env=environment, cwd=source, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("scaffold")
    write_site(folder / "source")
    done = build(folder / "source", folder / "built")
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "warning" not in said.lower(), said
    assert "error" not in said.lower(), said
    assert not (folder / "source" / ".jekyll-cache").exists()
    return folder / "built"


def url_path(post: tuple[str, ...]) -> str:
    """Where Jekyll publishes a post: it lowers the category's letters."""
    return f"{post[2].lower()}/{post[1][:10].replace('-', '/')}/{post[0]}.html"


def pages(site: Path) -> dict[str, str]:
    return {str(path.relative_to(site)): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}


class Outline(HTMLParser):
    """What HTML5 asks of a page and a forgiving parser would hide: balance, unique ids, alt, order of headings."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.feed(text)
        self.close()
        self.faults += [f"unclosed {tag}" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"attribute twice in {tag}")
        self.ids += [value for name, value in attrs if name == "id"]
        if tag == "img" and "alt" not in names:
            self.faults.append("img without alt")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)  # kramdown writes <br />
        if tag not in VOID:
            self.faults.append(f"<{tag}/> stays open")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"stray </{tag}> at {self.getpos()}")


def test_every_page_is_well_formed(site):
    built = pages(site)
    assert len(built) == len(POSTS) + 5 + 1 + 3  # posts, sources, flash items, home, search and 404
    for name, text in built.items():
        outline = Outline(text)
        assert outline.faults == [], name
        assert len(outline.ids) == len(set(outline.ids)), name
        assert outline.headings[0] == 1, name
        assert outline.headings.count(1) == 1, name
        assert all(b - a <= 1 for a, b in zip(outline.headings, outline.headings[1:], strict=False)), name
        assert text.startswith('<!DOCTYPE html>\n<html lang="zh-CN">'), name


def test_pages_need_no_script_and_nothing_from_elsewhere(site):
    for name, text in pages(site).items():
        page = html.fromstring(text)
        assert not page.xpath("//iframe|//style|//@onclick|//@onload|//@onerror"), name
        scripts = ["/assets/search.js"] if name == "search.html" else []
        assert page.xpath("//script/@src") == scripts, name
        assert len(page.xpath("//script")) == len(scripts), name
        for address in page.xpath("//link/@href|//img/@src|//source/@src"):
            assert address.startswith(("/", "data:")), (name, address)
    style = (site / "assets/style.css").read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize("text", ["ink", "soft", "link"])
def test_contrast_is_aa(text, ground, scheme):
    style = (SCAFFOLD / "assets/style.css").read_text(encoding="utf-8")
    one, other = (luminance(re.findall(rf"--{name}: (#\w{{6}});", style)[scheme]) for name in (text, ground))
    assert (max(one, other) + 0.05) / (min(one, other) + 0.05) >= 4.5


def test_no_liquid_is_left_over(site):
    said = sorted((post[4] for post in POSTS), key=len, reverse=True)
    said.append("花括号 {{ page.title }} 与 {% endraw %}")
    for name, text in pages(site).items():
        shown = html.fromstring(text).text_content()
        assert site_title() in shown, name
        for part in said:
            shown = shown.replace(part, "")
        for mark in ("{{", "}}", "{%", "%}", "Liquid"):
            assert mark not in shown, name
    text = (site / url_path(POSTS[2])).read_text(encoding="utf-8")
    assert "花括号 {{ page.title }} 与 {% endraw %}" in html.fromstring(text).text_content()


def site_title() -> str:
    return yaml.safe_load((SCAFFOLD / "_config.yml").read_text(encoding="utf-8"))["title"]


@pytest.mark.parametrize("post", POSTS, ids=[post[0] for post in POSTS])
def test_post_page(site, post):
    id, time, slug, name, title, _ = post
    text = (site / url_path(post)).read_text(encoding="utf-8")
    page = html.fromstring(text)
    assert page.xpath("string(//h1)") == title
    assert page.xpath("string(//title)") == f"{title} - {site_title()}"
    assert f"<small>(GMT+8, Asia/Shanghai, CST) {time}</small>\n<h1" in text
    assert f"<small>tags: <em>{name}新闻</em></small>" in text
    assert page.xpath(f"//div[@class='content']//a[@href='{SHARE.format(id=id)[1:-1]}']")
    assert page.xpath("//div[@class='content']/p[last()]/a[@href='//finews.withounder.com/']")
    home = "/emnews/" if slug == "emnews" else f"/category/{slug}.html"
    assert page.xpath("//p[@class='kicker']/a/@href") == [home]
    assert page.xpath("//meta[@property='article:published_time']/@content") == [f"{time.replace(' ', 'T')}+08:00"]


def test_bodies_are_left_alone(site):
    shown = [html.fromstring((site / url_path(post)).read_text(encoding="utf-8")) for post in POSTS]
    content = [page.xpath("//div[@class='content']")[0] for page in shown]
    assert "店主说：'味道'没有变……\"规矩\"也没有变--从不隔夜。" in content[0].text_content()
    assert "1 < 2 && 3 > 2 :: 4" in content[1].text_content()
    assert content[3].xpath("string(.//table//td[3])") == "1.00"
    assert content[6].xpath(".//h2/@id") == []
    assert content[8].xpath("string(./blockquote)").strip() == POSTS[8][5]


@pytest.mark.parametrize("slug", sorted({post[2] for post in POSTS}))
def test_source_page_lists_its_posts_newest_first(site, slug):
    path = "emnews/index.html" if slug == "emnews" else f"category/{slug}.html"
    page = html.fromstring((site / path).read_text(encoding="utf-8"))
    expected = sorted((post for post in POSTS if post[2] == slug), key=lambda post: post[1], reverse=True)
    assert page.xpath("string(//h1)") == f"{expected[0][3]}新闻"
    assert f"共 {len(expected)} 条" in page.xpath("string(//header[@class='title']/p)")
    items = page.xpath("//ul[@class='headlines']/li")
    assert [item.xpath("string(a)") for item in items] == [post[4] for post in expected]
    times = [f"{post[1].replace(' ', 'T')}+08:00" for post in expected]
    assert page.xpath("//ul[@class='headlines']/li/time/@datetime") == times
    days = page.xpath("//section[@class='day']/h2/time/@datetime")
    assert days == list(dict.fromkeys(post[1][:10] for post in expected))


def test_home_shows_days_and_sources(site):
    page = html.fromstring((site / "index.html").read_text(encoding="utf-8"))
    days = page.xpath("//section[@class='day']/h2/time")
    assert [day.text for day in days] == ["2099年6月13日", "2022年6月13日", "2022年6月12日"]
    assert page.xpath("string(//section[@class='day'][2]/h2)").split() == ["2022年6月13日", "星期一", "共", "3", "条"]
    sources = page.xpath("//div[@class='sources']/section")
    links = {source.xpath("string(h2/a)"): source.xpath("string(h2/a/@href)") for source in sources}
    assert links == {
        f"{post[3]}新闻": "/emnews/" if post[2] == "emnews" else f"/category/{post[2]}.html" for post in POSTS
    }
    assert sources[0].xpath("ul/li/a/text()") == [POSTS[9][4], POSTS[8][4]]


def test_no_internal_link_is_broken(site):
    checked = 0
    for name, text in pages(site).items():
        for link in html.fromstring(text).xpath("//a/@href|//link/@href"):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            path = site / unquote(parts.path).lstrip("/") if parts.path else site / name
            target = path / "index.html" if path.is_dir() else path
            assert target.is_file(), (name, link)
            if parts.fragment:
                assert f'id="{parts.fragment}"' in target.read_text(encoding="utf-8"), (name, link)
            checked += 1
    assert checked > 100


def test_feed_is_atom(site):
    feed = etree.parse(site / "feed.xml").getroot()
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    for part in (feed, *feed.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"a:{name}", ATOM)) == 1, (part.tag, name)
        assert urlsplit(part.findtext("a:id", namespaces=ATOM)).scheme
        assert part.findall("a:link[@rel='alternate']", ATOM)
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    newest = sorted(POSTS, key=lambda post: post[1], reverse=True)
    entries = feed.findall("a:entry", ATOM)
    assert [entry.findtext("a:title", namespaces=ATOM) for entry in entries] == [post[4] for post in newest]
    assert len({entry.findtext("a:id", namespaces=ATOM) for entry in entries}) == len(POSTS)
    assert feed.findtext("a:updated", namespaces=ATOM) == "2099-06-13T09:31:00+08:00"
    assert entries[0].find("a:category", ATOM).attrib == {"term": "emnews", "label": "东财滚动新闻"}
    body = html.fromstring(entries[-1].findtext("a:content", namespaces=ATOM))
    assert body.xpath("string(//blockquote)") == "引文"


def test_site_under_a_path_keeps_its_links(tmp_path):
    write_site(tmp_path / "source")
    config = tmp_path / "source" / "_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('baseurl: ""', "baseurl: /news"), encoding="utf-8")
    assert build(tmp_path / "source", tmp_path / "built").returncode == 0
    for name, page in pages(tmp_path / "built").items():
        links = [urlsplit(link) for link in html.fromstring(page).xpath("//a/@href|//link/@href")]
        paths = [link.path for link in links if not link.scheme and not link.netloc and link.path]
        assert all(path.startswith("/news/") for path in paths), name


def test_site_without_posts_builds(tmp_path):
    shutil.copytree(SCAFFOLD, tmp_path / "source")
    assert build(tmp_path / "source", tmp_path / "built").returncode == 0
    assert "目前没有文章" in (tmp_path / "built" / "index.html").read_text(encoding="utf-8")
    assert etree.parse(tmp_path / "built" / "feed.xml").findtext("a:updated", namespaces=ATOM)
