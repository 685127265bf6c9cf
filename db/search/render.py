"""A query's tree in the words of FTS5 and of tsquery: the same lexemes, the same meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from db.frozen import frozen
from db.search.facts import PLACED, Fact, Group
from db.search.query import All, Either, Field, Node, Term
from db.search.words import bare, is_unspaced, respelled, stem

WEIGHTS: dict[Field, str] = {"title": "A", "lead": "B", "text": "D"}
"""A tsvector's marks for our columns."""


@frozen
class Run:
    """Lexemes that stand side by side; `is_prefix`: the last one is only a beginning."""

    lexemes: tuple[str, ...]
    is_prefix: bool = False


def spellings(term: Term, languages: Iterable[str]) -> Sequence[Run]:
    """Every way in which the term may stand in the index: by the stemmers of these languages, and as it is.

    German umlauts may be written out: `zuerich` finds Zürich, `zürich` finds Zuerich. A Turkish I may have been either
    of two letters: `IŞIK` finds ışık, `ışık` finds IŞIK. Korean words go on with particles: `서울` finds 서울에서. In
    Hebrew "and", "the", "in", "from" are written in one with the word after them: `ירושלים` finds בירושלים.
    """
    return _spellings(term, tuple(languages))


@lru_cache(maxsize=256)  # a search asks for each of its terms several times
def _spellings(term: Term, languages: tuple[str, ...]) -> Sequence[Run]:
    runs: dict[Run, None] = {}
    for words in respelled(term.words):
        for language in (None, *languages):
            runs[_run(words, language)] = None
        for language in _DOTLESS & {*languages}:
            runs[_run(tuple(word.replace("i", "ı") for word in words), language)] = None
        if "ı" in "".join(words):
            runs[_run(tuple(word.replace("ı", "i") for word in words), None)] = None
        if _HEBREW.fullmatch(words[0]):
            for before in _PROCLITICS:
                runs[_run((before + words[0], *words[1:]), None)] = None
        if (term.is_prefix or _HANGUL.fullmatch(words[-1])) and not is_unspaced(words[-1]):
            for language in (None, *languages) if words[:-1] else (None,):
                runs[Run((*_run(words[:-1], language).lexemes, bare(words[-1])), is_prefix=True)] = None
    return [*runs, *(Run((compound,)) for compound in term.compounds)]


def for_fts5(node: Node, languages: Sequence[str], facts: Sequence[Group] = ()) -> str:
    """Every lexeme quoted, so that none is an operator or a column. `facts`: of each group one must be true."""
    words = _FTS5.node(node, languages)
    return " AND ".join([f"({words})", *(_FTS5.any_of(group) for group in facts)])


def for_tsquery(node: Node, languages: Sequence[str]) -> str:
    """For a cast to tsquery: lexemes are taken as they are."""
    return _TSQUERY.node(node, languages)


def for_tsqueries(node: Node, languages: Sequence[str], facts: Sequence[Group] = ()) -> list[str]:
    """The same as several that must all match. Of each Postgres's index leaps to where the others may match; of one
    that says `a & b` it reads all that has the commoner of both."""
    return [*(_TSQUERY.any_of(group) for group in facts), *_TSQUERY.parts(node, languages)]


def for_index(node: Node, languages: Sequence[str], facts: Sequence[Group] = ()) -> list[str]:
    """What the index can tell by itself, as several that must all match: which texts hold the words, or hold them in
    title or lead, not which have them side by side, nor what must not be there."""
    return [*(_TSQUERY.any_of(group) for group in facts), *_held(node, languages)]


def within(node: Node, field: Field) -> Node | None:
    """The same query asked of one column; None where it can't be, as it names another."""
    match node:
        case Term():
            return replace(node, field=field) if node.field in (None, field) else None
        case All(wanted, _):
            parts = [within(part, field) for part in wanted]
            return All(tuple(part for part in parts if part)) if all(parts) else None
        case Either(options):
            some = tuple(part for part in (within(option, field) for option in options) if part)
            return Either(some) if some else None


def as_phrase(node: Node) -> Term | None:
    """The words of `a b c` side by side; None where the query says more than that."""
    if not isinstance(node, All) or len(node.wanted) < 2:
        return None
    words: list[str] = []
    for part in node.wanted:
        if not isinstance(part, Term) or part.field or part.is_prefix:
            return None
        words.extend(part.words)
    return Term(tuple(words))


def _held(node: Node, languages: Sequence[str]) -> list[str]:
    match node:
        case Term():
            return _by_place(node, languages)
        case All(wanted, _):
            return [one for part in wanted for one in _held(part, languages)]
        case Either(options):
            return [f"({' | '.join('(' + ' & '.join(_held(option, languages)) + ')' for option in options)})"]


