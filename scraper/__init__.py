"""Gets the news: from a source to an article. `parse()` is the public door; the verbs are in `cli`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.on_demand import names_from
from scraper.parse import parse
from scraper.version import __version__

if TYPE_CHECKING:
    from scraper.article import Article

__all__ = ["Article", "__version__", "parse"]

__getattr__ = names_from(__name__, {"Article": "article"})
