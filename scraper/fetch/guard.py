"""The address guard: a name is resolved, every address checked, and the checked address is the one connected to.

So a server can't point us into our own network: not by a private address, not by a redirect, not by a name
that resolves differently the second time (DNS rebinding). Refused: whatever IANA doesn't list as globally reachable
(loopback, private, link-local with the cloud's metadata service, carrier NAT, ...), in IPv4, IPv6 and IPv4 inside IPv6.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

import anyio
import httpcore
import httpx

from scraper.fetch.stream import CarefulStream

UNICAST = ipaddress.ip_network("2000::/3")
"""All of IPv6 that is given out to the public so far; Python takes several ranges beyond it for global."""

NAT64 = ipaddress.ip_network("64:ff9b::/96")

NEVER = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
"""IETF protocol assignments, the 6to4 relays (gone, RFC 7526), documentation: global to Python 3.11, to nobody else."""

ANOTHER_ADDRESS_S = 3.0
"""How long an address is tried while the name has others; a dead IPv6 must not use up the whole time limit."""


class UnsafeAddressError(httpcore.ConnectError):
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


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects by address only, after the check.

    `trusted`: (host, port) pairs that the operator has named himself; None: whatever there is, he has allowed it.
    """

    def __init__(self, inner: httpcore.AsyncNetworkBackend, trusted: frozenset[tuple[str, int]] | None) -> None:
        self._inner = inner
        self._trusted = trusted

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  (httpcore's interface)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await _resolve(host, port)
        unsafe = [address for address in addresses if not is_public(address)]
        if unsafe and self._trusted is not None and (host, port) not in self._trusted:
            raise UnsafeAddressError(f"{host} leads to {unsafe[0]}, which is no public address")
        last: Exception = httpcore.ConnectError(f"{host} has no address")
        for number, address in enumerate(addresses, start=1):
            patience = timeout if number == len(addresses) else min(timeout or ANOTHER_ADDRESS_S, ANOTHER_ADDRESS_S)
            try:
                stream = await self._inner.connect_tcp(address, port, patience, local_address, socket_options)
                return CarefulStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise UnsafeAddressError(f"{path} is a local socket")

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


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


def guarded_transport(limits: httpx.Limits, trusted: frozenset[tuple[str, int]] | None) -> httpx.AsyncHTTPTransport:
    """httpx's own transport with the guard below its connection pool.

    httpx has no public way to name a network backend, so the pool's is exchanged; a test with a real socket holds
    that it is in force.
    """
    transport = httpx.AsyncHTTPTransport(http2=True, limits=limits, retries=0)
    pool: Any = transport._pool
    pool._network_backend = GuardedBackend(pool._network_backend, trusted)
    return transport


async def _resolve(host: str, port: int) -> list[str]:
    """All addresses of a name, in the system's order. What goes wrong becomes ConnectError, as httpcore does it."""
    try:
        found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(str(error)) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
