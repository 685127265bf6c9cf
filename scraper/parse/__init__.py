"""A page to an article. Pure: bytes in, an Article out; no network, no clock, no database."""

from scraper.parse.evidence import Hints, Rules, rules_on
from scraper.parse.page import Parsed, parse, parse_page
from scraper.parse.template import Template

__all__ = ["Hints", "Parsed", "Rules", "Template", "parse", "parse_page", "rules_on"]
