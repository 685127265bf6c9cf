"""Copies find each other in the archive, whatever the order in which they come in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db import Database, articles, links, marks
from db.article_rows import Edit
from db.connection import Connection
from db.marks import Found, Wanted
from scraper.crawl.places import rearrange
from scraper.crawl.recognise import Recognised, recognise, recognise_again
from scraper.identify import NO_CLUES, fingerprint
from tests.db.samples import NOW, begin, record, standing, store
from tests.identify.texts import edited, report, weather

A = report(1)
LINES = A.split("\n")
FAMILY = {
    1: A,
    2: edited(A, 0.08),
    3: "\n".join(LINES[:2]),
    4: report(2),
    5: "\n".join([*LINES[:2], *report(3).split("\n")[:4]]),
    6: weather(1, "Kursk", -3, -9, 4),
    7: weather(2, "Perm", -8, -15, 7),
    8: "\n".join(LINES[::-1]),
}
"""1 with its copies 2 and 8 and its excerpt 3; 4 a stranger; 5 shares passages; 6 and 7 one form."""


def fill(connection: Connection, numbers: Sequence[int], texts: dict[int, str] = FAMILY) -> dict[int, Recognised]:
    """Let these articles come in, in this order; published an hour apart by their number."""
    source_id, run_id = begin(connection)
    found = {}
    for number in numbers:
        made = record(number, title=f"Titel {number}", text=texts[number], published_at=NOW + timedelta(hours=number))
        subject = articles.text_row(store(connection, source_id, run_id, made), made)
        found[number] = recognise(connection, subject, fingerprint(made.text), NO_CLUES, NOW)
    return found


def numbers_of(connection: Connection) -> dict[int | None, int | None]:
    rows = connection.execute(text("select id, url_key from article"))
    return {row.id: int(row.url_key.rpartition("/")[2]) for row in rows} | {None: None}


def places(connection: Connection) -> dict[int | None, tuple[int | None, int | None]]:
    """Article number to (number of the article that it repeats, number of its story)."""
    number = numbers_of(connection)
    rows = connection.execute(text("select id, duplicate_of, story_id from articles"))
    return {number[row.id]: (number[row.duplicate_of], number[row.story_id]) for row in rows}


EXPECTED = {
    1: (None, 1), 2: (1, 1), 3: (1, 1), 4: (None, None), 5: (None, None), 6: (None, None), 7: (None, None), 8: (1, 1),
}  # fmt: skip


@pytest.mark.parametrize("order", [range(1, 9), range(8, 0, -1), (3, 5, 8, 7, 1, 6, 4, 2)], ids=["on", "back", "mixed"])
def test_copies_and_excerpts_are_found_and_forms_are_not(database: Database, order: Sequence[int]) -> None:
    with database.write() as connection:
        fill(connection, order)
        assert places(connection) == EXPECTED
        number = numbers_of(connection)
        rows = connection.execute(text("select a_id, b_id, relation from links"))
        relations = {(*sorted((number[a] or 0, number[b] or 0)), relation) for a, b, relation in rows}
    assert {(1, 2, "same"), (1, 3, "excerpt"), (1, 5, "overlap"), (6, 7, "template"), (1, 8, "same")} <= relations
    assert not [pair for pair in relations if pair[0] == 4 or pair[1] == 4]


class TakenBack(Exception):
    """For what isn't to stay."""


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(1, 9)))
def test_the_order_of_arrival_does_not_count(database: Database, order: list[int]) -> None:
    with suppress(TakenBack), database.write() as connection:
        fill(connection, order)
        found = places(connection)
        everybody = [id_ for id_ in numbers_of(connection) if id_ is not None]
        rearrange(connection, everybody)
        assert places(connection) == found == EXPECTED
        raise TakenBack


def test_a_story_copied_a_hundred_times_stays_one_and_its_index_small(database: Database) -> None:
    with database.write() as connection:
        found = fill(connection, range(1, 101), {n: edited(A, 0.03, n) for n in range(1, 101)})
        assert {number for number, one in found.items() if one.original is None} == {1}
        per_key = connection.execute(text("select count(*) from sketch group by hash")).scalars()
        assert max(per_key) <= marks.POSTINGS
        assert connection.execute(text("select articles, copies from stories")).all() == [(100, 99)]


