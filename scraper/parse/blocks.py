"""One walk over the page: a row of blocks (runs of text between two borders) and the elements that hold them.

The tree is walked in its serialised form: lexbor has mended the markup and taken out what never holds text, so the
page falls into tags and texts at every `<`. That costs a third of what visiting each node from Python costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from selectolax.lexbor import LexborHTMLParser

from scraper.parse.classes import BODY, UNSEEN, meaning

MAX_BLOCKS = 20_000
"""Blocks that are read; the longest real page that we have seen has a tenth of them."""

MAX_REMEMBERED = 20_000
"""Tags (with their attributes) whose reading is kept; they repeat over a page and over a site."""

_STRIPPED = "script,style,noscript,template,svg,iframe,select,button,nav,textarea,input,img,source,video,audio"
"""What lexbor takes out before the walk: raw text that would look like tags, and the many that would only cost time."""

_UNSEEN = frozenset(
    """
    math object embed canvas map option label dialog head title progress meter datalist menu applet frameset
    noframes
    """.split()  # noqa: SIM905
)
_INLINE = frozenset(
    """
    abbr acronym bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike sub sup
    time tt u var ruby rt rp rb nobr picture center track area param base link meta wbr
    """.split()  # noqa: SIM905
)
_OWN = frozenset(
    """
    p h1 h2 h3 h4 h5 h6 li blockquote td th pre dt dd figcaption caption address summary
    """.split()  # noqa: SIM905
)
"""Tags whose text is called after them; text in any other element is called after the nearest of these, or `div`."""

_BREAK = "\x1e"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTE = re.compile(r'\s(class|id|role|itemprop|style|hidden|aria-hidden)="([^"]*)"')
_PAIR = re.compile(r' (=?[^\s=>]+)="([^"]*)"')
_WHOLE_TAG = re.compile(r'<(/?[^\s<>]+)((?: =?[^\s=>]+="[^"]*")*)>([^<]*)')
_ANGLE = re.compile(r"[<>]")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """A place in the tree that may hold blocks. `parent`: its index, -1 for the root. `names`: bits of `names`."""

    parent: int
    tag: str
    signature: str
    """Tag and class: siblings that are cut from the same cloth share it."""
    names: int


@dataclass(slots=True)
class Block:
    """A run of text between two block-level borders."""

    element: int
    tag: str
    """p, h2, li, blockquote, td, pre, ..., or div for bare text."""
    text: str
    links: int
    """Letters of it that are link text."""
    strong: int
    """Letters in bold."""
    is_line: bool = False
    """Only a line break parts it from the block before."""


@dataclass(slots=True)
class Page:
    """All blocks in reading order, with the elements that hold them (parents before children)."""

    elements: list[Element] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def ancestors(self, element: int) -> list[int]:
        """From the element itself up to the root."""
        found = []
        while element >= 0:
            found.append(element)
            element = self.elements[element].parent
        return found


def read_blocks(tree: LexborHTMLParser) -> Page:
    """Walk the body. Takes scripts, forms and navigation out of the tree: read all else first."""
    for node in reversed(tree.css(_STRIPPED)):  # what lies inside another goes first
        node.decompose()
    start = tree.body or tree.root
    walk = _Walk()
    if start is None:
        return walk.page
    html = _COMMENT.sub("", start.html or "")
    try:
        walk.run(html.split("<")[1:])
    except _AwkwardError:
        walk = _Walk()
        walk.run(_whole(html))
    return walk.page


class _AwkwardError(Exception):
    """A tag's quotation marks are odd: tags and texts can't be told apart so simply."""


class _Act(IntEnum):
    """What a tag means for the walk."""

    NOTHING = 0
    LINK = 1
    LINK_END = 2
    STRONG = 3
    STRONG_END = 4
    BREAK = 5
    OPEN = 6
    CLOSE = 7
    BORDER = 8


@dataclass(slots=True)
class _Tag:
    """A tag, read: `<div class="story">` or `</div>`."""

    act: int
    name: str
    signature: str = ""
    names: int = 0


_read: dict[str, _Tag] = {}


class _Walk:
    __slots__ = ("_links", "_open", "_parts", "_strong", "page")

    def __init__(self) -> None:
        self.page = Page()
        self._parts: list[str] = []
        """The text since the last border."""
        self._links = 0
        self._strong = 0
        self._open: list[tuple[int, str, str]] = []
        """The open block-level elements: (index of the element, tag for its text, its own tag)."""

    def run(self, pieces: Iterable[str]) -> None:
        in_link = in_strong = 0
        parts = self._parts
        known = _read.get
        for piece in pieces:
            head, _, text = piece.partition(">")
            tag = known(head) or _tag(head)
            act = tag.act
            if act >= 5:
                if act == 5:
                    if parts:
                        parts.append(_BREAK)
                else:
                    if parts:
                        self._flush()
                    if act == 6:
                        self._enter(tag)
                    elif act == 7:
                        self._leave(tag.name)
            elif act:
                if act == 1:
                    in_link += 1
                elif act == 2:
                    in_link -= 1
                elif act == 3:
                    in_strong += 1
                else:
                    in_strong -= 1
            if not text:
                continue
            if not text.isspace():
                if "&" in text:
                    text = _unescape(text)
                parts.append(text)
                if in_link > 0:
                    self._links += len(text)
                if in_strong > 0:
                    self._strong += len(text)
            elif parts:
                parts.append(" ")
        self._flush()

    def _enter(self, tag: _Tag) -> None:
        parent, outer, _ = self._open[-1] if self._open else (-1, "div", "")
        name = tag.name
        elements = self.page.elements
        own = name if name in _OWN and not (name == "p" and outer in {"li", "blockquote"}) else outer
        self._open.append((len(elements), own, name))
        elements.append(Element(parent, name, tag.signature, tag.names))

    def _leave(self, tag: str) -> None:
        if self._open and self._open[-1][2] == tag:
            self._open.pop()

    def _flush(self) -> None:
        """Close the run of text that is open: a line break parts blocks as well."""
        text = "".join(self._parts)
        links, strong = self._links, self._strong
        self._parts.clear()
        self._links = self._strong = 0
        blocks = self.page.blocks
        if not self._open or len(blocks) >= MAX_BLOCKS:
            return
        element, tag, _ = self._open[-1]
        if _BREAK not in text:
            text = " ".join(text.split())
            size = len(text)
            if not size:
                return
            blocks.append(Block(element, tag, text, min(links, size), min(strong, size)))
            return
        lines = [" ".join(line.split()) for line in text.split(_BREAK)]
        letters = sum(map(len, lines)) or 1
        is_line = False
        for line in lines:
            if line:
                share = len(line) / letters
                blocks.append(Block(element, tag, line, int(links * share), int(strong * share), is_line))
            is_line = bool(line)


def _whole(html: str) -> Iterator[str]:
    """Pieces read with care, where an attribute's value holds a `<` or `>`, or its name a quotation mark."""
    for tag in _WHOLE_TAG.finditer(html):
        name, attributes, text = tag.groups()
        told = (f' {key}="{_ANGLE.sub(" ", value)}"' for key, value in _PAIR.findall(attributes) if '"' not in key)
        yield "".join((name.replace('"', ""), *told, ">", text))


