"""Answers that no upstream should give: nothing is lost, no traceback, and what can be read is archived."""

import json

import pytest

from newscrawl.loopback.fixturesite import FixtureSite
from tests.conftest import run_crawl

JSON = "application/json; charset=utf-8"
ARTICLE = {
    "id": "NW202206132400000001",
    "column": "chongqingribao",
    "source": "重庆日报",
    "title": "两江新区一季度新开工项目二十个",
    "showtime": "2022-06-13 08:21:56",
    "lists": ["site"],
    "text": "<p>　　两江新区的工地上，今年新开工的项目已经有二十个。</p>",
}
SAID = {"text": ARTICLE["text"], "title": ARTICLE["title"], "showtime": ARTICLE["showtime"], "from": ARTICLE["source"]}


class HostileSite(FixtureSite):
    """The fixture site, with other answers: a part of the address → the answer."""

    def __init__(self, articles, answers):
        super().__init__(articles)
        self.answers = answers

    def answer(self, path, query):
        asked = path + "?" + "&".join(f"{key}={value}" for key, value in query.items())
        found = next((answer for part, answer in self.answers.items() if part in asked), None)
        return found or super().answer(path, query)


def crawl_with(output, answers, *, articles=(ARTICLE,), spider=("finews",)):
    """A crawl of the hostile site: no traceback, no file cut short, and every listed article accounted for."""
    with HostileSite(list(articles), answers) as site:
        crawl = run_crawl(output, *spider, site=site)
    report = crawl.report
    assert "Traceback" not in crawl.log
    assert report["listed"] == report["archived"] + report["set_aside"] + report["due"]
    assert len(crawl.posts) == report["archived"]
    assert {line["id"] for line in report["set_aside_articles"] if line["id"]} <= set(crawl.quarantine)
    return crawl


@pytest.mark.parametrize(
    ("answer", "from_post_page"),
    [
        ((200, JSON, json.dumps(SAID, ensure_ascii=False).encode("gbk")), 0),
        ((200, JSON, b"\xef\xbb\xbf" + json.dumps(SAID).encode()), 0),
        ((200, JSON, json.dumps({**SAID, "title": 5, "showtime": None, "from": ["x"]}).encode()), 0),
        ((200, JSON, b"[" * 200_000), 1),
        ((200, JSON, b'{"text":' * 100_000), 1),
        ((200, JSON, b"null"), 1),
        ((200, JSON, b""), 1),
        ((200, JSON, b'{"text": ["a"], "content": 5}'), 1),
        ((200, "text/html", b"<h1>busy</h1>"), 1),
    ],
    ids=["gbk", "bom", "other types", "deep", "deep objects", "null", "empty", "no text", "error page"],
)
def test_share_services_that_answer_something_else(tmp_path, answer, from_post_page):
    crawl = crawl_with(tmp_path, {"GetNewsText": answer})
    assert crawl.status == 0
    assert crawl.report["from_post_page"] == from_post_page
    [(name, post)] = crawl.posts.items()
    assert name == f"2022-06-13-{ARTICLE['id']}.md"
    assert "工地上，今年新开工的项目" in post.decode()


def test_a_share_service_later_than_the_time_out(tmp_path):
    with FixtureSite([{**ARTICLE, "trouble": "slow"}], slow=60) as site:
        crawl = run_crawl(tmp_path, "finews", site=site, DOWNLOAD_TIMEOUT=1)
    assert site.asked[f"/NewsData/GetNewsText.do?id={ARTICLE['id']}"] == 2
    assert crawl.report["from_post_page"] == crawl.report["archived"] == 1


def test_half_characters_do_not_keep_an_article_from_quarantine(tmp_path):
    answer = rb'{"text": "", "title": "\udfff", "showtime": "\ud83d", "from": "\ud800"}'
    crawl = crawl_with(tmp_path, {"GetNewsText": (200, JSON, answer), "/2022/": (404, "text/html", b"")})
    assert crawl.quarantine[ARTICLE["id"]]["raw"]["title"]["share"] == "\ufffd"


@pytest.mark.parametrize(
    "answer",
    [b'{"nodeList": "busy"}', b'{"nodeList": {"a": 1}}', b'{"nodeList": null}', b"[" * 200_000, b"", b"<h1>busy</h1>"],
    ids=["text", "object", "null", "deep", "empty", "page"],
)
def test_a_list_that_is_none_makes_the_crawl_incomplete(tmp_path, answer):
    crawl = crawl_with(tmp_path, {"type=45": (200, JSON, answer)})
    assert crawl.status == 1
    assert crawl.report["lists_failed"] == 1
    assert len(crawl.posts) == 1


def test_records_of_any_form(tmp_path):
    """Each is archived or set aside; none keeps the others from being read."""
    good = {"infocode": "NW1", "title": "甲", "showtime": SAID["showtime"], "from": "重庆日报"}
    records = [None, 5, [], {}, {"infocode": ["x"], "title": ["y"]}, {**good, "infocode": 7}, {**good, "title": ["z"]}]
    list_ = (200, JSON, json.dumps({"nodeList": [*records, {**good, "infocode": "\ud800"}]}).encode())
    answer = (200, JSON, json.dumps({"text": SAID["text"]}).encode())
    crawl = crawl_with(tmp_path, {"type=45": list_, "GetNewsText": answer}, articles=())
    assert crawl.report["listed"] == len(records) + 1
    assert {name[11:-3] for name in crawl.posts} > {"7"}
    assert crawl.quarantine["NW1"]["reason"] == "no title"


