"""What keeps a page from costing the parser more than a page may: length, number of tags, and how deep they are nested.

The HTML parser looks up all open elements at many a tag, so a page of 100,000 nested elements takes it ten seconds. A
browser stops nesting at 512; real articles need a few dozen.
"""

from __future__ import annotations

import re

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

_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)[\s/][^<>]{20000,}>")
"""Long enough for so many."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
_VOID = "area base br col embed hr img input link meta param source track wbr"
_END_BY_THEMSELVES = "p li dt dd td th tr tbody thead tfoot option optgroup"
_SHALLOW = frozenset(f"{_VOID} {_END_BY_THEMSELVES}".split())


def bounded(html: str) -> str:
    """The page as the parser gets it."""
    html = _LONG_TAG.sub(_bared, html[:MAX_LENGTH].replace("\x00", ""))
    if html.count("<") < MANY_TAGS:
        return html
    end, is_deep = _shape(html)
    return _flattened(html[:end]) if is_deep else html[:end]


def _bared(tag: re.Match[str]) -> str:
    """The tag alone, where it has more attributes than anybody writes; a long value is none of our business."""
    return f"<{tag[1]}>" if tag[0].count("=") > MAX_ATTRIBUTES and len(tag[0].split()) > MAX_ATTRIBUTES else tag[0]


def _shape(html: str) -> tuple[int, bool]:
    """(where the last tag that counts ends, whether any is too deep)."""
    depth = deepest = 0
    for number, tag in enumerate(_TAG.finditer(html), 1):
        if number > MAX_TAGS:
            return tag.start(), deepest > MAX_DEPTH
        if tag[2].lower() not in _SHALLOW:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            deepest = max(deepest, depth)
    return len(html), deepest > MAX_DEPTH


def _flattened(html: str) -> str:
    """Without the tags that open what is too deep, and those that close it."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2].lower() in _SHALLOW:
            return tag[0]
        if tag[1]:
            was, depth = depth, max(0, depth - 1)
            return tag[0] if was <= MAX_DEPTH else " "
        depth += 1
        return tag[0] if depth <= MAX_DEPTH else " "

    return _TAG.sub(kept, html)
