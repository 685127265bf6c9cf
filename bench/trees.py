"""Boosted trees as Python: the parser's models are modules of comparisons, and this writes them. With the folds of
cross-validation by domain.

A tree is an expression. The trees are added in groups; behind each group may stand a pair of bounds, and a sum outside
of them is returned as it is, because on no row of the data did the later trees change its sign.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

PARSE = Path(__file__).resolve().parents[1] / "scraper" / "parse"

FOLDS = 5

GROUPS = (8, 16, 24, 32, 48, 64, 96, 128, 160, 192)
"""Numbers of trees after which the sum is looked at."""

MARGIN = 0.1
"""By how much the bounds are wider than what the training showed."""


@dataclass(frozen=True, slots=True)
class Split:
    """A row goes left where its feature of this number is at most the threshold."""

    feature: int
    threshold: float
    left: Node
    right: Node


Node = Split | float
Row = Sequence[float]
Bounds = dict[int, tuple[float, float]]
"""By number of trees: between which sums of them the sign is still open."""


def fold(domain: str) -> int:
    """The same for all pages of a domain, whatever set they are from."""
    return int(hashlib.md5(domain.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def write(
    model: Any,
    name: str,
    features: Sequence[str],
    script: str,
    rows: Iterable[Row] = (),
    late: Sequence[str] = (),
    rows_of: str | None = None,
) -> None:
    """A LightGBM booster into scraper/parse/`name`.py, with the types of its compiled form in `name`.pxd.

    `rows`: blocks of every kind of page, where only the score's sign counts; without them every tree is always asked.
    `rows_of`: the module of the class `Rows`, for a model that is asked too often for sequences: its `row` has the
    features as fields. `late`: those that take long to measure; trees that use them come last. Of `Rows` they are
    methods, and the model asks for each before the first of these trees; in a sequence they stand last, and the module
    has a function `least` for rows without them.
    """
    trees = [_node(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    early = [tree for tree in trees if not _is_late(tree, features, late)]
    trees = early + [tree for tree in trees if _is_late(tree, features, late)]
    about = f"Written by bench/{script}: not to be edited."
    text = as_python(trees, features, about, find_bounds(trees, features, rows, len(early)), late, rows_of)
    (PARSE / f"{name}.py").write_text(text, encoding="utf-8")
    (PARSE / f"{name}.pxd").write_text(as_types(features, late, rows_of), encoding="utf-8")
    print(f"{name}.py: {len(text)} bytes")


def _node(told: dict[str, Any]) -> Node:
    """Numbers keep as many digits as matter."""
    if "leaf_value" in told:
        return float(f"{told['leaf_value']:.4g}")
    threshold = float(f"{told['threshold']:.5g}")
    return Split(told["split_feature"], threshold, _node(told["left_child"]), _node(told["right_child"]))


def as_python(
    trees: Sequence[Node],
    features: Sequence[str],
    about: str,
    bounds: Bounds,
    late: Sequence[str] = (),
    rows_of: str | None = None,
) -> str:
    """A module with FEATURES and `score(row)`, or `score(rows)`."""
    known = [name for name in features if name not in late] if rows_of else features
    open_ones = list(late) if rows_of else []
    lines = [
        f'"""{len(trees)} trees. {about}"""',
        "",
        f"from {rows_of} import Rows" if rows_of else "from collections.abc import Sequence",
        "",
        f"FEATURES = {tuple(features)!r}",
        "",
        "",
        f"def score({'rows: Rows' if rows_of else 'row: Sequence[float]'}) -> float:",
        '    """Of a row of FEATURES. Above 0 means yes; a sum whose sign is sure may lack later trees."""',
        *(["    row = rows.row"] if rows_of else []),
        f"    {', '.join(known)} = {', '.join(f'row.{name}' for name in known) if rows_of else 'row'}",
        "    total = 0.0",
    ]
    for number, tree in enumerate(trees, 1):
        used = _features_of(tree)
        for name in [name for name in open_ones if features.index(name) in used]:
            lines.append(f"    {name} = rows.{name}()")
            open_ones.remove(name)
        lines.append(f"    total += {_expression(tree, features)}")
        if number in bounds:
            low, high = bounds[number]
            lines += [f"    if not {low:.3f} < total < {high:.3f}:", "        return total"]
    least = _least(trees, features, late) if late and not rows_of else []
    return "\n".join([*lines, "    return total", *least, ""])


def _least(trees: Sequence[Node], features: Sequence[str], late: Sequence[str]) -> list[str]:
    """The lines of `least`, for a row that ends where its late features begin. The sum is rounded as that of `score`,
    which adds up the same trees in the same order."""
    return [
        "",
        "",
        "def least(row: Sequence[float]) -> float:",
        '    """No row that begins like that has a lower score."""',
        f"    {', '.join(features[: -len(late)])} = row",
        "    total = 0.0",
        *(f"    total += {_expression(tree, features, late)}" for tree in trees),
        "    return total",
    ]


def as_types(features: Sequence[str], late: Sequence[str] = (), rows_of: str | None = None) -> str:
    """What Cython reads beside such a module: all numbers are C's."""
    types = _doubles(features)
    if not rows_of:
        score = f"@cython.locals({types})\ncpdef double score(row) except? -1\n"
        known = _doubles(features[: -len(late)]) if late else ""
        least = f"\n\n@cython.locals({known})\ncpdef double least(row) except? -1\n" if late else ""
        return f"cimport cython\n\n\n{score}{least}"
    known = f"from {rows_of} cimport Rows\nfrom scraper.parse.row cimport Row\n"
    return f"cimport cython\n\n{known}\n\n@cython.locals(row=Row, {types})\ncpdef double score(Rows rows) except? -1\n"


