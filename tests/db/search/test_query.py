"""What somebody typed, as a tree."""

from __future__ import annotations

import pytest

from db.errors import QueryError
from db.search import read_query
from db.search.query import All, Either, Term
from db.search.render import for_fts5, for_index, for_tsqueries, for_tsquery

A, B, C = Term(("a",)), Term(("b",)), Term(("c",))


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a", A),
        ("a b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a OR b", Either((A, B))),
        ("a b OR c", Either((All((A, B)), C))),
        ("a (b OR c)", All((A, Either((B, C))))),
        ("a -b", All((A,), (B,))),
        ("a NOT (b c)", All((A,), (All((B, C)),))),
        ("a) b", All((A, B))),
        ("((a", A),
        ('"a b"', Term(("a", "b"), is_quoted=True)),
        ('"a"', Term(("a",), is_quoted=True)),
        ("a-b", Term(("a", "b"))),
        ("abc*", Term(("abc",), is_prefix=True)),
        ("title:a", Term(("a",), field="title")),
        ('text:"a b"', Term(("a", "b"), field="text", is_quoted=True)),
        ("nosuch:a", Term(("nosuch", "a"))),
        ("ORANGE", Term(("orange",))),
        ("a || b", Either((A, B))),
    ],
)
def test_trees(query: str, tree: object) -> None:
    assert read_query(query).root == tree


@pytest.mark.parametrize("query", ["", "   ", "-kreml", "...", "OR", '""', "()", "source:x", "NOT a"])
def test_a_query_without_a_word_is_refused_with_an_example(query: str) -> None:
    with pytest.raises(QueryError, match="example: dateline search"):
        read_query(query)


def test_filters_in_a_query_join_those_beside_it() -> None:
    narrow = read_query("a source:bbabo language:DE author:müller since:2026 until:2026-03").narrow
    assert (narrow.source, narrow.language, narrow.author) == ("bbabo", "de", "müller")
    assert str(narrow.since) == "2026-01-01 00:00:00+00:00"
    assert str(narrow.until) == "2026-03-01 00:00:00+00:00"


def test_a_filter_that_is_no_date_is_told() -> None:
    with pytest.raises(QueryError, match="since:soon is no date"):
        read_query("a since:soon")


def test_a_thousand_terms_and_parentheses_are_bounded() -> None:
    query = read_query("(" * 500 + " OR ".join(f"w{i}" for i in range(1000)))
    assert len(query.terms()) <= 64


def test_words_are_quoted_for_both() -> None:
    root = read_query("title:läuft -bad*").root
    assert 'title:"lauft"' in for_fts5(root, ["de"])
    assert "'\ue001lauft'" in for_tsquery(root, ["de"])
    assert "!(" in for_tsquery(root, ["de"])


def test_what_must_all_match_is_asked_for_by_itself() -> None:
    """Postgres's index reads all that has the commoner word of `a & b`; of two conditions it doesn't."""
    root = read_query("eins zwei -drei (vier OR fünf)").root
    first, *others = for_tsqueries(root, [])
    assert "'eins'" in first
    assert "!(('drei'))" in first
    assert ["'zwei'" in other for other in others] == [True, False]
    assert ["'vier'" in other and "'funf'" in other for other in others] == [False, True]


def test_of_a_phrase_each_word_is_asked_for_by_itself_in_all_its_spellings() -> None:
    """What the index can tell: that the words are there, not how they stand, nor what must not be there."""
    root = read_query('"erste präsidenten" -(x OR "y z") title:"a b" text:c').root
    assert for_index(root, ["de"]) == [
        "('erste' | 'erst')", "('prasidenten' | 'prasident' | 'praesidenten')",
        "('\ue001a')", "('\ue001b')", "('c')",
    ]  # fmt: skip
    assert for_index(read_query('"a b" OR c').root, []) == ["((('a') & ('b')) | (('c')))"]


@pytest.mark.parametrize("query", ["b*", "wetter ba*", 'title:"das b*"', "é*", "(a OR bc*)"])
def test_a_beginning_that_nearly_all_texts_have_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="a beginning needs 3 letters"):
        read_query(query)


@pytest.mark.parametrize("query", ["bad*", "京*", "서*", "東京*", "b *"])
def test_a_sign_may_be_a_beginning(query: str) -> None:
    assert read_query(query).terms()
