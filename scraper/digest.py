"""The digest of what a server sent, as WARC writes it."""

from __future__ import annotations

import hashlib

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_PAIRS = [one + other for one in _LETTERS for other in _LETTERS]
_PLACES = range(150, -1, -10)
"""Of a pair's bits among the 160."""


def digest(*parts: bytes) -> str:
    """Of these bytes, one part behind the other: `sha1:` and base32, which `base64` takes three times as long for."""
    found = hashlib.sha1(usedforsecurity=False)
    for part in parts:
        found.update(part)
    bits = int.from_bytes(found.digest(), "big")
    return "sha1:" + "".join([_PAIRS[bits >> place & 1023] for place in _PLACES])
