"""What a request brought back: the value that fetch hands to discover, parse and archive."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Literal

from db.frozen import frozen
from scraper.digest import digest

Truncated = Literal["length", "time", "disconnect"]
"""Why a body is not whole, in WARC's words: longer than we want, too slow, broken off."""


@frozen
class Hop:
    """One redirect on the way: this URL answered `status` and sent us on."""

    url: str
    status: int


@frozen
class Response:
    """What a server answered. The client hands out 2xx, and 304 to a conditional request; everything else is a
    FetchError, which has the answers that led to it."""

    url: str
    """As asked for."""
    final_url: str
    """After redirects."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """As sent by the server, in its order."""
    body: bytes
    """After content decoding; empty for 304."""
    fetched_at: datetime
    elapsed_ms: int
    hops: tuple[Hop, ...] = ()
    request_headers: tuple[tuple[str, str], ...] = ()
    request_body: bytes | None = None
    """What was sent along by POST; None for a GET."""
    truncated: Truncated | None = None
    before: tuple[Response, ...] = ()
    """The answers on the way to this one, in their order: robots.txt, redirects, attempts that failed."""
    is_rendered: bool = False
    """No server has sent it: a browser drew it, from what is in `before`."""
    _digest: list[str] = field(default_factory=list, init=False, repr=False, compare=False)
    """Reckoned once: the crawl asks for it three times for each answer."""

    @property
    def not_modified(self) -> bool:
        return self.status == 304

    @property
    def payload_digest(self) -> str:
        """Of the decoded body."""
        if not self._digest:
            self._digest.append(digest(self.body))
        return self._digest[0]

    @property
    def charset(self) -> str | None:
        """What the Content-Type header claims."""
        _, _, rest = (self.header("Content-Type") or "").lower().partition("charset=")
        return rest.split(";")[0].strip(" \"'") or None

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        wanted = name.lower()
        for key, value in self.headers:
            if key.lower() == wanted:
                return value
        return None
