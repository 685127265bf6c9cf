"""Who may go next: in order, with distance, never too many at once, and nobody's place is lost."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.fetch.turns import Turns


def test_the_line_keeps_its_order() -> None:
    async def run() -> None:
        turns, served = Turns(8), []

        async def visit(number: int) -> None:
            async with turns.turn("a", delay_s=0, concurrency=1):
                await asyncio.sleep(0)
                served.append(number)

        await asyncio.gather(*(visit(number) for number in range(20)))
        assert served == list(range(20))

    asyncio.run(run())


def test_requests_that_wait_for_a_place_among_all_still_keep_their_distance() -> None:
    async def run() -> None:
        turns, starts = Turns(1), []

        async def elsewhere() -> None:
            async with turns.turn("b", delay_s=0, concurrency=1):
                await asyncio.sleep(0.3)

        async def visit() -> None:
            async with turns.turn("a", delay_s=0.1, concurrency=2):
                starts.append(time.monotonic())

        await asyncio.gather(elsewhere(), visit(), visit())
        assert starts[1] - starts[0] >= 0.1

    asyncio.run(run())


def test_a_slow_host_does_not_hold_up_another() -> None:
    async def run() -> None:
        turns, done = Turns(2), []

        async def visit(host: str, delay_s: float) -> None:
            async with turns.turn(host, delay_s=delay_s, concurrency=1):
                done.append(host)

        slow = [asyncio.create_task(visit("slow", 60)) for _ in range(5)]
        await asyncio.gather(*(visit("quick", 0) for _ in range(5)))
        assert done.count("quick") == 5
        for task in slow:
            task.cancel()
        await asyncio.wait(slow)

    asyncio.run(run())


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), max_size=20), st.integers(1, 3), st.integers(1, 3))
def test_whoever_is_cancelled_the_limits_hold_and_the_rest_get_their_turn(
    visits: list[tuple[str, bool]], total: int, concurrency: int
) -> None:
    async def run() -> None:
        turns, running, done = Turns(total), {"a": 0, "b": 0}, []

        async def visit(number: int, host: str) -> None:
            async with turns.turn(host, delay_s=0, concurrency=concurrency):
                running[host] += 1
                try:
                    assert running[host] <= concurrency
                    assert sum(running.values()) <= total
                    await asyncio.sleep(0)
                    await asyncio.sleep(0)
                finally:
                    running[host] -= 1
            done.append(number)

        tasks = [asyncio.create_task(visit(number, host)) for number, (host, _) in enumerate(visits)]
        for task, (_, is_cancelled) in zip(tasks, visits, strict=True):
            await asyncio.sleep(0)
            if is_cancelled:
                task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await asyncio.wait_for(task, 5)
        assert {number for number, (_, is_cancelled) in enumerate(visits) if not is_cancelled} <= set(done)

    asyncio.run(run())
