"""What all processes of an archive know together about the hosts that they ask: whose turn, who rests, what is allowed.

Times are milliseconds since 1970, since a second is long between two requests.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from db.connection import Connection
from db.frozen import fields_of, frozen
from db.leases import is_dead
from db.rows import among, fetch, fetch_as, insert_or_update, write

FAR_MS, IN_LINE = 3_600_000, 100
"""A turn that is further ahead than an hour and this many delays was given out by a clock that was wrong."""


@frozen
class RestRow:
    """Why and until when a host is left alone."""

    rest_until: int
    failures: int
    kind: str
    status: int | None
    reason: str


@frozen
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
    believed_ms = now_ms + FAR_MS + IN_LINE * delay_ms
    ((next_ms,),) = fetch(connection, _RESERVE, key, now_ms + delay_ms, now_ms, believed_ms, now_ms, delay_ms)
    return int(next_ms) - delay_ms


_RESERVE = """
    INSERT INTO host (key, next_start_ms) VALUES ({mark}, {mark})
    ON CONFLICT (key) DO UPDATE SET next_start_ms =
        CASE WHEN host.next_start_ms BETWEEN {mark} AND {mark} THEN host.next_start_ms ELSE {mark} END + {mark}
    RETURNING next_start_ms
"""


def take_slot(connection: Connection, key: str, slots: int, holder: str, now_ms: int, until_ms: int) -> int | None:
    """The number of a free place among the host's `slots`, held until then; None: taken, and noted that one is wanted.

    A place is free when nobody has it, its holder hasn't renewed it in time, or is known to be dead.
    """
    _free_places_of_the_dead(connection, key)
    busy = {number for (number,) in fetch(connection, _BUSY, key, now_ms)}
    for number in range(slots):
        if number not in busy and fetch(connection, _TAKE, key, number, holder, until_ms, now_ms):
            return number
    write(connection, _WANT, now_ms, key, holder)
    return None


_BUSY = "SELECT number FROM host_slot WHERE key = {mark} AND until_ms > {mark}"

_WANT = "UPDATE host_slot SET wanted_ms = {mark} WHERE key = {mark} AND holder <> {mark}"

_TAKE = """
    INSERT INTO host_slot (key, number, holder, until_ms) VALUES ({mark}, {mark}, {mark}, {mark})
    ON CONFLICT (key, number) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms, wanted_ms = NULL
    WHERE host_slot.until_ms <= {mark}
    RETURNING number
"""
"""Another process may have been quicker: then nothing is returned."""


def _free_places_of_the_dead(connection: Connection, key: str) -> None:
    held = fetch(connection, "SELECT DISTINCT holder FROM host_slot WHERE key = {mark}", key)
    dead = [name for (name,) in held if is_dead(name.partition("#")[0])]
    if dead:
        statement, given = among(_FREE, dead)
        write(connection, statement, key, *given)


_FREE = "DELETE FROM host_slot WHERE key = {mark} AND holder {among}"


def renew_slots(connection: Connection, holder: str, until_ms: int) -> list[tuple[str, int, int | None]]:
    """Keep all places of this holder; they are returned as (key, number, when somebody else wanted one).

    `holder`: a process as db.leases names it, and `#` with a number where it has several clients.
    """
    return [(key, number, wanted_ms) for key, number, wanted_ms in fetch(connection, _RENEW, until_ms, holder)]


_RENEW = "UPDATE host_slot SET until_ms = {mark} WHERE holder = {mark} RETURNING key, number, wanted_ms"


def give_slots_back(connection: Connection, holder: str, places: Iterable[tuple[str, int]]) -> None:
    for key, number in places:
        write(connection, _GIVE_BACK, holder, key, number)


_GIVE_BACK = "DELETE FROM host_slot WHERE holder = {mark} AND key = {mark} AND number = {mark}"


def rest_of(connection: Connection, key: str) -> RestRow | None:
    found = fetch(connection, _REST, key)
    return RestRow(*found[0]) if found else None


_REST = """
    SELECT rest_until, failures, rest_kind, rest_status, rest_reason FROM host
    WHERE key = {mark} AND rest_until IS NOT NULL
"""


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
    insert_or_update(connection, "host", [row], key=["key"], change=change)


def wake_all(connection: Connection) -> None:
    """Let every host that was down be tried again now; those that asked for a pause themselves keep it."""
    write(connection, "UPDATE host SET rest_until = NULL WHERE rest_kind <> 'status' AND rest_until IS NOT NULL")


def load_robots(connection: Connection, place: str) -> RobotsRow | None:
    found = fetch_as(connection, RobotsRow, "SELECT {columns} FROM robots WHERE place = {mark}", place)
    return found[0] if found else None


def save_robots(connection: Connection, row: RobotsRow) -> None:
    values = {name: getattr(row, name) for name in fields_of(RobotsRow)}
    change = [name for name in values if name != "place"]
    insert_or_update(connection, "robots", [values], key=["place"], change=change)
