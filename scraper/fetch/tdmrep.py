"""`/.well-known/tdmrep.json`: what of a site is reserved from text and data mining (W3C TDM Reservation Protocol).

An array of `{"location": pattern, "tdm-reservation": 0 or 1}`, patterns as in robots.txt; the first that covers a URL
decides. What can't be read, or isn't there, reserves nothing.
"""

from __future__ import annotations

import json
from contextlib import suppress
from urllib.parse import urljoin

from db.frozen import frozen
from scraper.errors import FetchError
from scraper.fetch.address import robots_of
from scraper.fetch.copies import MOST_READ, Copies, RobotsCopy
from scraper.fetch.limits import GENERAL, Site
from scraper.fetch.pattern import Pattern, comparable
from scraper.fetch.recent import Recent
from scraper.fetch.signals import OBEYED

PATH = "/.well-known/tdmrep.json"

MOST = 10_000
"""Entries that count."""


@frozen
class Reservation:
    pattern: Pattern
    text: str
    """The location as written."""
    is_reserved: bool


class Reservations:
    """What every host reserves, read once for each copy of its file."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies
        self._files: Recent[tuple[RobotsCopy, list[Reservation]]] = Recent(MOST_READ)

    async def require_free(self, url: str, site: Site = GENERAL) -> None:
        """Raise FetchError `signals` where the URL is reserved, `url` where it is no address."""
        place = urljoin(robots_of(url), PATH)
        copy = await self._copies.of(place, site)
        file = self._files.get(place)
        if file is None or file[0] is not copy:
            file = (copy, parse_tdmrep(copy.body or b""))
            self._files.put(place, file, copy.weight)
        found = reservation_of(url, file[1])
        if found is not None and found.is_reserved:
            told = f"{place} reserves '{found.text}' from text and data mining"
            raise FetchError("signals", f"{url}: {told}, {OBEYED}")


def parse_tdmrep(data: bytes) -> list[Reservation]:
    """In the file's order. Never fails."""
    with suppress(ValueError, RecursionError):
        found = json.loads(data)
        if isinstance(found, list):
            return [made for entry in found[:MOST] if (made := _reservation(entry)) is not None]
    return []


def reservation_of(url: str, reservations: list[Reservation]) -> Reservation | None:
    target = comparable(url)
    return next((one for one in reservations if one.pattern.covers(target)), None)


def _reservation(entry: object) -> Reservation | None:
    if not isinstance(entry, dict):
        return None
    location, value = entry.get("location"), entry.get("tdm-reservation")
    if not isinstance(location, str) or value not in (0, 1, "0", "1"):
        return None
    path = location if location.startswith(("/", "*")) else f"/{location}"
    return Reservation(Pattern(path.encode("utf-8", "surrogatepass")), location, value in (1, "1"))
