"""The spider finews on the fixture site: what is crawled, what is left alone, and what becomes of each article."""

import os
import shutil

import pytest
import yaml

from newscrawl.archive.lock import OutputLock
from newscrawl.loopback.fixturesite import ARTICLES, FixtureSite, load_articles
from newscrawl.text.markup import clean_body
from tests.conftest import run_crawl

CASES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(ARTICLES.glob("*.yaml"))}


def post_of(crawl, case):
    """The post of a case as (front matter, body), or None."""
    for name, content in crawl.posts.items():
        if name[11:-3] == case["id"]:
            front, body = content.decode().removeprefix("---\n").split("\n---\n", 1)
            return yaml.safe_load(front), body
    return None


def bare(text):
    return "".join(text.split())


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_article_becomes_what_its_file_says(whole_crawl, case):
    expected, post = case["expect"], post_of(whole_crawl, case)
    if expected["outcome"] == "quarantine":
        assert post is None
        assert expected["reason"] in whole_crawl.quarantine[case["id"]]["reason"]
        return
    assert post, whole_crawl.quarantine.get(case["id"])
    front, body = post
    assert front["categories"] == expected["slug"]
    assert front["title"].strip()
    assert front["title"] == expected.get("title", front["title"])
    assert front["date"] == f"{case['showtime']} +0800"  # PyYAML reads +0800 as a string
    text = clean_body(body).text
    for words in expected.get("contains", []):
        assert words in body or bare(words) in bare(text)
    for words in expected.get("lacks", []):
        assert words not in body


def test_nothing_is_lost(whole_crawl):
    report = whole_crawl.report
    assert whole_crawl.status == 0, whole_crawl.log
    assert report["complete"]
    assert report["listed"] == len(CASES) == report["archived"] + report["set_aside"]
    assert report["from_post_page"] == sum(case["expect"].get("from_post_page", False) for case in CASES.values())
    assert {line["id"] for line in report["set_aside_articles"]} == set(whole_crawl.quarantine)


def test_the_reason_is_kept_where_sources_disagree(whole_crawl):
    case = CASES["list-and-credit-disagree"]
    kept = {line["id"]: line for line in whole_crawl.report["sources_that_disagree"]}[case["id"]]
    assert kept["source"] == case["expect"]["source"]
    assert kept["reason"].startswith("body; against ")


def test_scrapy_has_no_warning(whole_crawl):
    assert "WARNING" not in whole_crawl.log
    assert "Traceback" not in whole_crawl.log


def test_quarantine_keeps_what_the_pages_said(whole_crawl):
    kept = whole_crawl.quarantine[CASES["date-unreadable"]["id"]]
    assert kept["raw"]["published"] == {"api": "--", "share": "--"}
    assert "--" in kept["reason"]
    assert kept["url"].startswith("http://finews.zning.xyz/")
    assert kept["raw"]["body"]


@pytest.fixture
def archived(tmp_path, whole_crawl):
    """What the whole crawl left, to be crawled again."""
    shutil.copytree(whole_crawl.output, tmp_path / "again")
    return tmp_path / "again"


def test_a_second_run_over_an_unchanged_site_asks_for_lists_only(archived, whole_crawl):
    with FixtureSite() as site:
        again = run_crawl(archived, "finews", site=site)
    assert again.status == 0, again.log
    assert again.tree("site", "quarantine") == whole_crawl.tree("site", "quarantine")
    assert asked_articles(site) == set()
    assert {path for path in site.asked if not path.startswith(("/category/", "/web/", "/information/"))} == {
        "/", "/robots.txt", "/changjiangribao/", "/emnews/"
    }  # fmt: skip
    assert again.report["lists_unchanged"] == whole_crawl.report["lists_fetched"]
    assert [again.report[key] for key in ("listed", "known", "archived", "due")] == [0, 0, 0, 0]


def test_known_articles_are_not_asked_for_where_lists_are_always_sent(archived, whole_crawl):
    with FixtureSite() as site:
        site.validators = ()
        again = run_crawl(archived, "finews", site=site)
    assert again.status == 0, again.log
    assert asked_articles(site) == set()
    assert again.report["listed"] == again.report["known"] == whole_crawl.report["listed"]
    assert again.tree("site", "quarantine") == whole_crawl.tree("site", "quarantine")


