from selectolax.lexbor import LexborNode

from scraper.parse.tokens import Tokens

class Nodes(Tokens):
    """The tags and texts of an element of a tree, itself included."""

    def __init__(self, start: LexborNode) -> None: ...
