"""Which elements of a page are wanted: by their tags, or by what their attributes claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

try:
    from scraper.parse.elements import Search
    from scraper.parse.lexbor import READS_TREES
except ImportError:  # nothing is compiled here
    READS_TREES = False

Claim: TypeAlias = tuple[str, Sequence[str]]
"""An attribute, and words of which it has one in its value, in whatever case; without words it need only be there."""


class Query:
    """`tags`: each with the claims of which such an element has to make one, if there are any. `anywhere`: claims that
    are enough for whatever element."""

    def __init__(self, tags: Mapping[str, Sequence[Claim]], anywhere: Sequence[Claim] = ()) -> None:
        named = [tag + (f":is({_selector(claims)})" if claims else "") for tag, claims in tags.items()]
        self._selector = ", ".join([*named, *([_selector(anywhere)] if anywhere else [])])
        self._search = Search(tags, anywhere) if READS_TREES else None

    def find(self, tree: LexborHTMLParser) -> Sequence[LexborNode]:
        """In the page's order, each once. The tree mustn't lose them while they are looked at."""
        if self._search is not None:
            return self._search.find(tree)
        return tuple({node.mem_id: node for node in tree.css(self._selector)}.values())

    def find_with(self, tree: LexborHTMLParser, other: Query, attribute: str) -> tuple[Sequence[LexborNode], str]:
        """The same; and what those have in this attribute that the other query finds, in one walk for both: each
        between two NULs, of which a page has none."""
        if self._search is not None and other._search is not None:
            return self._search.find_with(tree, other._search, attribute)
        values = [value for node in other.find(tree) if (value := node.attributes.get(attribute))]
        return self.find(tree), "\0".join(["", *values, ""]) if values else ""


def _selector(claims: Sequence[Claim]) -> str:
    return ", ".join(
        selector
        for name, words in claims
        for selector in ([f'[{name}*="{word}" i]' for word in words] if words else [f"[{name}]"])
    )
