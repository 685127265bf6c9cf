"""The archive's words in languages that write compounds in one: noted with the texts, so that a query's word finds the
compounds that end in it (`compounds`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from db.connection import Connection
from db.deferred import when_committed
from db.raw import write_rows

LANGUAGES = frozenset({"da", "de", "nb", "nl", "no", "sv"})

SHORTEST, LONGEST = 3, 48
"""Letters of what may be a part of a compound, or one."""

WORDS_KNOWN = 50_000
"""Words that a connection remembers to have written, some 5 MB."""

_KNOWN = "dateline_words"


def note(connection: Connection, texts: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Remember the lexemes of texts of LANGUAGES, each with its language.

    In one order, so that two writers who note the same words wait for each other, and never both at once. Words that
    were committed over this connection aren't written again: nobody ever takes one out.
    """
    known: defaultdict[str, set[str]] = connection.info.setdefault(_KNOWN, defaultdict(set))
    new: defaultdict[str, set[str]] = defaultdict(set)
    for language, lexemes in texts:
        new[language].update(lexemes)
    rows = [(language, one) for language, words in new.items() for one in words - known[language] if is_part(one)]
    write_rows(connection, _NOTE, sorted([(language, one[::-1]) for language, one in rows]))
    when_committed(connection, partial(_remember, known, rows))


def forget(connection: Connection) -> None:
    """Note all anew: what was there may be gone."""
    connection.info.pop(_KNOWN, None)


def is_part(lexeme: str) -> bool:
    """Whether it may be one of a compound."""
    return SHORTEST <= len(lexeme) <= LONGEST and lexeme.isalpha()


def _remember(known: defaultdict[str, set[str]], rows: Iterable[tuple[str, str]]) -> None:
    if sum(map(len, known.values())) > WORDS_KNOWN:
        known.clear()
    for language, one in rows:
        known[language].add(one)


_NOTE = "INSERT INTO word (language, reversed) VALUES ({mark}, {mark}) ON CONFLICT DO NOTHING"
