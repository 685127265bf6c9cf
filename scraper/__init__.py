"""Gets the news: from a source to an article. `parse()` is the public door; the verbs are in `cli`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.parse import parse
from scraper.version import __version__

if TYPE_CHECKING:
    from scraper.article import Article

__all__ = ["Article", "__version__", "parse"]


def __getattr__(name: str) -> Any:
    if name == "Article":  # a pass that finds nothing new makes none
        from scraper.article import Article

        return Article
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
