"""The index made anew from the posts and the quarantine."""

import json
from urllib.parse import parse_qs, urlsplit

from newscrawl.archive.index import Index
from newscrawl.archive.reindex import reindex
from newscrawl.exporters.jekyll import JekyllExporter, file_name
from tests.archive.conftest import listed, read


def identify(article):
    article.site = "finews"
    article.share_id = parse_qs(urlsplit(article.url).query).get("infoCode", [article.id])[0]
    return article


def crawl(folder):
    """Two posts and one article that was set aside, in the index and on disk."""
    exporter = JekyllExporter(folder / "site", site_url="http://site.example/", scaffold=False)
    with Index.open(folder / "archive.sqlite3") as index:
        for id_ in ("NW1", "NW2"):
            article = read(listed(id_))
            exporter.write(article)
            index.archive(article, file_name(article))
        aside = listed("NW3")
        index.set_aside(aside, "no title")
        (folder / "quarantine").mkdir()
        said = {"id": "NW3", "url": aside.url, "site": "finews", "reason": "no title", "raw": aside.raw}
        (folder / "quarantine" / "NW3.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        return [facts(entry) for entry in index.iter_articles()]


def facts(entry):
    """What the disk tells of an article too: neither when it was listed nor what its list said."""
    return {
        name: getattr(entry, name)
        for name in "site id share_id state url source publisher published column_slug column_path post body_hash".split()
    } | ({"title": entry.title} if entry.state == "archived" else {"reason": entry.reason})


def mend(folder, name="archive.sqlite3"):
    index = Index.open(folder / name)
    return index, reindex(index, folder / "site" / "_posts", folder / "quarantine", identify=identify)


def test_a_lost_index_is_made_anew(tmp_path):
    before = crawl(tmp_path)
    index, found = mend(tmp_path, "anew.sqlite3")
    with index:
        assert sorted((facts(e) for e in index.iter_articles()), key=lambda e: e["id"]) == before
        assert index.known("finews", ["NW1", "NW2", "NW3", "NW4"]) == {"NW1", "NW2", "NW3"}
    assert (found.posts, found.set_aside, found.lost, found.unreadable, found.problems) == (2, 1, 0, 0, [])


def test_an_index_that_does_not_agree_is_mended(tmp_path):
    crawl(tmp_path)
    (tmp_path / "site" / "_posts" / "2022-06-13-NW2.md").unlink()
    with Index.open(tmp_path / "archive.sqlite3") as index:
        index.list_article(listed("NW4"))
        exporter = JekyllExporter(tmp_path / "site", site_url="http://site.example/", scaffold=False)
        exporter.write(read(listed("NW4")))
    index, found = mend(tmp_path)
    with index:
        assert index.counts() == {"archived": 2, "due": 1, "set_aside": 1}
        (due,) = index.due("finews")
        assert (due.article.id, due.reason) == ("NW2", "its post was lost")
    assert (found.posts, found.lost) == (2, 1)


def test_files_that_are_neither_are_told(tmp_path):
    crawl(tmp_path)
    posts, quarantine = tmp_path / "site" / "_posts", tmp_path / "quarantine"
    (posts / "-202205262391921712.md").write_text('---\ntitle: ""\n---\n')
    (posts / "2022-05-26-NW9.md").write_text('---\ntitle: "甲"\ndate:\n---\n', encoding="utf-8")
    (posts / ".2022-06-13-NW1.md.x.tmp").write_text("half")
    (quarantine / "a.json").write_text("{")
    (quarantine / "b.json").write_text("[]")
    (quarantine / "c.txt").write_text("")
    index, found = mend(tmp_path)
    index.close()
    assert found.unreadable == 4
    assert sorted(name for name, _ in found.problems) == [
        "-202205262391921712.md",
        "2022-05-26-NW9.md",
        "a.json",
        "b.json",
    ]
    assert "empty date" in dict(found.problems)["2022-05-26-NW9.md"]


def test_nothing_on_disk_is_no_error(tmp_path):
    index, found = mend(tmp_path)
    index.close()
    assert (found.posts, found.set_aside, found.lost, found.unreadable) == (0, 0, 0, 0)
