"""Trees written as Python score what walking them gives, and stop only where the rest can't matter."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.trees import GROUPS, MARGIN, Node, Split, as_python, as_types, find_bounds, module

FEATURES = ("letters", "links")
TREE = Split(0, 1.0, Split(1, 5.0, 1.0, 2.0), Split(1, 0.0, 4.0, 8.0))
STUMP = Split(1, 2.0, 16.0, 32.0)


def score_of(source: str) -> Callable[..., float]:
    score: Callable[..., float] = module(source)["score"]
    return score


def walked(node: Node, row: tuple[float, ...]) -> float:
    while isinstance(node, Split):
        node = node.left if row[node.feature] <= node.threshold else node.right
    return node


@given(st.tuples(st.floats(-9, 9), st.floats(-9, 9)))
def test_trees_add_up_as_if_walked(row: tuple[float, float]) -> None:
    score = score_of(as_python([TREE, STUMP, TREE], FEATURES, "", {}))
    assert score(row) == walked(TREE, row) * 2 + walked(STUMP, row)


def test_a_threshold_belongs_to_the_left() -> None:
    assert score_of(as_python([TREE], FEATURES, "", {}))((1.0, 5.0)) == 1.0


def test_a_sum_outside_of_the_bounds_is_returned_at_once() -> None:
    score = score_of(as_python([TREE, STUMP], FEATURES, "", {1: (1.5, 5.0)}))
    assert score((0.0, 0.0)) == 1.0
    assert score((0.0, 9.0)) == 2.0 + 32.0
    assert score((9.0, 9.0)) == 8.0


def test_bounds_hold_whatever_came_to_the_other_sign() -> None:
    first: list[Node] = [Split(0, 0.0, -1.0, 1.0)] + [0.0] * (GROUPS[0] - 1)
    turns = Split(1, 0.0, 0.0, Split(0, 0.0, 3.0, -3.0))
    kept = find_bounds([*first, turns], FEATURES, [(-1.0, 0.0), (1.0, 0.0)], len(first))
    turned = find_bounds([*first, turns], FEATURES, [(-1.0, 1.0), (1.0, 1.0)], len(first))
    assert kept == {GROUPS[0]: (-MARGIN, MARGIN)}
    assert turned == {GROUPS[0]: (-1.0 - MARGIN, 1.0 + MARGIN)}


def test_without_rows_every_tree_is_asked() -> None:
    assert find_bounds([1.0] * 20, FEATURES, [], 20) == {}


@pytest.mark.parametrize(
    ("model", "measures", "columns"), [("body_model", "row", "FEATURES"), ("kind_model", "signs", "SIGNS")]
)
def test_the_parser_s_models_know_what_is_measured(model: str, measures: str, columns: str) -> None:
    known = importlib.import_module(f"scraper.parse.{model}").FEATURES
    assert known == tuple(getattr(importlib.import_module(f"scraper.parse.{measures}"), columns))


def test_what_is_late_is_asked_for_where_it_first_counts() -> None:
    class Rows:
        def __init__(self, letters: float) -> None:
            self.row = SimpleNamespace(letters=letters)
            self.asked = 0

        def links(self) -> float:
            self.asked += 1
            return 9.0

    first = Split(0, 1.0, -5.0, 1.0)
    score = score_of(as_python([first, STUMP], FEATURES, "", {1: (-2.0, 2.0)}, ("links",), "scraper.parse.features"))
    hopeless, open_one = Rows(0.0), Rows(9.0)
    assert (score(hopeless), hopeless.asked) == (-5.0, 0)
    assert (score(open_one), open_one.asked) == (1.0 + 32.0, 1)


@given(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), st.floats(-9, 9))
def test_no_row_scores_less_than_the_least_of_what_is_known(known: tuple[float, float], late: float) -> None:
    trees = [TREE, Split(2, 0.0, STUMP, TREE), Split(0, 0.0, Split(2, 3.0, 1.0, -1.0), 5.0)]
    room = module(as_python(trees, (*FEATURES, "figures"), "", {}, ["figures"]))
    assert room["least"](known) == walked(TREE, known) + min(walked(STUMP, known), walked(TREE, known)) + (
        -1.0 if known[0] <= 0.0 else 5.0
    )
    assert room["least"](known) <= room["score"]((*known, late))


def test_the_compiled_form_s_numbers_are_all_c_s() -> None:
    types = as_types(FEATURES)
    assert f"total=double, {', '.join(f'{name}=double' for name in FEATURES)}" in types
    assert "score(row)" in types
    assert "least" not in types
    assert "@cython.locals(total=double, letters=double)\ncpdef double least(row)" in as_types(FEATURES, ["links"])


def test_a_model_of_rows_asks_them_for_their_fields() -> None:
    source = as_python([TREE], FEATURES, "", {}, rows_of="scraper.parse.features")
    assert "letters, links = row.letters, row.links" in source
    assert "score(Rows rows)" in as_types(FEATURES, rows_of="scraper.parse.features")
