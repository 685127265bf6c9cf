"""The words of a revision in their order, a byte each: on Postgres most texts that hold the words of a phrase, but not
side by side, are left out by it.

The index knows which texts hold the words. Whether these stand side by side only the tsvector tells, which lies out of
line and takes several microseconds to fetch and unpack; a page of a phrase of very common words needs that of tens of
thousands. The bytes are a tenth of its size. Words may share a byte, so what they let through is looked up still.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from sqlalchemy import BindParameter, Text, TextClause, bindparam, text
from sqlalchemy.dialects.postgresql import BYTEA

from db.search.prepare import Words
from db.search.query import All, Either, Node, Term
from db.search.render import spellings

Runs = Sequence[bytes]
"""Of these at least one must be there."""


def of_words(words: Words) -> bytes:
    """Title, lead and text in one: what spans two of them is no hit, but that is looked up."""
    return _bytes(b" ".join([words.title, words.lead, words.text]).split())


def needed(node: Node, languages: Sequence[str]) -> list[Runs]:
    """What the order of a match must have, one of each; empty where it says nothing, as of single words."""
    match node:
        case Term():
            spelled = spellings(node, languages)
            runs = {_bytes(map(str.encode, run.lexemes[:-1] if run.is_prefix else run.lexemes)) for run in spelled}
            return [sorted(runs)] if min(map(len, runs)) > 1 else []
        case All(wanted, _):
            return [runs for part in wanted for runs in needed(part, languages)]
        case Either(options):
            some = [needed(option, languages) for option in options]
            return [sorted({run for one in some for run in one[0]})] if all(some) else []


def condition(sizes: tuple[int, ...]) -> TextClause:
    """For a row of `revision_search`: it matches `:exact`, and of each group of runs, of these sizes, has one.

    A revision whose order isn't known is looked up. The words are unpacked last; Postgres goes by no order but CASE's.
    """
    if not sizes:
        return text(_EXACT).bindparams(_WANTED)
    order = f"SELECT {_has_all(sizes)} FROM word_order WHERE revision_id = revision_search.revision_id"  # noqa: S608
    return text(f"CASE WHEN ({order}) IS NOT FALSE THEN {_EXACT} ELSE false END").bindparams(_WANTED, *_runs(sizes))


def condition_of_order(sizes: tuple[int, ...]) -> TextClause:
    """The same for a row of `word_order`, which takes half as long where nearly all are left out."""
    exact = f"SELECT {_EXACT} FROM revision_search WHERE revision_id = word_order.revision_id"  # noqa: S608
    return text(f"CASE WHEN {_has_all(sizes)} THEN ({exact}) ELSE false END").bindparams(_WANTED, *_runs(sizes))


def values(groups: Sequence[Runs]) -> dict[str, bytes]:
    return {_name(group, number): run for group, runs in enumerate(groups) for number, run in enumerate(runs)}


def _bytes(lexemes: Iterable[bytes]) -> bytes:
    return bytes([crc32(lexeme) & 0xFF for lexeme in lexemes])


def _has_all(sizes: tuple[int, ...]) -> str:
    names = [[_name(group, number) for number in range(size)] for group, size in enumerate(sizes)]
    return " AND ".join(
        f"({' OR '.join(f'position(:{name} IN word_order.words) > 0' for name in one)})" for one in names
    )


def _runs(sizes: tuple[int, ...]) -> list[BindParameter[bytes]]:
    names = [_name(group, number) for group, size in enumerate(sizes) for number in range(size)]
    return [bindparam(name, type_=BYTEA()) for name in names]


def _name(group: int, number: int) -> str:
    return f"run_{group}_{number}"


_EXACT = "revision_search.words @@ CAST(:exact AS tsquery)"
_WANTED = bindparam("exact", type_=Text())
