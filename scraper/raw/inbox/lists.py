"""Lists of addresses: URLs that a crawl is to fetch, and feeds out of a reader's OPML file. Text in, addresses out."""

from __future__ import annotations

from lxml import etree


def listed_urls(text: str) -> list[str]:
    """One address a line; empty lines and those that begin with # don't count."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def opml_feeds(data: bytes) -> list[str]:
    """The addresses of the feeds of an OPML file, in its order. Raises ValueError for what is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"no OPML: {error}") from None
    if root is None or root.tag != "opml":
        raise ValueError("no OPML: it doesn't begin with <opml>")
    feeds = (outline.get("xmlUrl") or outline.get("xmlurl") for outline in root.iter("outline"))
    return list(dict.fromkeys(feed for feed in feeds if feed))
