"""What the client shares with the other processes of an archive, kept in its database: turns, rests, robots.txt."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, cast

from db import Database, hosts, leases
from db.connection import Connection
from db.frozen import fields_of
from db.hosts import RestRow, RobotsRow
from scraper.errors import FetchErrorKind
from scraper.fetch import Rest, RobotsCopy

T = TypeVar("T")

_numbers = itertools.count()


class SharedHosts:
    """The client's `book` and `shelf`. Raises DatabaseError. Calls it gets are done one after the other in a thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._holder = f"{leases.holder()}#{next(_numbers)}"
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dateline-hosts")

    def close(self) -> None:
        self._thread.shutdown(wait=True)

    async def reserve_start(self, key: str, delay_s: float) -> float:
        start_ms = await self._write(lambda c: hosts.reserve_start(c, key, _now_ms(), round(delay_s * 1000)))
        return start_ms / 1000

    async def take_slot(self, key: str, slots: int, held_s: float) -> int | None:
        until_ms = _now_ms(held_s)
        return await self._write(lambda c: hosts.take_slot(c, key, slots, self._holder, _now_ms(), until_ms))

    async def renew_slots(self, held_s: float) -> list[tuple[str, int, bool]]:
        rows = await self._write(lambda c: hosts.renew_slots(c, self._holder, _now_ms(held_s)))
        return [(key, number, wanted_ms is not None) for key, number, wanted_ms in rows]

    async def give_back(self, places: list[tuple[str, int]]) -> None:
        if places:
            await self._write(lambda c: hosts.give_slots_back(c, self._holder, places))

    async def rest_of(self, key: str) -> Rest | None:
        row = await self._read(lambda c: hosts.rest_of(c, key))
        if row is None:
            return None
        return Rest(row.rest_until / 1000, row.failures, cast(FetchErrorKind, row.kind), row.status, row.reason)

    async def set_rest(self, key: str, rest: Rest | None) -> None:
        row = RestRow(round(rest.until * 1000), rest.failures, rest.kind, rest.status, rest.reason) if rest else None
        await self._write(lambda c: hosts.set_rest(c, key, row))

    async def load(self, place: str) -> RobotsCopy | None:
        row = await self._read(lambda c: hosts.load_robots(c, place))
        if row is None:
            return None
        return RobotsCopy(
            place=row.place,
            body=row.body,
            fetched_at=row.fetched_at,
            expires_at=row.expires_at,
            trouble_kind=cast(FetchErrorKind | None, row.trouble_kind),
            trouble=row.trouble,
            trouble_status=row.trouble_status,
            is_known=row.is_known,
        )

    async def save(self, copy: RobotsCopy) -> None:
        row = RobotsRow(**{name: getattr(copy, name) for name in fields_of(RobotsRow)})
        await self._write(lambda c: hosts.save_robots(c, row))

    async def _read(self, work: Callable[[Connection], T]) -> T:
        def run() -> T:
            with self._database.read() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._thread, run)

    async def _write(self, work: Callable[[Connection], T]) -> T:
        def run() -> T:
            with self._database.write() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._thread, run)


def _now_ms(more_s: float = 0.0) -> int:
    return round((time.time() + more_s) * 1000)
