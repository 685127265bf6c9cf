"""What a request asks for, read from its query string; what can't be read is told, not guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from starlette.datastructures import QueryParams

from db.public import Filter

PAGE = 20
MOST = 100
"""Articles of one page."""

LONGEST = 1_000
"""Characters of a search; a typed SQL query may be longer."""


FIRST_YEAR = 1600
"""Nobody printed news before; and what is counted back from a day stays a date."""

SPAN_DAYS = 90
"""Of a chart, if nobody says since when."""


class Unclear(Exception):
    """A parameter isn't what it should be; the message names it and says what was expected."""


@dataclass(frozen=True, slots=True)
class Asked:
    query: str
    narrow: Filter
    limit: int
    cursor: str | None
    sort: Literal["relevance", "newest"]


def read(params: QueryParams, most: int = MOST) -> Asked:
    """Raises Unclear."""
    query = params.get("q", "")
    if any("\0" in value for value in params.values()):
        raise Unclear("the address holds a NUL, which no text can")
    if len(query) > LONGEST:
        raise Unclear(f"q: at most {LONGEST} characters")
    sort = params.get("sort") or "relevance"
    if sort not in ("relevance", "newest"):
        raise Unclear(f"sort: expected relevance or newest, got {sort!r}")
    narrow = Filter(
        source=params.get("source") or None,
        language=params.get("language") or None,
        since=day(params, "since"),
        until=day(params, "until"),
        author=params.get("author") or None,
        section=params.get("section") or None,
        unique=flag(params, "unique"),
    )
    return Asked(
        query,
        narrow,
        whole(params, "limit", PAGE, 1, most),
        params.get("cursor") or None,
        "newest" if sort == "newest" else "relevance",
    )


def whole(params: QueryParams, name: str, default: int, least: int, most: int) -> int:
    text = params.get(name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise Unclear(f"{name}: expected a number from {least} to {most}")
    return int(text)


def flag(params: QueryParams, name: str) -> bool:
    text = params.get(name, "")
    if text not in ("", "0", "1", "true", "false", "on"):
        raise Unclear(f"{name}: expected true or false")
    return text in ("1", "true", "on")


def day(params: QueryParams, name: str) -> datetime | None:
    text = params.get(name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        moment = None
    if moment is None or moment.year < FIRST_YEAR:
        raise Unclear(f"{name}: expected a date such as 2026-02-10")
    return moment


def span(params: QueryParams, latest: Callable[[], datetime]) -> tuple[datetime, datetime]:
    """`since` and `until`; without them the days up to the latest. Raises Unclear."""
    until = day(params, "until") or latest()
    return day(params, "since") or until - timedelta(days=SPAN_DAYS), until
