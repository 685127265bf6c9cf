"""Stories are read off the links, and come out the same whatever the order of arrival."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.identify import Place, arrange, original_key

DAY = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Member:
    id: int
    published_at: datetime | None = None
    published_precision: str | None = "second"
    canonical_url: str = ""
    language: str | None = "de"


@dataclass(frozen=True)
class Link:
    a_id: int
    b_id: int
    relation: str = "same"
    score: float = 0.9
    a_in_b: float | None = 0.9
    b_in_a: float | None = 0.9
    unlinked_at: datetime | None = None


def members(*hours: int | None, languages: str = "") -> list[Member]:
    """Members 1, 2, 3 ... published at these hours."""
    return [
        Member(
            n + 1,
            None if hour is None else DAY + timedelta(hours=hour),
            canonical_url=f"https://example.org/{n}",
            language=languages.split()[n] if languages else "de",
        )
        for n, hour in enumerate(hours)
    ]


def test_the_first_publication_is_the_original_also_when_it_is_found_last() -> None:
    places = arrange(members(5, 3, 1), [Link(1, 2), Link(2, 3)])
    assert places == {1: Place(3, 3), 2: Place(3, 3), 3: Place(None, 3)}


def test_a_day_without_a_time_counts_as_its_end() -> None:
    noon, day = DAY.replace(hour=12), DAY.replace(hour=0, minute=0)
    assert original_key(noon, "second", "z") < original_key(day, "day", "a") < original_key(None, None, "a")


def test_who_has_no_link_is_alone() -> None:
    assert arrange(members(1, 2), []) == {1: Place(None, None), 2: Place(None, None)}


@pytest.mark.parametrize("relation", ["overlap", "template", "apart"])
def test_other_relations_bind_nobody(relation: str) -> None:
    assert arrange(members(1, 2), [Link(1, 2, relation)])[2] == Place(None, None)


def test_an_excerpt_joins_the_text_that_holds_most_of_it_and_ties_no_two_together() -> None:
    inside, more = Link(1, 2, "excerpt", 0.9, 0.9, 0.2), Link(1, 3, "excerpt", 0.95, 0.95, 0.2)
    places = arrange(members(1, 2, 3), [inside, more])
    assert places == {1: Place(None, 1), 2: Place(None, None), 3: Place(1, 1)}


def test_a_ban_parts_two_articles_for_good_and_the_weaker_link_gives_way() -> None:
    ban = Link(1, 2, "same", 0.99, unlinked_at=DAY)
    assert arrange(members(1, 2), [ban])[2] == Place(None, None)
    places = arrange(members(1, 2, 3), [ban, Link(1, 3, score=0.7), Link(2, 3, score=0.8)])
    assert places == {1: Place(None, None), 2: Place(None, 2), 3: Place(2, 2)}


def test_a_translation_is_of_the_story_but_no_duplicate() -> None:
    places = arrange(
        members(1, 2, 3, 4, languages="ru ru en en"),
        [Link(1, 2), Link(1, 3, "translation", 0.8, None, None), Link(1, 4, "translation", 0.5, None, None)],
    )
    assert places[3] == Place(None, 1)
    assert places[2] == Place(1, 1)
    assert places[4] == Place(None, None), "a second English text is another story's"


LINKS = st.builds(
    Link,
    a_id=st.integers(1, 7),
    b_id=st.integers(1, 7),
    relation=st.sampled_from(["same", "same", "excerpt", "translation", "overlap"]),
    score=st.sampled_from([0.5, 0.7, 0.9]),
    a_in_b=st.sampled_from([0.3, 0.9]),
    b_in_a=st.sampled_from([0.3, 0.9]),
    unlinked_at=st.sampled_from([None, None, None, DAY]),
)


@settings(max_examples=300)
@given(
    hours=st.lists(st.none() | st.integers(0, 3), min_size=7, max_size=7),
    languages=st.lists(st.sampled_from(["ru", "en", "de"]), min_size=7, max_size=7),
    links=st.lists(LINKS.filter(lambda link: link.a_id != link.b_id), max_size=12),
    order=st.permutations(range(1, 8)),
)
def test_the_order_of_arrival_does_not_count(
    hours: list[int | None], languages: list[str], links: list[Link], order: list[int]
) -> None:
    """Other numbers for the same articles, in another order, with the same links: the same stories."""
    there = members(*hours, languages=" ".join(languages))
    pairs = {frozenset((link.a_id, link.b_id)): link for link in links}
    number = dict(zip(range(1, 8), order, strict=True))
    here = sorted((replace(member, id=number[member.id]) for member in there), key=lambda m: m.id)
    moved = [renumbered(link, number) for link in reversed(pairs.values())]

    before, after = arrange(there, pairs.values()), arrange(here, moved)

    def renamed(place: Place) -> Place:
        return Place(number.get(place.duplicate_of or 0), number.get(place.story_id or 0))

    assert {number[member]: renamed(place) for member, place in before.items()} == after
    for link in pairs.values():
        if link.unlinked_at is not None:
            one, other = before[link.a_id], before[link.b_id]
            assert one.story_id is None or one.story_id != other.story_id
    for place in before.values():
        assert place.duplicate_of is None or before[place.duplicate_of].duplicate_of is None


def renumbered(link: Link, number: dict[int, int]) -> Link:
    a, b = number[link.a_id], number[link.b_id]
    if a < b:
        return replace(link, a_id=a, b_id=b)
    return replace(link, a_id=b, b_id=a, a_in_b=link.b_in_a, b_in_a=link.a_in_b)
