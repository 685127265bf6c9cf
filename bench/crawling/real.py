"""Real articles as one site: those of a data directory whose text is labelled, each below a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

from bench.crawling.site import Served
from bench.data import Page, pages, set_names


def real_pages(data: Path, limit: int) -> Iterator[Served]:
    """At most `limit` of them. A page that stands in two sets is two pages."""
    labelled = (one for name in set_names(data) for one in pages(data, name) if is_article(one))
    for number, one in zip(range(limit), labelled, strict=False):
        path = quote(urlsplit(one.url or "").path, safe="/%-._~") or "/"
        yield Served(f"/{number}{path}", one.read(), "text/html")


def is_article(page: Page) -> bool:
    return page.gold.get("kind", "article") == "article" and ("text" in page.gold or "with" in page.gold)
