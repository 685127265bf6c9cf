"""Agencies are recorded where a text credits them, and nowhere else."""

from __future__ import annotations

import pytest

from scraper.identify.credit import agencies

LONG = "Der Rat tagte am Dienstag in der Stadthalle und beriet über den Haushalt. " * 12


@pytest.mark.parametrize(
    ("authors", "opening", "closing", "text", "expected"),
    [
        ((), "Asien (bbabo.net), - ", "bbabo.Net", LONG, ("bbabo.net",)),
        ((), "BERLIN (dpa) - ", None, LONG, ("dpa",)),
        (("dpa/AFP",), None, None, LONG, ("dpa", "AFP")),
        (("Anna Müller", "Reuters"), None, None, LONG, ("Reuters",)),
        ((), None, None, "WASHINGTON (AP) — The Senate voted on Tuesday. " + LONG, ("AP",)),
        ((), None, None, LONG + " (dpa/lni)", ("dpa",)),
        ((), None, None, LONG + " /ТАСС/", ("TASS",)),
        ((), None, None, LONG + " Об этом сообщает ТАСС. " + LONG, ("TASS",)),
        ((), None, None, LONG + " Об этом передаёт РИА Новости. " + LONG, ("RIA Novosti",)),
        ((), None, None, LONG + " Mit Material der dpa. " + LONG, ("dpa",)),
        (("Anna Müller",), None, None, LONG, ()),
        ((), None, None, LONG + " Die APA ist ein Verein; sie sagte nichts. " + LONG, ()),
        ((), None, None, LONG + " A new app, the AP exam and Bloomberg's shares. " + LONG, ()),
        ((), None, None, "", ()),
    ],
)
def test_credits(
    authors: tuple[str, ...], opening: str | None, closing: str | None, text: str, expected: tuple[str, ...]
) -> None:
    assert agencies(authors, opening, closing, text) == expected