def _tag(head: str) -> _Tag:
    """Read what stands between `<` and `>`; remembered, but for links, which hardly ever repeat."""
    if head.count('"') % 2:
        raise _AwkwardError
    if head.startswith("a "):
        return _LINK
    if len(_read) >= MAX_REMEMBERED:
        _read.clear()
    name, _, attributes = head.partition(" ")
    is_end = name.startswith("/")
    name = name.lstrip("/")
    if name in _INLINE or not name:
        found = _Tag(_Act.NOTHING, name)
    elif name == "a":
        found = _Tag(_Act.LINK + is_end, name)
    elif name in {"b", "strong"}:
        found = _Tag(_Act.STRONG + is_end, name)
    elif name in {"br", "hr", "col"}:
        found = _Tag(_Act.BREAK if name == "br" else _Act.BORDER, name)
    elif is_end:
        found = _Tag(_Act.CLOSE, name)
    else:
        found = _opening(name, f" {attributes}")
    _read[head] = found
    return found


_LINK = _Tag(_Act.LINK, "a")


def _opening(name: str, attributes: str) -> _Tag:
    told = dict(_ATTRIBUTE.findall(attributes))
    style = told.get("class", "")
    names = meaning(f"{style} {told.get('id', '')} {told.get('role', '')}")
    if told.get("itemprop") == "articleBody":
        names |= BODY
    if (
        name in _UNSEEN
        or "hidden" in told
        or told.get("aria-hidden") == "true"
        or _HIDING.search(told.get("style", ""))
    ):
        names |= UNSEEN
    return _Tag(_Act.OPEN, name, f"{name}.{style}", names)


def _unescape(text: str) -> str:
    """Only what lexbor escapes."""
    return text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
