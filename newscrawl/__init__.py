"""newscrawl archives Chinese news: share and category links in, dated and attributed Jekyll posts out.

    site ──► spider ──► Article ──► dates ► markup ► sources ► validation ► post        one crawl
              │  (strings as the page said them)                  │           │
              └ share & category links                       quarantine/  site/_posts/
       answers as sent ──► warc/  ──► a replay: the same again, without the site

The map, in the order in which an article meets it:

    spiders/         one site a file: attributes that say where its lists are, which links and fields are what
    base/            NewsSpider: what all sites have in common; from a listed article to its post page, its share link,
                     its JSON; in parts, each built on the one below:
                       following.py  which of the listed articles are asked for: new ones, and those still due
                       pages.py      from a listed article to its own page or pages, joined in order
                       lists.py      from home and category pages and list APIs (apis.py) to the articles they list
                       recall.py     what is remembered of lists
                       links.py      what an address tells of an article and its site
    memory.py        what a spider asks the archive and tells it
    items.py         Article: what the pages said (`raw`) beside what it means
    records.py       and the form in which the index keeps it, and exports and feeds hand it on
    steps.py         the one list of normalising steps, which pipelines and read_article both run
    text/            pure functions that do the work: dates/ markup/ page/ encoding/ likeness/ sources slugs
    pipelines/       one step a file: runs it, counts what it mended; validation; the post
    exporters/       the Jekyll post, the site around it, the archive's own pages; files for other tools, a module a format
    archive/         the index: what was listed, archived, set aside, revised, withdrawn; one crawl at a time; posts read back
    extensions/      the archive's memory, the recorder, what is withdrawn, quarantine, window, report, progress, log lines
    commands/        scrapy crawl, with checked arguments and an exit status; export, gaps, reindex, rebuild, doctor, distribute …
    distributed/     a crawl by many workers: partitions, a queue, what all may ask of a host; merged by archive/merge/
    places.py        where a post lies: in the site, or beyond its window in the cold store
    window.py          which it moves to; the pages of months
    pictures.py      copies of pictures
    network.py       where answers come in: recorded as they were sent, or in a replay never asked for
    warc/            WARC files: written, read back, catalogued; the answers of a replay
    replay.py        a crawl run again from them,
    rebuilding.py      articles read again by the rules of today, and compared with their posts,
    reindexing.py      the index, where it was lost,
    packaging.py       and the pages of a package of them
    reading.py       read_article: the same path without a crawl, for one page's bytes
    decoding.py      the two downloader middlewares of our own: encodings by the bytes,
    robots.py          robots.txt for requests that wait for it
    loopback/        the bundled news site that demo and tests crawl, and sites of recorded pages, each on a server that is
                     the proxy for any host
    settings.py      reads top to bottom as the data's path;
    addons.py          what it switches off is not loaded
"""

from typing import TYPE_CHECKING, Any

from newscrawl.items import Article

if TYPE_CHECKING:
    from newscrawl.reading import read_article

__all__ = ["Article", "read_article"]


def __getattr__(name: str) -> Any:
    """`read_article`, imported when it is asked for: half a second that `scrapy`, which begins with the settings, spends
    where Ctrl-C can be answered (commands/)."""
    if name != "read_article":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from newscrawl.reading import read_article

    return read_article
