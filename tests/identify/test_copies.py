"""Copies, originals, and what makes a revision."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scraper.identify import Version, duplicate_key, original_key, what_changed

LONG = "Ein Satz mit vielen Wörtern, der sich so leicht nicht wiederholt. " * 4
DAY = datetime(2026, 2, 10, tzinfo=UTC)


def test_the_same_words_are_copies_whatever_the_typography() -> None:
    assert duplicate_key("a", LONG) == duplicate_key("b", LONG.upper().replace(",", " –").replace(" ", "\n"))
    assert duplicate_key("a", LONG) != duplicate_key("a", LONG + " Nicht.")


def test_a_short_text_needs_the_same_title_as_well() -> None:
    assert duplicate_key("Ein Titel", "Video wird geladen") == duplicate_key("ein titel!", "video wird geladen")
    assert duplicate_key("Ein Titel", "Video wird geladen") != duplicate_key("Ein anderer", "Video wird geladen")
    assert duplicate_key(None, "Video wird geladen") is None
    assert duplicate_key("Ein Titel", " … ") is None


def test_a_text_without_spaces_is_long_by_its_letters() -> None:
    assert duplicate_key("a", "漢字" * 50) == duplicate_key("b", "漢字" * 50)
    assert duplicate_key("a", "漢字" * 5) != duplicate_key("b", "漢字" * 5)


def test_the_first_publication_is_the_original() -> None:
    early, late, undated = (DAY, "https://z.org"), (DAY.replace(day=11), "https://a.org"), (None, "https://a.org")
    assert sorted([undated, late, early], key=lambda pair: original_key(*pair)) == [early, late, undated]


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (Version("Titel", "Vorspann", "Der Text, 15 Prozent."), set()),
        (Version("TITEL", "Vorspann.", "der text – 15  prozent"), set()),
        (Version("Titel", "Vorspann", "Der Text, 16 Prozent."), {"text"}),
        (Version("Titel", "Vorspann", "Der Text nicht, 15 Prozent."), {"text"}),
        (Version("Neu", "Vorspann", "Der Text, 15 Prozent."), {"title"}),
        (Version("Titel", None, "Der Text, 15 Prozent."), {"lead"}),
    ],
)
def test_what_makes_a_revision(now: Version, changed: set[str]) -> None:
    assert what_changed(Version("Titel", "Vorspann", "Der Text, 15 Prozent."), now) == changed
