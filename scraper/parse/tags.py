"""What a tag means for the walk over a page, and what its attributes say; a page's serialised form as a row of them.

lexbor has mended the markup, so tags and texts alternate: `<div class="a">text<b>more</b>`.
"""

from __future__ import annotations

import re

from scraper.parse.classes import BODY, HIDDEN, LONGEST_NAMES, UNSEEN, meaning

MAX_REMEMBERED = 20_000
"""Tags (with their attributes) whose reading is kept; they repeat over a page and over a site."""

MOST_HIDDEN = 2_000
"""Letters of a hidden <span>; one with more is shown by a script once the page has loaded."""

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
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NAME = re.compile(r"/?[a-zA-Z]")
_MARK = re.compile(r'["<]')
_PAIR = re.compile(r' (=?[^\s=>]+)="([^"]*)"')
_WHOLE_TAG = re.compile(r'<(/?[^\s<>]+)((?: =?[^\s=>]+="[^"]*")*)>([^<]*)')
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Tag:
    """`<div class="story">` or `</div>`, read. `names`: bits of `names`."""

    __slots__ = ("act", "name", "names", "signature")

    def __init__(self, act: int, name: str, signature: str = "", names: int = 0) -> None:
        self.act = act
        self.name = name
        self.signature = signature
        """Tag and class: siblings that are cut from the same cloth share it."""
        self.names = names


def read_tags(html: str) -> tuple[list[Tag], list[str]]:
    """Every tag of a serialised page, and the text behind each."""
    html = _COMMENT.sub("", html)
    pieces = html.replace(">", "<").split("<")
    try:
        if len(pieces) != 2 * html.count("<") + 1:
            raise _AwkwardError
        tags, texts = list(map(_tags.__getitem__, pieces[1::2])), pieces[2::2]
    except _AwkwardError:
        tags, texts = _with_care(html)
    if _HIDDEN_SPAN in tags:
        _hide(tags, texts)
    return tags, texts


def _hide(tags: list[Tag], texts: list[str]) -> None:
    """Empty the texts within hidden spans: words for screen readers, what shows when the mouse is over a name."""
    at, end = 0, len(tags)
    while at < end:
        if tags[at] is not _HIDDEN_SPAN:
            at += 1
            continue
        start, depth = at, 0
        while at < end:
            depth += (tags[at] is _SPAN or tags[at] is _HIDDEN_SPAN) - (tags[at] is _SPAN_END)
            if not depth:
                break
            at += 1
        if sum(map(len, texts[start:at])) <= MOST_HIDDEN:
            texts[start:at] = [""] * (at - start)


class _AwkwardError(Exception):
    """Quotation marks are odd, or something is no tag: tags and texts can't be told apart so simply."""


def _with_care(html: str) -> tuple[list[Tag], list[str]]:
    """Where an attribute's value holds a `<` or `>`, or its name a quotation mark."""
    tags, texts = [], []
    for name, attributes, text in _WHOLE_TAG.findall(html):
        head = name + attributes
        if head.count('"') % 2 or "<" in head:
            told = (f' {key}="{value}"' for key, value in _PAIR.findall(attributes) if not _MARK.search(key))
            head = "".join((name.replace('"', ""), *told))
        tags.append(_tags[head] if _NAME.match(head) else _INLINE_TAG)
        texts.append(text)
    return tags, texts


class _Tags(dict[str, Tag]):
    """What was read of tags, by what stands between `<` and `>`. Links and pictures aren't kept: they hardly
    ever repeat."""

    def __missing__(self, head: str) -> Tag:
        if head.count('"') % 2:
            raise _AwkwardError
        if head.startswith("a "):
            return _LINK_TAG
        if head.startswith("img "):
            return _IMAGE_TAG
        if not _NAME.match(head):
            raise _AwkwardError
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        found = self[head] = _read(head)
        return found


_tags = _Tags()
_LINK_TAG = Tag(LINK, "a")
_IMAGE_TAG = Tag(MARK, "img")
_INLINE_TAG = Tag(NOTHING, "em")
_SPAN, _HIDDEN_SPAN, _SPAN_END = Tag(NOTHING, "span"), Tag(NOTHING, "span"), Tag(NOTHING, "/span")


def _read(head: str) -> Tag:
    name, _, attributes = head.partition(" ")
    act = _ACTS.get(name)
    if act is not None:
        return Tag(act, name)
    if name == "/span":
        return _SPAN_END
    if name == "span":
        return _HIDDEN_SPAN if _is_hidden(attributes) else _SPAN
    bare = name.lstrip("/")
    if bare in MARKS:
        return Tag(MARK, name) if bare == name else _INLINE_TAG
    if bare in _INLINE:
        return _INLINE_TAG
    return Tag(CLOSE, bare) if name.startswith("/") else _opening(name, attributes)


def _is_hidden(attributes: str) -> bool:
    """Whether nobody sees a <span>. What is only hidden from screen readers is seen, as large initials are."""
    names = _opening("span", attributes.replace("aria-hidden=", "")).names
    return bool(names & (HIDDEN | UNSEEN))


def _opening(name: str, attributes: str) -> Tag:
    if not attributes:
        return Tag(OPEN, name, f"{name}.", UNSEEN if name in _UNSEEN else 0)
    pieces = f" {attributes}".split('"')
    told = dict(zip(pieces[::2], pieces[1::2], strict=False))
    style = told.get(" class=", "")
    names = meaning(f"{style} {told.get(' id=', '')} {told.get(' role=', '')}"[:LONGEST_NAMES])
    if told.get(" itemprop=") == "articleBody":
        names |= BODY
    if (
        name in _UNSEEN
        or " hidden=" in told
        or told.get(" aria-hidden=") == "true"
        or (" style=" in told and _HIDING.search(told[" style="]))
    ):
        names |= UNSEEN
    return Tag(OPEN, name, f"{name}.{style}", names)
