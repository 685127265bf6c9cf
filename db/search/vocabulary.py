"""The archive's words in languages that write compounds in one: noted with the texts, so that a query's word finds the
compounds that end in it (`compounds`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from db.connection import Connection
from db.deferred import when_committed
from db.raw import write_rows

try:
    from db.search.lexicon import Lexicon
except ImportError:  # nothing is compiled here
    from db.search.dictionary import Lexicon  # type: ignore[assignment]

LANGUAGES = frozenset({"da", "de", "nb", "nl", "no", "sv"})

SHORTEST, LONGEST = 3, 48
"""Letters of what may be a part of a compound, or one."""

WORDS_KNOWN = 50_000
"""Words of a language that a connection remembers to have written, some 2 MB."""

_KNOWN = "dateline_words"


def note(connection: Connection, texts: Iterable[tuple[str, bytes]]) -> None:
    """Remember the lexemes of texts of LANGUAGES, those of each in UTF-8, parted by spaces, with its language.

    In one order, so that two writers who note the same words wait for each other, and never both at once. Words that
    were committed over this connection aren't written again: nobody ever takes one out.
    """
    known: dict[str, Lexicon] = connection.info.pop(_KNOWN, {})
    new: defaultdict[str, list[str]] = defaultdict(list)
    for language, lexemes in texts:
        if language not in known or known[language].count > WORDS_KNOWN:
            known[language] = Lexicon()
        new[language] += known[language].unknown(lexemes)
    for language, found in sorted(new.items()):
        written = sorted([one[::-1] for one in found if is_part(one)])
        write_rows(connection, _NOTE, [(language, one) for one in written])
    when_committed(connection, partial(connection.info.__setitem__, _KNOWN, known))  # else they aren't known


def forget(connection: Connection) -> None:
    """Note all anew: what was there may be gone."""
    connection.info.pop(_KNOWN, None)


def is_part(lexeme: str) -> bool:
    """Whether it may be one of a compound."""
    return SHORTEST <= len(lexeme) <= LONGEST and lexeme.isalpha()


_NOTE = "INSERT INTO word (language, reversed) VALUES ({mark}, {mark}) ON CONFLICT DO NOTHING"
