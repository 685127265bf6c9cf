"""What an address names: the host whose turn and rules count, and where a redirect leads."""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from scraper.errors import FetchError
from scraper.suffixes import registrable

PORTS = {"http": 80, "https": 443}

OTHER_SERVICES = frozenset(
    map(
        int,
        """
        1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123
        135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993
        995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6379 6566 6665 6666 6667 6668 6669 6679 6697 10080 11211
        """.split(),  # noqa: SIM905
    )
)
"""Ports where no web server is, but mail, DNS, a cache: those of the Fetch standard, and Redis and memcached."""


_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?=[/?#]|\Z)")
"""The start of an address that needs nothing done to it, up to its path."""


def host_of(url: str) -> str:
    """`host:port` in lower case. Raises FetchError `url` for what is no web address, `unsafe` for another service's."""
    return _host_of(_origin(url))


def _origin(url: str) -> str:
    """All that these questions are about, where that can be seen; then they are asked once for all pages of a site."""
    plain = _PLAIN.match(url)
    return plain[0] if plain else url


@lru_cache(maxsize=4096)
def _host_of(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError("url", f"{url}: no address that can be fetched: {error}") from error
    if parts.scheme not in PORTS:
        raise FetchError("url", f"{url}: only http and https addresses are fetched")
    port = PORTS[parts.scheme] if port is None else port
    if not parts.hostname:
        raise FetchError("url", f"{url}: the address names no host")
    if port in OTHER_SERVICES:
        raise FetchError("unsafe", f"{url}: port {port} belongs to another service than the web; it is never asked")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{port}"


@lru_cache(maxsize=4096)
def domain_of(host: str) -> str:
    """The registrable domain of `host:port`, without the port: `example.co.uk`; an address stands for itself.

    By ICANN's suffixes alone: hosters such as tumblr.com are one site to their own servers.
    """
    name = host.rpartition(":")[0]
    is_address = name.startswith("[") or _is_ip(name)
    return name if is_address else registrable(name, only_icann=True) or name


def is_of_site(url: str, address: str) -> bool:
    """Whether what is meant for the site of `address` may go to `url`: one owner, and no less secret on the way."""
    return _is_of_site(_origin(url), _origin(address))


@lru_cache(maxsize=4096)
def _is_of_site(url: str, address: str) -> bool:
    if _owner(host_of(url)) != _owner(host_of(address)):
        return False
    return urlsplit(address).scheme == "http" or urlsplit(url).scheme == "https"


@lru_cache(maxsize=4096)
def _owner(host: str) -> str:
    """The registrable domain of `host:port`, where tumblr.com's blogs are many; what has none stands for itself."""
    name = host.rpartition(":")[0]
    return host if name.startswith("[") or _is_ip(name) else registrable(name) or host


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
    return _robots_of(_origin(url))


@lru_cache(maxsize=4096)
def _robots_of(url: str) -> str:
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
