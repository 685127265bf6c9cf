"""Gets the news: from a source to an article. `parse()` is the public door; the verbs are in `cli`."""

from scraper.article import Article
from scraper.parse import parse
from scraper.version import __version__

__all__ = ["Article", "__version__", "parse"]
