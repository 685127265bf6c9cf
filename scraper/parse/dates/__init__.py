"""When: what times a page tells, how they are written, and which of them is the publication."""

from scraper.parse.dates.choose import find_modified, find_published
from scraper.parse.dates.moment import Moment

__all__ = ["Moment", "find_modified", "find_published"]
