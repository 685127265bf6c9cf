"""What a publisher says on the use of a page: against archiving and AI training. Pure; recorded, not judged.

`X-Robots-Tag` and `<meta name="robots">` with noarchive, noai, noimageai; `tdm-reservation` as a header or a meta
element (W3C TDM Reservation Protocol). What robots.txt says is a matter of its group (rules.Group.signals).
"""

from __future__ import annotations

import re

from scraper.response import Response

HEAD = 64 * 1024
"""Bytes of a page in which its meta elements are looked for."""

_META = re.compile(rb"<meta\b[^>]{0,500}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_DIRECTIVE = re.compile(r"\b(noarchive|noai|noimageai)\b", re.IGNORECASE)


def page_signals(response: Response) -> list[str]:
    """Each as `where: what`, such as `header: noarchive` and `meta: tdm-reservation=1`, without doubles."""
    found = [signal for name, value in response.headers for signal in _read("header", name, value)]
    for tag in _META.findall(response.body[:HEAD]):
        pairs = {m[1].lower(): (m[2] or m[3] or m[4] or b"").decode("latin-1") for m in _ATTRIBUTE.finditer(tag)}
        found += _read("meta", pairs.get(b"name", ""), pairs.get(b"content", ""))
    return list(dict.fromkeys(found))


def _read(where: str, name: str, value: str) -> list[str]:
    key = name.strip().lower()
    if key in ("x-robots-tag", "robots"):
        return [f"{where}: {word.lower()}" for word in _DIRECTIVE.findall(value)]
    if key == "tdm-reservation" and value.strip() == "1":
        return [f"{where}: tdm-reservation=1"]
    return []