def test_refetch_asks_for_everything_again_and_writes_nothing_new(archived, whole_crawl):
    with FixtureSite() as site:
        again = run_crawl(archived, "finews", "-a", "refetch=1", site=site)
    assert again.tree("site", "quarantine") == whole_crawl.tree("site", "quarantine")
    assert again.report["posts"] == {"new": 0, "changed": 0, "unchanged": whole_crawl.report["archived"]}


def test_an_index_that_is_lost_loses_nothing(archived, whole_crawl):
    for file in archived.glob("archive.sqlite3*"):
        file.unlink()
    with FixtureSite() as site:
        again = run_crawl(archived, "finews", site=site)
    assert again.tree("site", "quarantine") == whole_crawl.tree("site", "quarantine")
    assert again.report["posts"] == {"new": 0, "changed": 0, "unchanged": again.report["archived"]}


@pytest.mark.parametrize("validators", [("ETag",), ("Last-Modified",), ()], ids=lambda names: " ".join(names) or "none")
def test_what_failed_is_archived_by_the_next_run_though_no_list_names_it(tmp_path, validators):
    local = [article for article in load_articles() if article["column"] == "chongqingribao"]
    articles = [article for article in local if "trouble" not in article]
    with FixtureSite(articles) as site:
        wanted = run_crawl(tmp_path / "whole", "finews", site=site).posts
    with FixtureSite(articles, down=("/NewsData", "/chongqingribao/2022")) as site:
        site.validators = validators
        first = run_crawl(tmp_path / "output", "finews", site=site)
    assert (first.status, first.report["due"], first.posts) == (1, len(articles), {})
    with FixtureSite([{**article, "lists": []} for article in articles]) as site:
        site.validators = validators
        second = run_crawl(tmp_path / "output", "finews", site=site)
    assert second.status == 0, second.log
    assert second.posts == wanted
    assert (second.report["listed"], second.report["archived"]) == (len(articles), len(articles))


def test_what_failed_twice_waits_and_is_due_meanwhile(tmp_path):
    articles = [article for article in load_articles() if article["column"] == "chongqingribao"]
    for _ in range(2):
        with FixtureSite(articles, down=("/NewsData", "/chongqingribao/2022")) as site:
            run_crawl(tmp_path, "finews", site=site)
    with FixtureSite(articles) as site:
        site.validators = ()  # other marks: the lists are sent again
        crawl = run_crawl(tmp_path, "finews", site=site)
    assert asked_articles(site) == set()
    assert (crawl.status, crawl.report["listed"], crawl.report["due"], crawl.report["lost"]) == (
        1,
        *[len(articles)] * 2,
        0,
    )


def test_what_a_restricted_run_leaves_out_a_later_one_finds(tmp_path, whole_crawl):
    with FixtureSite() as site:
        run_crawl(tmp_path, "finews", "-a", "until=2022-06-11", site=site)
        crawl = run_crawl(tmp_path, "finews", site=site)
    assert crawl.status == 0, crawl.log
    assert crawl.posts == whole_crawl.posts
    assert crawl.report["known"] > 0


def test_a_category_page_found_before_is_read_though_home_has_not_changed(tmp_path):
    """Home shows the newest only: a new article below them changes the category's page alone."""
    articles = [
        article for article in load_articles() if article["source"] == "常州日报" and "site" in article["lists"]
    ]
    assert len(articles) > 6
    with FixtureSite(articles[:-1]) as site:
        before = run_crawl(tmp_path, "finews", site=site).posts
    with FixtureSite(articles) as site:
        after = run_crawl(tmp_path, "finews", site=site)
    assert after.report["lists_unchanged"] > 0
    assert after.posts.keys() - before.keys() == {f"{articles[-1]['showtime'][:10]}-{articles[-1]['id']}.md"}


