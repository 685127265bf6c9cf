"""A page's tree as its readers have it: with the parts in place that its server sends behind the page, hidden.

React streams so what takes it long (`Suspense`, from version 18): `<template id="B:1">` keeps the place of
`<div hidden id="S:1">`, which a script puts there; between the template and the comment `/$` stands what is shown until
then. `P:2` keeps a place inside a part. Who keeps a place always comes before what belongs there.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from scraper.parse.rarest import has

MAX_PARTS = 300
"""Parts that are put into their places; the page with most that we have seen has 33."""

MAX_LEVELS = 4
"""Parts in parts; what lies deeper stays where it is, for a page may not become as deep as it is long."""

MOST_COPIED = 2
"""So many times the page's length, for parts in parts are copied more than once."""

MAX_STOPGAP = 100
"""Nodes that may stand where a part belongs."""

_OPTIONS = LexborDocumentOptions.WO_EVENTS
"""A tree without what changes of it set off, which takes a twentieth of the time."""

_PART = b'id="S:'
"""Stands in every page with such parts."""
_RAREST = _PART.index(b"S")


def read_tree(html: bytes) -> LexborHTMLParser:
    tree = LexborHTMLParser(html, options=_OPTIONS)
    if has(html, _PART, _RAREST):
        _settle(tree, MOST_COPIED * len(html))
    return tree


def _settle(tree: LexborHTMLParser, room: int) -> None:
    """`room`: bytes that may be copied."""
    places = {_name(node): node for node in tree.css('template[id^="B:"], template[id^="P:"]')}
    parts = tree.css('[hidden][id^="S:"]')[:MAX_PARTS]
    levels = dict.fromkeys(map(_name, parts), 0)
    settled = []
    for part in reversed(parts):  # the inner ones first: what is inserted is a copy
        place, level = places.get(_name(part)), levels[_name(part)] + 1
        if place is None or level > MAX_LEVELS:
            continue
        room -= len(part.html or "")
        if room < 0:
            break
        for around in _parts_around(place):
            levels[around] = max(levels.get(around, 0), level)
        del part.attrs["hidden"]
        _hide_stopgap(place)
        place.insert_before(part)
        settled.append(part)
    for part in settled:  # last, for places may lie in them
        part.decompose()


def _name(node: LexborNode) -> str:
    """What a part and its place have in common."""
    return (node.id or "")[2:]


def _parts_around(place: LexborNode) -> Iterator[str]:
    node = place.parent
    while node is not None:
        if (node.id or "").startswith("S:"):
            yield _name(node)
        node = node.parent


def _hide_stopgap(place: LexborNode) -> None:
    before, node = place.prev, place.next
    if before is None or before.comment_content != "$?":
        return
    for _ in range(MAX_STOPGAP):
        if node is None or node.comment_content == "/$":
            return
        if node.is_element_node:
            node.attrs["hidden"] = ""
        node = node.next
