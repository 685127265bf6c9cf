"""Of the texts that hold the words of a phrase most are left out by a byte a word, and none that has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import Database, articles
from db.article_rows import Edit
from db.public import Filter
from db.search import index, search, word_order
from db.search.prepare import prepare
from db.search.query import read_query
from tests.db.samples import NOW, begin, record, standing, store

LANGUAGES = ["de", "en", "ja"]
TEXT = "Das erste Treffen der Präsidenten. 東京都は晴れ, said the weather service twice."


def let_through(query: str, text: str = TEXT) -> bool:
    order = word_order.of_words(prepare("Wetter und Klima", None, text, "de"))
    groups = word_order.needed(read_query(query).root, LANGUAGES)
    return all(any(run in order for run in runs) for runs in groups)


@pytest.mark.parametrize(
    "query",
    ['"erste treffen"', '"treffen der präs*"', "東京都", '"wetter und klima"', '"x y" OR "das erste"', 'x -"y"'],
)  # fmt: skip
def test_what_has_the_words_side_by_side_is_let_through(query: str) -> None:
    assert let_through(query)


@pytest.mark.parametrize(
    "query",
    ['"treffen erste"', '"der erste tre*"', "京東都", '"x y" OR "erste das"', 'x "das treffen"', '("klima und" der)'],
)  # fmt: skip
def test_what_has_them_elsewhere_is_left_out(query: str) -> None:
    assert not let_through(query)


@pytest.mark.parametrize("query", ["wetter", "das treffen", "wet*", '"x y" OR wetter', "text:das", '"das tre*"'])
def test_the_order_says_nothing_of_single_words(query: str) -> None:
    assert word_order.needed(read_query(query).root, LANGUAGES) == []


@given(
    words=st.lists(
        st.sampled_from(["das", "erste", "treffen", "nach", "läuft", "running", "東京都"]), min_size=2, max_size=9
    )
)
def test_every_phrase_of_a_text_is_let_through(words: list[str]) -> None:
    for size in range(2, len(words) + 1):
        assert let_through(f'"{" ".join(words[:size])}"', " ".join(words))


def _phrase(database: Database, query: str) -> list[int]:
    return sorted(hit["id"] for hit in search(database, query, Filter(), 20).hits)


def test_words_that_share_their_bytes_are_told_apart(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_order, "crc32", lambda _word: 7)
    with database.write() as connection:
        source_id, run_id = begin(connection)
        store(connection, source_id, run_id, record(1, text="das erste Treffen"))
        store(connection, source_id, run_id, record(2, text="das Treffen, das erste"))
    assert (_phrase(database, '"erste treffen"'), _phrase(database, '"das erste"')) == ([1], [1, 2])


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
def test_the_order_follows_the_index(database: Database) -> None:
    with database.write() as connection:
        store(connection, *begin(connection), record(text="das erste Treffen"))
    with database.write() as connection:
        known = standing(connection, "example.org/1")
        articles.revise(connection, known, record(text="das letzte Treffen"), Edit(("text",)), 1, NOW)
    count = "SELECT count(*) FROM word_order JOIN revision_search USING (revision_id)"
    with database.write() as connection:
        kept = connection.exec_driver_sql(count).scalar()
        connection.exec_driver_sql("DELETE FROM word_order")
    assert (kept, _phrase(database, '"letzte treffen"')) == (1, [1])  # looked up where the order isn't known
    with database.write() as connection:
        index.add_order(connection)
        assert connection.exec_driver_sql(count).scalar() == 1
    assert (_phrase(database, '"letzte treffen"'), _phrase(database, '"erste treffen"')) == ([1], [])
