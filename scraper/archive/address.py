"""The address under which a capture is kept: a URI that gives no password away."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

_KEPT = "%/:=&?~+!$,;'@()*[]|"
"""Characters that stay as they are, the percent sign of what is already quoted among them."""


@lru_cache(maxsize=64)
def target_uri(url: str) -> str:
    """The address as it went over the wire: without login and fragment, percent-encoded where it must be.

    Cached: both records of an exchange tell it.
    """
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, quote(parts.path, _KEPT) or "/", quote(parts.query, _KEPT), ""))


def request_target(url: str) -> str:
    """What stands behind GET or POST: path and query."""
    parts = urlsplit(target_uri(url))
    return parts.path + (f"?{parts.query}" if parts.query else "")
