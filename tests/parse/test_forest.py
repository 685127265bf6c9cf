"""The bitwise evaluation gives what walking every tree gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.features import FEATURES
from scraper.parse.forest import Forest, load

# x0 <= 1 ? (x1 <= 5 ? a : b) : (x1 <= 0 ? c : d)
LEAVES = [1.0, 2.0, 4.0, 8.0]
TESTS = [(0, 1.0, 0b1100), (1, 5.0, 0b1110), (1, 0.0, 0b1011)]


def walked(x0: float, x1: float) -> float:
    if x0 <= 1:
        return 1.0 if x1 <= 5 else 2.0
    return 4.0 if x1 <= 0 else 8.0


@given(st.floats(-9, 9), st.floats(-9, 9))
def test_a_tree_is_evaluated_as_if_walked(x0: float, x1: float) -> None:
    assert Forest([(LEAVES, TESTS)]).score((x0, x1)) == walked(x0, x1)


@given(st.floats(-9, 9), st.floats(-9, 9))
def test_trees_add_up(x0: float, x1: float) -> None:
    stump = ([16.0, 32.0], [(1, 2.0, 0b10)])
    expected = walked(x0, x1) * 2 + (16.0 if x1 <= 2 else 32.0)
    assert Forest([(LEAVES, TESTS), stump, (LEAVES, TESTS)]).score((x0, x1)) == expected


def test_a_threshold_belongs_to_the_left() -> None:
    assert Forest([(LEAVES, TESTS)]).score((1.0, 5.0)) == 1.0


def test_the_model_in_the_parser_knows_its_features() -> None:
    assert isinstance(load("body_model", tuple(FEATURES)).score([0.0] * len(FEATURES)), float)
    with pytest.raises(ValueError, match="not in tuple"):
        load("body_model", ("letters",))
