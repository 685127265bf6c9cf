"""A page's tree as its readers have it: with the parts in place that its server sends behind the page, hidden.

React streams so what takes it long (`Suspense`, from version 18): `<template id="B:1">` keeps the place of
`<div hidden id="S:1">`, which a script puts there; between the template and the comment `/$` stands what is shown until
then. `P:2` keeps a place inside a part. Who keeps a place always comes before what belongs there.
"""

from __future__ import annotations

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

try:
    from scraper.parse import octets
except ImportError:  # nothing is compiled here
    octets = None  # type: ignore[assignment]

_OPTIONS = LexborDocumentOptions.WO_EVENTS
"""A tree without what changes of it set off, which takes a twentieth of the time."""

_PART = b'id="S:'
"""Stands in every page with such parts."""
_RAREST = _PART.index(b"S")
"""Of its bytes; looking for that first takes a tenth of the time."""


def read_tree(html: bytes) -> LexborHTMLParser:
    tree = LexborHTMLParser(html, options=_OPTIONS)
    if octets.has(html, _PART, _RAREST) if octets is not None else _PART in html:
        _settle(tree)
    return tree


def _settle(tree: LexborHTMLParser) -> None:
    places = {(node.id or "")[2:]: node for node in tree.css('template[id^="B:"], template[id^="P:"]')}
    settled = []
    for part in reversed(tree.css('[hidden][id^="S:"]')):  # the inner ones first: what is inserted is a copy
        place = places.get((part.id or "")[2:])
        if place is not None:
            del part.attrs["hidden"]
            _hide_stopgap(place)
            place.insert_before(part)
            settled.append(part)
    for part in settled:  # last, for places may lie in them
        part.decompose()


def _hide_stopgap(place: LexborNode) -> None:
    before, node = place.prev, place.next
    if before is None or before.comment_content != "$?":
        return
    while node is not None and node.comment_content != "/$":
        if node.is_element_node:
            node.attrs["hidden"] = ""
        node = node.next