@pytest.mark.parametrize("order", [range(1, 7), range(6, 0, -1)], ids=["on", "back"])
def test_what_an_imprint_tied_comes_apart_once_it_is_known(database: Database, order: Sequence[int]) -> None:
    imprint = report(50, lines=1, length=60)
    with database.write() as connection:
        fill(connection, order, {n: report(100 + n, lines=2, length=45) + "\n" + imprint for n in range(1, 7)})
        left = connection.execute(text("select count(*) from links where relation <> 'apart'")).scalar_one()
        assert left == 0


def test_a_site_s_own_lines_make_no_copies(database: Database) -> None:
    """Forty short texts with one long imprint: the first few may be linked, nobody may be merged after them."""
    imprint = report(50, lines=1, length=60)
    with database.write() as connection:
        fill(connection, range(1, 41), {n: report(100 + n, lines=2, length=45) + "\n" + imprint for n in range(1, 41)})
        assert connection.execute(text("select count(*) from articles where duplicate_of is not null")).scalar() == 0
        assert connection.execute(text("select count(*) from links")).scalar_one() <= 3


IMPRINTED = {n: report(100 + n, lines=2, length=45) + "\n" + report(50, lines=1, length=60) for n in range(1, 12)}
"""Texts with one imprint."""


def test_a_site_s_lines_that_are_known_cost_no_second_question(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    find, asked = marks.find, []

    def counted(connection: Connection, wanted: Wanted) -> Found:
        asked.append(wanted)
        return find(connection, wanted)

    with database.write() as connection:
        fill(connection, range(1, 11), IMPRINTED)
        monkeypatch.setattr(marks, "find", counted)
        fill(connection, [11], IMPRINTED)
    assert len(asked) == 1


def test_lines_told_of_in_a_transaction_that_left_no_trace_do_not_count(database: Database) -> None:
    """The same connection has learned that the imprint is the site's, and nobody else knows."""
    with suppress(TakenBack), database.write() as connection:
        fill(connection, range(1, 11), IMPRINTED)
        raise TakenBack
    with database.write() as connection:
        assert marks.lines_told(connection)
        fill(connection, [1, 2], IMPRINTED)
        linked = connection.execute(text("select count(*) from links where relation <> 'apart'")).scalar_one()
    assert linked == 1


def revise(connection: Connection, number: int, new: str) -> None:
    known = standing(connection, f"example.org/{number}")
    articles.revise(connection, known, record(number, text=new), Edit(("text",)), 1, NOW)
    recognise_again(connection, known.id, fingerprint(new), NO_CLUES, NOW)


def test_a_text_that_was_rewritten_leaves_its_copies(database: Database) -> None:
    with database.write() as connection:
        fill(connection, [1, 2, 8])
        revise(connection, 1, report(77))
        assert places(connection) == {1: (None, None), 2: (None, 2), 8: (2, 2)}
        apart = connection.execute(text("select relation from links where relation = 'apart'")).scalars().all()
        assert apart == ["apart", "apart"]
        revise(connection, 1, A)
        assert places(connection) == {1: (None, 1), 2: (1, 1), 8: (1, 1)}


def test_what_a_person_has_undone_stays_undone(database: Database) -> None:
    with database.write() as connection:
        fill(connection, [1, 2])
        pair = [id_ for id_ in numbers_of(connection) if id_ is not None]
        links.undo(connection, [(pair[0], pair[1])], NOW)
        rearrange(connection, pair)
        assert places(connection) == {1: (None, None), 2: (None, None)}
        revise(connection, 2, A)
        assert places(connection) == {1: (None, None), 2: (None, None)}


@pytest.mark.parametrize("table", ["sketch", "repeated_line"])
def test_looking_up_uses_the_index(database: Database, table: str) -> None:
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    query: Any = text(f"{explain} SELECT * FROM {table} WHERE hash IN (1, 2, 3)")
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(text("SET LOCAL enable_seqscan = off"))  # as if the table were large
        plan = " ".join(str(row) for row in connection.execute(query))
    assert ("SEARCH" in plan) if database.is_sqlite else (f"pk_{table}" in plan)
