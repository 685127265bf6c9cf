"""What makes a revision, and what doesn't."""

from __future__ import annotations

import pytest

from scraper.identify import Version, what_changed


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
