"""What somebody typed into a search box, understood: a tree of terms, and the filters named in it. No input is an error
of syntax; what can't be meant as an operator is a word. Only a beginning that nearly all texts have is refused.

    tokajew kreml          both                    "erstes treffen"    side by side
    a OR b, a | b          either                  -wetter, NOT wetter not that
    wirtschaft*            a beginning             title:kreml lead:x text:y    only there
    (a OR b) -c            grouped                 source:bbabo author:müller language:de since:2026-02 until:2026-03
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from db.errors import QueryError
from db.frozen import frozen
from db.public import Filter
from db.search.words import is_unspaced, split

Field = Literal["title", "lead", "text"]
FIELDS: tuple[Field, ...] = ("title", "lead", "text")
"""The searchable columns, in the order in which they count."""

MOST_TERMS = 64
"""Of a query; nobody types more, and each costs."""

DEEPEST = 20
"""Parentheses in parentheses."""

SHORTEST_BEGINNING = 3
"""Letters; all texts of an archive have words that begin with one or two, and each of these words is looked up. A sign
of Chinese, Japanese or Korean tells more."""


@frozen
class Term:
    """Folded words that stand side by side. `field`: only in that column; None: in any.

    `compounds`: lexemes that are as good as the word (`db.search.compounds`).
    """

    words: tuple[str, ...]
    is_prefix: bool = False
    field: Field | None = None
    is_quoted: bool = False
    compounds: tuple[str, ...] = ()


@frozen
class All:
    """Every one of `wanted` and none of `unwanted`."""

    wanted: tuple[Node, ...]
    unwanted: tuple[Node, ...] = ()


@frozen
class Either:
    options: tuple[Node, ...]


Node = Term | All | Either


@frozen
class Query:
    root: Node
    narrow: Filter
    """The filters that the query itself named, on top of those given beside it."""

    def terms(self) -> list[Term]:
        """Those that must or may be there, left to right."""
        return list(_wanted(self.root))


_TOKEN = re.compile(
    r"""(?P<open>\()|(?P<close>\))|(?P<or>\|+|OR\b)|(?P<and>&+|AND\b)|(?P<not>-(?=\S)|!(?=\S)|NOT\b)"""
    r"""|(?:(?P<key>[A-Za-z_]{4,9}):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"()|]+))""",
)
_NAMED = {"source", "author", "language", "since", "until", "section"}


def is_arduous(node: Node) -> bool:
    """Whether matches must be looked at one by one: the index can't tell which have the words side by side."""
    return any(_is_looked_up(term) for term in _all(node))


def read_query(text: str, narrow: Filter | None = None) -> Query:
    """Understand a query. Raises QueryError where nothing is left to look for, a date named in it is none, or a
    beginning is too short."""
    reader = _Reader(text, narrow or Filter())
    root = reader.either(0)
    if root is None:
        raise QueryError(f"search: {text!r} has no word to look for; example: dateline search 'tokajew -wetter'")
    return Query(root, reader.narrow)


class _Reader:
    """Recursive descent; `AND` binds more than `OR`, a closing parenthesis too many is nothing."""

    def __init__(self, text: str, narrow: Filter) -> None:
        self.tokens = list(_TOKEN.finditer(text.replace("\0", " ")))
        self.at = 0
        self.terms = 0
        self.narrow = narrow

    def either(self, depth: int) -> Node | None:
        options = []
        while True:
            part = self.all_of(depth)
            if part is not None:
                options.append(part)
            if self._peek() != "or":
                break
            self.at += 1
        if not options:
            return None
        return options[0] if len(options) == 1 else Either(tuple(options))

    def all_of(self, depth: int) -> Node | None:
        wanted: list[Node] = []
        unwanted: list[Node] = []
        is_negated = False
        while (kind := self._peek()) not in (None, "or"):
            if kind == "close" and depth > 0:
                break
            token = self.tokens[self.at]
            self.at += 1
            if kind == "not":
                is_negated = True
            elif kind in ("open", "key", "phrase", "word"):
                node = self._group(depth) if kind == "open" else self._term(token)
                if node is not None:
                    (unwanted if is_negated else wanted).append(node)
                is_negated = False
        if not wanted:
            return None
        return wanted[0] if len(wanted) == 1 and not unwanted else All(tuple(wanted), tuple(unwanted))

    def _group(self, depth: int) -> Node | None:
        if depth >= DEEPEST:
            return None
        node = self.either(depth + 1)
        if self._peek() == "close":
            self.at += 1
        return node

    def _term(self, token: re.Match[str]) -> Node | None:
        key = (token["key"] or "").lower()
        raw = token["phrase"] if token["phrase"] is not None else token["word"]
        if key in _NAMED:
            self.narrow = _narrowed(self.narrow, key, raw)
            return None
        field = next((field for field in FIELDS if field == key), None)
        words = split(raw if field or not key else f"{key} {raw}")
        if not words or self.terms >= MOST_TERMS:
            return None
        if raw.endswith("*") and _is_too_short(words[-1]):
            raise QueryError(f"search: {raw!r}: a beginning needs {SHORTEST_BEGINNING} letters or more, as in 'wir*'")
        self.terms += 1
        return Term(tuple(words), raw.endswith("*"), field, is_quoted=token["phrase"] is not None)

    def _peek(self) -> str | None:
        if self.at >= len(self.tokens):
            return None
        token = self.tokens[self.at]
        return next(kind for kind, value in token.groupdict().items() if value is not None)


def _is_too_short(beginning: str) -> bool:
    return len(beginning) < SHORTEST_BEGINNING and not is_unspaced(beginning) and beginning < "\uac00"


def _narrowed(narrow: Filter, key: str, value: str) -> Filter:
    match key:
        case "source":
            return replace(narrow, source=value)
        case "author":
            return replace(narrow, author=value)
        case "language":
            return replace(narrow, language=value.lower())
        case "section":
            return replace(narrow, section=value)
        case "since":
            return replace(narrow, since=_day(value, key))
        case _:
            return replace(narrow, until=_day(value, key))


def _day(value: str, key: str) -> datetime:
    """`2026`, `2026-02`, `2026-02-10` or a full ISO time."""
    padded = {4: f"{value}-01-01", 7: f"{value}-01"}.get(len(value), value)
    try:
        moment = datetime.fromisoformat(padded)
    except ValueError:
        raise QueryError(f"search: {key}:{value} is no date; expected as in {key}:2026-02-10") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _wanted(node: Node) -> list[Term]:
    match node:
        case Term():
            return [node]
        case All(wanted, _):
            return [term for part in wanted for term in _wanted(part)]
        case Either(options):
            return [term for part in options for term in _wanted(part)]


def _all(node: Node) -> list[Term]:
    """Those that must not be there too."""
    if isinstance(node, All):
        return [term for part in (*node.wanted, *node.unwanted) for term in _all(part)]
    return [term for option in node.options for term in _all(option)] if isinstance(node, Either) else [node]


def _is_looked_up(term: Term) -> bool:
    first = term.words[0]
    return len(term.words) > 1 or term.field == "text" or (len(first) > 2 and is_unspaced(first))
