"""What a page says about itself: meta tags, links, JSON-LD, time elements; each looked up once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from scraper.parse.jsonld import read_jsonld


@dataclass(frozen=True, slots=True)
class Document:
    """`meta`: content by lower-case name or property, the first of each; `lists`: all of those that may repeat."""

    tree: LexborHTMLParser
    url: str | None
    meta: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    alternates: tuple[tuple[str, str], ...] = ()
    jsonld: tuple[dict[str, Any], ...] = ()
    language: str | None = None

    def first(self, *names: str) -> str | None:
        """The first of these meta values that says something."""
        return next((self.meta[name] for name in names if self.meta.get(name)), None)

    def absolute(self, link: str | None) -> str | None:
        """The link as an absolute http(s) address."""
        if not link or not link.strip():
            return None
        try:
            address = urljoin(self.url or "", link.strip())
        except ValueError:
            return None
        return address if address.startswith(("http://", "https://")) else None


def read_document(tree: LexborHTMLParser, url: str | None) -> Document:
    html = tree.css_first("html")
    base = tree.css_first("base[href]")
    base_url = urljoin(url, base.attributes.get("href") or "") if base is not None and url else url
    meta: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        content = " ".join((attributes.get("content") or "").split())
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if name and content:
            meta.setdefault(name, content)
            lists.setdefault(name, []).append(content)
    document = Document(tree, base_url, meta, lists)
    links: dict[str, str] = {}
    alternates = []
    for node in tree.css("link[rel][href]"):
        link = node.attributes
        address = document.absolute(link.get("href"))
        if address is None:
            continue
        for rel in (link.get("rel") or "").lower().split():
            links.setdefault(rel, address)
            if rel == "alternate" and link.get("hreflang"):
                alternates.append((str(link["hreflang"]), address))
    return Document(
        tree,
        base_url,
        meta,
        lists,
        links,
        tuple(dict.fromkeys(alternates)),
        tuple(read_jsonld([node.text() for node in tree.css('script[type*="ld+json"]')])),
        (html.attributes.get("lang") or html.attributes.get("xml:lang")) if html else None,
    )
