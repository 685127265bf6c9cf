"""Translations become members of one story, and are no duplicates."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db import Database, articles, clues, links, marks
from db.article_rows import Edit
from db.connection import Connection
from db.marks import Found, Wanted
from scraper.article import Article
from scraper.crawl.places import join_stories, rearrange
from scraper.crawl.recognise import recognise, recognise_again
from scraper.crawl.tie import linked
from scraper.crawl.translations import translation_candidates
from scraper.identify import clues as clues_of
from scraper.identify import fingerprint
from scraper.identify.translate import Translation
from scraper.sample import load_truth
from tests.crawl.conftest import Bench
from tests.db.samples import NOW, begin, record, standing, store
from tests.identify.test_translate import ENGLISH, RUSSIAN, STRANGER

TEXTS = {1: (RUSSIAN, "ru"), 2: (ENGLISH, "en"), 3: (STRANGER, "en"), 4: (RUSSIAN + " Движение открыто.", "ru")}


class TakenBack(Exception):
    """For what isn't to stay."""


ORDERS = list(itertools.permutations(TEXTS))[::5]


def fill(connection: Connection, texts: Mapping[int, tuple[str, str]]) -> dict[int, int]:
    """Article number to its id; they come in in this order, and are published by their number."""
    source_id, run_id = begin(connection)
    ids = {}
    for number, (body, language) in texts.items():
        published = NOW + timedelta(minutes=10 * number)
        made = record(number, title=f"t{number}", text=body, language=language, published_at=published)
        ids[number] = store(connection, source_id, run_id, made)
        hints = clues_of(Article(text=body), made.canonical_url)
        recognise(connection, articles.text_row(ids[number], made), fingerprint(body), hints, NOW)
    return ids


@pytest.mark.parametrize("order", ORDERS)
def test_a_translation_joins_the_story_whatever_the_order(database: Database, order: tuple[int, ...]) -> None:
    with database.write() as connection:
        ids = fill(connection, {number: TEXTS[number] for number in order})
        rows: Any = connection.execute(text("select id, story_id, duplicate_of from articles"))
        places = {row.id: (row.story_id, row.duplicate_of) for row in rows}
    assert places == {
        ids[1]: (ids[1], None), ids[2]: (ids[1], None), ids[3]: (None, None), ids[4]: (ids[1], ids[1]),
    }  # fmt: skip


def test_a_text_that_was_rewritten_is_no_translation_any_more(database: Database) -> None:
    with database.write() as connection:
        ids = fill(connection, TEXTS)
        for body, expected in ((STRANGER, None), (ENGLISH, ids[1])):
            known = standing(connection, "example.org/2")
            made = record(2, text=body, language="en", published_at=NOW + timedelta(minutes=20))
            articles.revise(connection, known, made, Edit(("text",)), 1, NOW)
            hints = clues_of(Article(text=body), made.canonical_url)
            recognise_again(connection, known.id, fingerprint(body), hints, NOW)
            story = connection.execute(text("select story_id from articles where id = :id"), {"id": ids[2]}).scalar()
            original = connection.execute(text("select story_id from articles where id = :id"), {"id": ids[1]}).scalar()
            assert original == ids[1]
            assert (story == original) == (expected is not None)


def test_old_names_are_let_go_of_and_what_the_site_told_stays(database: Database) -> None:
    with database.write() as connection:
        wanted = Wanted(told=[7], facts=[8], names=[9], buckets=clues.buckets(NOW))
        marks.store(connection, 1, "ru", 1000, wanted, Found())
        clues.forget(connection, NOW + timedelta(days=20))
        assert len(marks.find(connection, wanted).clues) == 3
        clues.forget(connection, NOW + timedelta(days=40))
        assert set(marks.find(connection, wanted).clues) == {*clues.keys(clues.ALWAYS, [7])}


@pytest.mark.parametrize("year", [1, 1969, 2600, 9998])
def test_an_article_of_another_age_is_found_by_its_names(database: Database, year: int) -> None:
    wanted = Wanted(names=[2**48 - 1], buckets=clues.buckets(NOW.replace(year=year)))
    with database.write() as connection:
        marks.store(connection, 1, "ru", 1000, wanted, Found())
        (held,) = marks.find(connection, wanted).clues.values()
    assert clues.foreign([held], "en") == [[clues.holder(1, "ru", 1000).strip()]]


def test_a_name_that_all_have_leads_nowhere_and_an_image_does(database: Database) -> None:
    wanted = Wanted(facts=[8], names=[9], buckets=clues.buckets(NOW))
    fact, name = clues.keys(wanted.buckets[0], [8, 9])
    with database.write() as connection:
        for article_id in (*range(1, clues.POSTINGS + 1), clues.POSTINGS):  # the last one is stored again
            marks.store(connection, article_id, "ru", 1000, wanted, marks.find(connection, wanted))
        assert marks.find(connection, wanted).clues.keys() == {fact, name}
        for article_id in range(clues.POSTINGS + 1, 41):
            found = marks.find(connection, wanted)
            assert all(clues.count(held) == min(article_id - 1, clues.POSTINGS) for held in found.clues.values())
            marks.store(connection, article_id, "ru", 1000, wanted, found)
        assert found.clues.keys() == {fact}
        assert connection.execute(text("select count(*) from clue where key = :name"), {"name": name}).scalar() == 1


