"""What a client may do: to the sites, and with our own machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from db.frozen import frozen

Scope = Literal["host", "domain"]
"""Who shares a delay and a number of requests at once: one host and port, or all hosts of a registrable domain."""


@frozen
class Politeness:
    delay_s: float = 1.0
    """Between the starts of two requests to one host."""
    loopback_delay_s: float | None = None
    """The same for this machine itself, where nobody else is to be spared; None: no difference."""
    concurrency: int = 1
    """Requests at once to one host."""
    total_concurrency: int = 16
    scope: Scope = "host"
    obey_robots: bool = True
    max_crawl_delay_s: float = 60.0
    """A robots.txt that asks for more gets this; 0 leaves Crawl-delay out of account."""
    obey_signals: frozenset[str] = frozenset()
    """Uses whose reservation by the publisher keeps us out, see signals.reserved."""


@frozen
class Limits:
    timeout_s: float = 30.0
    """For one request in all, redirects counted each by itself."""
    idle_timeout_s: float = 15.0
    """Between two pieces of an answer, and until its first."""
    max_body: int = 20 * 1024 * 1024
    """Bytes after decompression; the longest real article page that we have seen has 6 MB."""
    max_redirects: int = 10
    retries: int = 2
    """Further attempts after an error that may pass."""


@frozen
class Site:
    """What holds for the requests of one source instead of the general settings; None: those hold."""

    headers: Mapping[str, str] = field(default_factory=dict)
    """They go to the host that was asked for, and to no other that it redirects to. Cookies are such a header."""
    addresses: tuple[str, ...] = ()
    """The source's own: what it merely names, as a feed does, is asked without `headers`. Empty: all may have them."""
    delay_s: float | None = None
    concurrency: int | None = None
    scope: Scope | None = None
    proxy: str | None = None
    """`http://`, `https://`, `socks5://` or `socks5h://`; it resolves the names, in each of the four."""


GENERAL = Site()
