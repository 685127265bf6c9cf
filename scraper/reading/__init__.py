"""Reads pages in processes of its own, beside the one that fetches and stores: a page in, an article out.

What a page may do to a parser (hang it, crash it, eat its memory) it does there, and the crawl goes on.
"""

from scraper.reading.join import is_part_of, join_parts, take_whole
from scraper.reading.page import PageToRead, Reading, finish
from scraper.reading.pool import ReaderDied, Readers, ReadingFailed

__all__ = [
    "PageToRead",
    "ReaderDied",
    "Readers",
    "Reading",
    "ReadingFailed",
    "finish",
    "is_part_of",
    "join_parts",
    "take_whole",
]