def _by_place(term: Term, languages: Sequence[str]) -> list[str]:
    """Of each of the words side by side the ways in which it may be spelled: Postgres leaps from one to the next."""
    runs = spellings(term, languages)
    if len({len(run.lexemes) for run in runs}) > 1:
        return [f"({' | '.join(' & '.join(_there(run, term.field)) for run in runs)})"]
    places = zip(*(_there(run, term.field) for run in runs), strict=True)
    return [f"({' | '.join(dict.fromkeys(ways))})" for ways in places]


def _there(run: Run, field: Field | None) -> list[str]:
    return _placed(run, field) or _tsquery_words(run.lexemes, run.is_prefix)


@frozen
class _Dialect:
    run: Callable[[Run, Field | None], str]
    both: str
    either: str
    without: str

    def node(self, node: Node, languages: Sequence[str]) -> str:
        match node:
            case Term():
                options = [self.run(run, node.field) for run in spellings(node, languages)]
                return f"({self.either.join(options)})"
            case Either(options_):
                return f"({self.either.join(self.node(option, languages) for option in options_)})"
            case All(wanted, unwanted):
                text = self.both.join(self.node(part, languages) for part in wanted)
                for part in unwanted:
                    text = f"({text}){self.without}{self.node(part, languages)}"
                return f"({text})"

    def parts(self, node: Node, languages: Sequence[str]) -> list[str]:
        """Those that must all match; what must not is said with one that must."""
        if not isinstance(node, All):
            return [self.node(node, languages)]
        first, *others = node.wanted
        return [self.node(All((first,), node.unwanted), languages), *(self.node(one, languages) for one in others)]

    def any_of(self, group: Group) -> str:
        return f"({self.either.join(self.fact(one) for one in group)})"

    def fact(self, one: Fact) -> str:
        *whole, last = one.lexemes
        runs = [*(Run((lexeme,)) for lexeme in whole), Run((last,), one.is_prefix)]
        return f"({self.both.join(self.run(run, None) for run in runs)})"


def _fts5_run(run: Run, field: Field | None) -> str:
    column = f"{field}:" if field else ""
    return f'{column}"{" ".join(run.lexemes)}"{"*" if run.is_prefix else ""}'


def _tsquery_run(run: Run, field: Field | None) -> str:
    """What stands in title and lead is indexed for itself."""
    there = _placed(run, field)
    if len(there) == 1:
        return there[0]
    in_a_row = " <-> ".join(_tsquery_words(run.lexemes, run.is_prefix, WEIGHTS[field] if field else ""))
    return " & ".join([*there, f"({in_a_row})"])


def _placed(run: Run, field: Field | None) -> list[str]:
    placed = [PLACED[field] + lexeme for lexeme in run.lexemes] if field in PLACED else []
    return _tsquery_words(placed, run.is_prefix)


def _tsquery_words(lexemes: Sequence[str], is_prefix: bool, weight: str = "") -> list[str]:
    quoted = ["'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'" for lexeme in lexemes]
    marks = [weight] * len(quoted)
    if is_prefix and marks:
        marks[-1] = f"*{weight}"
    return [f"{word}:{mark}" if mark else word for word, mark in zip(quoted, marks, strict=True)]


_FTS5 = _Dialect(_fts5_run, " AND ", " OR ", " NOT ")
_TSQUERY = _Dialect(_tsquery_run, " & ", " | ", " & !")

_DOTLESS = frozenset({"az", "tr"})
"""Languages whose I is the capital of ı: folding made it an i before anybody could know the language."""

_HEBREW = re.compile(r"[\u05d0-\u05ea]{2,}")
_PROCLITICS = (
    "ו", "ה", "ב", "כ", "ל", "מ", "ש", "וה", "וב", "וכ", "ול", "ומ", "וש",
    "מה", "שה", "שב", "של", "שמ", "כש", "ומה", "ושה", "ושב", "כשה", "לכש",
)  # fmt: skip

_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,}")


def _run(words: tuple[str, ...], language: str | None) -> Run:
    lexemes: list[str] = []
    for number, word in enumerate(words):
        if not is_unspaced(word):
            lexemes.append(stem(word, language))
            continue
        pairs = [word[i : i + 2] for i in range(len(word) - 1)]
        if number < len(words) - 1:
            pairs.append(word[-1])  # another word follows, so this one ends here
        elif not pairs:
            return Run((*lexemes, word), is_prefix=True)  # one sign: every pair that begins with it
        lexemes.extend(pairs)
    return Run(tuple(lexemes))
