"""Compounds found by their last part: `Präsident` finds Ministerpräsident, in languages that write them in one word.

No dictionary tells the parts, the archive's own words do: a word ends in another if what stands before it is a word
of the archive too, with or without a linking letter (after Koehn and Knight, "Empirical methods for compound
splitting", 2003). So `ration` doesn't find Operation, as long as nobody writes of an `ope`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from db.connection import Connection
from db.rows import among, fetch
from db.search.query import All, Either, Node, Term
from db.search.vocabulary import LANGUAGES, SHORTEST, is_part
from db.search.words import is_unspaced, stem

SHORTEST_HEAD = 5
"""Letters of a stem that compounds are found by; `Land` would find Deutschland."""

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
    if len(end) < SHORTEST_HEAD or not is_part(end):
        return []
    backwards = end[::-1]
    ends = fetch(connection, _ENDS, language, backwards, backwards + "\U0010ffff", MOST_ENDS)
    before = {found[::-1]: found[::-1][: -len(end)] for (found,) in ends}
    parts = {whole: modifiers(part, language) for whole, part in before.items()}
    known = _known(connection, language, {one for some in parts.values() for one in some})
    return sorted((whole for whole, some in parts.items() if known & some), key=lambda one: (len(one), one))[:MOST]


def _known(connection: Connection, language: str, lexemes: Collection[str]) -> set[str]:
    """Those that are words of the archive."""
    if not lexemes:
        return set()
    query, asked = among(_ARE_THERE, [one[::-1] for one in lexemes])
    return {one[::-1] for (one,) in fetch(connection, query, language, *asked)}


def modifiers(part: str, language: str) -> set[str]:
    """The lexemes that may stand before a head as `part`: `regierungs` is `regier`, with its linking letter off."""
    if part in PARTICLES:
        return set()
    bases = [part.removesuffix(link) for link in LINKS if part.endswith(link)]
    return {stem(base, language) for base in bases if len(base) >= SHORTEST}


_ENDS = """
    SELECT reversed FROM word WHERE language = {mark} AND reversed > {mark} AND reversed < {mark} LIMIT {mark}
"""
_ARE_THERE = "SELECT reversed FROM word WHERE language = {mark} AND reversed {among}"
