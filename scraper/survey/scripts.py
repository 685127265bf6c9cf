"""Addresses of JSON that a page or its scripts name to the letter."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

MOST = 8
"""Addresses that are tried."""

MOST_SCRIPTS = 6

_STRING = re.compile(r"""(["'`])((?:https?:)?/[^"'`\s<>\\${}()|^]{3,200}|[\w-]+/[\w./-]+\.json(?:\?[\w=&.-]*)?)\1""")
_JSON = re.compile(r"/api(?:/|$)|/wp-json/|\.json(?:$|\?)|/jsonapi/|/_api/|[?&]format=json", re.IGNORECASE)
_NO_LIST = re.compile(
    r"manifest|package|config|settings|locale|i18n|translations?\.json|words\.json|auth|login|user|token|session|cart|"
    r"comments?|search|oembed|schema|version|health|track|log\b|analytics|consent|webpack|chunk|map$",
    re.IGNORECASE,
)


def scripts_of(html: str, url: str) -> list[str]:
    """The site's own scripts, those named last first: the site's code comes behind its libraries."""
    found = [urljoin(url, node.attributes.get("src") or "") for node in LexborHTMLParser(html).css("script[src]")]
    own = [address for address in found if _host(address) == _host(url)]
    return list(dict.fromkeys(reversed(own)))[:MOST_SCRIPTS]


def json_named_in(text: str, url: str) -> list[str]:
    """Absolute addresses of JSON, of this site and its subdomains, in the order in which the text names them."""
    found: dict[str, None] = {}
    for match in _STRING.finditer(text.replace("\\/", "/")):
        address = urljoin(url, match[2])
        if _JSON.search(address) and not _NO_LIST.search(urlsplit(address).path) and _is_near(address, url):
            found[address] = None
    return list(found)[:MOST]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _is_near(address: str, url: str) -> bool:
    """On the site's host, or on one above or below it, as in api.news.example."""
    here, there = _host(url), _host(address)
    return here == there or there.endswith(f".{here}") or here.endswith(f".{there}")
