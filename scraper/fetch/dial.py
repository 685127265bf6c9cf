"""A connection to a name: resolved, every address checked, and the checked address is the one connected to.

So a server can't point us into our own network: not by a private address, not by a redirect, not by a name that
resolves differently the second time (DNS rebinding), since nothing resolves it a second time.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TypeVar

import httpx

from db.frozen import frozen
from scraper.fetch.guard import require_public
from scraper.fetch.local import local_trouble

ANOTHER_ADDRESS_S = 3.0
"""How long an address is tried while the name has others; a dead IPv6 must not use up the whole time limit."""

RESOLVERS = 16
"""Threads for DNS alone: a few names whose servers never answer must not hold up everything else that needs one."""

P = TypeVar("P", bound=asyncio.Protocol)


class TlsError(httpx.ConnectError):
    """The handshake failed: a certificate that doesn't hold, or no TLS at the other end."""


@frozen
class Origin:
    """Where a connection leads; two requests to one origin may share it."""

    host: str
    port: int
    is_secure: bool


class Dialler:
    """Makes connections. `trusted`: see guard.require_public."""

    def __init__(self, trusted: frozenset[tuple[str, int]] | None) -> None:
        self._trusted = trusted
        self._resolvers = ThreadPoolExecutor(RESOLVERS, thread_name_prefix="dns")

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Made with the first secure connection: all the world's authorities are read for it."""
        return httpx.create_ssl_context(trust_env=False)

    def close(self) -> None:
        self._resolvers.shutdown(wait=False, cancel_futures=True)

    async def connect(self, origin: Origin, protocol: P, timeout_s: float) -> P:
        """`protocol` at the end of a new connection. Raises httpx's ConnectError, ConnectTimeout, or one of ours."""
        try:
            async with asyncio.timeout(timeout_s):
                addresses = await self._resolve(origin)
                require_public(origin.host, origin.port, (ip for _, ip in addresses), self._trusted)
                plain = await _connect_to_one(addresses, origin)
                return await self._start(plain, origin, protocol, timeout_s)
        except TimeoutError as error:
            raise httpx.ConnectTimeout(f"{origin.host}: no connection within {timeout_s:g} s") from error

    async def _resolve(self, origin: Origin) -> list[tuple[socket.AddressFamily, str]]:
        """All addresses of a name, in the system's order."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(
                self._resolvers,
                lambda: socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM),
            )
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(str(error)) from error
        return list(dict.fromkeys((family, str(address[0])) for family, _, _, _, address in found))

    async def _start(self, plain: socket.socket, origin: Origin, protocol: P, timeout_s: float) -> P:
        loop = asyncio.get_running_loop()
        if not origin.is_secure:
            await loop.create_connection(lambda: protocol, sock=plain)
            return protocol
        try:  # asyncio closes the socket, also when this is cancelled
            await loop.create_connection(
                lambda: protocol,
                sock=plain,
                ssl=self._tls,
                server_hostname=origin.host,
                ssl_handshake_timeout=timeout_s,
                ssl_shutdown_timeout=1.0,
            )
        except ssl.SSLError as error:
            raise TlsError(str(error)) from error
        except (ConnectionError, ValueError) as error:  # hung up; a name that no certificate can have
            raise TlsError(f"the other side breaks the SSL handshake off: {error}") from error
        return protocol


async def _connect_to_one(addresses: list[tuple[socket.AddressFamily, str]], origin: Origin) -> socket.socket:
    """The first of the addresses that answers. Raises ConnectError with the last one's reason, if need be that we have
    no way to it, as to IPv6 from most machines."""
    reasons: list[Exception] = [httpx.ConnectError(f"{origin.host} has no address")]
    for number, (family, address) in enumerate(addresses, start=1):
        try:
            async with asyncio.timeout(None if number == len(addresses) else ANOTHER_ADDRESS_S):
                return await _connect_to(family, address, origin.port)
        except TimeoutError:
            reasons.append(httpx.ConnectTimeout(f"{address} does not answer"))
        except OSError as error:
            reason = httpx.ConnectError(f"{address}: {error.strerror or error}")
            reason.__cause__ = error
            reasons.insert(1 if local_trouble([error]) else len(reasons), reason)
    raise reasons[-1]


async def _connect_to(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    plain = socket.socket(family, socket.SOCK_STREAM)
    try:
        plain.setblocking(False)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(plain, (address, port))
    except BaseException:
        plain.close()
        raise
    return plain
