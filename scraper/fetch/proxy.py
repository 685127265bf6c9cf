"""Requests by way of a proxy: httpx's own transport, one for each proxy that a source names.

The proxy resolves the names and makes the connections, so it is the guard of what lies behind it. What we can see we
refuse all the same: an address that is private as it stands, and a name that leads to one from here.
"""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import httpx

from scraper.fetch.dial import RESOLVERS
from scraper.fetch.guard import require_public


class Proxies:
    """The transports by proxy, made when first asked for. `trusted`: see guard.require_public."""

    def __init__(self, trusted: frozenset[tuple[str, int]] | None) -> None:
        self._trusted = trusted
        self._transports: dict[str, httpx.AsyncHTTPTransport] = {}
        self._resolvers = ThreadPoolExecutor(RESOLVERS, thread_name_prefix="dns")

    async def transport(self, proxy: str, request: httpx.Request) -> httpx.AsyncHTTPTransport:
        """The way for this request. Raises UnsafeAddressError for one into our own network."""
        url = request.url
        port = url.port or (443 if url.scheme == "https" else 80)
        require_public(url.host, port, await self._addresses(url.host, port), self._trusted)
        if proxy not in self._transports:
            self._transports[proxy] = httpx.AsyncHTTPTransport(proxy=httpx.Proxy(proxy), trust_env=False)
        return self._transports[proxy]

    async def close(self) -> None:
        for transport in self._transports.values():
            await transport.aclose()
        self._resolvers.shutdown(wait=False, cancel_futures=True)

    async def _addresses(self, host: str, port: int) -> list[str]:
        """Where a name leads from here; nowhere, if only the proxy knows it."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(
                self._resolvers, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            )
        except (OSError, UnicodeError):
            return []
        return [str(address[0]) for _, _, _, _, address in found]
