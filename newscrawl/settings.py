"""Settings, in the order in which an article meets them; only what differs from Scrapy's defaults, each with why.

Every one can be given for a crawl with `-s NAME=value`.
"""

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
COMMANDS_MODULE = "newscrawl.commands"
ADDONS = {"newscrawl.addons.LeaveOut": 0}  # what is switched off is not imported

# -- asking: politely, and not for ever

# Who runs it should say whom a site can turn to: USER_AGENT="newscrawl (archives Chinese news; you@archive.example)".
USER_AGENT = "newscrawl (archives Chinese news)"  # Scrapy/VERSION (+https://scrapy.org) in Scrapy
ROBOTSTXT_OBEY = True
DOWNLOADER_MIDDLEWARES = {
    # Looks at each request twice, and lets all of ours pass: they are not to be filtered (dont_filter).
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newscrawl.robots.ObeyRobotsTxt": 100,  # the same, also for requests made while robots.txt is being fetched
    "newscrawl.decoding.WeighEncoding": 580,  # nearer to the spider than decompression (590 and up)
    "newscrawl.distributed.budget.SharedBudget": 990,  # the last before the network; off without SHARED_BUDGET
}
AUTOTHROTTLE_ENABLED = True  # off in Scrapy
AUTOTHROTTLE_START_DELAY = 1.0  # 5 in Scrapy: a run every five minutes has no time for it
AUTOTHROTTLE_TARGET_CONCURRENCY = 2.0
CONCURRENT_REQUESTS_PER_DOMAIN = 4
DOWNLOAD_TIMEOUT = 30  # 180 in Scrapy: a share page is a few kB
RETRY_TIMES = 2
COOKIES_ENABLED = False  # no page of ours needs to know who asks

# Each costs every answer two generators; the first two would drop a listed article without a word in the ledger, the third
# looks for slips of who writes spiders.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
# Scrapy starts as many tasks for each answer, 100, whatever it gives: a third of a crawl's time. Ours give one article each,
# and a pipeline that waits for nothing.
CONCURRENT_ITEMS = 1
# It parses the callback's source anew at every answer, to warn who writes spiders of a slip.
WARN_ON_GENERATOR_RETURN_VALUE = False

# -- what is kept of the answers

# Whether every answer is recorded as it was sent, where the extra `archive` is installed. Used by extensions/warc.py.
WARC = True
# The folder of the WARC files; empty for OUTPUT_DIR/warc. Used by extensions/warc.py, warc/storage.py and commands.
WARC_DIR = ""
# Bytes beyond which a WARC file is full; a day begins a new one too. Used by extensions/warc.py.
WARC_MAX_SIZE = 1 << 30
DOWNLOAD_HANDLERS = {
    "http": "newscrawl.network.RecordingHandler",
    "https": "newscrawl.network.RecordingHandler",
}

# -- from the answer to the post

ITEM_PIPELINES = {
    "newscrawl.pipelines.unchanged.UnchangedPipeline": 50,
    "newscrawl.pipelines.dates.DatesPipeline": 100,
    "newscrawl.pipelines.markup.MarkupPipeline": 200,
    "newscrawl.pipelines.sources.SourcesPipeline": 300,
    "newscrawl.pipelines.people.PeoplePipeline": 350,
    "newscrawl.pipelines.tombstones.TombstonesPipeline": 380,
    "newscrawl.pipelines.validation.ValidationPipeline": 400,
    "newscrawl.pipelines.archive.ArchivePipeline": 500,
    "newscrawl.pipelines.revisions.RevisionsPipeline": 600,
    "newscrawl.pipelines.copies.CopiesPipeline": 700,
    "newscrawl.pipelines.pictures.PicturesPipeline": 800,  # a copy is no change of the article
    "newscrawl.pipelines.posts.PostsPipeline": 900,
}

# -- where it lands

# Everything that a crawl leaves is below this folder. Used by pipelines/posts.py and the extensions.
OUTPUT_DIR = "output"
# The address of the published site: back links of posts lead there. Used by exporters/jekyll.py.
SITE_URL = "http://finews.withounder.com/"
# Whether layouts, style sheet, home and source pages are written too; False leaves an existing site its own and writes
# posts alone. Used by pipelines/posts.py.
SITE_SCAFFOLD = True
# How many days site/_posts has, counted back from the newest article's; older posts lie in site/_archive by month, where
# Jekyll does not build them. 0: all. Used by extensions/window.py.
SITE_WINDOW_DAYS = 0
# Whether copies of pictures are kept below site/_archive/pictures, and shown by the posts. Used by pipelines/pictures.py.
KEEP_IMAGES = False
MEDIA_ALLOW_REDIRECTS = True  # off in Scrapy: hosts of pictures have moved to https
# Further front matter of posts, of: source authors editors share_url same_story. Used by exporters/jekyll.py.
POST_EXTRA_FIELDS: list[str] = []
FEED_EXPORT_ENCODING = "utf-8"
# `-O articles.jsonl` writes the lines of `scrapy export jsonl`. Used by Scrapy's feeds.
FEED_EXPORTERS = {
    **dict.fromkeys(("jsonl", "jsonlines", "jl"), "newscrawl.exporters.feeds.ArticleJsonLines"),
    "json": "newscrawl.exporters.feeds.ArticleJson",
    "csv": "newscrawl.exporters.feeds.ArticleCsv",
}

# -- past one machine

# The Redis through which `scrapy distribute` gives out partitions: redis://localhost:6379/0. Empty: it crawls them
# itself, one at a time. Used by commands/distribute.py and distributed/tasks.py.
DISTRIBUTED_BROKER = ""
# The Redis in which crawls share what a host may be asked, as those of `scrapy distribute` do. Used by
# distributed/budget.py.
SHARED_BUDGET = ""
# Seconds to wait for a Redis that does not answer: crawls, workers and `scrapy distribute` end then, incomplete. Used by
# distributed/budget.py, distributed/queue.py and distributed/tasks.py.
REDIS_PATIENCE = 300

# -- what it tells

EXTENSIONS = {
    "newscrawl.extensions.quarantine.Quarantine": 100,
    "newscrawl.extensions.copies.Copies": -50,  # before Scrapy's feeds (0) and the report, which tell what it finds
    "newscrawl.extensions.withdrawals.Withdrawals": 190,  # before the report: what it decides at the end is told
    "newscrawl.extensions.report.Report": 200,
    "newscrawl.extensions.stop.StopWhereNothingCanBeWritten": 250,
    "newscrawl.extensions.window.Window": 255,  # needs the index, which the next one closes
    "newscrawl.extensions.archive.Archive": 260,  # ends after the report, whose counts it keeps
    "newscrawl.extensions.warc.Warc": 270,  # after the archive, which holds OUTPUT_DIR
    "newscrawl.extensions.progress.Progress": 300,
}
# Whether the summary is printed even where standard output is no terminal. Used by extensions/report.py.
SUMMARY = False
STATS_CLASS = "newscrawl.extensions.stats.Stats"  # Scrapy's own, without what it checks at every count
LOG_LEVEL = "INFO"
LOG_FORMATTER = "newscrawl.extensions.logformat.ShortLines"  # Scrapy prints whole articles

# -- what stays shut

TELNETCONSOLE_ENABLED = False  # on in Scrapy: a port that runs Python
REMOTE_CONTROL_ENABLED = False  # on in Scrapy
