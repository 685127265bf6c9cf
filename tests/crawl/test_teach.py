"""When a page more teaches little of its site's template."""

from __future__ import annotations

import asyncio
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
    assert (teacher.learned_after, looked_at(teacher)) == ([10, 40], 9)

    asyncio.run(visit(1))
    assert (teacher.learned_after, looked_at(teacher)) == ([10, 40, 45], 3)

    asyncio.run(visit(3 * WINDOW, is_new=False))
    assert teacher.learned_after == [10, 40, 45, 135]


class Learner(Teacher):
    """Learns nothing, and remembers after how many pages it was asked to."""

    def __init__(self) -> None:
        super().__init__(cast(Work, None))
        self.learned_after: list[int] = []
        self.noted = 0

    async def note(self, language: str | None, observation: bytes | None, *, is_new: bool) -> None:
        self.noted += 1
        await super().note(language, observation, is_new=is_new)

    async def _learn(self) -> None:
        self._unused = 0
        self.learned_after.append(self.noted)


def looked_at(teacher: Teacher) -> int:
    """Of nine pages."""
    return sum(teacher.learns_from(cast(Any, Page(number))) for number in range(9))


class Page:
    def __init__(self, number: int) -> None:
        self.id = number
