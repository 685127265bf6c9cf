"""What an address names: the host whose turn and rules count, and where a redirect leads."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

from scraper.errors import FetchError

PORTS = {"http": 80, "https": 443}


def host_of(url: str) -> str:
    """`host:port` in lower case. Raises FetchError `url` for what is no web address."""
    try:
        parts = urlsplit(url)
        port = PORTS[parts.scheme] if parts.port is None else parts.port
    except ValueError as error:
        raise FetchError("url", f"{url}: no address that can be fetched: {error}") from error
    except KeyError as error:
        raise FetchError("url", f"{url}: only http and https addresses are fetched") from error
    if not parts.hostname:
        raise FetchError("url", f"{url}: the address names no host")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{port}"


def is_loopback(host: str) -> bool:
    """Whether `host:port` names this machine outright."""
    name = host.rpartition(":")[0].strip("[]")
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def robots_of(url: str) -> str:
    """Where the robots.txt for this URL is: one for each scheme, host and port (RFC 9309, 2.3)."""
    host = host_of(url)
    scheme = urlsplit(url).scheme
    return f"{scheme}://{host.removesuffix(f':{PORTS[scheme]}')}/robots.txt"


def redirect_target(here: str, location: str) -> str:
    """Where a Location header leads. Raises FetchError `url`.

    The header comes as latin-1, as HTTP has it; many a server writes bare UTF-8 there, and that is what is meant.
    """
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()
    try:
        return urljoin(here, location.strip())
    except ValueError as error:
        raise FetchError("url", f"{here}: redirects to {location!r}, which is no address: {error}") from error
