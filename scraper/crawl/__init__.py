"""One pass over the sources: schedule, discover, fetch, parse, identify, store. `crawl()` tells the story."""

from scraper.crawl.crawl import CrawlRequest, crawl, open_client
from scraper.crawl.observer import Observer
from scraper.crawl.prepare import prepare
from scraper.crawl.report import Report, Tally

__all__ = ["CrawlRequest", "Observer", "Report", "Tally", "crawl", "open_client", "prepare"]
