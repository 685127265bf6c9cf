"""Pages that are gone though their server says 200: it leads to the home page, or says so in words. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from scraper.article import SOFT_404, Article
from scraper.response import Response


def leads_home(response: Response) -> bool:
    """Whether an address below the root was redirected to the root of its host, or of the host with or without www."""
    if not response.hops:
        return False
    asked, came = urlsplit(response.url), urlsplit(response.final_url)
    is_root = came.path in ("", "/") and not came.query
    was_root = asked.path in ("", "/") and not asked.query
    same = (asked.hostname or "").removeprefix("www.") == (came.hostname or "").removeprefix("www.")
    return is_root and not was_root and same


def says_gone(article: Article) -> bool:
    """Whether the parser took the page for one that says that there is none."""
    return article.kind == "page" and SOFT_404 in (article.rejected_because or "")
