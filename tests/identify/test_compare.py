"""What two texts are to each other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.identify import compare, fingerprint, wording
from scraper.identify.lines import read_lines
from tests.identify.texts import edited, report, weather

A = report(1)
LINES = A.split("\n")
OTHER = report(2)
IMPRINT = report(98, lines=1, length=90)
CHINESE = (
    "国家统计局周三公布的数据显示，一季度国内生产总值同比增长五点三个百分点，高于市场预期。"
    "专家表示，消费回暖和出口改善是主要原因，但房地产投资仍然低迷，下半年经济走势仍存在不确定性。"
)


def relation(one: str, other: str, *, same_title: bool = False) -> str | None:
    verdict = compare(wording(one), wording(other), same_title=same_title)
    return verdict.relation if verdict else None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(A, A, "same", id="itself"),
        pytest.param(A, A.upper().replace(" ", "  ").replace(".", "!"), "same", id="typography"),
        pytest.param(A, edited(A, 0.1), "same", id="a word in ten edited"),
        pytest.param(A, "\n".join(LINES[::-1]), "same", id="paragraphs in another order"),
        pytest.param(A, "\n".join(LINES[:3] + LINES[4:]), "same", id="a paragraph fewer"),
        pytest.param(A, A + "\n" + OTHER.split("\n")[0], "same", id="a paragraph more"),
        pytest.param(LINES[0], A, "excerpt", id="lead only"),
        pytest.param("\n".join(LINES[:2]), OTHER + "\n" + A, "excerpt", id="cut from a longer one"),
        pytest.param(A, "\n".join(LINES[:2] + OTHER.split("\n")[:4]), "overlap", id="passages of an agency"),
        pytest.param(A, OTHER, None, id="strangers"),
        pytest.param(LINES[0] + "\n" + IMPRINT, LINES[2] + "\n" + IMPRINT, "overlap", id="short reports, long imprint"),
        pytest.param(LINES[0] + "\n" + IMPRINT, LINES[0] + "\n" + OTHER, "overlap", id="one lead, two reports"),
        pytest.param(weather(1, "Kursk", -3, -9, 4), weather(2, "Perm", -8, -15, 7), "template", id="weather"),
        pytest.param(weather(1, "Kursk", -3, -9, 4), weather(1, "Kursk", -3, -9, 5), "same", id="one figure corrected"),
        pytest.param(CHINESE, CHINESE.replace("周三", "星期三"), "same", id="no spaces between words"),
        pytest.param("", A, None, id="no words"),
    ],
)
def test_a_relation(one: str, other: str, expected: str | None) -> None:
    assert relation(one, other) == expected
    assert relation(other, one) == expected


def test_a_few_words_say_nothing_without_their_title() -> None:
    assert relation("Video wird geladen", "Video wird geladen!") is None
    assert relation("Video wird geladen", "Video wird geladen!", same_title=True) == "same"
    assert relation("Video wird geladen", A + "\nVideo wird geladen") is None


def test_the_site_s_own_lines_can_be_left_out() -> None:
    boilerplate = report(99, lines=1, length=80)
    one, other = report(3, lines=1) + "\n" + boilerplate, report(4, lines=1) + "\n" + boilerplate
    without = frozenset(read_lines(boilerplate).hashes)
    assert relation(one, other) == "overlap"
    assert compare(wording(one, without), wording(other, without), same_title=False) is None


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.floats(0, 0.08))
def test_an_edited_copy_shares_keys_with_its_original(seed: int, share: float) -> None:
    text = report(seed)
    mine, theirs = fingerprint(text), fingerprint(edited(text, share, seed))
    assert set(mine.keys) & set(theirs.keys)
    assert len(mine.keys) <= 14


@settings(max_examples=100)
@given(st.text(max_size=400))
def test_any_text_is_the_same_as_itself_and_keys_have_four_bytes(text: str) -> None:
    lines = read_lines(text).hashes
    verdict = compare(wording(text), wording(text), same_title=True)
    assert (verdict is not None and verdict.relation == "same") == bool(lines)
    assert all(-(2**31) <= key < 2**31 for key in fingerprint(text).keys)
