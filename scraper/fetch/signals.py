"""What a publisher says on the use of a page: against archiving and AI training. Pure.

`X-Robots-Tag` and `<meta name="robots">` with noarchive, noai, noimageai; `tdm-reservation` as a header or a meta
element (W3C TDM Reservation Protocol). What robots.txt says is a matter of its group (rules.Group.signals).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from scraper.response import Response

try:
    from scraper.fetch.metas import metas
except ImportError:  # nothing is compiled here
    _META = re.compile(rb"<[Mm][Ee][Tt][Aa](?![0-9A-Za-z])([^>]{0,499}+)>")

    def metas(page: bytes, end: int, words: tuple[bytes, ...]) -> list[bytes]:
        """What stands in each meta element that has one of these words, in small letters."""
        tags = [tag.lower() for tag in _META.findall(page, 0, end)]
        return [tag for tag in tags if any(word in tag for word in words)]


OBEYED = "which politeness.obey_signals heeds; leave it, or ask the publisher"
"""How a refusal ends."""

HEAD = 64 * 1024
"""Bytes of a page in which its meta elements are looked for."""

_TELLING = (b"robots", b"reservation")
"""One of these stands in a meta element that says something; in most pages there is none."""

_ATTRIBUTE = re.compile(rb"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_DIRECTIVE = re.compile(r"\b(noarchive|noai|noimageai)\b", re.IGNORECASE)


def page_signals(response: Response) -> list[str]:
    """Each as `where: what`, such as `header: noarchive` and `meta: tdm-reservation=1`, without doubles."""
    found = [signal for name, value in response.headers for signal in _read("header", name, value)]
    for tag in metas(response.body, HEAD, _TELLING):
        pairs = {m[1]: (m[2] or m[3] or m[4] or b"").decode("latin-1") for m in _ATTRIBUTE.finditer(tag)}
        found += _read("meta", pairs.get(b"name", ""), pairs.get(b"content", ""))
    return list(dict.fromkeys(found))


def reserved(signals: Iterable[str], obeyed: Collection[str]) -> str | None:
    """The first of these signals that reserves a use that is obeyed (`noarchive`, `noai`, `tdm`, `ai-train`,
    `ai-input`, `search`). Signals as they are recorded, `header: noarchive` or `content-signal: search=yes,
    ai-train=no`."""
    return next((signal for signal in signals if not _uses(signal.lower()).isdisjoint(obeyed)), None)


def _uses(signal: str) -> set[str]:
    """What a signal reserves. IETF's Content-Usage says `train-ai=n` for Content-Signal's `ai-train=no`."""
    said = signal.rpartition(": ")[2]
    if said.startswith("tdm-reservation"):
        return {"tdm"}
    named = [pair.partition("=") for pair in re.split(r"[,;\s]+", said)]
    refused = {name for name, mark, value in named if not mark or value in ("no", "n")}
    return {_USES.get(name, name) for name in refused}


_USES = {"train-ai": "ai-train", "noimageai": "noai"}


def _read(where: str, name: str, value: str) -> list[str]:
    key = name.strip().lower()
    if key in ("x-robots-tag", "robots"):
        return [f"{where}: {word.lower()}" for word in _DIRECTIVE.findall(value)]
    if key == "tdm-reservation" and value.strip() == "1":
        return [f"{where}: tdm-reservation=1"]
    return []