def test_a_second_crawl_on_one_output_dir_gets_one_line(tmp_path, site):
    with OutputLock(tmp_path):
        crawl = run_crawl(tmp_path, "finews", site=site)
    assert crawl.status == 1
    assert crawl.log == (
        f"scrapy crawl: {tmp_path} is in use by process {os.getpid()}: wait for its end, or give another OUTPUT_DIR\n"
    )
    assert not site.asked


def test_an_index_that_is_none_gets_one_line(tmp_path, site):
    (tmp_path / "archive.sqlite3").write_bytes(b"no index " * 1000)
    crawl = run_crawl(tmp_path, "finews", site=site)
    assert crawl.status == 1
    assert crawl.log.startswith(f"scrapy crawl: {tmp_path / 'archive.sqlite3'} is no index")
    assert crawl.log.count("\n") == 1


def test_what_a_killed_crawl_left_half_written_is_cleared_away(tmp_path, site):
    half = tmp_path / "site" / "_posts" / ".2022-06-13-NW1.md.x.tmp"
    half.parent.mkdir(parents=True)
    half.touch()
    run_crawl(tmp_path, "finews", "-a", "category=chongqingribao", site=site)
    assert not list(tmp_path.rglob("*.tmp"))


def test_the_home_page_alone_finds_every_article_of_the_site(tmp_path):
    with FixtureSite(lists=False) as site:
        crawl = run_crawl(tmp_path, "finews", site=site)
    published = {case["id"] for case in CASES.values() if "site" in case["lists"]}
    assert {name[11:-3] for name in crawl.posts} | set(crawl.quarantine) == published
    assert crawl.status == 0


def test_lists_that_are_down_make_the_crawl_incomplete_and_no_post_different(tmp_path, whole_crawl):
    with FixtureSite(down=("/category", "/changjiangribao", "/emnews", "/changzhouribao", "/techweb")) as site:
        crawl = run_crawl(tmp_path, "finews", site=site)
    assert crawl.status == 1
    assert crawl.report["lists_failed"] > 0
    assert crawl.posts
    assert crawl.posts.items() <= whole_crawl.posts.items()


def asked_articles(site):
    """The ids of all articles that the site was asked for."""
    return {path.rsplit("/", 1)[-1].rpartition("=")[2].removesuffix(".html") for path in site.asked if "2022" in path}


def test_a_flash_item_is_asked_for_by_the_id_that_a_late_list_tells(tmp_path):
    """The site's own list, which knows the item by another id, and its post page are answered long before."""
    case = CASES["title-colon-space"]
    with FixtureSite([case], late=0.5) as site:
        crawl = run_crawl(tmp_path, "finews", site=site)
        assert crawl.status == 0, crawl.log
        assert asked_articles(site) == {case["id"], case["infocode"]}
        assert site.asked[f"/NewsData/GetNewsText.do?id={case['infocode']}"] == 1
        assert site.asked[f"/NewsData/GetNewsText.do?id={case['id']}"] == 0


def test_category_limits_what_is_asked(tmp_path, site):
    crawl = run_crawl(tmp_path, "finews", "-a", "category=chongqingribao,changjiangribao", site=site)
    wanted = {case["id"] for case in CASES.values() if case["column"] in ("chongqingribao", "changjiangribao")}
    assert asked_articles(site) == wanted
    assert "/" not in site.asked
    assert crawl.status == 0


def test_category_of_flash_items(tmp_path, site):
    run_crawl(tmp_path, "finews", "-a", "category=emnews", site=site)
    flash = [case for case in CASES.values() if case["column"] == "emnews"]
    assert asked_articles(site) <= {case["id"] for case in flash} | {case["infocode"] for case in flash}


def test_since_and_until_limit_what_is_asked(tmp_path, site):
    crawl = run_crawl(tmp_path, "finews", "-a", "since=2022-06-10", "-a", "until=2022-06-11", site=site)
    inside = [case for case in CASES.values() if case["showtime"][:10] in ("2022-06-10", "2022-06-11")]
    undated = [case for case in CASES.values() if not case["showtime"].startswith("2022")]  # no list tells their day
    may_be_asked = {case[key] for case in inside + undated for key in ("id", "infocode") if key in case}
    assert asked_articles(site) <= may_be_asked
    assert {name[11:-3] for name in crawl.posts} | set(crawl.quarantine) == {case["id"] for case in inside + undated}
    assert crawl.report["out_of_range"] > 0
    assert crawl.status == 0


