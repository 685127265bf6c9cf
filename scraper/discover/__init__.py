"""Reads what lists articles: feeds, sitemaps, section pages. Pure: bytes in, a Listing out; the crawl fetches."""

from scraper.discover.autodetect import endpoints_of
from scraper.discover.feeds import read_feed
from scraper.discover.json_lists import ListRule, first_pages, is_list_of, post_of, read_json_list
from scraper.discover.listing import Child, Entry, Listing
from scraper.discover.pattern import fill as fill_pattern
from scraper.discover.sections import NOTHING_LEARNED, read_section
from scraper.discover.shapes import Shapes, learn_shapes
from scraper.discover.sitemaps import read_sitemap
from scraper.discover.times import told_time

__all__ = [
    "NOTHING_LEARNED",
    "Child",
    "Entry",
    "ListRule",
    "Listing",
    "Shapes",
    "endpoints_of",
    "fill_pattern",
    "first_pages",
    "is_list_of",
    "learn_shapes",
    "post_of",
    "read_feed",
    "read_json_list",
    "read_section",
    "read_sitemap",
    "told_time",
]