def _doubles(features: Sequence[str]) -> str:
    return ", ".join(f"{name}=double" for name in ("total", *features))


def _is_late(tree: Node, features: Sequence[str], late: Sequence[str]) -> bool:
    return any(features.index(name) in _features_of(tree) for name in late)


def _features_of(node: Node) -> set[int]:
    return set() if isinstance(node, float) else {node.feature} | _features_of(node.left) | _features_of(node.right)


def _expression(node: Node, features: Sequence[str], unknown: Sequence[str] = ()) -> str:
    """Where a feature isn't known, what is less."""
    if isinstance(node, float):
        return repr(node)
    left, right = _expression(node.left, features, unknown), _expression(node.right, features, unknown)
    name = features[node.feature]
    return f"min({left}, {right})" if name in unknown else f"({left} if {name} <= {node.threshold!r} else {right})"


def find_bounds(trees: Sequence[Node], features: Sequence[str], rows: Iterable[Row], early: int) -> Bounds:
    """After each of GROUPS, and after the `early` trees, the sums that came to the other sign in the end, and a margin
    around them."""
    ends = sorted(number for number in {*GROUPS, early} if number < len(trees))
    add = [module(as_python(trees[start:end], features, "", {}))["score"] for start, end in _spans([*ends, len(trees)])]
    lows, highs, is_any = [0.0] * len(ends), [0.0] * len(ends), False
    for row in rows:
        sums = list(accumulate(group(row) for group in add))
        is_any = True
        for at, total in enumerate(sums[:-1]):
            if sums[-1] > 0:
                lows[at] = min(lows[at], total)
            else:
                highs[at] = max(highs[at], total)
    found = zip(ends, lows, highs, strict=True) if is_any else ()
    return {number: (low - MARGIN, high + MARGIN) for number, low, high in found}


def module(source: str) -> dict[str, Any]:
    """What stands in such a module, by name."""
    room: dict[str, Any] = {}
    exec(compile(source, "<trees>", "exec"), room)
    return room


def _spans(ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    return zip([0, *ends[:-1]], ends, strict=True)
