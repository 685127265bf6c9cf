"""A path pattern of robots.txt (RFC 9309, 2.2.2 and 2.2.3): which URLs it covers, in time linear in their length."""

from __future__ import annotations

import re

from db.frozen import frozen

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})|([\x00-\x20\x7f-\xff])")
_PLAIN = re.compile(r"[^:/?#]+://[^/?#]*(/[A-Za-z0-9/._~-]*)(?:#.*)?", re.DOTALL)
"""A URL whose path needs no normalising, and that has no query: most of a site's articles."""

_IN_QUERY = re.compile(rb"[:/?\[\]@!'();,]")


@frozen
class Target:
    """A URL's path and query in both of the forms that a pattern may be written in."""

    plain: bytes
    strict: bytes
    """With the reserved characters of the query encoded, as in the RFC's own example of `?baz=https://foo.bar`."""


class Pattern:
    """`*` is any run of bytes, `$` at the end is the end; all else is itself. `length`: bytes, after normalising."""

    __slots__ = ("_plain", "_strict", "length")

    def __init__(self, value: bytes) -> None:
        is_anchored = value.endswith(b"$")
        plain = _normal(value[:-1] if is_anchored else value, wildcard=True)
        strict = _encode_query(plain)
        self._plain = _Pieces(plain, is_anchored)
        self._strict = self._plain if strict == plain else _Pieces(strict, is_anchored)
        self.length = len(plain) + is_anchored

    def covers(self, target: Target) -> bool:
        if self._plain.match(target.plain):
            return True
        is_the_same = self._strict is self._plain and target.strict is target.plain
        return not is_the_same and self._strict.match(target.strict)


class _Pieces:
    """What stands between the stars. Taking each piece at its first place is enough, since a star may be any length."""

    __slots__ = ("_first", "_is_anchored", "_rest")

    def __init__(self, pattern: bytes, is_anchored: bool) -> None:
        self._first, *self._rest = pattern.split(b"*")
        self._is_anchored = is_anchored

    def match(self, path: bytes) -> bool:
        if not path.startswith(self._first):
            return False
        place = len(self._first)
        if not self._rest:
            return not self._is_anchored or len(path) == place
        *between, last = self._rest if self._is_anchored else (*self._rest, b"")
        for piece in between:
            found = path.find(piece, place)
            if found < 0:
                return False
            place = found + len(piece)
        return not self._is_anchored or (path.endswith(last) and len(path) - len(last) >= place)


def comparable(url: str) -> Target:
    """The URL's path and query as patterns see them; the fragment is no part of it."""
    if match := _PLAIN.fullmatch(url):
        plain = match[1].encode("ascii")
        return Target(plain, plain)
    _, _, after = url.partition("://")
    after = after.partition("#")[0]
    start = min((place for place in (after.find("/"), after.find("?")) if place >= 0), default=len(after))
    path = after[start:]
    plain = _normal((path if path.startswith("/") else "/" + path).encode("utf-8", "surrogatepass"), wildcard=False)
    return Target(plain, _encode_query(plain))


def _normal(path: bytes, *, wildcard: bool) -> bytes:
    """Unreserved characters bare, all that is no ASCII encoded, hex in capitals; literal stars and dollars encoded."""

    def one(match: re.Match[bytes]) -> bytes:
        code = int(match[1], 16) if match[1] else match[2][0]
        return bytes([code]) if code in _UNRESERVED else b"%%%02X" % code

    path = _ESCAPE.sub(one, path)
    if not wildcard:
        path = path.replace(b"*", b"%2A")
    return path.replace(b"$", b"%24")


def _encode_query(path: bytes) -> bytes:
    before, mark, query = path.partition(b"?")
    return before + mark + _IN_QUERY.sub(lambda match: b"%%%02X" % match[0][0], query)