def test_the_summary_prints_what_pages_said_as_they_said_it(tmp_path):
    """Square brackets are rich's markup, and two colons its emoji."""
    answer = (200, JSON, json.dumps({**SAID, "showtime": "[/b] [red] :tada:"}).encode())
    with HostileSite([{**ARTICLE, "lists": ["node"], "showtime": ""}], {"GetNewsText": answer}) as site:
        crawl = run_crawl(tmp_path, "finews", site=site, SUMMARY=True)
    assert "Traceback" not in crawl.log
    assert "'[/b] [red] :tada:'" in crawl.out


def test_links_of_any_form_on_a_list_page(tmp_path):
    """A link that is no address keeps no other from being read; an article is the same over https, at a #place, or ?asked for."""
    ids = [f"NW20220613240000000{number}" for number in range(1, 6)]
    posts = [f"finews.withounder.com/chongqingribao/2022/06/13/{id_}.html" for id_ in ids]
    hrefs = [
        "http://[broken",
        "http://a:99999/",
        "javascript:x()",
        "#",
        "",
        f"http://{posts[0]}",
        f"https://{posts[1]}",
    ]
    hrefs += [f"//{posts[2]}#top", f"http://{posts[3].replace('finews', 'FINEWS')}", f" http://{posts[4]}?from=app"]
    page = "<h2>重庆日报新闻</h2>" + "".join(f'<a href="{href}">{ARTICLE["title"]}</a>' for href in hrefs)
    answers = {"/category": (404, "text/html", b""), "/?": (200, "text/html; charset=utf-8", page.encode())}
    articles = [{**ARTICLE, "id": id_, "lists": []} for id_ in ids]
    crawl = crawl_with(tmp_path, answers, articles=articles)
    assert {name[11:-3] for name in crawl.posts} == set(ids)


@pytest.mark.parametrize("id_", ["a/b", "a&b=c#d", "汉字 空格", "../../etc", "z" * 300, "50%"], ids=lambda id_: id_[:9])
def test_ids_of_any_form_are_asked_for_and_written_safely(tmp_path, id_):
    article = {**ARTICLE, "id": id_, "lists": ["node"]}
    crawl = crawl_with(tmp_path, {}, articles=[article])
    assert crawl.status == 0
    [(name, post)] = crawl.posts.items()
    assert name.startswith("2022-06-13-x")
    assert ARTICLE["title"] in post.decode()


def test_links_that_are_no_addresses_keep_no_other_from_being_read(tmp_path):
    share = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode="
    links = [
        "http://a:99999/",
        "http://a:b/",
        "http://[broken",
        "http://",
        "x" * 5000,
        "\x00",
        f"{share}{ARTICLE['id']}#top",
    ]
    links += [f"HTTPS://Finews.zning.xyz/html_News/NewsShare.html?infoCode={ARTICLE['id']}&from=app"]
    file = tmp_path / "links.txt"
    file.write_bytes("\r\n".join(links).encode() + b"\n\xff\xfe\x81")
    crawl = crawl_with(tmp_path / "output", {}, spider=("share", "-a", f"urls={file}"))
    assert len(crawl.posts) == 1
    assert crawl.report["set_aside"] == 7


def test_pages_that_are_no_text(tmp_path):
    picture = (200, "image/png", b"\x89PNG\r\n\x1a\n\x00\x00")
    crawl = crawl_with(tmp_path, {"/2022/": picture, "/category": picture})
    assert len(crawl.posts) == 1
    assert crawl.report["lists_failed"] == 1
    assert crawl.status == 1


@pytest.mark.parametrize("page", [b"<h1>busy</h1>", b""], ids=["error page", "empty"])
def test_a_list_page_without_a_link_makes_the_crawl_incomplete(tmp_path, page):
    crawl = crawl_with(tmp_path, {"/?": (200, "text/html", page), "/category": (200, "text/html", page)})
    assert crawl.report["lists_failed"] == 1
    assert crawl.status == 1


@pytest.mark.parametrize("folder", ["quarantine", "reports"])
def test_what_cannot_be_written_down_makes_the_crawl_incomplete(tmp_path, folder):
    """A file stands where the folder should: as on a full disk, the record cannot be written."""
    (tmp_path / folder).touch()
    with HostileSite([ARTICLE, {**ARTICLE, "id": "NW2", "title": "", "lists": ["node"]}], {}) as site:
        crawl = run_crawl(tmp_path, "finews", site=site)
    assert crawl.status == 1
    assert "Traceback" not in crawl.log
    assert f"Cannot write {tmp_path / folder}" in crawl.log
    assert len(crawl.posts) == 1


def test_an_error_page_is_not_archived_as_the_post(tmp_path):
    page = "<h1>系统繁忙</h1><p>请稍后再试</p>".encode()
    answers = {"/2022/": (200, "text/html; charset=utf-8", page), "GetNewsText": (404, "text/html", b"")}
    crawl = crawl_with(tmp_path, answers)
    assert not crawl.posts
    assert "post page: answers no post" in crawl.quarantine[ARTICLE["id"]]["reason"]
