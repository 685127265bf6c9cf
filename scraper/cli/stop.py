"""Ending on a signal: SIGINT and SIGTERM cancel the work, which stores what it has, and give 130 or 143."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

import typer
import uvloop

T = TypeVar("T")

GARBAGE_AT = 20_000
"""Objects after which Python looks for garbage that refers to itself: answers with their bodies may be among it. A page
leaves two hundred behind; looking after every 5,000 took a fourteenth of the event loop's time."""


def run_until_stopped(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end. The first signal cancels, the second one kills. Raises typer.Exit with 130 or 143."""
    received: list[signal.Signals] = []
    gc.freeze()  # what was imported stays
    gc.set_threshold(GARBAGE_AT)

    async def supervise() -> T:
        loop = asyncio.get_running_loop()
        task = asyncio.ensure_future(work)

        def stop(number: signal.Signals) -> None:
            received.append(number)
            for one in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(one)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop, number)
        return await task

    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(supervise())
    except asyncio.CancelledError:
        if not received:
            raise
        raise typer.Exit(128 + received[0]) from None
    finally:
        work.close()  # it has not begun where no event loop could be made
