"""The desk writes what it is handed in order, many pieces at a time, and tells each how it went."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial

import pytest
from sqlalchemy import func, insert, select, text

from db import Database, DatabaseError, hosts
from db.connection import Connection
from db.schema import host
from scraper.crawl import CrawlRequest, crawl
from scraper.crawl import desk as desk_module
from scraper.crawl.desk import BATCH_S, Desk
from tests.crawl.conftest import Bench


def note(connection: Connection, name: str, pause_s: float = 0.0) -> str:
    connection.execute(insert(host).values(key=name, next_start_ms=0))
    time.sleep(pause_s)
    return name


def write_all(database: Database, work: list[Callable[[Connection], str]]) -> list[str | BaseException]:
    async def run() -> list[str | BaseException]:
        with Desk(database, None) as desk:
            return await asyncio.gather(*map(desk.write, work), return_exceptions=True)

    return asyncio.run(run())


def count(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(host)).scalar_one())


def test_everybody_gets_the_answer_to_his_own_work(database: Database) -> None:
    names = [f"host-{number}" for number in range(500)]
    assert write_all(database, [partial(note, name=name) for name in names]) == names
    assert count(database) == 500


def test_one_that_fails_takes_nobody_else_along(database: Database) -> None:
    work = [partial(note, name=name) for name in ("a", "b", "a", "c")]
    done = write_all(database, [*work, lambda c: c.execute(text("SELECT nonsense")).scalar_one()])
    assert done[:2] + done[3:4] == ["a", "b", "c"]
    assert isinstance(done[2], DatabaseError)
    assert isinstance(done[4], DatabaseError)
    assert count(database) == 3


def test_those_who_want_the_same_done_are_served_together_and_told_each_his_own(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "GATHER_S", 600.0)
    parties: list[list[str]] = []

    def note_all(connection: Connection, names: Sequence[str]) -> list[str]:
        parties.append([*names])
        return [note(connection, name).upper() for name in names]

    async def run() -> list[str]:
        with Desk(database, None) as desk, ExitStack() as pages:
            for _ in range(40):
                pages.enter_context(desk.page_in_hand())
            patient = [asyncio.create_task(desk.write_together(note_all, name, can_wait=True)) for name in "abcd"]
            patient.append(asyncio.create_task(desk.write(partial(note, name="beside"), can_wait=True)))
            await asyncio.sleep(0.1)
            return [await desk.write(partial(note, name="urgent")), *await asyncio.gather(*patient)]

    assert asyncio.run(run()) == ["urgent", "A", "B", "C", "D", "beside"]
    assert parties == [["a", "b", "c", "d"]]


def test_of_those_served_together_one_that_fails_takes_nobody_along(database: Database) -> None:
    def note_all(connection: Connection, names: Sequence[str]) -> list[str]:
        return [note(connection, name) for name in names]

    async def run() -> list[str | BaseException]:
        with Desk(database, None) as desk:
            tasks = [desk.write_together(note_all, name) for name in "abac"]
            return await asyncio.gather(*tasks, return_exceptions=True)

    done = asyncio.run(run())
    assert [*done[:2], done[3]] == ["a", "b", "c"]
    assert isinstance(done[2], DatabaseError)
    assert count(database) == 3


def test_slow_work_is_cut_into_several_transactions_and_loses_nothing(database: Database) -> None:
    names = [f"host-{number}" for number in range(8)]
    work = [partial(note, name=name, pause_s=BATCH_S / 3) for name in names]
    assert write_all(database, work) == names
    assert count(database) == 8


def test_what_can_wait_is_gathered_while_many_pages_are_in_hand_until_something_urgent_comes(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "GATHER_S", 600.0)
    transactions: list[AbstractContextManager[Connection]] = []
    write = database.write
    monkeypatch.setattr(database, "write", lambda: transactions.append(write()) or transactions[-1])

    async def run() -> list[str]:
        with Desk(database, None) as desk, ExitStack() as pages:
            for _ in range(40):
                pages.enter_context(desk.page_in_hand())
            patient = [asyncio.create_task(desk.write(partial(note, name=name), can_wait=True)) for name in "abc"]
            await asyncio.sleep(0.1)
            return [await desk.write(partial(note, name="urgent")), *await asyncio.gather(*patient)]

    assert asyncio.run(run()) == ["urgent", "a", "b", "c"]
    assert len(transactions) == 1


def test_pages_that_come_in_hand_within_a_moment_are_waited_for(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As those do that the last transaction has let in."""
    monkeypatch.setattr(desk_module, "GATHER_S", 600.0)
    monkeypatch.setattr(desk_module, "MOMENT_S", 1.0)

    async def run() -> list[str]:
        with Desk(database, None) as desk, ExitStack() as pages:
            patient = asyncio.create_task(desk.write(partial(note, name="a"), can_wait=True))
            await asyncio.sleep(0.05)
            for _ in range(40):
                pages.enter_context(desk.page_in_hand())
            done, _ = await asyncio.wait({patient}, timeout=1.2)
            assert not done
            return [await desk.write(partial(note, name="urgent")), await patient]

    assert asyncio.run(run()) == ["urgent", "a"]


def test_what_can_wait_is_written_soon_where_few_pages_are_in_hand(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "GATHER_S", 600.0)

    async def run() -> list[str]:
        with Desk(database, None) as desk, desk.page_in_hand():
            return [await desk.write(partial(note, name=name), can_wait=True) for name in "abc"]

    assert asyncio.run(run()) == ["a", "b", "c"]


def test_no_more_is_gathered_than_half_of_what_is_in_hand(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that wait here keep their places: with most of them here, readers would have nothing to do."""
    monkeypatch.setattr(desk_module, "GATHER_S", 600.0)
    names = [f"host-{number}" for number in range(20)]

    async def run() -> list[str]:
        with Desk(database, None) as desk, ExitStack() as pages:
            for _ in range(40):
                pages.enter_context(desk.page_in_hand())
            return list(await asyncio.gather(*(desk.write(partial(note, name=one), can_wait=True) for one in names)))

    assert asyncio.run(run()) == names


def test_what_is_left_when_a_transaction_ends_is_written_soon_where_nothing_more_comes(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "GATHER_S", 600.0)

    async def run() -> list[str]:
        with Desk(database, None) as desk:
            with ExitStack() as pages:
                for _ in range(40):
                    pages.enter_context(desk.page_in_hand())
                urgent = asyncio.create_task(desk.write(partial(note, name="urgent", pause_s=0.3)))
                await asyncio.sleep(0.05)
                patient = asyncio.create_task(desk.write(partial(note, name="a"), can_wait=True))
                await asyncio.sleep(0.1)
            return [await urgent, await patient]

    assert asyncio.run(run()) == ["urgent", "a"]


def test_an_error_that_nobody_waits_for_any_more_is_no_traceback_on_stderr(database: Database) -> None:
    told: list[dict[str, object]] = []

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
        with Desk(database, None) as desk:
            waiting = asyncio.create_task(desk.write(lambda c: c.execute(text("SELECT nonsense")).scalar_one()))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.sleep(0.05)

    asyncio.run(run())
    gc.collect()
    assert told == []


def test_a_lost_database_ends_the_crawl_as_such(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not as the trouble of one source, after which a crawl would go on to the next."""

    def is_gone(*_: object) -> None:
        raise DatabaseError("database x: the connection was lost")

    monkeypatch.setattr(hosts, "take_slot", is_gone)
    with pytest.raises(DatabaseError, match="the connection was lost"):
        asyncio.run(crawl(bench.config, bench.database, CrawlRequest(everything=True)))
