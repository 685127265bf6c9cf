"""What keeps a page from costing the parser more than a page may: length, number of tags, and how deep they are nested.

The HTML parser looks up all open elements at many a tag, so a page of 100,000 nested elements takes it ten seconds. A
browser stops nesting at 512; real articles need a few dozen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, islice
from operator import sub

MAX_LENGTH = 20 * 1024 * 1024
"""Characters that are parsed; what stands behind them is no article."""

MAX_DEPTH = 1_000
"""Open elements; a tag that would open one more is left out, its text stays."""

MAX_TAGS = 400_000
"""Each costs some hundred bytes while the page is read; the longest real page that we have seen has a tenth of them."""

MANY_TAGS = 5_000
"""Pages with fewer can't be deep enough to hurt, and aren't looked at."""

MAX_ATTRIBUTES = 5_000
"""Of one tag. Each is compared with those before it, so half a million of them take minutes; real tags have dozens."""

LONG_TAG = 20_000
"""Characters that so many attributes take."""

_LONG_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9-]*)[\s/][^<>]{{{LONG_TAG},}}>")
_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
_VOID = "area base br col embed hr img input link meta param source track wbr"
_END_BY_THEMSELVES = "p li dt dd td th tr tbody thead tfoot option optgroup"
MAX_NAMES = 2_000
"""Names of tags that are remembered; HTML has a hundred, hostile pages make them up."""

_SHALLOW = frozenset(f"{_VOID} {_END_BY_THEMSELVES}".split())


def bounded(html: str) -> str:
    """The page as the parser gets it."""
    html = html[:MAX_LENGTH].replace("\x00", "")
    if _may_have_long_tag(html):
        html = _LONG_TAG.sub(_bared, html)
    tags = html.count("<")
    if tags < MANY_TAGS:
        return html
    if tags > MAX_TAGS:
        html = html[: _end_of(html, MAX_TAGS)]
    return _flattened(html) if _is_deep(html) else html


def _may_have_long_tag(html: str) -> bool:
    """Whether a `<` is followed by so many characters without another. Looks at a few places only."""
    at = 0
    while at + LONG_TAG < len(html):
        last = html.rfind("<", at, at + LONG_TAG)
        if last < 0:
            return True
        at = last + 1
    return False


def _bared(tag: re.Match[str]) -> str:
    """The tag alone, where it has more attributes than anybody writes; a long value is none of our business."""
    return f"<{tag[1]}>" if tag[0].count("=") > MAX_ATTRIBUTES and len(tag[0].split()) > MAX_ATTRIBUTES else tag[0]


def _end_of(html: str, number: int) -> int:
    """Where the tag after so many begins."""
    return next((tag.start() for tag in islice(_TAG.finditer(html), number, None)), len(html))


def _is_deep(html: str) -> bool:
    """Whether more than MAX_DEPTH elements are open anywhere: the depth's rise from its lowest point so far."""
    depths = list(accumulate(map(_STEPS.__getitem__, _TAG.findall(html)), initial=0))
    if max(depths) - min(depths) <= MAX_DEPTH:
        return False
    rises: Iterable[int] = map(sub, depths, accumulate(depths, min))
    return max(rises) > MAX_DEPTH


class _Steps(dict[str, int]):
    """How a tag (`div`, `/div`) changes the depth; filled as tags come up, up to a bound."""

    def __missing__(self, tag: str) -> int:
        name = tag.lstrip("/").lower()
        step = 0 if name in _SHALLOW else -1 if tag.startswith("/") else 1
        if len(self) < MAX_NAMES:
            self[tag] = step
        return step


_STEPS = _Steps()


def _flattened(html: str) -> str:
    """Without the tags that open what is too deep, and those that close it."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        step = _STEPS[tag[1]]
        if step > 0:
            depth += 1
            return tag[0] if depth <= MAX_DEPTH else " "
        if step < 0:
            was, depth = depth, max(0, depth - 1)
            return tag[0] if was <= MAX_DEPTH else " "
        return tag[0]

    return _TAG.sub(kept, html)
