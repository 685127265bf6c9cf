"""Where a request goes and what it asks for there, as httpx wants them.

httpx takes as long to parse an address as for all the rest of a request. Most addresses need nothing done to them: of
these only the origin is parsed, once, and what follows goes along as the request's `target`, an extension of httpx's.
"""

from __future__ import annotations

import re
from functools import lru_cache

import httpx

_PLAIN = re.compile(r"(https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?)(/(?:[!$&-;=?@-_a-z|~]++|%[0-9A-Fa-f]{2})*+)")
"""An origin and what follows it, all of signs that httpx sends as they stand."""

LONGEST = 8000
"""Signs of an address that is looked at this way."""


def addressed(url: str) -> tuple[httpx.URL, dict[str, bytes]]:
    """The URL to make a request of, and the extension that goes along: where there is one, the URL is good for its
    origin only. Raises httpx.InvalidURL."""
    plain = _PLAIN.fullmatch(url) if len(url) <= LONGEST else None
    if plain is None or "/." in plain[2]:  # which leads to another folder
        return httpx.URL(url), {}
    return _origin(plain[1]), {"target": plain[2].encode()}


@lru_cache(maxsize=1024)
def _origin(address: str) -> httpx.URL:
    return httpx.URL(address)
