"""Who may look: everybody on this machine, or who knows the token, or whom a proxy has let in."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """`token`: to be sent or typed; `proxy_header`: set by a proxy that has checked a login, and only by it."""

    host: str = "127.0.0.1"
    token: str | None = None
    proxy_header: str | None = None

    @property
    def is_open(self) -> bool:
        return self.token is None and self.proxy_header is None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
