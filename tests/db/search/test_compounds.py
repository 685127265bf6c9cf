"""Words find the compounds that end in them, on both databases."""

from __future__ import annotations

from contextlib import suppress

import pytest
from sqlalchemy import func, select

from db import Database
from db.public import Filter
from db.schema import word
from db.search import index, search
from db.search.compounds import modifiers
from db.search.vocabulary import note
from tests.db.samples import begin, record, store

TEXTS = {
    1: ("de", "Der Ministerpräsident sprach."),
    2: ("de", "Präsidenten und Minister reden über Politik."),
    3: ("de", "Die Bundesregierungssprecherin schwieg, die Regierung auch; sie braucht eine Sprecherin."),
    4: ("de", "Eine Operation dauerte lange. Die Wirtschaftspolitik der Wirtschaft."),
    5: ("nl", "De gemeenteraadsverkiezingen komen na de verkiezingen voor de gemeenteraad."),
    6: ("en", "The vicepresident, a vice, met him."),
    7: ("de", "Die Vizepräsidenten mögen den Vize nicht. Die Ration war klein."),
    8: ("de", "Der Bund wählt, der Bundespräsident nicht."),
    9: ("de", "Der Druck macht Eindruck auf ein Haus."),
    10: ("de", "Ein Eindruck, mein Blutdruck; es floss Blut."),
}

QUERIES = [
    ("Präsident", [1, 2, 7, 8]),
    ("praesidenten", [1, 2, 7, 8]),
    ('"Präsident"', [2]),
    ("präsident minister", [2]),
    ("-präsident vize", [7]),
    ("präsident -ministerpräsident", [2, 7, 8]),
    ("Politik", [2, 4]),
    ("ration", [7]),
    ("verkiezing", [5]),
    ("president", []),
    ("language:nl präsident", []),
    ("title:präsident", []),
    ("text:präsident", [1, 2, 7, 8]),
    ("sprecherin", [3]),
    ("druck", [9, 10]),
    ("druck -blut", [9]),
]


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number, (language, body) in TEXTS.items():
            store(connection, source_id, run_id, record(number, title=f"Nummer {number}", text=body, language=language))
    return database


def found(database: Database, query: str) -> list[int]:
    return sorted(hit["id"] for hit in search(database, query, Filter(), 20).hits)


def test_a_word_finds_the_compounds_that_end_in_it(filled: Database) -> None:
    assert [(query, found(filled, query)) for query, _ in QUERIES] == QUERIES


def test_the_word_itself_comes_first_and_compounds_are_marked(filled: Database) -> None:
    hits = search(filled, "präsident", Filter(), 20).hits
    assert hits[0]["id"] == 2
    assert "Der [Ministerpräsident] sprach." in {hit["snippet"] for hit in hits}


def test_words_are_noted_anew_after_an_upgrade(filled: Database) -> None:
    with filled.write() as connection:
        connection.exec_driver_sql("DELETE FROM word")
    assert found(filled, "präsident") == [2]
    with filled.write() as connection:
        index.note_all(connection)
    assert found(filled, "präsident") == [1, 2, 7, 8]


PARTS = [
    ("minister", {"minist"}),
    ("bundes", {"bund"}),
    ("regierungs", {"regier"}),
    ("ope", {"ope"}),
    ("ab", set()),
    ("ein", set()),
    ("uber", set()),
]


@pytest.mark.parametrize(("part", "lexemes"), PARTS)
def test_what_stands_before_may_end_in_a_link(part: str, lexemes: set[str]) -> None:
    assert lexemes <= modifiers(part, "de")
    assert bool(lexemes) == bool(modifiers(part, "de"))


def test_words_of_a_transaction_that_failed_are_noted_by_the_next(database: Database) -> None:
    texts = [("de", b"rathaus haus rat")]
    with suppress(RuntimeError), database.write() as connection:
        note(connection, texts)
        raise RuntimeError
    for _ in range(2):
        with database.write() as connection:
            note(connection, texts)
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(word)).scalar_one() == 3
