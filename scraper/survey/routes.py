"""Patterns of addresses, learned from examples: which parts of an address are the values of an item."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from scraper.discover import fill_pattern

Example = tuple[Mapping[str, str], str]
"""What is known of an article, by name, and its address."""

TRIED = 3
"""Examples that patterns are made from; all are used to choose among them."""

MOST_PATTERNS = 600
_PARTS = re.compile(r"([/?&=#])")
_EDGE = re.compile(r"[^\W_]")


def learn_pattern(examples: Sequence[Example]) -> str | None:
    """The pattern that makes most of the addresses from their values; None where none makes more than half.

    Among equals the one with more names in it: `/{language}/{id}` is true of more articles than `/en/{id}`.
    """
    patterns = dict.fromkeys(
        itertools.chain.from_iterable(_patterns(values, address) for values, address in examples[:TRIED])
    )
    best: tuple[int, int, str] | None = None
    for pattern in patterns:
        names = pattern.count("{")
        right = sum(fill_pattern(pattern, values) == address for values, address in examples)
        if names and right * 2 > len(examples) and (best is None or (right, names) > best[:2]):
            best = (right, names, pattern)
    return best[2] if best else None


def _patterns(values: Mapping[str, str], address: str) -> Iterator[str]:
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    pieces = [host, slash, *_PARTS.split(path)]
    choices = [list(_explained(piece, values)) for piece in pieces]
    for choice in itertools.islice(itertools.product(*choices), MOST_PATTERNS):
        yield f"{scheme}://{''.join(choice)}"


def _explained(piece: str, values: Mapping[str, str], depth: int = 0) -> Iterator[str]:
    """A piece with the values in it replaced by their names, in every way, and as it is."""
    if not piece or _PARTS.fullmatch(piece):
        yield piece
        return
    for name, value in values.items():
        for said in {value, unquote(value)}:
            start = _whole_at(piece, said)
            if start is None:
                continue
            before, after = piece[:start], piece[start + len(said) :]
            if depth == 0 and after:
                yield from (f"{before}{{{name}}}{rest}" for rest in _explained(after, values, 1))
            elif depth == 0 and before:
                yield from (f"{rest}{{{name}}}" for rest in _explained(before, values, 1))
            else:
                yield f"{before}{{{name}}}{after}"
    yield piece


def _whole_at(piece: str, value: str) -> int | None:
    """Where the value stands in the piece, as a whole word of it."""
    start = piece.find(value) if value else -1
    if start < 0:
        return None
    before, after = piece[:start], piece[start + len(value) :]
    is_whole = not (before and _EDGE.match(before[-1])) and not (after and _EDGE.match(after[0]))
    return start if is_whole else None
