"""What a tag means for the walk over a page, and what its attributes say."""

from __future__ import annotations

import re

from scraper.parse.classes import BODY, HIDDEN, LONGEST_NAMES, UNSEEN, meaning

MAX_REMEMBERED = 20_000
"""Tags (with their attributes) whose reading is kept; they repeat over a page and over a site."""

NOTHING, LINK, LINK_END, STRONG, STRONG_END, MARK, BREAK, OPEN, CLOSE, BORDER = range(10)
"""What a tag may mean. From BREAK on it ends a run of text."""

MARKS = ("img", "time", "input")
"""What says more of the text beside it than of itself: a caption's picture, a teaser's time, a newsletter's field."""

_UNSEEN = frozenset(
    """
    math object embed canvas map option label dialog head title progress meter datalist menu applet frameset
    noframes
    """.split()  # noqa: SIM905
)
_INLINE = frozenset(
    """
    abbr acronym bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike sub sup
    tt u var ruby rt rp rb nobr picture center track area param base link meta wbr
    """.split()  # noqa: SIM905
)
_ACTS = {
    "a": LINK, "/a": LINK_END, "b": STRONG, "strong": STRONG, "/b": STRONG_END, "/strong": STRONG_END,
    "br": BREAK, "/br": BREAK, "hr": BORDER, "/hr": BORDER, "col": BORDER, "/col": BORDER,
}  # fmt: skip
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Tag:
    """`<div class="story">` or `</div>`, read. `names`: bits of `names`."""

    def __init__(self, act: int, name: str, signature: str = "", names: int = 0) -> None:
        self.act = act
        self.name = name
        self.signature = signature
        """Tag and class: siblings that are cut from the same cloth share it."""
        self.names = names


def tag_of(head: str) -> Tag:
    """`head`: what stands between `<` and `>`, its quotation marks in pairs."""
    found = tags.get(head)
    if found is None:
        if len(tags) >= MAX_REMEMBERED:
            tags.clear()
        found = tags[head] = _read(head)
    return found


tags: dict[str, Tag] = {}
"""What was read of tags. Links and pictures aren't kept: they hardly ever repeat."""

LINK_TAG, IMAGE_TAG, INLINE_TAG = Tag(LINK, "a"), Tag(MARK, "img"), Tag(NOTHING, "em")
SPAN, HIDDEN_SPAN, SPAN_END = Tag(NOTHING, "span"), Tag(NOTHING, "span"), Tag(NOTHING, "/span")


def _read(head: str) -> Tag:
    name = head.partition(" ")[0]
    act = _ACTS.get(name)
    if act is not None:
        return Tag(act, name)
    if name == "/span":
        return SPAN_END
    if name == "span":
        return HIDDEN_SPAN if _is_hidden(head) else SPAN
    bare = name.lstrip("/")
    if bare in MARKS:
        return Tag(MARK, name) if bare == name else INLINE_TAG
    if bare in _INLINE:
        return INLINE_TAG
    if name.startswith("/"):
        return Tag(CLOSE, bare)
    return Tag(OPEN, name, f"{name}.{_value(head, ' class=')}", _names(name, head))


def _is_hidden(head: str) -> bool:
    """Whether nobody sees a <span>. What is only hidden from screen readers is seen, as large initials are."""
    return bool(_names("span", head.replace(" aria-hidden=", " ")) & (HIDDEN | UNSEEN))


def _names(name: str, head: str) -> int:
    """Bits of `names`: what the attributes say."""
    if '"' not in head:
        return UNSEEN if name in _UNSEEN else 0
    told = f"{_value(head, ' class=')} {_value(head, ' id=')} {_value(head, ' role=')}"
    names = meaning(told[:LONGEST_NAMES])
    if ' itemprop="articleBody"' in head:
        names |= BODY
    if (
        name in _UNSEEN
        or ' hidden="' in head
        or ' aria-hidden="true"' in head
        or (' style="' in head and _HIDING.search(_value(head, " style=")))
    ):
        names |= UNSEEN
    return names


def _value(head: str, attribute: str) -> str:
    """Of an attribute, ` class=` for one; empty if there is none."""
    at = head.find(attribute)
    if at < 0:
        return ""
    start = at + len(attribute) + 1
    return head[start : head.find('"', start)]
