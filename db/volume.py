"""How much was published when, by whom, in which language: sums of what `db.tally` keeps, never a count of articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import func, select

from db.engine import Database
from db.frozen import frozen
from db.schema import source, tally

Key = Literal["source", "day", "language"]


@frozen
class Count:
    """Articles of one source and language on one UTC day of publication; `copies` of them repeat another."""

    day: date
    source: str
    language: str | None
    articles: int
    copies: int


def by_day(database: Database, since: datetime, until: datetime) -> list[Count]:
    """Of the UTC days from that of `since` to the last one before `until`, in their order."""
    rows = _sums(database, since, until, ("day", "source", "language"))
    return [Count(date.fromisoformat(day), name, language or None, *sums) for day, name, language, *sums in rows]


def totals(database: Database, since: datetime, until: datetime, key: Key) -> dict[str, int]:
    """Articles of these days by one of their facts; a language that isn't known is the empty one."""
    return {str(value): int(articles) for value, articles, _ in _sums(database, since, until, (key,))}


def lines(database: Database, since: datetime, until: datetime) -> dict[str, dict[date, int]]:
    """Articles of each source on each of these days on which there were any."""
    found: dict[str, dict[date, int]] = {}
    for name, day, articles, _ in _sums(database, since, until, ("source", "day")):
        found.setdefault(name, {})[date.fromisoformat(day)] = int(articles)
    return found


def end(database: Database, now: datetime) -> datetime:
    """The beginning of the day after the newest publication that isn't in the future: where charts end."""
    past = tally.c.source_id == source.c.id, tally.c.day <= str(now.astimezone(UTC).date()), tally.c.day != ""
    newest = select(func.max(tally.c.day)).where(*past).correlate(source).scalar_subquery()
    with database.read() as connection:  # a look at each source's last entry, not at all of them
        found = max(filter(None, connection.execute(select(newest).select_from(source)).scalars()), default=None)
    last = date.fromisoformat(found) if found else now.astimezone(UTC).date()
    return datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1)


def _sums(database: Database, since: datetime, until: datetime, keys: Sequence[Key]) -> list[list[Any]]:
    """Rows of the keys in their order, the articles and the copies."""
    columns = {"source": tally.c.source_id, "day": tally.c.day, "language": tally.c.language}
    first, last = (moment.astimezone(UTC).date() for moment in (since, until - timedelta(seconds=1)))
    with database.read() as connection:
        names = {row.id: row.name for row in connection.execute(select(source.c.id, source.c.name))}
        query = (
            select(*(columns[key] for key in keys), func.sum(tally.c.articles), func.sum(tally.c.duplicates))
            .where(tally.c.source_id.in_(names))  # all of them: the index has the days under each source
            .where(tally.c.day >= str(first), tally.c.day <= str(last))
            .group_by(*(columns[key] for key in keys))
            .having(func.sum(tally.c.articles) != 0)
            .order_by(*(columns[key] for key in keys))
        )
        rows = connection.execute(query).all()
    place = keys.index("source") if "source" in keys else None
    return [[names[value] if at == place else value for at, value in enumerate(row)] for row in rows]
