"""Several processes of one archive at the same hosts: their rows in the database keep them apart."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing

import pytest

from db import Database, DatabaseError, hosts
from scraper.crawl.hosts import SharedHosts
from scraper.errors import FetchError
from scraper.fetch import Client, Limits, Politeness
from scraper.fetch.shared import SharedPlaces
from tests.fetch.conftest import response, serving


@pytest.fixture(autouse=True)
def _renewed_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has asked for all gives a place up when it would renew it, which is every four seconds in a crawl."""
    monkeypatch.setattr("scraper.fetch.shared.RENEW_S", 0.5)


@asynccontextmanager
async def processes(database: Database, number: int, **polite: float) -> AsyncIterator[list[Client]]:
    """Clients with a holder each, as if each were a process of its own."""
    async with AsyncExitStack() as stack:
        clients = []
        for _ in range(number):
            shared = stack.enter_context(closing(SharedHosts(database)))
            made = Client(
                user_agent="dateline-test (+https://example.org)",
                politeness=Politeness(**{"delay_s": 0, **polite}),  # type: ignore[arg-type]
                limits=Limits(retries=0, timeout_s=5),
                allow_private=True,
                book=shared,
                shelf=shared,
            )
            clients.append(await stack.enter_async_context(made))
        yield clients


async def slow(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(0.02)
    writer.write(response(b"x"))


@pytest.mark.parametrize("concurrency", [1, 2])
def test_no_more_requests_at_once_than_allowed_and_nobody_starves(database: Database, concurrency: int) -> None:
    async def run() -> None:
        async with serving({"/": slow}) as server, processes(database, 3, concurrency=concurrency) as clients:
            asked = [client.get(server.url + "/") for client in clients for _ in range(4)]
            assert len(await asyncio.wait_for(asyncio.gather(*asked), 60)) == 12
            assert server.most_at_once <= concurrency

    asyncio.run(run())


def test_the_delay_holds_between_processes(database: Database) -> None:
    async def run() -> None:
        async with serving({"/": response(b"x")}) as server, processes(database, 2, delay_s=0.1, concurrency=2) as both:
            await asyncio.gather(*(client.robots(server.url) for client in both))
            server.times.clear()
            await asyncio.gather(*(client.get(server.url + "/") for client in both for _ in range(3)))
            starts = sorted(server.times)
            assert len(starts) == 6
            assert starts[-1] - starts[0] >= 5 * 0.1 - 0.05

    asyncio.run(run())


def test_one_copy_of_robots_txt_serves_all(database: Database) -> None:
    async def run() -> None:
        pages = {"/robots.txt": response(b"User-agent: *\nDisallow: /no"), "/": response(b"x")}
        async with serving(pages) as server, processes(database, 2) as (one, other):
            await one.get(server.url + "/")
            await other.get(server.url + "/")
            with pytest.raises(FetchError, match="line 2, 'Disallow: /no'"):
                await other.get(server.url + "/no")
            assert [path for path, _ in server.asked] == ["/robots.txt", "/", "/"]

    asyncio.run(run())


def test_a_host_that_one_found_down_rests_for_all_until_a_person_insists(database: Database) -> None:
    async def run() -> None:
        async with serving({}) as server:
            url = server.url + "/"
        async with processes(database, 3) as (one, other, third):
            for _ in range(3):
                with pytest.raises(FetchError, match="no connection"):
                    await one.get(url, check_robots=False)
            with pytest.raises(FetchError) as caught:
                await other.get(url, check_robots=False)
            assert caught.value.kind == "resting"
            with database.write() as connection:
                hosts.wake_all(connection)
            with pytest.raises(FetchError, match="no connection"):
                await third.get(url, check_robots=False)

    asyncio.run(run())


def test_the_places_of_a_dead_process_are_free_at_once(database: Database) -> None:
    import socket

    dead = f"{socket.gethostname()}:999999:1#0"
    now_ms = round(time.time() * 1000)
    with database.write() as connection:
        assert hosts.take_slot(connection, "example.org:80", 1, dead, now_ms, now_ms + 60_000) == 0
        assert hosts.take_slot(connection, "example.org:80", 1, "alive:1:1#0", now_ms, now_ms + 60_000) == 0


def test_a_place_that_is_not_renewed_is_lost_and_a_wanted_one_is_told(database: Database) -> None:
    with database.write() as connection:
        assert hosts.take_slot(connection, "a:80", 1, "one:1:1#0", 1000, 2000) == 0
        assert hosts.take_slot(connection, "a:80", 1, "two:1:1#0", 1500, 3000) is None
        assert hosts.renew_slots(connection, "one:1:1#0", 2500) == [("a:80", 0, 1500)]
        assert hosts.take_slot(connection, "a:80", 1, "two:1:1#0", 2400, 3000) is None
        assert hosts.take_slot(connection, "a:80", 1, "two:1:1#0", 2600, 3000) == 0
        assert hosts.renew_slots(connection, "one:1:1#0", 9000) == []
        hosts.give_slots_back(connection, "two:1:1#0", [("a:80", 0)])
        assert hosts.take_slot(connection, "a:80", 1, "one:1:1#0", 2700, 3000) == 0


def test_starts_are_given_out_one_after_the_other(database: Database) -> None:
    with database.write() as connection:
        starts = [hosts.reserve_start(connection, "a:80", now, 500) for now in (1000, 1000, 1100, 5000)]
    assert starts == [1000, 1500, 2000, 5000]


def test_a_clock_that_was_years_ahead_keeps_nobody_waiting(database: Database) -> None:
    with database.write() as connection:
        starts = [hosts.reserve_start(connection, "a:80", now, 500) for now in (10**12, 1000, 1000)]
    assert starts == [10**12, 1000, 1500]


def test_places_are_given_out_again_when_the_database_is_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of its absence is remembered: a service goes on."""
    monkeypatch.setattr("scraper.fetch.shared.HELD_S", 1.0)

    def rename(old: str, new: str) -> None:
        with database.write() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")

    async def use_for_ever(places: SharedPlaces) -> None:
        while True:
            await places.leave("a:80", await places.take("a:80", 1))
            await asyncio.sleep(0.05)

    async def run() -> None:
        with closing(SharedHosts(database)) as shared:
            places = SharedPlaces(shared)
            await places.leave("a:80", await places.take("a:80", 1))
            rename("host_slot", "away")
            with pytest.raises(DatabaseError):
                await use_for_ever(places)
            rename("away", "host_slot")
            assert await asyncio.wait_for(places.take("a:80", 1), 30) == 0
            await places.close()

    asyncio.run(run())


def test_who_is_cancelled_while_the_database_goes_leaves_no_traceback(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, object]] = []

    def is_gone(*_: object) -> None:
        time.sleep(0.05)
        raise DatabaseError("database x: the connection was lost")

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
        with closing(SharedHosts(database)) as shared:
            places = SharedPlaces(shared)
            waiting = [asyncio.create_task(places.take("example.org:80", 2)) for _ in range(2)]
            await asyncio.wait(waiting, return_when=asyncio.FIRST_EXCEPTION)
            waiting[1].cancel()
            assert [str(error) for error in await asyncio.gather(*waiting, return_exceptions=True)][1] == ""
            await asyncio.sleep(0.1)
            await asyncio.gather(places.close(), return_exceptions=True)

    monkeypatch.setattr(hosts, "take_slot", is_gone)
    asyncio.run(run())
    gc.collect()
    assert told == []
