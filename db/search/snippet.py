"""Where in a text the words of a query stand, as a short piece of it with the hits marked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from db.search.query import Term
from db.search.render import Run, spellings
from db.search.words import Place, lexemes_as_written, places

WIDTH = 32
"""Words of a snippet."""

DEPTH = 60_000
"""Characters of a text that are searched for a good place; a longer one shows its beginning."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text as it stands; `is_hit`: it is what was searched for."""

    text: str
    is_hit: bool = False


def wanted_runs(terms: Sequence[Term], languages: Sequence[str]) -> list[tuple[int, Run]]:
    """Every run of lexemes that is a hit, with the number of its term; the same for all texts of a search."""
    return [(number, run) for number, term in enumerate(terms) for run in spellings(term, languages)]


def snippet(text: str, language: str | None, runs: Sequence[tuple[int, Run]]) -> list[Piece]:
    """The WIDTH words of `text` that hold the most different hits, first come first; its beginning where none does."""
    sought = text[:DEPTH]
    lexemes = lexemes_as_written(sought, language)
    hits = _hits(lexemes, runs)
    first = _best_window(hits)
    last = min(first + WIDTH, len(lexemes))
    words = list(islice(places(sought), last))  # which cost more than lexemes do
    if not words:
        return []
    start = words[first].start if first else 0
    end = words[last - 1].end if last < len(lexemes) else len(sought)
    shown = _marked(text, start, end, [word for number, word in enumerate(words[first:last], first) if number in hits])
    return [
        *([Piece("… ")] if first else []),
        *shown,
        *([Piece(" …")] if end < len(text.rstrip()) else []),
    ]


def plain(pieces: Iterable[Piece]) -> str:
    """In one line, hits in square brackets."""
    return " ".join("".join(f"[{p.text}]" if p.is_hit else p.text for p in pieces).split())


def _hits(lexemes: Sequence[str], runs: Sequence[tuple[int, Run]]) -> dict[int, int]:
    """Place of a word to the number of the term that it is part of."""
    by_first: dict[str, list[tuple[int, Run]]] = {}
    beginnings = []
    for number, run in runs:
        if len(run.lexemes) == 1 and run.is_prefix:
            beginnings.append((number, run.lexemes[0]))
        else:
            by_first.setdefault(run.lexemes[0], []).append((number, run))
    begins = tuple(beginning for _, beginning in beginnings)
    found: dict[int, int] = {}
    for at in [at for at, lexeme in enumerate(lexemes) if lexeme in by_first or lexeme.startswith(begins)]:
        for number, run in by_first.get(lexemes[at], ()):
            if _stands(lexemes, at, run):
                found.update(dict.fromkeys(range(at, at + len(run.lexemes)), number))
        for number, beginning in beginnings:
            if lexemes[at].startswith(beginning):
                found.setdefault(at, number)
    return found


def _stands(lexemes: Sequence[str], at: int, run: Run) -> bool:
    *whole, last = run.lexemes
    end = at + len(whole)
    if end >= len(lexemes) or list(lexemes[at:end]) != whole:
        return False
    return lexemes[end].startswith(last) if run.is_prefix else lexemes[end] == last


def _best_window(hits: Mapping[int, int]) -> int:
    """Where the window with the most different terms begins, a few words ahead of its first hit."""
    best, best_start = 0, 0
    inside: deque[tuple[int, int]] = deque()
    for at, term in sorted(hits.items()):
        inside.append((at, term))
        while inside[0][0] <= at - WIDTH + 4:
            inside.popleft()
        if (count := len({number for _, number in inside})) > best:
            best, best_start = count, inside[0][0]
    return max(0, best_start - 4) if best_start >= WIDTH // 2 else 0


def _marked(text: str, start: int, end: int, hits: Sequence[Place]) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    for word in hits:
        if word.end <= at:
            continue
        begin = max(at, word.start)
        if pieces and pieces[-1].is_hit and not text[at:begin]:  # the next pair of an unspaced script
            pieces[-1] = Piece(pieces[-1].text + text[begin : word.end], is_hit=True)
        else:
            pieces += [Piece(text[at:begin])] if begin > at else []
            pieces.append(Piece(text[begin : word.end], is_hit=True))
        at = word.end
    return [*pieces, Piece(text[at:end])] if at < end else pieces
