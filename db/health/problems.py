"""Which problems there are, since when, and when they ended: so that each is told once, and its end too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from db.connection import Connection
from db.frozen import frozen
from db.health.judge import Problem
from db.schema import problem, source


@frozen
class Change:
    """`ended`: those that are over, as they were last seen."""

    begun: tuple[Problem, ...]
    ended: tuple[Problem, ...]

    def __bool__(self) -> bool:
        return bool(self.begun or self.ended)


def note(connection: Connection, found: Sequence[Problem], now: datetime) -> Change:
    """Write down what is wrong now, and what no longer is. Needs a write transaction."""
    ids = {row.name: row.id for row in connection.execute(select(source.c.id, source.c.name))}
    names = {number: name for name, number in ids.items()}
    open_rows = {
        (row.source_id, row.kind): row
        for row in connection.execute(select(problem).where(problem.c.ended_at.is_(None)))
    }
    current = {(ids[one.source], one.kind): one for one in found}
    for key, one in current.items():
        values = {"finding": one.finding, "advice": one.advice}
        if key in open_rows:
            connection.execute(update(problem).where(problem.c.id == open_rows[key].id).values(**values))
        else:
            connection.execute(problem.insert().values(source_id=key[0], kind=one.kind, began_at=now, **values))
    gone = {key: row for key, row in open_rows.items() if key not in current}
    for row in gone.values():
        connection.execute(update(problem).where(problem.c.id == row.id).values(ended_at=now))
    return Change(
        tuple(one for key, one in current.items() if key not in open_rows),
        tuple(Problem(names[row.source_id], row.kind, row.finding, row.advice) for row in gone.values()),
    )
