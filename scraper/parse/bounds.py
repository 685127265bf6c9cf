"""What keeps a page from costing the parser more than a page may: length, number of tags, and how deep they are nested.

The HTML parser looks up all open elements at many a tag, so a page of 100,000 nested elements takes it ten seconds. A
browser stops nesting at 512; real articles need a few dozen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, islice
from operator import sub

try:
    from scraper.parse import octets
except ImportError:  # nothing is compiled here
    octets = None  # type: ignore[assignment]

MAX_LENGTH = 20 * 1024 * 1024
"""Bytes that are parsed; what stands behind them is no article."""

MAX_DEPTH = 1_000
"""Open elements; a tag that would open one more is left out, its text stays."""

MAX_TAGS = 400_000
"""Each costs some hundred bytes while the page is read; the longest real page that we have seen has a tenth of them."""

MANY_TAGS = 5_000
"""Pages with fewer can't be deep enough to hurt, and aren't looked at."""

MAX_ATTRIBUTES = 5_000
"""Of one tag. Each is compared with those before it, so half a million of them take minutes; real tags have dozens."""

LONG_TAG = 20_000
"""Bytes that so many attributes take."""

_LESS = ord("<")
_OPENING = re.compile(rb"<([a-zA-Z][a-zA-Z0-9-]*)[\s/]")
_TAG = re.compile(rb"<(/?[a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
_VOID = b"area base br col embed hr img input link meta param source track wbr"
_END_BY_THEMSELVES = b"p li dt dd td th tr tbody thead tfoot option optgroup"
MAX_NAMES = 2_000
"""Names of tags that are remembered; HTML has a hundred, hostile pages make them up."""

_SHALLOW = frozenset(b" ".join((_VOID, _END_BY_THEMSELVES)).split())


def bounded(html: bytes) -> bytes:
    """The page, in UTF-8, as the parser gets it."""
    html = html[:MAX_LENGTH]
    if b"\x00" in html:
        html = html.replace(b"\x00", b"")
    html = _bared(html)
    tags = octets.count(html, _LESS) if octets is not None else html.count(_LESS)
    if tags < MANY_TAGS:
        return html
    if tags > MAX_TAGS:
        html = html[: _end_of(html, MAX_TAGS)]
    return _flattened(html) if _is_deep(html) else html


def _bared(html: bytes) -> bytes:
    """Without the attributes of tags that have more than anybody writes; a long value is none of our business."""
    at, done = 0, 0
    kept: list[bytes] = []
    while at + LONG_TAG < len(html):
        last = html.rfind(b"<", at, at + LONG_TAG)
        if last >= 0:
            at = last + 1
            continue
        # Between two `<` lies more than a real tag takes: the text of a script, most often.
        start, following = html.rfind(b"<", 0, at), html.find(b"<", at)
        end = html.find(b">", max(start, 0), following if following >= 0 else len(html))
        opening = _OPENING.match(html, start) if start >= 0 else None
        if opening and end - start > LONG_TAG:
            tag = html[start:end]
            if tag.count(b"=") > MAX_ATTRIBUTES and len(tag.split()) > MAX_ATTRIBUTES:
                kept += (html[done:start], b"<", opening[1], b">")
                done = end + 1
        if following < 0:
            break
        at = following + 1
    return b"".join((*kept, html[done:])) if kept else html


def _end_of(html: bytes, number: int) -> int:
    """Where the tag after so many begins."""
    return next((tag.start() for tag in islice(_TAG.finditer(html), number, None)), len(html))


def _is_deep(html: bytes) -> bool:
    """Whether more than MAX_DEPTH elements are open anywhere: the depth's rise from its lowest point so far."""
    if octets is not None:
        return octets.is_deep(html, _STEPS, MAX_DEPTH)
    depths = list(accumulate(map(_STEPS.__getitem__, _TAG.findall(html)), initial=0))
    if max(depths) - min(depths) <= MAX_DEPTH:
        return False
    rises: Iterable[int] = map(sub, depths, accumulate(depths, min))
    return max(rises) > MAX_DEPTH


class _Steps(dict[bytes, int]):
    """How a tag (`div`, `/div`) changes the depth; filled as tags come up, up to a bound."""

    def __missing__(self, tag: bytes) -> int:
        name = tag.lstrip(b"/").lower()
        step = 0 if name in _SHALLOW else -1 if tag.startswith(b"/") else 1
        if len(self) < MAX_NAMES:
            self[tag] = step
        return step


_STEPS = _Steps()


def _flattened(html: bytes) -> bytes:
    """Without the tags that open what is too deep, and those that close it."""
    depth = 0

    def kept(tag: re.Match[bytes]) -> bytes:
        nonlocal depth
        step = _STEPS[tag[1]]
        if step > 0:
            depth += 1
            return tag[0] if depth <= MAX_DEPTH else b" "
        if step < 0:
            was, depth = depth, max(0, depth - 1)
            return tag[0] if was <= MAX_DEPTH else b" "
        return tag[0]

    return _TAG.sub(kept, html)