def test_a_crowded_name_is_remembered_once_that_is_committed(database: Database) -> None:
    wanted = Wanted(names=[9], buckets=clues.buckets(NOW))
    (name,) = clues.keys(wanted.buckets[0], [9])
    with suppress(TakenBack), database.write() as connection:
        _crowd(connection, wanted)
        raise TakenBack
    with database.write() as connection:
        assert marks.find(connection, wanted).crowded == set()
        _crowd(connection, wanted)
    with database.write() as connection:
        connection.execute(text("delete from clue"))
        assert marks.find(connection, wanted).crowded == {name}


def _crowd(connection: Connection, wanted: Wanted) -> None:
    for article_id in range(1, clues.POSTINGS + 3):
        marks.store(connection, article_id, "ru", 1000, wanted, marks.find(connection, wanted))
    assert marks.find(connection, wanted).crowded


def test_lengths_rule_out_what_only_names_speak_for() -> None:
    name, fact = clues.keys(3400, [7, 8])
    near, far = clues.holder(1, "en", 1100), clues.holder(2, "en", 4000)
    found = {name: near + far, fact: near + far + clues.holder(3, "ru", 1000)}
    assert translation_candidates(found, (), "ru", 1000) == {1}
    assert translation_candidates(found, (fact,), "ru", 1000) == {1, 2}


def test_a_story_that_all_papers_copy_keeps_its_translation(database: Database) -> None:
    copies = dict.fromkeys(range(1, clues.POSTINGS + 3), (RUSSIAN, "ru"))
    with database.write() as connection:
        ids = fill(connection, {**copies, 50: (ENGLISH, "en")})
        story = connection.execute(text("select distinct story_id from articles")).scalars().all()
    assert story == [ids[1]]


def test_the_families_of_the_sample_site_are_complete_and_none_is_mixed(after: Bench) -> None:
    there = {article.path: article for article in load_truth().in_edition(1)}
    families = {
        frozenset({path, *(other for other in article.translations if other in there)})
        for path, article in there.items()
        if article.duplicate_of is None
    }
    expected = set()
    for family in families:
        copies = {path for path, article in there.items() if article.duplicate_of in family}
        if len(family | copies) > 1:
            expected.add(family | copies)
    stories: dict[int, set[str]] = {}
    for story, url in after.rows("select story_id, canonical_url from articles where story_id is not null"):
        stories.setdefault(story, set()).add(after.path(url))
    assert {frozenset(story) for story in stories.values()} == expected


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_who_joins_stories_without_reading_what_ties_them_comes_to_the_same_place(
    database: Database, data: st.DataObject
) -> None:
    """Articles come in one by one, each tied by a few translations and now and then by a copy to those before it."""
    with suppress(TakenBack), database.write() as connection:
        source_id, run_id = begin(connection)
        came: list[int] = []
        for number in range(1, data.draw(st.integers(4, 14)) + 1):
            published = NOW + timedelta(minutes=data.draw(st.integers(0, 5)))
            made = record(number, language=data.draw(st.sampled_from("abc")), published_at=published)
            subject = articles.text_row(store(connection, source_id, run_id, made), made)
            tied = data.draw(st.lists(st.sampled_from(came), max_size=3, unique=True)) if came else []
            others = [
                one
                for one in articles.texts(connection, tied)
                if one.language != subject.language or data.draw(st.integers(0, 4)) == 0
            ]
            relations = ["same" if one.language == subject.language else "translation" for one in others]
            score = st.sampled_from([0.5, 0.6, 0.7, 0.8, 0.9])
            links.record(
                connection,
                [
                    linked(subject, one, Translation("text", data.draw(score)), relation, "", NOW)
                    for one, relation in zip(others, relations, strict=True)
                ],
            )
            if others and ("same" in relations or not join_stories(connection, subject, others)):
                rearrange(connection, {subject.id})
            came.append(subject.id)
            if others and data.draw(st.integers(0, 3)) == 0:  # somebody doesn't agree
                links.undo(connection, [(others[0].id, subject.id)], NOW)
                rearrange(connection, {others[0].id, subject.id})
            found = articles.texts(connection, came)
            rearrange(connection, came)
            assert articles.texts(connection, came) == found
        raise TakenBack


def test_who_is_tied_to_an_article_that_another_process_has_moved_meanwhile_joins_it_where_it_is_now(
    database: Database,
) -> None:
    with suppress(TakenBack), database.write() as connection:
        source_id, run_id = begin(connection)
        rows = []
        for number, language in enumerate("ab", 1):
            made = record(number, language=language, published_at=NOW)
            rows.append(articles.text_row(store(connection, source_id, run_id, made), made))
        other, subject = rows
        links.record(connection, [linked(subject, other, Translation("text", 0.9), "translation", "", NOW)])
        assert join_stories(connection, subject, [other._replace(story_id=other.id + 1000)])
        found = articles.texts(connection, [other.id, subject.id])
        assert {one.story_id for one in found} == {other.id}
        rearrange(connection, {subject.id})
        assert articles.texts(connection, [other.id, subject.id]) == found
        raise TakenBack
