"""One walk over the tree: the page as a row of blocks (runs of text), each with what speaks for or against it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_NODES = 400_000
"""Nodes that are looked at; the longest real page that we have seen has a tenth of them."""

_SKIPPED = frozenset(
    """
    script style noscript template svg math iframe object embed canvas audio video map select option button input
    textarea label dialog head title progress meter datalist nav menu applet frameset
    """.split()  # noqa: SIM905
)
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub
    sup time tt u var wbr ruby rt rp rb nobr picture img center
    """.split()  # noqa: SIM905
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NEVER_BAD = frozenset({"body", "html", "main", "article"})
_FRAMES = frozenset({"footer", "aside", "form", "figcaption", "figure"})

_BAD = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navigation|navbar|menu|footer|sidebar|aside|comments?|commentary|disqus|respond|share|sharing|"
    r"shares|social|sociais|related|relateds?|recommend(?:ed|ations?)?|recirc|promo|promos|promotion|newsletters?|subscribe|"
    r"subscription|signup|sign-up|advert\w*|ads?|adbox|sponsor\w*|outbrain|taboola|banner|cookies?|consent|gdpr|popup|"
    r"modal|overlay|breadcrumbs?|pagination|pager|tags?|taglist|tagcloud|keywords|byline|authors?|author-?bio|bio|"
    r"captions?|credits?|teasers?|widget|trending|popular|most-?read|meistgelesen|mehr-zum-thema|read-?more|more-?on|"
    r"also|see-?also|toolbar|tools|print-?only|rating|copyright|disclaimer|metadata|meta|infobox|gallery|slideshow|carousel|"
    r"slider|login|register|paywall|hidden|sr-only|visually-hidden|screen-reader-text|skip|toc|ticker|livestream|"
    r"poll|survey|quiz|donat\w*|kommentar\w*|verwandt\w*|teilen|empfehl\w*|werbung|anzeige|autor\w*|dateline|timestamp|"
    r"pubdate|published|date|reklama|podpis\w*|share-?bar|follow\w*|feedback|app-?promo|topics?|list-?group|"
    r"cta|audio\w*|player|video\w*|related-?\w+|article-?(?:footer|meta|info|tags?|tools|share|related|author|header))"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:article|story|entry|post|news|page|main)[-_]*(?:body|content|text|copy)|body[-_]*(?:content|text|copy)|"
    r"rich[-_]*text|content[-_]*body",
    re.IGNORECASE,
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """A place in the tree that holds blocks. `parent`: its index, -1 for the root."""

    parent: int
    tag: str
    signature: str
    """Tag and class: siblings that are cut from the same cloth share it."""
    is_bad: bool
    """By its tag, class, id or role: navigation, comments, advertising ..."""
    is_body: bool
    """By its class, id or itemprop: the article's text."""
    text: int = 0
    """Letters of good paragraphs below it that lie in no bad place."""
    score: float = 0.0


@dataclass(slots=True)
class Block:
    """A run of text between two block-level borders."""

    element: int
    tag: str
    """p, h2, li, blockquote, td, pre, or div for bare text."""
    text: str
    links: int
    """Letters of it that are link text."""
    order: int
    strong: int = 0
    """Letters in bold."""


@dataclass(slots=True)
class Page:
    """All blocks in reading order, with the elements that hold them."""

    elements: list[Element] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def ancestors(self, element: int) -> list[int]:
        """From the element itself up to the root."""
        found = []
        while element >= 0:
            found.append(element)
            element = self.elements[element].parent
        return found


def read_blocks(tree: LexborHTMLParser, removed: frozenset[int] = frozenset()) -> Page:
    """Walk the body, without recursion. `removed`: mem_ids of nodes to leave out.

    A page that hides all it has until its scripts run is read as if it didn't.
    """
    start = tree.body or tree.root
    if start is None:
        return Page()
    walk = _Walk(removed)
    walk.run(start)
    if not walk.page.blocks and walk.has_hidden:
        walk = _Walk(removed, sees_hidden=True)
        walk.run(start)
    return walk.page


