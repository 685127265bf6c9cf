"""The questions to the index, in each database's way: which matches are the newest, and which of a pool match more.

SQLite goes through the matches newest first and stops when there are enough. Postgres gathers all that an index scan
finds before it sorts them, so it is asked for the newest blocks of revisions first, and for more of them as needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from db.connection import Connection
from db.frozen import frozen
from db.public import Filter
from db.raw import as_array, carry_out, from_driver
from db.search import facts, word_order
from db.search.narrow import Known, facts_of
from db.search.overview import Overview
from db.search.query import Node, Query, Term, is_arduous
from db.search.render import for_fts5, for_index, for_tsqueries, for_tsquery
from db.search.statements import (
    FTS5_RANGE,
    LAST_BEFORE,
    Asked,
    fts5_newest,
    of_ids,
    prepared,
    tsvector_newest,
    tsvector_range,
)

FIRST_SPAN = 2 * facts.BLOCK
"""Revisions, by their numbers, that Postgres is asked about first."""

MARGIN = 1.5
"""A further span should hold so many times what is missing still."""

FEW_MORE = 4
"""All that is older is asked at once where it may hold no more than so many times what is missing: a bound by numbers
costs a look at every revision within it, match or not."""

LONG = 16 * facts.BLOCK
"""Revisions, by their numbers."""

SPARSE = 2_500
"""For the same reason a pool's title words are looked up within the pool's numbers only where the square of the span
is less than so many times all there are; a thinner pool is of words that stand in few titles."""


class Candidate(NamedTuple):
    revision_id: int
    article_id: int
    source_id: int
    language: str | None
    published_at: datetime | None


@frozen
class Scope:
    """A query, the languages that its words may be of, and whom to ask. `typed`: the query without compounds."""

    connection: Connection
    query: Query
    languages: Sequence[str]
    typed: Node
    overview: Overview

    @property
    def is_sqlite(self) -> bool:
        return self.connection.is_sqlite


def newest(scope: Scope, limit: int | None, below: int | None = None, above: int = 0) -> list[Candidate]:
    """The newest matches, newest first; `below`, `above`: only of lower revision id, only of this or a higher one."""
    known = facts_of(scope.overview, scope.query.narrow)
    if known is None:
        return []
    top = scope.overview.past_newest if below is None else below
    if scope.is_sqlite:
        wanted = for_fts5(scope.query.root, scope.languages, known.groups)
        values = {"low": above, "high": top, "most": -1 if limit is None else limit, "query_0": wanted}
        return _run(scope, Asked(1), known.rest, values)
    if limit is None:
        return _of_span(scope, known, None, above, top)
    found: list[Candidate] = []
    begins = _begins(scope, top)
    if begins > above:
        blocks = facts.of_numbers_from(begins, top)
        found, top = _of_span(scope, known, limit, begins, top, blocks), begins
    width = FIRST_SPAN
    while len(found) < limit and top > above:
        low = max(above, facts.beginning(top - width, width)) if width < top - above else above
        some = _of_span(scope, known, limit - len(found), low, top)
        found += some
        width = wider(width, len(some), limit - len(found), low - above)
        top = low
    return found


def _begins(scope: Scope, top: int) -> int:
    """Of a long period that has ended: the number below which nearly all of its revisions are. Else 0.

    Articles come in by and by, but one may be read years after it was published: what is above is asked for, too.
    """
    since, until = scope.query.narrow.since, scope.query.narrow.until
    if until is None or not is_long(since, until, scope.overview):
        return 0
    last = LAST_BEFORE.rows(scope.connection, {"until": until})
    number = facts.beginning(last[0][0], FIRST_SPAN) if last else 0
    return number if top - number > FIRST_SPAN else 0


def is_long(since: datetime | None, until: datetime, overview: Overview) -> bool:
    """Whether a period holds so much, by the archive's average, that it is better asked for in parts."""
    if overview.days is None:
        return False
    first, last = overview.days
    days = (until.date() - max(since.date() if since else first, first)).days
    return days * overview.past_newest > LONG * ((last - first).days + 1)


