"""What a tag means for the walk over a page, and what its attributes say."""

from __future__ import annotations

import re

from scraper.parse.classes import BODY, HIDDEN, LONGEST_NAMES, UNSEEN

try:
    from scraper.parse.class_words import meaning
except ImportError:  # nothing is compiled here
    from scraper.parse.classes import meaning

MAX_REMEMBERED = 20_000
"""Kinds of tags that are kept; they repeat over a page and over a site."""

NOTHING, LINK, LINK_END, STRONG, STRONG_END, MARK, BREAK, OPEN, CLOSE, BORDER = range(10)
"""What a tag may mean. From BREAK on it ends a run of text."""

MARKS = ("img", "time", "input")
"""What says more of the text beside it than of itself: a caption's picture, a teaser's time, a newsletter's field."""

VOID = frozenset(
    """
    area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr
    """.split()  # noqa: SIM905
)
"""Tags that are never closed (HTML, section 13.3)."""

STRIPPED = frozenset(
    """
    script style noscript template svg iframe select button nav textarea source video audio
    """.split()  # noqa: SIM905
)
"""Tags that are passed over with all that is in them."""

_UNSEEN = frozenset(
    """
    math object canvas map option label dialog head title progress meter datalist menu applet frameset
    noframes
    """.split()  # noqa: SIM905
)
_INLINE = frozenset(
    """
    abbr acronym bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike sub sup
    tt u var ruby rt rp rb nobr picture center track area param base link meta wbr basefont bgsound frame keygen
    """.split()  # noqa: SIM905
)
_OPENING = {"a": LINK, "b": STRONG, "strong": STRONG, "br": BREAK, "hr": BORDER, "col": BORDER, "embed": BORDER}
_CLOSING = {"a": LINK_END, "b": STRONG_END, "strong": STRONG_END}
_NAMING = frozenset(
    """
    p h1 h2 h3 h4 h5 h6 li blockquote td th pre dt dd figcaption caption address summary
    """.split()  # noqa: SIM905
)
"""Tags whose text is called after them; text in any other element is called after the nearest of these, or `div`."""

_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
"""In small letters."""


class Tag:
    """`<div class="story">` or `</div>`, read."""

    def __init__(self, act: int, name: str, signature: str = "", names: int = 0) -> None:
        self.act = act
        self.name = name
        self.signature = signature
        """Tag and class: siblings that are cut from the same cloth share it."""
        self.names = names
        """Bits of what its class, id and role say."""
        self.names_text = name in _NAMING


_INLINE_TAG = Tag(NOTHING, "em")
SPAN, HIDDEN_SPAN = Tag(NOTHING, "span"), Tag(NOTHING, "span")


class Kind:
    """What all elements of a name have in common."""

    def __init__(self, name: str) -> None:
        is_block = name not in _OPENING and name not in MARKS and name not in _INLINE
        self.opening = SPAN if name == "span" else _opening(name)
        """As it is without attributes."""
        self.closing = Tag(CLOSE, name) if is_block else Tag(_CLOSING[name], name) if name in _CLOSING else _INLINE_TAG
        self.is_closed = name not in VOID
        self.is_stripped = name in STRIPPED
        self.has_attributes = is_block or name == "span"
        """That tell what it is."""


def _opening(name: str) -> Tag:
    if name in _OPENING:
        return Tag(_OPENING[name], name)
    if name in MARKS:
        return Tag(MARK, name)
    return _INLINE_TAG if name in _INLINE else element(name)


def kind_of(name: str) -> Kind:
    """Of the elements of this name."""
    found = kinds.get(name)
    if found is None:
        if len(kinds) >= MAX_REMEMBERED:
            kinds.clear()
        found = kinds[name] = Kind(name)
    return found


kinds: dict[str, Kind] = {}


def element(
    name: str, classes: str = "", ident: str = "", role: str = "", is_body: bool = False, is_unseen: bool = False
) -> Tag:
    """The opening tag of a block-level element with these attributes. `is_unseen`: one of them hides it."""
    known = (BODY if is_body else 0) | (UNSEEN if is_unseen or name in _UNSEEN else 0)
    return Tag(OPEN, name, f"{name}.{classes}", meaning(f"{classes} {ident} {role}"[:LONGEST_NAMES]) | known)


def span(classes: str, ident: str, role: str, is_unseen: bool) -> Tag:
    """A <span> that somebody sees or not. What is only hidden from screen readers is seen, as large initials are."""
    return HIDDEN_SPAN if is_unseen or meaning(f"{classes} {ident} {role}"[:LONGEST_NAMES]) & HIDDEN else SPAN


def hides(style: str) -> bool:
    """Whether what is styled like that isn't seen."""
    return _HIDING.search(style.lower()) is not None
