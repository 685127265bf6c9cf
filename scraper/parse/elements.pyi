from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from selectolax.lexbor import LexborHTMLParser, LexborNode

def runs_from(
    start: LexborNode, breaks: AbstractSet[str], skipped: AbstractSet[str], most: int
) -> Iterator[tuple[list[str], LexborNode]]:
    """The texts between two borders of elements that are `breaks`, and the node that holds the first of them, from
    `start` on for so many nodes. Nothing in `skipped` is looked into."""

class Search:
    """As `Query`, for the trees of lexbor themselves."""

    def __init__(
        self, tags: Mapping[str, Sequence[tuple[str, Sequence[str]]]], anywhere: Sequence[tuple[str, Sequence[str]]]
    ) -> None: ...
    def find(self, tree: LexborHTMLParser) -> list[LexborNode]:
        """In the tree's order. What is found has all that selectolax's nodes are asked for here."""
    def find_with(self, tree: LexborHTMLParser, other: Search, attribute: str) -> tuple[list[LexborNode], str]:
        """In the tree's order; and what those have in this attribute that the other search finds, in one walk for both:
        each between two NULs."""
