"""What an address names: the host whose turn and rules count, and where a redirect leads."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from functools import cache, lru_cache
from urllib.parse import urljoin, urlsplit

from publicsuffixlist import PublicSuffixList

from scraper.errors import FetchError

PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def domain_of(host: str) -> str:
    """The registrable domain of `host:port`, without the port: `example.co.uk`; an address stands for itself.

    By ICANN's suffixes alone: hosters such as tumblr.com are one site to their own servers.
    """
    name = host.rpartition(":")[0]
    return _suffixes().privatesuffix(name) or name if not name.startswith("[") and not _is_ip(name) else name


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True)


@lru_cache(maxsize=4096)
def is_loopback(host: str) -> bool:
    """Whether `host:port` names this machine outright."""
    name = host.rpartition(":")[0].strip("[]")
    return name == "localhost" or (_is_ip(name) and ipaddress.ip_address(name).is_loopback)


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


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
