"""A small ensemble of decision trees, evaluated without walking any of them.

Every tree has at most eight leaves, so all that a row can still reach in all trees is one long number, eight bits a
tree. Each test that fails clears the leaves to its left; the lowest bit that is left is the leaf. All tests on one
feature are one binary search, since their masks are joined beforehand.
After Lucchese et al., "QuickScorer" (SIGIR 2015).
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from operator import getitem

LEAVES = 8


class Forest:
    """`trees`: each a list of leaf values, left to right, and a list of tests (feature, threshold, mask).

    A test fails where the row's value is greater than the threshold; its mask has the bits of the leaves that stay.
    """

    __slots__ = ("_full", "_size", "_tables", "_tests")

    def __init__(self, trees: Sequence[tuple[Sequence[float], Sequence[tuple[int, float, int]]]]) -> None:
        self._size = len(trees)
        self._full = (1 << (LEAVES * len(trees))) - 1
        lowest = [(number & -number).bit_length() - 1 for number in range(1 << LEAVES)]
        self._tables = [[leaves[min(bit, len(leaves) - 1)] for bit in lowest] for leaves, _ in trees]
        self._tests = _joined(trees, self._full)

    def score(self, row: Sequence[float]) -> float:
        """The sum of the leaves that the row falls into."""
        alive = self._full
        for feature, thresholds, masks in self._tests:
            alive &= masks[bisect_left(thresholds, row[feature])]
        return sum(map(getitem, self._tables, alive.to_bytes(self._size, "little")))


def _joined(
    trees: Iterable[tuple[Sequence[float], Sequence[tuple[int, float, int]]]], full: int
) -> list[tuple[int, list[float], list[int]]]:
    """For each feature: its thresholds in order, and what is still alive once the first so many of its tests failed."""
    by_feature: dict[int, list[tuple[float, int]]] = {}
    for number, (_, tests) in enumerate(trees):
        for feature, threshold, mask in tests:
            cleared = ((1 << LEAVES) - 1 ^ mask) << (LEAVES * number)
            by_feature.setdefault(feature, []).append((threshold, full ^ cleared))
    joined = []
    for feature, of_feature in sorted(by_feature.items()):
        of_feature.sort()
        masks = [full]
        for _, stays in of_feature:
            masks.append(masks[-1] & stays)
        joined.append((feature, [threshold for threshold, _ in of_feature], masks))
    return joined


@cache
def load(name: str, features: tuple[str, ...]) -> Forest:
    """The forest in `name`.json beside this file. `features`: the columns of the rows that it will be given."""
    told = json.loads(files("scraper.parse").joinpath(f"{name}.json").read_text(encoding="utf-8"))
    columns = [features.index(feature) for feature in told["features"]]
    return Forest(
        [
            (tree["leaves"], [(columns[feature], threshold, mask) for feature, threshold, mask in tree["tests"]])
            for tree in told["trees"]
        ]
    )
