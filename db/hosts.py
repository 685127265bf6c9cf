"""What all processes of an archive know together about the hosts that they ask: whose turn, who rests, what is allowed.

Times are milliseconds since 1970, since a second is long between two requests.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, delete, select, update

from db.leases import is_dead
from db.schema import host, host_slot, robots
from db.upsert import insert_or_update, upsert


@dataclass(frozen=True, slots=True)
class RestRow:
    """Why and until when a host is left alone."""

    rest_until: int
    failures: int
    kind: str
    status: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class RobotsRow:
    """One robots.txt as it was last had. See scraper.fetch.robots.RobotsCopy."""

    place: str
    body: bytes | None
    fetched_at: datetime
    expires_at: datetime
    trouble_kind: str | None
    trouble: str | None
    trouble_status: int | None
    is_known: bool


def reserve_start(connection: Connection, key: str, now_ms: int, delay_ms: int) -> int:
    """When the next request to the host may start: nobody else gets this moment, nor one within the delay after it."""
    earliest = case((host.c.next_start_ms > now_ms, host.c.next_start_ms), else_=now_ms)
    statement = (
        upsert(connection, host)
        .values(key=key, next_start_ms=now_ms + delay_ms)
        .on_conflict_do_update(index_elements=["key"], set_={"next_start_ms": earliest + delay_ms})
        .returning(host.c.next_start_ms)
    )
    return int(connection.execute(statement).scalar_one()) - delay_ms


def take_slot(connection: Connection, key: str, slots: int, holder: str, now_ms: int, until_ms: int) -> int | None:
    """The number of a free place among the host's `slots`, held until then; None: taken, and noted that one is wanted.

    A place is free when nobody has it, its holder hasn't renewed it in time, or is known to be dead.
    """
    _free_places_of_the_dead(connection, key)
    taken = select(host_slot.c.number).where(host_slot.c.key == key, host_slot.c.until_ms > now_ms)
    busy = set(connection.execute(taken).scalars())
    statement = upsert(connection, host_slot)
    for number in range(slots):
        if number in busy:
            continue
        mine = statement.values(key=key, number=number, holder=holder, until_ms=until_ms).on_conflict_do_update(
            index_elements=["key", "number"],
            set_={"holder": holder, "until_ms": until_ms, "wanted_ms": None},
            where=host_slot.c.until_ms <= now_ms,  # another process may have been quicker
        )
        if connection.execute(mine.returning(host_slot.c.number)).scalar_one_or_none() is not None:
            return number
    connection.execute(
        update(host_slot).where(host_slot.c.key == key, host_slot.c.holder != holder).values(wanted_ms=now_ms)
    )
    return None


def _free_places_of_the_dead(connection: Connection, key: str) -> None:
    held = connection.execute(select(host_slot.c.holder).where(host_slot.c.key == key)).scalars()
    dead = [name for name in set(held) if is_dead(name.partition("#")[0])]
    if dead:
        connection.execute(delete(host_slot).where(host_slot.c.key == key, host_slot.c.holder.in_(dead)))


def renew_slots(connection: Connection, holder: str, until_ms: int) -> list[tuple[str, int, int | None]]:
    """Keep all places of this holder; they are returned as (key, number, when somebody else wanted one).

    `holder`: a process as db.leases names it, and `#` with a number where it has several clients.
    """
    statement = update(host_slot).where(host_slot.c.holder == holder).values(until_ms=until_ms)
    returned = statement.returning(host_slot.c.key, host_slot.c.number, host_slot.c.wanted_ms)
    return [(row.key, row.number, row.wanted_ms) for row in connection.execute(returned)]


def give_slots_back(connection: Connection, holder: str, places: Iterable[tuple[str, int]]) -> None:
    rows = [{"its_key": key, "its_number": number} for key, number in places]
    if rows:
        statement = delete(host_slot).where(
            host_slot.c.holder == holder,
            host_slot.c.key == bindparam("its_key"),
            host_slot.c.number == bindparam("its_number"),
        )
        connection.execute(statement, rows)


def rest_of(connection: Connection, key: str) -> RestRow | None:
    columns = (host.c.rest_until, host.c.failures, host.c.rest_kind, host.c.rest_status, host.c.rest_reason)
    row = connection.execute(select(*columns).where(host.c.key == key)).one_or_none()
    return None if row is None or row.rest_until is None else RestRow(*row)


def set_rest(connection: Connection, key: str, rest: RestRow | None) -> None:
    """Leave the host alone, or (None) no longer."""
    row = {
        "key": key,
        "next_start_ms": 0,
        "rest_until": rest.rest_until if rest else None,
        "failures": rest.failures if rest else 0,
        "rest_kind": rest.kind if rest else None,
        "rest_status": rest.status if rest else None,
        "rest_reason": rest.reason if rest else None,
    }
    change = ["rest_until", "failures", "rest_kind", "rest_status", "rest_reason"]
    insert_or_update(connection, host, [row], key=["key"], change=change)


def wake_all(connection: Connection) -> None:
    """Let every host that was down be tried again now; those that asked for a pause themselves keep it."""
    connection.execute(update(host).where(host.c.rest_kind != "status").values(rest_until=None))


def load_robots(connection: Connection, place: str) -> RobotsRow | None:
    columns = [robots.c[name] for name in RobotsRow.__slots__]
    row = connection.execute(select(*columns).where(robots.c.place == place)).one_or_none()
    return RobotsRow(*row) if row else None


def save_robots(connection: Connection, row: RobotsRow) -> None:
    values = {name: getattr(row, name) for name in RobotsRow.__slots__}
    insert_or_update(connection, robots, [values], key=["place"], change=[name for name in values if name != "place"])
