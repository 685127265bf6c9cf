"""What the pages and the API both show, as values ready for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from db import Database
from db.public import Place, newest
from db.query import plain
from db.search import Page, search
from db.volume import Count, by_day, end, lines, totals
from web.ask import Asked, Unclear
from web.memory import Memory

SPARK_DAYS = 28
MOST_DAYS = 400
"""Of a chart."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Articles, newest first, and where the next page begins."""

    articles: list[dict[str, Any]]
    cursor: str | None


def listed(database: Database, asked: Asked) -> Listed:
    found = newest(database, asked.narrow, asked.limit + 1, _place(asked.cursor))
    shown = found[: asked.limit]
    return Listed(shown, write_place(shown[-1]) if len(found) > asked.limit else None)


def found(database: Database, asked: Asked) -> Page:
    return search(database, asked.query, asked.narrow, asked.limit, cursor=asked.cursor, sort=asked.sort)


def write_place(article: Mapping[str, Any]) -> str:
    return f"{plain(article['published_at']) or ''}.{article['id']}"


def _place(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    published, _, number = cursor.rpartition(".")
    try:
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise ValueError
        moment = datetime.fromisoformat(published).astimezone(UTC) if published else None
    except (ValueError, OverflowError):
        raise Unclear("cursor: take it from the page before") from None
    return Place(moment, int(number))


def sources(database: Database) -> list[dict[str, Any]]:
    return _rows(database, "SELECT * FROM sources ORDER BY name")


def listed_sources(database: Database) -> list[dict[str, Any]]:
    """Without what the page doesn't show: each sum over a source's years has its price."""
    return _rows(
        database,
        "SELECT name, is_active, failures, last_error, articles, newest_article_at, last_success_at, next_visit_at "
        "FROM sources ORDER BY name",
    )


@dataclass(frozen=True, slots=True)
class Chart:
    """Articles of a span of days; sources and languages with the most first."""

    days: Mapping[date, int]
    sources: list[tuple[str, int]]
    languages: list[tuple[str, int]]


def volume(database: Database, memory: Memory, since: datetime, until: datetime) -> list[Count]:
    """At most MOST_DAYS, a minute old at most. Raises Unclear."""
    _require_span(since, until)
    return memory.get(("volume", since, until), lambda: by_day(database, since, until))


def chart(database: Database, memory: Memory, since: datetime, until: datetime) -> Chart:
    """The same, summed up. Raises Unclear."""
    _require_span(since, until)
    return memory.get(("chart", since, until), lambda: _chart(database, since, until))


def sparks(database: Database, memory: Memory) -> tuple[dict[str, dict[date, int]], list[date]]:
    """Articles of each source by day, and the SPARK_DAYS days up to the newest publication."""
    until = latest_day(database, memory)
    since = until - timedelta(days=SPARK_DAYS)
    found = memory.get("sparks", lambda: lines(database, since, until))
    return found, [(since + timedelta(days=i)).date() for i in range(SPARK_DAYS)]


def latest_day(database: Database, memory: Memory) -> datetime:
    """Where charts end."""
    return memory.get("latest", lambda: end(database, datetime.now(UTC)))


def as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _value(key, value) for key, value in row.items() if key != "pieces"}


def as_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    return [[_value(column, value) for column, value in zip(columns, row, strict=True)] for row in rows]


def _value(key: str, value: Any) -> Any:
    """SQLite has no booleans, and some values of a typed query are no JSON."""
    if key.startswith("is_") and value in (0, 1):
        return bool(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, list | dict | str | int | float | bool | None):
        return value
    return plain(value) if isinstance(value, datetime) else str(value)


def _rows(database: Database, query: str) -> list[dict[str, Any]]:
    with database.read() as connection:
        return [as_json(dict(row)) for row in connection.execute(text(query)).mappings()]


def _require_span(since: datetime, until: datetime) -> None:
    if not timedelta(0) < until - since <= timedelta(days=MOST_DAYS):
        raise Unclear(f"since, until: expected a span of 1 to {MOST_DAYS} days")


def _chart(database: Database, since: datetime, until: datetime) -> Chart:
    days, sources, languages = (totals(database, since, until, key) for key in ("day", "source", "language"))
    return Chart({date.fromisoformat(day): count for day, count in days.items()}, _most(sources), _most(languages))


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(name or "unknown", count) for name, count in ordered]
