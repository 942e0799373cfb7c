"""newscrawl archives Chinese news: share and category links in, dated and attributed Jekyll posts out."""
