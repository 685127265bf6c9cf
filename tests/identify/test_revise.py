"""What makes a revision, what doesn't, and what it changed."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.identify import Change, Version, changes, printed_hash, size, what_changed
from tests.identify.texts import report

BODY = "Der Rat tagte am Dienstag. 15 Prozent waren dafür, 1,5 Millionen dagegen.\nDie Sitzung dauerte bis Mitternacht."


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (Version("Titel", "Vorspann", BODY), set()),
        (Version("TITEL", "Vorspann.", BODY.lower().replace(" ", "  ").replace(",", ",\n", 1)), set()),
        (Version("Titel", "Vorspann", BODY.replace("15", "16")), {"text"}),
        (Version("Titel", "Vorspann", BODY.replace("1,5", "15")), {"text"}),
        (Version("Titel", "Vorspann", BODY.replace("waren", "waren nicht")), {"text"}),
        (Version("Neu", "Vorspann", BODY), {"title"}),
        (Version("Titel", None, BODY), {"lead"}),
    ],
)
def test_what_makes_a_revision(now: Version, changed: set[str]) -> None:
    assert what_changed(Version("Titel", "Vorspann", BODY), now) == changed


NOTICE, APPEAL = "Unsere Zeitung gehört ihren Lesern.", "Abonnieren Sie uns noch heute!"
PRINTED = f"{BODY}\n{NOTICE}\n{APPEAL}"


def cut(text: str, printed: str | None = PRINTED) -> Version:
    return Version("t", None, text, printed_hash=printed and printed_hash(printed))


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        (cut(PRINTED, None), cut(BODY), set()),
        (cut(BODY), cut(PRINTED, None), set()),
        (cut(f"{BODY}\n{NOTICE}"), cut(f"{BODY}\n{APPEAL}"), set()),
        (cut(BODY), cut(BODY, f"{BODY}\nHeute neu: unser Rätsel."), set()),
        (cut(f"{BODY}\n{NOTICE}"), cut(f"{BODY}\n{APPEAL}", f"{PRINTED}\n12 Kommentare"), set()),
        (cut(f"{BODY}\n{NOTICE}"), cut(f"{BODY}\n{APPEAL}", PRINTED.replace("15", "16")), {"text"}),
        (cut(PRINTED, None), cut(BODY.replace("15", "16"), PRINTED.replace("15", "16")), {"text"}),
        (cut(BODY), cut(PRINTED.replace("15", "16"), None), {"text"}),
    ],
)
def test_a_text_that_was_printed_alike_is_no_revision_however_it_is_cut(
    old: Version, new: Version, changed: set[str]
) -> None:
    assert what_changed(old, new) == changed


@pytest.mark.parametrize(("said", "changed"), [("Der Rat tagt.", set()), ("Der Rat tagte.", {"lead"})])
def test_a_lead_is_the_same_with_its_dateline_and_without(said: str, changed: set[str]) -> None:
    whole = Version("t", "Oslo [Meridian] Der Rat tagt.", BODY)
    bare = Version("t", said, BODY, dateline_prefix="Oslo [Meridian] ")
    assert what_changed(whole, bare) == what_changed(bare, whole) == changed


@pytest.mark.parametrize(
    "line",
    [
        "{n} hours ago", "vor {n} Minuten", "il y a {n} heures", "{n} минут назад", "Published {n} days ago by Anna",
        "{n} views", "Views: {n} | Comments: {n}", "Просмотров: {n}. Комментариев: {n}.", "{n} Kommentare", "阅读 {n}",
        "Updated: {n} March 2024, 10:{n}", "{n} марта 2024 года, 12:{n}", "Stand: {n}.03.2024, 10:15 Uhr",
        "Read also: How {n} villages share a grid", "Читайте также: В городе {n} открыли мост",
        "Related articles\nHow {n} villages share a grid\nA bridge for {n} people",
    ],
)  # fmt: skip
def test_what_changes_by_itself_is_no_revision(line: str) -> None:
    was, now = (Version("t", None, f"{BODY}\n{line.replace('{n}', figure)}") for figure in ("12", "47"))
    assert what_changed(was, now) == set()


@pytest.mark.parametrize(
    "line",
    [
        "Im Stadion waren {n} Zuschauer.", "He was born {n} years ago in a village near the coast of the lake.",
        "Die Opposition zählte {n} Kommentare der Regierung, die sie für falsch hielt.", "Es blieb beim 2:{n}.",
    ],
)  # fmt: skip
def test_a_figure_in_a_sentence_is_news(line: str) -> None:
    was, now = (Version("t", None, f"{BODY}\n{line.replace('{n}', figure)}") for figure in ("12", "47"))
    assert what_changed(was, now) == {"text"}


@pytest.mark.parametrize("line", ["10:{n} Uhr", "{n}. März 2024, 20 Uhr", "{n}"])
def test_a_date_that_stands_alone_amid_a_text_is_part_of_it(line: str) -> None:
    was, now = (Version("t", None, f"{BODY}\n{BODY}\n{line.replace('{n}', f)}\n{BODY}\n{BODY}") for f in ("12", "17"))
    assert what_changed(was, now) == {"text"}


@settings(max_examples=60)
@given(st.integers(0, 1000), st.integers(0, 10_000), st.sampled_from(["nicht", "not", "не", "47"]))
def test_any_word_more_is_a_revision_and_the_diff_names_it(seed: int, place: int, word: str) -> None:
    text = report(seed, lines=4, length=12)
    gaps = [match.start() for match in re.finditer(" ", text)]
    at = gaps[place % len(gaps)]
    was, now = Version("t", None, text), Version("t", None, f"{text[:at]} {word}{text[at:]}")
    assert what_changed(was, now) == {"text"}
    assert [(c.operation, c.after) for c in changes(was, now)] == [("insert", word)]
    assert size(changes(was, now)) == (1, 0)


def test_a_diff_tells_part_operation_words_and_context() -> None:
    was = Version("Alt", None, "Eins zwei drei vier.\nFünf sechs.")
    now = Version("Neu", None, "Eins zwei neun vier.\nFünf.\nSieben acht.")
    assert changes(was, now) == [
        Change("title", "replace", "Alt", "Neu", ""),
        Change("text", "replace", "drei", "neun", "Eins zwei"),
        Change("text", "delete", "sechs", "", "Eins zwei drei vier. Fünf"),
        Change("text", "insert", "", "Sieben acht.", "zwei drei vier. Fünf sechs."),
    ]


@settings(max_examples=60)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_change_of_words_no_change_in_the_diff(one: str, other: str) -> None:
    assert changes(Version(None, None, one), Version(None, None, one)) == []
    if size(changes(Version(None, None, one), Version(None, None, other))) == (0, 0):
        assert what_changed(Version(None, None, one), Version(None, None, other)) == frozenset()


def test_a_long_text_is_compared_in_time_that_grows_with_it() -> None:
    text = "\n".join(report(seed, lines=1, length=40) for seed in range(400))
    lines = text.split("\n")
    random.Random(1).shuffle(lines)
    lines[7] += " nicht"
    assert what_changed(Version("t", None, text), Version("t", None, "\n".join(lines))) == {"text"}
