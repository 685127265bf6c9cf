"""The numbers that a text is compared by are stored for years: they come out the same, compiled or not."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from scraper.identify import fingerprint
from scraper.identify.wording import figures, runs

FACTORS = (1, 0x2F35, 0x1ACB, 0x3D4F)
CUT = (1 << 48) - 1


@given(st.lists(st.integers(0, 2**64 - 1), max_size=12), st.integers(1, 4))
def test_a_run_s_hash_is_the_sum_of_its_words_by_their_places(words: list[int], width: int) -> None:
    width = min(width, len(words))
    expected = [
        sum((word & CUT) * factor for word, factor in zip(words[at : at + width], FACTORS, strict=False)) & CUT
        for at in range(len(words) - width + 1)
    ]
    assert runs(array("Q", words).tobytes(), width) == (expected if width else [])


def test_a_fingerprint_stays_what_it_was() -> None:
    text = "Forty ships left Rybinsk on Tuesday, the port said.\nВ Рыбинске открыли мост через Волгу."
    assert fingerprint(text).lines == (95285057283835, 51755140960176)
    assert fingerprint(text).keys == (
        -2101175925, -1293823823, -1240745917, -1164512648, -684348096, 637409860, 984058592, 1803334608, 1865881890,
        2049641364,
    )  # fmt: skip


def test_figures_stand_between_their_neighbours() -> None:
    words = b"on 12 may 2022 some 40 ships".split()
    assert figures(words) == {
        (b"", b"on", b"may"): (b"12",),
        (b"#", b"may", b"some"): (b"2022",),
        (b"#", b"some", b"ships"): (b"40",),
    }
    assert figures([]) == figures([b"on", b"may"]) == {}
