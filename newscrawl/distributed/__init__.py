"""A crawl by many workers: planned as partitions, each crawled into a folder of its own, and merged.

    plan.py ──► queue.py ──► Redis ──► tasks.py ──► partition.py ──► forking.py ──► scrapy crawl ──► archive/merge/
    partitions   submits    (celery)   a worker     runs one         begins it       budget.py holds its requests to a
                                                                                   host within what all may ask together

Nothing is told by way of Redis but which partition to crawl: that one is done stands in its folder (`done.json`), so a
queue that was lost is filled anew, and a partition that was crawled twice is as one that was crawled once.
"""
