"""Where in a text the words of a query stand, as a short piece of it with the hits marked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from db.frozen import frozen
from db.search.query import Term
from db.search.render import Run, spellings
from db.search.words import Place, lexemes_as_written, places

WIDTH = 32
"""Words of a snippet."""

DEPTH = 60_000
"""Characters of a text that are searched for a good place; a longer one shows its beginning."""

FIRST_LOOK, FURTHER = 600, 4
"""Characters that are searched first, and how many times more next, while a better place may come."""


@frozen
class Piece:
    """A stretch of text as it stands; `is_hit`: it is what was searched for."""

    text: str
    is_hit: bool = False


@frozen
class Wanted:
    """Every run of lexemes that is a hit, with the number of its term; the same for all texts of a search.

    `by_first`: by their first lexeme; `beginnings`: those that are the beginning of a single one; `longest`: lexemes.
    """

    terms: int
    longest: int
    by_first: Mapping[str, Sequence[tuple[int, Run]]]
    beginnings: Sequence[tuple[int, str]]


def wanted_of(terms: Sequence[Term], languages: Sequence[str]) -> Wanted:
    runs = [(number, run) for number, term in enumerate(terms) for run in spellings(term, languages)]
    by_first: dict[str, list[tuple[int, Run]]] = {}
    beginnings = []
    for number, run in runs:
        if len(run.lexemes) == 1 and run.is_prefix:
            beginnings.append((number, run.lexemes[0]))
        else:
            by_first.setdefault(run.lexemes[0], []).append((number, run))
    return Wanted(len(terms), max(len(run.lexemes) for _, run in runs), by_first, beginnings)


def snippet(text: str, language: str | None, wanted: Wanted) -> list[Piece]:
    """The WIDTH words of `text` that hold the most different hits, first come first; its beginning where none does."""
    size = FIRST_LOOK
    while (found := _look(text[:size], language, wanted, size >= min(len(text), DEPTH))) is None:
        size = min(size * FURTHER, DEPTH)
    first, words, hits, end = found
    if not words:
        return []
    start = words[0][0] if first else 0
    shown = _marked(text, start, end, [word for number, word in enumerate(words, first) if number in hits])
    return [
        *([Piece("… ")] if first else []),
        *shown,
        *([Piece(" …")] if end < len(text.rstrip()) else []),
    ]


def plain(pieces: Iterable[Piece]) -> str:
    """In one line, hits in square brackets."""
    return " ".join("".join(f"[{p.text}]" if p.is_hit else p.text for p in pieces).split())


class _Window(NamedTuple):
    """`first`: the number of its first word; `hits`: as of `_hits`; `end`: where the text that is shown ends."""

    first: int
    words: Sequence[Place]
    hits: Mapping[int, int]
    end: int


def _look(sought: str, language: str | None, wanted: Wanted, is_all: bool) -> _Window | None:
    """The best window; None where the rest of the text may have a better one."""
    lexemes = lexemes_as_written(sought, language)
    hits = _hits(lexemes, wanted)
    first, terms = _best_window(hits)
    last = first + WIDTH
    if not is_all and (terms < wanted.terms or last + wanted.longest >= len(lexemes)):  # its last word may be cut
        return None
    words = places(sought, first, last)
    return _Window(first, words, hits, words[-1][1] if last < len(lexemes) else len(sought))


def _hits(lexemes: Sequence[str], wanted: Wanted) -> dict[int, int]:
    """Place of a word to the number of the term that it is part of."""
    begins = tuple(beginning for _, beginning in wanted.beginnings)
    telling = wanted.by_first.keys() & {*lexemes}
    if begins:
        telling |= {lexeme for lexeme in {*lexemes} if lexeme.startswith(begins)}
    found: dict[int, int] = {}
    for at in [at for at, lexeme in enumerate(lexemes) if lexeme in telling]:
        for number, run in wanted.by_first.get(lexemes[at], ()):
            if _stands(lexemes, at, run):
                found.update(dict.fromkeys(range(at, at + len(run.lexemes)), number))
        for number, beginning in wanted.beginnings:
            if lexemes[at].startswith(beginning):
                found.setdefault(at, number)
    return found


def _stands(lexemes: Sequence[str], at: int, run: Run) -> bool:
    *whole, last = run.lexemes
    end = at + len(whole)
    if end >= len(lexemes) or list(lexemes[at:end]) != whole:
        return False
    return lexemes[end].startswith(last) if run.is_prefix else lexemes[end] == last


def _best_window(hits: Mapping[int, int]) -> tuple[int, int]:
    """Where the window with the most different terms begins, a few words ahead of its first hit; how many terms."""
    best, best_start = 0, 0
    inside: deque[tuple[int, int]] = deque()
    for at, term in sorted(hits.items()):
        inside.append((at, term))
        while inside[0][0] <= at - WIDTH + 4:
            inside.popleft()
        if (count := len({number for _, number in inside})) > best:
            best, best_start = count, inside[0][0]
    return (max(0, best_start - 4) if best_start >= WIDTH // 2 else 0), best


def _marked(text: str, start: int, end: int, hits: Sequence[Place]) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    for begin, word_end in hits:
        if word_end <= at:
            continue
        begin = max(at, begin)
        if pieces and pieces[-1].is_hit and not text[at:begin]:  # the next pair of an unspaced script
            pieces[-1] = Piece(pieces[-1].text + text[begin:word_end], is_hit=True)
        else:
            pieces += [Piece(text[at:begin])] if begin > at else []
            pieces.append(Piece(text[begin:word_end], is_hit=True))
        at = word_end
    return [*pieces, Piece(text[at:end])] if at < end else pieces
