from collections.abc import Mapping

def count(text: bytes, sign: int) -> int:
    """How often a byte stands there."""

def has(text: bytes, part: bytes, rarest: int) -> bool:
    """Whether this part stands anywhere. `rarest`: the place in it of the byte that is rarest in texts."""

def is_utf8(text: bytes) -> bool:
    """As Python decodes it: no surrogates, nothing longer than it need be."""

def is_deep(html: bytes, steps: Mapping[bytes, int], most: int) -> bool:
    """Whether more than so many elements are open anywhere. `steps`: by its name, with the `/` of an end, how a tag
    changes the depth."""
