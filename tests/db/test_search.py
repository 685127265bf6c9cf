"""Search means the same on both databases, and no query is a syntax error."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import Database, articles
from db.errors import QueryError
from db.public import Filter
from db.search import for_fts5, for_tsquery, read_query, search
from tests.db.samples import NOW, begin, record, store


def fill(database: Database) -> None:
    texts = {
        1: ("Tokajew im Kreml", "Das erste Treffen nach den Ereignissen im Januar. Die Wirtschaft wächst."),
        2: ("Café in Zürich", "Über den Dächern liegt Schnee; die Wirtschaftsprüfer schweigen."),
        3: ("Заседание в Москве", "Президент встретился с министром экономики."),
        4: ("Rates", "The first words of a long story about rates 2026."),
    }
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number, (title, text) in texts.items():
            language = {3: "ru", 4: "en"}.get(number, "de")
            made = record(
                number, title=title, text=text, language=language, duplicate_key=str(number),
                published_at=NOW - timedelta(days=number), authors=("Jörg Groß",) if number == 2 else (),
            )  # fmt: skip
            store(connection, source_id, run_id, made)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kreml", [1]),
        ("KREML tokajew", [1]),
        ("tokajew schnee", []),
        ("tokajew OR schnee", [1, 2]),
        ('"erste treffen"', [1]),
        ('"treffen erste"', []),
        ("wirtschaft", [1]),
        ("wirtschaft*", [1, 2]),
        ("wirtschaft* -schnee", [1]),
        ("wirtschaft* NOT schnee", [1]),
        ("cafe zurich", [2]),
        ("CAFÉ", [2]),
        ("президент", [3]),
        ("ЗАСЕДАНИЕ", [3]),
        ("title:kreml", []),
        ("2026", [4]),
        ("kreml)", [1]),
        ('"kreml', [1]),
        ("NEAR(kreml)", []),
    ],
)
def test_queries(database: Database, query: str, found: list[int]) -> None:
    fill(database)
    assert sorted(hit["id"] for hit in search(database, query, Filter(), 10)) == found


@pytest.mark.parametrize(
    ("narrow", "found"),
    [
        (Filter(language="ru"), [3]),
        (Filter(source="example"), [1, 2, 3, 4]),
        (Filter(source="none"), []),
        (Filter(since=NOW - timedelta(days=2)), [1, 2]),
        (Filter(until=NOW - timedelta(days=2)), [3, 4]),
        (Filter(author="groß"), [2]),
        (Filter(unique=True), [1, 2, 3, 4]),
    ],
)
def test_filters(database: Database, narrow: Filter, found: list[int]) -> None:
    fill(database)
    query = "kreml OR schnee OR президент OR rates"
    assert sorted(hit["id"] for hit in search(database, query, narrow, 10)) == found


def test_a_hit_tells_where(database: Database) -> None:
    fill(database)
    (hit,) = search(database, "treffen", Filter(), 1)
    assert "[Treffen]" in hit["snippet"]


@pytest.mark.parametrize("query", ["", "   ", "-kreml", "...", "OR", '""'])
def test_a_query_without_a_word_is_refused_with_an_example(query: str) -> None:
    with pytest.raises(QueryError, match="example: dateline search"):
        read_query(query)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=40) | st.text("ab'\"*-()&|!:<>\\ ORNTD", max_size=30))
def test_no_query_is_a_syntax_error(database: Database, query: str) -> None:
    try:
        groups = read_query(query)
    except QueryError:
        return
    assert for_fts5(groups)
    assert for_tsquery(groups)
    search(database, query, Filter(), 1)


def test_the_index_follows_the_newest_revision(database: Database) -> None:
    fill(database)
    with database.write() as connection:
        known = articles.find(connection, "example.org/1")
        assert known is not None
        articles.revise(connection, known, record(title="Tokajew in Astana"), frozenset({"title"}), 1, NOW)
    assert search(database, "kreml", Filter(), 10) == []
    assert [hit["id"] for hit in search(database, "astana", Filter(), 10)] == [1]


def test_an_oversized_text_is_stored_and_found_by_its_beginning(database: Database) -> None:
    words = random.Random(1)
    text = "anfangswort " + " ".join(f"{words.randrange(10**12):x}ж" for _ in range(200_000))
    with database.write() as connection:
        store(connection, *begin(connection), record(text=text))
    assert [hit["id"] for hit in search(database, "anfangswort", Filter(), 10)] == [1]