def wider(width: int, found: int, missing: int, left: int) -> int:
    """How many of the `left` older revisions to ask about, after so many of the last `width` ones matched."""
    if found * left <= FEW_MORE * missing * width:
        return left
    return int(width * max(MARGIN * missing / found, 1))


def within_pool(scope: Scope, node: Node, pool: Sequence[Candidate]) -> set[int]:
    """Which of the pool's revisions match `node` too."""
    ids = {one.revision_id for one in pool}
    known = facts_of(scope.overview, scope.query.narrow)
    groups = known.groups if known else []
    if scope.is_sqlite:
        wanted = for_fts5(node, scope.languages, groups)
        return ids & _numbers(scope, FTS5_RANGE, wanted, min(ids), max(ids))
    if isinstance(node, Term) and node.field is None:
        return _looked_into(scope, node, ids)
    low, high = min(ids), max(ids)
    if (high - low) ** 2 < SPARSE * scope.overview.past_newest:
        groups = [facts.any_of(facts.span_of_numbers(low, high + 1)), *groups]
    queries = for_index(node, scope.languages, groups)
    found = ids & _numbers(scope, tsvector_range(len(queries)), *queries, low, high)
    return _looked_into(scope, node, found) if found and is_arduous(node) else found


def _looked_into(scope: Scope, node: Node, ids: set[int]) -> set[int]:
    """Of these revisions those that match by their own words, for what the index can't tell."""
    runs = word_order.needed(node, scope.languages)
    values = word_order.values(runs) | {"exact": for_tsquery(node, scope.languages), "ids": as_array(ids)}
    return {number for (number,) in of_ids(_sizes(runs)).rows(scope.connection, values)}


def _of_span(
    scope: Scope, known: Known, limit: int | None, low: int, high: int, blocks: Sequence[str] = ()
) -> list[Candidate]:
    """`blocks`: that hold these numbers, if not those that are best as a rule."""
    if low and not blocks:  # the rest of the index needs no bounds
        blocks = facts.span_of_numbers(low, high)
    root, groups = scope.query.root, [*([facts.any_of(blocks)] if blocks else []), *known.groups]
    values: dict[str, Any] = {"low": low, "high": high, "most": limit}
    if not is_arduous(root):
        wanted = for_tsqueries(root, scope.languages, groups)
        return _run(scope, Asked(len(wanted)), known.rest, values | _queries(wanted))
    wanted, runs = for_index(root, scope.languages, groups), word_order.needed(root, scope.languages)
    values |= _queries(wanted) | word_order.values(runs) | {"exact": for_tsquery(root, scope.languages)}
    return _run(scope, Asked(len(wanted), _sizes(runs)), known.rest, values)


def _run(scope: Scope, asked: Asked, rest: Filter, values: Mapping[str, Any]) -> list[Candidate]:
    """`rest` is hardly ever anything; then the driver is asked in the words that it knows from before."""
    statement = fts5_newest if scope.is_sqlite else tsvector_newest
    if rest == Filter():
        rows: Iterable[Sequence[Any]] = prepared(statement, asked).rows(scope.connection, values)
    else:
        rows = scope.connection.execute(statement(rest, asked), values)
    return [Candidate(*[*row[:4], from_driver(row[4])]) for row in rows]


def _queries(wanted: Sequence[str]) -> dict[str, str]:
    return {f"query_{number}": query for number, query in enumerate(wanted)}


def _sizes(groups: Sequence[word_order.Runs]) -> tuple[int, ...]:
    return tuple(map(len, groups))


def _numbers(scope: Scope, statement: str, *values: Any) -> set[int]:
    found = carry_out(scope.connection, statement, values, scope.connection.driver.execute)
    return {number for (number,) in found.fetchall()}
