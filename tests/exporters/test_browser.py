"""The demo's site in a browser: headless Chromium, on a phone and at a desk, light and dark, with what it says on its
console; and the rules of HTML, held by html5lib, for every page of it, the archive's too.

The screenshots are kept in output/screenshots: look at them.
"""

import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import html5lib
import pytest
from lxml import html as lxml_html

from newscrawl.archive.index import Index
from newscrawl.loopback.fixturesite import FixtureSite
from newscrawl.window import refresh, roll
from tests.conftest import ROOT, need, run_crawl

SHOTS = ROOT / "output" / "screenshots"
WIDTHS = {"phone": 360, "desk": 1280}
SCHEMES = ("light", "dark")
PAPER = {"light": "rgb(252, 251, 248)", "dark": "rgb(23, 22, 20)"}
TABLE_AND_PICTURE = "21shijijingjibaodaonancailicaitong/2022/06/13/NW202206132409440216.html"
COLD = "archive/2022/06/2022-06-08-NW202206082403680711.html"
PAGES = {
    "home": "",
    "source": "category/changzhouribao.html",
    "post": TABLE_AND_PICTURE,
    "years": "archive/",
    "month": "archive/2022/06/",
    "cold": COLD,
    "search": f"search.html?q={quote('日报')}",
    "lost": "404.html",
}


class Handler(http.server.SimpleHTTPRequestHandler):
    """A web server as sites have one: folders, and 404.html where nothing is."""

    def log_message(self, *args):
        pass

    def send_error(self, code, *args, **how):
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The demo's site with pictures and a window of five days, built."""
    folder = tmp_path_factory.mktemp("window")
    with FixtureSite() as site:
        crawl = run_crawl(folder, "finews", site=site, SITE_WINDOW_DAYS=5, KEEP_IMAGES=True)
    assert crawl.status == 0, crawl.log
    command = [need("jekyll"), "build", "--strict_front_matter", "-s", folder / "site", "-d", folder / "_site"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "_site"


@pytest.fixture(scope="module")
def served(built):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=built))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = need("chromium")
    for switch in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "hide-scrollbars"):
        options.add_argument(f"--{switch}")  # no sandbox: root has none, and the pages are our own
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(service=Service(need("chromedriver")), options=options)
    driver.set_page_load_timeout(30)
    yield driver
    driver.quit()


def look(browser, width, scheme, height=800):
    size = {"width": WIDTHS[width], "height": height, "deviceScaleFactor": 1, "mobile": width == "phone"}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def wait(browser, script, *arguments):
    """What a script says, once it says anything."""
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 10, 0.05).until(lambda b: b.execute_script(script, *arguments))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages(browser, served, width, scheme):
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name, path in PAGES.items():
        look(browser, width, scheme)
        browser.get(served + path)
        if name == "search":
            wait(browser, "return document.querySelectorAll('#results li').length")
        wide, high = browser.execute_script(
            "const page = document.documentElement; return [page.scrollWidth, page.scrollHeight]"
        )
        assert wide <= WIDTHS[width], f"{name} scrolls sideways"
        ground = browser.execute_script("return getComputedStyle(document.documentElement).backgroundColor")
        assert ground == PAPER[scheme], name
        broken = "return [...document.images].filter(i => !i.complete || !i.naturalWidth).map(i => i.src)"
        assert browser.execute_script(broken) == [], name
        look(browser, width, scheme, min(high, 4000))
        assert browser.save_screenshot(str(SHOTS / f"{name}-{width}-{scheme}.png"))
        assert browser.get_log("browser") == [], name


def test_what_the_pages_are_for(browser, served):
    """Each was opened for something: that it is there."""
    shown = {
        "": ".day .headlines a",
        "category/changzhouribao.html": "h1 + .note",
        TABLE_AND_PICTURE: ".content table",
        "archive/": ".months a",
        "archive/2022/06/": ".day .headlines a",
        COLD: ".content img[src^='../../pictures/']",
    }
    for path, selector in shown.items():
        browser.get(served + path)
        assert browser.execute_script("return document.querySelectorAll(arguments[0]).length", selector), path
    browser.get(served + TABLE_AND_PICTURE)
    assert (
        browser.execute_script(
            "return document.querySelector('.content img[src^=\"/archive/pictures/\"]').naturalWidth"
        )
        == 640
    )


def test_search_by_the_keyboard_alone(browser, served, built):
    from selenium.webdriver.common.keys import Keys

    look(browser, "desk", "light")
    browser.get(served + "search.html")
    field = browser.switch_to.active_element
    for _ in range(12):
        field.send_keys(Keys.TAB)
        field = browser.switch_to.active_element
        if field.get_attribute("id") == "q":
            break
    status = "return document.getElementById('found').textContent"
    assert field.accessible_name.startswith("标题或来源")
    field.send_keys("日")
    assert wait(browser, status) == "请再输入一个字。"
    field.send_keys("报")
    assert wait(browser, "return document.querySelectorAll('#results li').length")
    posts = json.loads((built / "search.json").read_text(encoding="utf-8"))
    expected = [row[1] for row in posts if "日报" in row[1] + row[2]]
    assert 2 <= len(expected) < len(posts)
    titles = "return [...document.querySelectorAll('#results a')].map(a => a.textContent)"
    assert browser.execute_script(titles) == expected
    assert browser.execute_script(status) == f"找到 {len(expected)} 条"
    assert urlsplit(browser.current_url).query == f"q={quote('日报')}"
    field.send_keys("　重庆")  # a full-width space parts words as well
    assert len(wait(browser, f"{titles}.filter((t, i, all) => all.length < {len(expected)})")) == 1
    field.send_keys(Keys.TAB)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert wait(
        browser, "return document.querySelector('article h1') && document.querySelector('article h1').textContent"
    )
    browser.back()
    assert wait(browser, titles), "the address keeps what was looked for"
    browser.find_element("id", "q").clear()
    browser.find_element("id", "q").send_keys("没有这样的标题")
    assert wait(browser, status + ".startsWith('没有找到')")
    assert browser.get_log("browser") == []