class _Walk:
    def __init__(self, removed: frozenset[int], *, sees_hidden: bool = False) -> None:
        self.page = Page()
        self.has_hidden = False
        self._sees_hidden = sees_hidden
        self._removed = removed
        self._parts: list[str] = []
        self._links = 0
        self._strong = 0
        self._in_link = 0
        self._in_strong = 0
        self._blocks: list[tuple[int, str]] = []
        """The open block-level elements: (index of the element, tag for its text)."""

    def run(self, root: LexborNode) -> None:
        node: LexborNode | None = root
        path: list[tuple[LexborNode, str]] = []
        for _ in range(MAX_NODES):
            if node is None:
                if not path:
                    break
                parent, tag = path.pop()
                self._leave(tag)
                node = None if not path and parent.mem_id == root.mem_id else parent.next
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag == "br":
                self._parts.append("\n")
            elif tag and tag[0] != "-" and self._enter(node, tag):
                path.append((node, tag))
                child = node.child
                if child is not None:
                    node = child
                    continue
                path.pop()
                self._leave(tag)
            node = node.next if node.mem_id != root.mem_id else None
        while path:
            self._leave(path.pop()[1])

    def _text(self, text: str) -> None:
        self._parts.append(text.replace("\n", " "))
        letters = len(text.strip())
        if self._in_link:
            self._links += letters
        if self._in_strong:
            self._strong += letters

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Open an element; False where nothing below it counts."""
        if tag in _SKIPPED or (self._removed and node.mem_id in self._removed):
            if tag == "nav":
                self._flush()
            return False
        if tag in _INLINE:
            if tag == "a":
                self._in_link += 1
            elif tag in {"b", "strong"}:
                self._in_strong += 1
            return True
        attributes = node.attributes
        if not self._sees_hidden and _is_hidden(attributes):
            self.has_hidden = True
            return False
        self._flush()
        parent = self._blocks[-1] if self._blocks else (-1, "div")
        name = attributes.get("class") or ""
        hints = f"{name} {attributes.get('id') or ''} {attributes.get('role') or ''}"
        is_body = attributes.get("itemprop") == "articleBody" or _BODY.search(hints) is not None
        is_named_bad = len(hints) > 2 and not is_body and _BAD.search(hints) is not None
        is_bad = (tag in _FRAMES or is_named_bad) and tag not in _NEVER_BAD
        self.page.elements.append(Element(parent[0], tag, f"{tag}.{name}", is_bad, is_body))
        inherits = tag in {
            "div",
            "section",
            "article",
            "center",
            "figure",
            "main",
            "tbody",
            "table",
            "tr",
            "ul",
            "ol",
            "dl",
        }
        outer = parent[1] if parent[1] in {"blockquote", "li", "td"} else "div"
        self._blocks.append((len(self.page.elements) - 1, outer if inherits or (tag == "p" and outer == "li") else tag))
        return True

    def _leave(self, tag: str) -> None:
        if tag == "a":
            self._in_link -= 1
        elif tag in {"b", "strong"}:
            self._in_strong -= 1
        if tag not in _INLINE:
            self._flush()
            self._blocks.pop()

    def _flush(self) -> None:
        """Close the run of text that is open: two line breaks part paragraphs, one a line."""
        parts, self._parts = self._parts, []
        links, self._links = self._links, 0
        strong, self._strong = self._strong, 0
        if not self._blocks:
            return
        element, tag = self._blocks[-1]
        pieces = _paragraphs("".join(parts))
        letters = sum(map(len, pieces)) or 1
        for text in pieces:
            share = len(text) / letters
            order = len(self.page.blocks)
            self.page.blocks.append(Block(element, tag, text, round(links * share), order, round(strong * share)))


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return _HIDING.search(attributes.get("style") or "") is not None


def _paragraphs(text: str) -> list[str]:
    """Texts without surplus white space, split at every <br>; the source's own line ends were white space."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return [line for line in lines if line]