def test_whichever_list_comes_first_the_same_is_kept(tmp_path, whole_crawl):
    """Two crawls of an unchanged site leave the same bytes, posts and quarantine."""
    with FixtureSite() as site:
        crawl = run_crawl(tmp_path, "finews", site=site, CONCURRENT_REQUESTS=1)
    assert crawl.posts == whole_crawl.posts
    assert {i: k["reason"] for i, k in crawl.quarantine.items()} == {
        i: k["reason"] for i, k in whole_crawl.quarantine.items()
    }


def test_hosts_can_be_replaced(tmp_path, site, whole_crawl):
    """No proxy here: the arguments alone lead to the site's new address, links to the old one included."""
    bases = [f"{name}={site.url}" for name in ("site_url", "share_url", "list_url", "market_url")]
    crawl = run_crawl(tmp_path, "finews", *(part for base in bases for part in ("-a", base)))
    assert crawl.status == 0, crawl.log
    moved = {name: post.replace(site.url.encode(), b"http://finews.zning.xyz/") for name, post in crawl.posts.items()}
    assert moved == whole_crawl.posts


def test_robots_are_obeyed_and_told_who_asks(tmp_path):
    articles = [case for case in load_articles() if case["column"] == "chongqingribao"]
    with FixtureSite(articles, robots="User-agent: *\nDisallow: /NewsData/\n") as site:
        crawl = run_crawl(tmp_path, "finews", site=site)
    assert not [path for path in site.asked if path.startswith("/NewsData")]
    assert all(agent.startswith("newscrawl") for agent in site.agents)
    assert crawl.report["from_post_page"] == crawl.report["archived"] == len(articles)


def test_what_may_be_answered_later_stays_due(tmp_path):
    with FixtureSite(down=("/NewsData", "/emnews/2022")) as site:
        crawl = run_crawl(tmp_path, "finews", "-a", "category=emnews", site=site)
    assert crawl.status == 1
    assert not crawl.posts
    assert crawl.report["due"] == crawl.report["listed"] > 0
    assert "HTTP 503" in crawl.report["due_articles"][0]["reason"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["finews", "-a", "since=yesterday"], "since='yesterday' is no day: give it as 2022-06-13"),
        (
            ["finews", "-a", "since=2022-06-13", "-a", "until=2022-06-12"],
            "since=2022-06-13 lies after until=2022-06-12",
        ),
        (["finews", "-a", "colour=red"], "finews takes no argument 'colour'; it takes category, since, until"),
        (["finews", "-a", "category=a/b"], "category='a/b' is no category"),
        (["finews", "-a", "site_url=nowhere"], "site_url='nowhere' is no address"),
        (["finews", "-a", "since"], "-a"),
        (["nosuch"], "name one spider of eastmoney, finews"),
        ([], "name one spider of eastmoney, finews"),
        (["share"], "share needs either url=URL[,URL] or urls=FILE"),
        (["share", "-a", "url=x"], "url='x' is no address"),
        (["share", "-a", "urls=/no/such/file"], "urls='/no/such/file': there is no such file"),
        (["share", "-a", "urls=/"], "urls='/': that is a folder"),
    ],
    ids=lambda value: " ".join(value) or "nothing" if isinstance(value, list) else "",
)
def test_wrong_arguments_give_one_line_and_status_2(tmp_path, arguments, says):
    crawl = run_crawl(tmp_path / "output", *arguments)
    assert crawl.status == 2
    assert says in crawl.log
    assert crawl.log.count("\n") == 1
    assert crawl.out == ""


def test_an_output_dir_that_cannot_be_written_gives_one_line_and_status_1(tmp_path):
    (tmp_path / "file").touch()
    crawl = run_crawl(tmp_path / "file" / "output", "finews")
    assert crawl.status == 1
    assert crawl.log == f"scrapy crawl: cannot write to OUTPUT_DIR {tmp_path / 'file' / 'output'}: Not a directory\n"
