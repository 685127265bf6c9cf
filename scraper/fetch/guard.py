"""The address guard: which addresses may be fetched from, and which private ones a person has named.

Refused is whatever IANA doesn't list as globally reachable (loopback, private, link-local with the cloud's metadata
service, carrier NAT, ...), in IPv4, IPv6 and IPv4 inside IPv6 (mapped, NAT64, 6to4). `dial` asks, for every connection.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

import httpx

UNICAST = ipaddress.ip_network("2000::/3")
"""All of IPv6 that is given out to the public so far; Python takes several ranges beyond it for global."""

NAT64 = ipaddress.ip_network("64:ff9b::/96")

NEVER = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
"""IETF protocol assignments, the 6to4 relays (gone, RFC 7526), documentation: global to Python 3.11, to nobody else."""


class UnsafeAddressError(httpx.ConnectError):
    """The name leads to an address that we must not talk to."""


def is_public(address: str) -> bool:
    """Whether an IP address may be fetched from: globally reachable, and no other address hidden inside."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if any(ip in network for network in NEVER):
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast
    hidden = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else ip.ipv4_mapped or ip.sixtofour
    if hidden is not None:
        return is_public(str(hidden))
    return ip.is_global and ip in UNICAST


def require_public(host: str, port: int, addresses: Iterable[str], trusted: frozenset[tuple[str, int]] | None) -> None:
    """Raise UnsafeAddressError if one of a name's addresses must not be talked to.

    `trusted`: (host, port) pairs that the operator has named himself; None: whatever there is, he has allowed it.
    """
    if trusted is None or (host, port) in trusted:
        return
    unsafe = next((address for address in addresses if not is_public(address)), None)
    if unsafe is not None:
        raise UnsafeAddressError(f"{host} leads to {unsafe}, which is no public address")


def named_local(urls: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Those of the URLs that name a private address or `localhost` outright: whoever wrote them meant them.

    A name that merely resolves to a private address is not among them; that is how rebinding looks.
    """
    found = set()
    for url in urls:
        try:
            named = httpx.URL(url)
        except httpx.InvalidURL:
            continue  # whoever fetches it will hear about it
        host, port = named.host, named.port
        try:
            is_local = not is_public(host)
        except ValueError:
            is_local = host == "localhost"
        if is_local:
            found.add((host, port or (443 if named.scheme == "https" else 80)))
    return frozenset(found)