def test_markup_in_a_title_is_text(browser, served, built):
    """A title is shown as it is: no script of it is run, no tag of it is made."""
    browser.get(served + "search.html")
    browser.execute_script("document.getElementById('q').value = '<img src=x onerror=alert(1)>'")
    browser.execute_script("document.querySelector('form.search').requestSubmit()")
    assert wait(browser, "return document.getElementById('found').textContent")
    assert browser.execute_script("return document.querySelectorAll('main img').length") == 0


def test_an_old_address_leads_to_the_archive(browser, served):
    browser.get(served + "changzhouribao/2022/06/08/NW202206082403680711.html")
    assert wait(browser, "return location.pathname.startsWith('/archive/') && location.pathname") == f"/{COLD}"
    browser.get_log("browser")  # the 404 itself is told there


def every_page(built):
    for place, _, names in os.walk(built, followlinks=True):
        for name in sorted(names):
            if name.endswith(".html"):
                yield Path(place, name)


def test_every_page_is_valid(built):
    """By the parsing rules of HTML itself: html5lib stops at the first error."""
    pages = list(every_page(built))
    assert len([page for page in pages if "archive" in page.parts]) > 30
    for page in pages:
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.read_bytes())
        assert tree.get("lang") == "zh-CN", page
        headings = [int(e.tag[1]) for e in tree.iter() if isinstance(e.tag, str) and e.tag in ("h1", "h2", "h3", "h4")]
        assert headings[0] == 1, page
        assert headings.count(1) == 1, page
        assert all(image.get("alt") is not None for image in tree.iter("img")), page
        ids = [e.get("id") for e in tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), page


def test_no_link_is_broken(built):
    """From any page, the archive's too, to any other, to pictures, styles and places within pages."""
    checked, broken = 0, []
    for page in every_page(built):
        here = page.relative_to(built)
        tree = lxml_html.fromstring(page.read_text(encoding="utf-8"), base_url=None)
        for link in tree.xpath("//@href | //@src | //@data-list"):
            parts = urlsplit(link)
            if parts.scheme or (parts.netloc and parts.netloc != "finews.withounder.com"):
                continue
            checked += 1
            path = unquote(parts.path)
            target = Path(os.path.normpath(built / path.lstrip("/") if path[:1] == "/" else page.parent / path))
            target = target if path else page
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (
                parts.fragment and f'id="{parts.fragment}"' not in target.read_text(encoding="utf-8")
            ):
                broken.append((str(here), link))
    assert broken == []
    assert checked > 1000


def test_the_archive_has_the_same_frame(built):
    """The archive's pages are no matter of Jekyll's; their masthead, foot and head are those of the others."""

    def frame(path, root):
        tree = lxml_html.fromstring((built / path).read_text(encoding="utf-8"))
        for element in tree.xpath("//*[@aria-current]"):
            del element.attrib["aria-current"]
        parts = tree.xpath("//head/*[not(self::title)] | //body/a | //body/header | //body/footer")
        shown = [lxml_html.tostring(part, encoding="unicode") for part in parts]
        return [
            line.split() for line in "".join(shown).replace(f'href="{root}', 'href="/').splitlines() if line.strip()
        ]

    home = frame("index.html", "/")
    assert frame("archive/index.html", "../") == home
    assert frame("archive/2022/06/index.html", "../../../") == home


def test_without_plugins_and_beside_a_page_of_the_owner(built, tmp_path):
    """Without the plugin nothing leads to an archive that is not there; an owner's own page of that name stays."""
    source = shutil.copytree(built.parent / "site", tmp_path / "site")
    command = [need("jekyll"), "build", "--strict_front_matter", "-q", "-s", source, "-d", tmp_path / "_site"]
    assert subprocess.run([*command, "--safe"], check=False, timeout=120).returncode == 0
    assert "archive/" not in (tmp_path / "_site" / "index.html").read_text(encoding="utf-8")
    assert not (tmp_path / "_site" / "archive").exists()
    (source / "archive").mkdir()
    (source / "archive" / "index.html").write_text("mine")
    assert subprocess.run(command, check=False, timeout=120).returncode == 0
    assert (tmp_path / "_site" / "archive" / "index.html").read_text() == "mine"
    assert (source / "_archive" / "index.html").read_bytes() == (built / "archive" / "index.html").read_bytes()


def test_the_months_of_a_crawl_without_a_window(built, tmp_path):
    """Month pages do not wait for a window: they lead to Jekyll's own pages then."""
    output = tmp_path / "output"
    shutil.copytree(built.parent, output, symlinks=True)
    posts = output / "site" / "_posts"
    for path in list((output / "site" / "_archive").rglob("*.md")):
        path.rename(posts / path.name)
    shutil.rmtree(output / "_site")
    (output / "site" / "_archive" / "months.json").unlink()
    with Index.open(output / "archive.sqlite3") as index:
        assert roll(posts, index, 0) == 0
        assert refresh(output / "site", index) == 2
    command = [need("jekyll"), "build", "--strict_front_matter", "-q", "-s", output / "site", "-d", output / "_site"]
    assert subprocess.run(command, check=False, timeout=120).returncode == 0
    test_no_link_is_broken(output / "_site")
