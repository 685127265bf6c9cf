"""Compounds found by their last part: `Präsident` finds Ministerpräsident, in languages that write them in one word.

No dictionary tells the parts, the archive's own words do: a word ends in another if what stands before it is a word
of the archive too, with or without a linking letter (after Koehn and Knight, "Empirical methods for compound
splitting", 2003). So `ration` doesn't find Operation, as long as nobody writes of an `ope`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import bindparam, select

from db.connection import Connection
from db.deferred import when_committed
from db.prepared import Prepared
from db.raw import write_rows
from db.schema import word
from db.search.query import All, Either, Node, Term
from db.search.words import is_unspaced, stem

LANGUAGES = frozenset({"da", "de", "nb", "nl", "no", "sv"})

SHORTEST_HEAD = 5
"""Letters of a stem that compounds are found by; `Land` would find Deutschland."""

SHORTEST_PART = 3
"""Letters of what stands before it."""

LONGEST = 48

LINKS = ("", "s", "es", "n", "en", "er", "e")

PARTICLES = frozenset((
    "aan", "achter", "af", "auf", "aus", "bei", "bij", "binnen", "boven", "bort", "buiten", "dar", "door", "durch",
    "efter", "ein", "fest", "for", "fort", "fram", "frem", "gegen", "her", "heran", "herauf", "heraus", "herein",
    "hervor", "herum", "hin", "hinaus", "hinein", "hinter", "ind", "inn", "int", "los", "med", "mede", "mee", "mis",
    "mit", "mot", "nach", "neder", "nieder", "ober", "onder", "ont", "op", "opp", "over", "tegen", "terug", "toe",
    "uber", "uit", "umher", "under", "unter", "upp", "ut", "van", "ved", "ver", "vid", "viel", "voor", "vor",
    "voran", "voraus", "vorbei", "weg", "weiter", "wider", "wieder", "zer", "zuruck", "zusammen", "zwischen",
))  # fmt: skip
"""What stands before a verb or a noun without making a compound of it: Eindruck is no kind of Druck."""

MOST_ENDS, MOST = 400, 40
"""Words with the same end that are looked at, and compounds that a word of a query stands for: the shortest."""


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
    rows = [(language, one) for language, words in new.items() for one in words - known[language] if _is_part(one)]
    write_rows(connection, _NOTE, sorted([(language, one[::-1]) for language, one in rows]))
    when_committed(connection, partial(_remember, known, rows))


def forget(connection: Connection) -> None:
    """Note all anew: what was there may be gone."""
    connection.info.pop(_KNOWN, None)


def widened(connection: Connection, node: Node, languages: Sequence[str]) -> Node:
    """The query with the compounds that its words stand for; not quoted ones, beginnings and what must not be there."""
    ours = [language for language in languages if language in LANGUAGES]
    return _widened(connection, node, ours) if ours else node


def _widened(connection: Connection, node: Node, languages: Sequence[str]) -> Node:
    match node:
        case All(wanted, unwanted):
            return All(tuple(_widened(connection, part, languages) for part in wanted), unwanted)
        case Either(options):
            return Either(tuple(_widened(connection, option, languages) for option in options))
        case Term((only,), is_prefix=False, is_quoted=False) if not is_unspaced(only):
            found = [one for language in languages for one in ending_in(connection, only, language)]
            return replace(node, compounds=tuple(dict.fromkeys(found)))
        case _:
            return node


def ending_in(connection: Connection, head: str, language: str) -> list[str]:
    """The archive's compounds, as lexemes, that end in this folded word."""
    end = stem(head, language)
    if len(end) < SHORTEST_HEAD or not _is_part(end):
        return []
    here = select(word.c.reversed).where(word.c.language == language)
    backwards = end[::-1]
    ends = _ENDS.rows(
        connection, {"language": language, "above": backwards, "below": backwards + "\U0010ffff", "most": MOST_ENDS}
    )
    before = {found[::-1]: found[::-1][: -len(end)] for (found,) in ends}
    parts = {whole: modifiers(part, language) for whole, part in before.items()}
    asked = {one[::-1] for some in parts.values() for one in some}
    known = (
        {one[::-1] for one in connection.execute(here.where(word.c.reversed.in_(asked))).scalars()} if asked else set()
    )
    return sorted((whole for whole, some in parts.items() if known & some), key=lambda one: (len(one), one))[:MOST]


def modifiers(part: str, language: str) -> set[str]:
    """The lexemes that may stand before a head as `part`: `regierungs` is `regier`, with its linking letter off."""
    if part in PARTICLES:
        return set()
    bases = [part.removesuffix(link) for link in LINKS if part.endswith(link)]
    return {stem(base, language) for base in bases if len(base) >= SHORTEST_PART}


def _remember(known: defaultdict[str, set[str]], rows: Iterable[tuple[str, str]]) -> None:
    if sum(map(len, known.values())) > WORDS_KNOWN:
        known.clear()
    for language, one in rows:
        known[language].add(one)


def _is_part(lexeme: str) -> bool:
    return SHORTEST_PART <= len(lexeme) <= LONGEST and lexeme.isalpha()


_ENDS = Prepared(
    select(word.c.reversed)
    .where(word.c.language == bindparam("language"))
    .where(word.c.reversed > bindparam("above"), word.c.reversed < bindparam("below"))
    .limit(bindparam("most"))
)
_NOTE = "INSERT INTO word (language, reversed) VALUES ({mark}, {mark}) ON CONFLICT DO NOTHING"
