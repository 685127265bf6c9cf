"""A page to an article. Pure: bytes in, an Article out; no network, no clock, no database."""

from scraper.parse.evidence import Hints, Rules
from scraper.parse.page import parse

__all__ = ["Hints", "Rules", "parse"]
