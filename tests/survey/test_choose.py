"""Which candidates are taken: as few as bring everything."""

from __future__ import annotations

import pytest

from scraper.survey.choose import choose
from scraper.survey.findings import Candidate, Kind, Trial


def trial(kind: Kind, *pages: str, problem: str | None = None) -> Trial:
    return Trial(Candidate(kind, f"https://a.example/{kind}", True), frozenset(pages), problem=problem)


def drawn(kind: Kind, *pages: str) -> Trial:
    return Trial(Candidate(kind, "https://a.example/", True, is_drawn=True), frozenset(pages))


def numbers(start: int, end: int) -> list[str]:
    return [str(number) for number in range(start, end)]


@pytest.mark.parametrize(
    ("trials", "taken"),
    [
        ([trial("section", *numbers(0, 9)), trial("feed", *numbers(0, 9))], [False, True]),
        ([trial("feed", *numbers(0, 9)), trial("sitemap", *numbers(0, 90))], [True, True]),
        ([trial("feed", *numbers(0, 9)), trial("feed", *numbers(0, 30))], [False, True]),
        ([trial("feed", *numbers(0, 9)), trial("section", *numbers(5, 12))], [True, True]),
        ([trial("feed", *numbers(0, 99)), trial("section", *numbers(80, 101))], [True, False]),
        ([trial("section", "1", "2")], [False]),
        ([trial("feed", problem="there is none")], [False]),
        ([trial("json", *numbers(0, 20)), trial("feed", *numbers(0, 10))], [True, False]),
        ([drawn("section", *numbers(0, 20)), trial("section", *numbers(0, 10))], [True, True]),
        ([drawn("section", *numbers(0, 9)), trial("json", *numbers(0, 9))], [False, True]),
        ([], []),
    ],
)
def test_what_adds_nothing_is_left(trials: list[Trial], taken: list[bool]) -> None:
    assert [item.is_taken for item in choose(trials)] == taken


def test_a_verdict_says_why() -> None:
    found = choose([trial("feed", *numbers(0, 9)), trial("sitemap", problem="there is none"), trial("section", "1")])
    assert [item.why for item in found] == ["lists 9 articles", "there is none", "lists too few articles: 1"]
