"""When a page more teaches little of its site's template."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import pytest

from scraper.crawl.teach import Teacher, is_settled
from scraper.crawl.work import Work
from scraper.reading.lesson import WINDOW


@pytest.mark.parametrize(
    ("pages", "enough"),
    [
        ({}, False),
        ({"de": 39}, False),
        ({"de": 40}, True),
        ({"de": 40, "en": 5}, False),
        ({"de": 40, "en": 4}, True),
        ({"de": 40, "en": 40, "fr": 8}, True),
        ({"": 60}, True),
    ],
)
def test_enough_pages_are_known_when_nearly_all_are_of_languages_that_have_enough(
    pages: dict[str, int], enough: bool
) -> None:
    assert is_settled(pages) is enough


def test_a_template_is_learned_as_soon_as_enough_pages_are_known_and_further_ones_are_looked_at_less() -> None:
    teacher = Learner()

    async def visit(count: int, *, is_new: bool = True) -> None:
        for _ in range(count):
            await teacher.note("de", b"", is_new=is_new)

    asyncio.run(visit(WINDOW - 1))
    asyncio.run(visit(5, is_new=False))
    assert (teacher.learned_after, looked_at(teacher)) == ([10, 40], 150)

    asyncio.run(visit(1))
    assert (teacher.learned_after, looked_at(teacher)) == ([10, 40, 45], 3), "as this very pass has looked at so many"

    asyncio.run(visit(3 * WINDOW, is_new=False))
    assert teacher.learned_after == [10, 40, 45, 135]


def test_of_a_site_that_is_known_from_before_a_pass_looks_at_more_pages_until_it_has_seen_enough_itself() -> None:
    teacher = Learner({"de": WINDOW})

    async def visit(language: str, count: int) -> None:
        for _ in range(count):
            await teacher.note(language, b"", is_new=True)

    assert looked_at(teacher) == 50
    asyncio.run(visit("de", WINDOW))
    assert looked_at(teacher) == 3
    asyncio.run(visit("en", 5))
    assert looked_at(teacher) == 50, "another language has come up"


class Learner(Teacher):
    """Learns nothing, and remembers after how many pages it was asked to."""

    def __init__(self, known: Mapping[str, int] | None = None) -> None:
        super().__init__(cast(Work, None))
        self._known.update(known or {})
        self._is_settled = is_settled(self._known)
        self.learned_after: list[int] = []
        self.noted = 0

    async def note(self, language: str | None, observation: bytes | None, *, is_new: bool) -> None:
        self.noted += 1
        await super().note(language, observation, is_new=is_new)

    async def _learn(self) -> None:
        self._unused = 0
        self.learned_after.append(self.noted)


def looked_at(teacher: Teacher) -> int:
    """Of a hundred and fifty pages."""
    return sum(teacher.learns_from(cast(Any, Page(number))) for number in range(150))


class Page:
    def __init__(self, number: int) -> None:
        self.id = number
