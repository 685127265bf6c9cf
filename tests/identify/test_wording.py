"""The numbers that a text is compared by are stored for years: they come out the same, compiled or not."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.identify import fingerprint
from scraper.identify.wording import run_set, runs, wording

FACTORS = (1, 0x2F35, 0x1ACB, 0x3D4F)
CUT = (1 << 48) - 1
WORDS = st.lists(st.integers(0, 3) | st.integers(0, 2**64 - 1), max_size=60)


@given(st.lists(st.integers(0, 2**64 - 1), max_size=12), st.integers(1, 4))
def test_a_run_s_hash_is_the_sum_of_its_words_by_their_places(words: list[int], width: int) -> None:
    width = min(width, len(words))
    expected = [
        sum((word & CUT) * factor for word, factor in zip(words[at : at + width], FACTORS, strict=False)) & CUT
        for at in range(len(words) - width + 1)
    ]
    assert runs(array("Q", words), width).tolist() == (expected if width else [])


@given(WORDS, WORDS, st.integers(1, 4))
def test_a_set_of_runs_counts_what_it_shares_with_another(one: list[int], other: list[int], width: int) -> None:
    first, second = (run_set(array("Q", words), width) for words in (one, other))
    ours, theirs = (set(runs(array("Q", words), width)) for words in (one, other))
    assert (first.count, second.count) == (len(ours), len(theirs))
    assert first.shared(second) == second.shared(first) == len(ours & theirs)


def test_a_fingerprint_stays_what_it_was() -> None:
    text = "Forty ships left Rybinsk on Tuesday, the port said.\nВ Рыбинске открыли мост через Волгу."
    assert fingerprint(text).lines == (95285057283835, 51755140960176)
    assert fingerprint(text).keys == (
        -2101175925, -1293823823, -1240745917, -1164512648, -684348096, 637409860, 984058592, 1803334608, 1865881890,
        2049641364,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        pytest.param("on 12 May 2022", "on 13 May 2023", 2, id="other figures between the same words"),
        pytest.param("on 12 May 2022", "12 May 2022", 1, id="figures beside a neighbour are all alike"),
        pytest.param("on 12 May", "in 12 May", 0, id="another word before it"),
        pytest.param("on 12 May", "on 12 June", 0, id="another word after it"),
        pytest.param("12 ships", "some 12 ships", 0, id="the text's beginning"),
        pytest.param("no figure", "no figure", 0, id="none"),
    ],
)
def test_figures_stand_between_their_neighbours(one: str, other: str, shared: int) -> None:
    assert len(wording(one).figures.keys() & wording(other).figures.keys()) == shared


def test_figures_of_like_neighbours_are_kept_together() -> None:
    (found,) = wording("a from 12 to a from 13 to").figures.values()
    assert len(found) == 2
