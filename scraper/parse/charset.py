"""Bytes to text, or to UTF-8: by BOM, by being valid UTF-8, by the HTTP header, by the page's word, by a guess.

Never fails.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import NamedTuple

import cchardet

from scraper.parse.rarest import has

try:
    from scraper.parse import octets
except ImportError:  # nothing is compiled here
    octets = None  # type: ignore[assignment]

HEAD = 4096
"""Bytes in which a page may declare its charset; HTML asks for 1,024, sites don't always listen."""

PIECE = 16 * 1024
"""Bytes that are decoded at once to see whether they can be."""

GUESS = 200_000
"""Bytes that a guess looks at."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]+encoding\s*=\s*["']([a-zA-Z0-9_:.-]+)""", re.IGNORECASE)

_TWICE = b"\xc3\xa2\xc2\x80"
"""UTF-8's first two bytes of dashes and quotes, taken for Latin-1 and encoded once more, as PHP's utf8_encode does."""
_RAREST = _TWICE.index(b"\xc2")

_LABELS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "x-mac-cyrillic": "mac_cyrillic",
    "unicode": "utf-8",
    "utf8": "utf-8",
}
"""Labels that mean more than they say, as in browsers (WHATWG Encoding); Python's codecs are strict."""


def decode(body: bytes, header: str | None = None) -> str:
    """The text of a page. `header`: the charset of the Content-Type header. What can't be decoded becomes U+FFFD."""
    found = _find(body, header)
    return found.body.decode(found.codec, "replace")


def as_utf8(body: bytes, header: str | None = None) -> bytes:
    """The same as UTF-8, which costs next to nothing where the page is UTF-8 already."""
    found = _find(body, header)
    if found.is_valid:
        return found.body
    return found.body.decode(found.codec, "replace").encode("utf-8", "replace")


class _Found(NamedTuple):
    """`body`: without its BOM. `is_valid`: it is UTF-8, and known to be."""

    body: bytes
    codec: str
    is_valid: bool = False


def _find(body: bytes, header: str | None) -> _Found:
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return _Found(body[len(bom) :], codec)
    told = _codec(header)
    if told in {None, "utf-8"} and _is_utf8(body):
        return _valid(body)
    declared = [told, *(_codec(m[1].decode()) for m in (_META.search(body[:HEAD]), _XML.match(body[:HEAD])) if m)]
    # Text that isn't UTF-8 is hardly ever valid UTF-8, whatever it is said to be; plain ASCII may be anything.
    if told not in {None, "utf-8"} and ("utf-8" in declared or not body.isascii()) and _is_utf8(body):
        return _valid(body)
    for name in declared:
        if name is not None and name != "utf-8":
            return _Found(body, name)
    return _Found(body, _guess(body, "utf-8" in declared))


def _valid(body: bytes) -> _Found:
    return _Found(_once(body) if has(body, _TWICE, _RAREST) else body, "utf-8", is_valid=True)


def _is_utf8(body: bytes) -> bool:
    """In pieces, where Python does it, for which there is room in the processor's cache: that halves the time."""
    if octets is not None:
        return octets.is_utf8(body)
    view, at = memoryview(body), 0
    try:
        while at < len(body):
            at += codecs.utf_8_decode(view[at : at + PIECE], "strict", at + PIECE >= len(body))[1]
    except UnicodeDecodeError:
        return False
    return True


def _once(body: bytes) -> bytes:
    """What was encoded twice, if all of it was; no other text has such signs and is valid UTF-8 in Latin-1."""
    try:
        found = body.decode().encode("latin-1")
        found.decode()
    except UnicodeError:
        return body
    return found


def _guess(body: bytes, is_said_utf8: bool) -> str:
    """A page that says UTF-8 and has a few broken bytes is UTF-8; else what the bytes look like."""
    sample = body[:GUESS]
    if is_said_utf8 and sample.decode("utf-8", "replace").count("\ufffd") * 200 < len(sample):
        return "utf-8"
    found = cchardet.detect(sample)
    return _codec(found.get("encoding")) or "cp1252"


@lru_cache(maxsize=256)
def _codec(label: str | None) -> str | None:
    if not label:
        return None
    name = label.strip().lower()
    name = _LABELS.get(name, name)
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)
    except (LookupError, TypeError, ValueError):
        return None
    return "utf-8" if codec in {"utf-8", "utf-8-sig", "utf_8"} else codec
