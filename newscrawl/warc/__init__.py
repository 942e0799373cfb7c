"""The answers of the sites as they sent them, in WARC files (ISO 28500), and what runs crawls again from these.

    head.py        the status line and headers of an answer, as the server sent them
    records.py     one answer as WARC records: request and response, or request and revisit
    files.py       the folder of files: rotated by size and day, appended to record by record, mended
    members.py     the whole records of a file
    reading.py     what is in them, and one answer by its place
    catalogue.py   which answer stands where, `catalogue.sqlite3` beside the files
    survey.py      what the catalogue lacks, read from the files
    recorder.py    what a crawl writes with
    plan.py        what a replay goes through, and its settings
    merging.py     files of a part of an archive: into the whole
    storage.py     a replay's answers: an HTTPCACHE storage over the catalogue

newscrawl.network has the two ends of it: the download handler that records, and that of a replay, which never goes out.
Needs the extra `archive`, but for head.py, files.py, members.py and merging.py.
"""
