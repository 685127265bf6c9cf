"""Reads what lists articles: feeds, sitemaps, section pages. Pure: bytes in, a Listing out; the crawl fetches.

What reads a kind is imported with the first listing of that kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.discover.pattern import fill as fill_pattern
from scraper.on_demand import names_from

if TYPE_CHECKING:
    from scraper.discover.autodetect import endpoints_of
    from scraper.discover.feeds import read_feed
    from scraper.discover.json_lists import ListRule, first_pages, is_list_of, post_of, read_json_list
    from scraper.discover.listing import Child, Entry, Listing
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

__getattr__ = names_from(
    __name__,
    {
        "NOTHING_LEARNED": "sections",
        "Child": "listing",
        "Entry": "listing",
        "ListRule": "json_lists",
        "Listing": "listing",
        "Shapes": "shapes",
        "endpoints_of": "autodetect",
        "first_pages": "json_lists",
        "is_list_of": "json_lists",
        "learn_shapes": "shapes",
        "post_of": "json_lists",
        "read_feed": "feeds",
        "read_json_list": "json_lists",
        "read_section": "sections",
        "read_sitemap": "sitemaps",
        "told_time": "times",
    },
)
