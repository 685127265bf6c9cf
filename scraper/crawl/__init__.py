"""One pass over the sources: schedule, discover, fetch, parse, identify, store. `crawl()` tells the story."""

from scraper.crawl.crawl import CrawlRequest, crawl
from scraper.crawl.observer import Observer
from scraper.crawl.prepare import prepare
from scraper.crawl.raw import open_writer
from scraper.crawl.report import Report, Tally
from scraper.crawl.tools import Tools, open_client, open_tools, site_of

__all__ = [
    "CrawlRequest",
    "Observer",
    "Report",
    "Tally",
    "Tools",
    "crawl",
    "open_client",
    "open_tools",
    "open_writer",
    "prepare",
    "site_of",
]
