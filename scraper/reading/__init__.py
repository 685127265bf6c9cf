"""Reads pages in processes of its own, beside the one that fetches and stores: a page in, an article out.

What a page may do to a parser (hang it, crash it, eat its memory) it does there, and the crawl goes on. The parser is
imported there only: the crawl itself starts without it, and a pass that brings nothing new never pays for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.on_demand import names_from

if TYPE_CHECKING:
    from scraper.reading.join import is_part_of, join_parts, take_whole
    from scraper.reading.lesson import Learned, Lesson
    from scraper.reading.made import Reading, finish, hash_if_cut
    from scraper.reading.page import PageToRead
    from scraper.reading.pool import ReaderDied, Readers, ReadingFailed

__all__ = [
    "Learned",
    "Lesson",
    "PageToRead",
    "ReaderDied",
    "Readers",
    "Reading",
    "ReadingFailed",
    "finish",
    "hash_if_cut",
    "is_part_of",
    "join_parts",
    "take_whole",
]

__getattr__ = names_from(
    __name__,
    {
        "Learned": "lesson",
        "Lesson": "lesson",
        "PageToRead": "page",
        "ReaderDied": "pool",
        "Readers": "pool",
        "Reading": "made",
        "ReadingFailed": "pool",
        "finish": "made",
        "hash_if_cut": "made",
        "is_part_of": "join",
        "join_parts": "join",
        "take_whole": "join",
    },
)
