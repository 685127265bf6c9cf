"""The languages of a site, and its front pages in them: what its pages say, and where they link to."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from scraper.identify import same_site
from scraper.languages import language_in

MOST_HOMES = 8
"""Front pages in other languages that are looked at."""


def languages_of(html: str, url: str) -> tuple[str, ...]:
    """The languages that the page says it exists in, its own first; then those that its links name."""
    tree = LexborHTMLParser(html)
    own = tree.css_first("html[lang]")
    told = [own.attributes.get("lang") or ""] if own else []
    told += [node.attributes.get("hreflang") or "" for node in tree.css("link[rel=alternate][hreflang]")]
    codes = [code.lower().replace("_", "-").partition("-")[0] for code in told]
    codes += [code for address in other_homes(html, url) if (code := language_in(address)) is not None]
    return tuple(dict.fromkeys(code for code in codes if re.fullmatch(r"[a-z]{2,3}", code)))


def other_homes(html: str, url: str) -> tuple[str, ...]:
    """The site's front pages in other languages: by `hreflang`, else links to `/de/` or to `de.` of the same site."""
    tree = LexborHTMLParser(html)
    links = [node.attributes.get("href") or "" for node in tree.css("link[rel=alternate][hreflang][href]")]
    pages = [node.attributes.get("href") or "" for node in tree.css("a[href]")]
    found: dict[str, None] = {}
    for href in links:
        _keep(found, urljoin(url, href.strip()), url)
    for href in pages:
        address = urljoin(url, href.strip()).partition("#")[0]
        if language_in(address) is not None and _is_home(address):
            _keep(found, address, url)
    return tuple(found)[:MOST_HOMES]


def _is_home(address: str) -> bool:
    parts = urlsplit(address)
    return len([piece for piece in parts.path.split("/") if piece]) <= 1 and not parts.query


def _keep(found: dict[str, None], address: str, url: str) -> None:
    if address.rstrip("/") != url.rstrip("/") and same_site(address, url):
        found[address] = None
