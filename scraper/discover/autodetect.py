"""The feeds that a page names."""

from __future__ import annotations

from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}


def endpoints_of(html: bytes | str, url: str) -> tuple[tuple[str, str], ...]:
    """(`feed`, absolute URL) of every `link rel=alternate` to a feed, in the page's order; comment feeds left out."""
    text = html.decode("utf-8", "replace") if isinstance(html, bytes) else html
    found: dict[str, None] = {}
    for node in LexborHTMLParser(text).css("link[rel][type][href]"):
        attributes = node.attributes
        kind = (attributes.get("type") or "").lower().partition(";")[0].strip()
        href = (attributes.get("href") or "").strip()
        title = (attributes.get("title") or "").lower()
        if "alternate" in (attributes.get("rel") or "").lower().split() and kind in FEED_TYPES and href:
            if "comment" in title or "/comments/" in href:
                continue
            try:
                address = urljoin(url, href)
            except ValueError:
                continue
            if address.startswith(("http://", "https://")):
                found[address] = None
    return tuple(("feed", address) for address in found)
