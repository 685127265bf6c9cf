"""What is imported from where, and how far it has come; a row belongs to one process at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update

from db.connection import Connection
from db.frozen import fields_of, frozen
from db.leases import LEASE, is_dead
from db.rows import insert_new
from db.schema import intake

COUNTS = ("imported", "known", "skipped", "rejected", "broken")


@frozen
class IntakeRow:
    """`place` and `options` say what is imported, `position` from where on."""

    id: int
    position: str | None
    finished_at: datetime | None
    imported: int
    known: int
    skipped: int
    rejected: int
    broken: int


def take(connection: Connection, kind: str, place: str, options: str, holder: str, now: datetime) -> IntakeRow | None:
    """The row of an import, ours from now on; None while another process is at it."""
    fresh = {"kind": kind, "place": place, "options": options, "created_at": now}
    insert_new(connection, "intake", [fresh])
    mine = (intake.c.kind == kind) & (intake.c.place == place) & (intake.c.options == options)
    held = connection.execute(select(intake.c.holder, intake.c.lease_until).where(mine).with_for_update()).one()
    if held.holder not in (None, holder) and held.lease_until > now and not is_dead(held.holder):
        return None
    connection.execute(update(intake).where(mine).values(holder=holder, lease_until=now + LEASE, error=None))
    return IntakeRow(*connection.execute(select(*[intake.c[name] for name in fields_of(IntakeRow)]).where(mine)).one())


def advance(connection: Connection, intake_id: int, position: str, counts: Mapping[str, int], now: datetime) -> None:
    """So much more is done; in the transaction of what it brought."""
    grown = {name: intake.c[name] + counts.get(name, 0) for name in COUNTS}
    row = update(intake).where(intake.c.id == intake_id)
    connection.execute(row.values(position=position, lease_until=now + LEASE, **grown))


def release(connection: Connection, intake_id: int, *, error: str | None, finished_at: datetime | None) -> None:
    row = update(intake).where(intake.c.id == intake_id)
    connection.execute(row.values(holder=None, lease_until=None, error=error, finished_at=finished_at))
