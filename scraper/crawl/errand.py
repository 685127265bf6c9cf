"""What the event loop hands to a thread of its own, and how it hears how that went."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from db.frozen import frozen

Done = asyncio.Future[Any]
"""What the one waits for who handed the work over. Where he has been cancelled, the work is done all the same."""


@frozen
class Outcome:
    value: Any = None
    error: BaseException | None = None


def tell(outcomes: Sequence[tuple[Done, Outcome]]) -> None:
    """From the thread: how it went, to all who wait, by one wake-up of their loop."""
    if outcomes:
        with suppress(RuntimeError):  # the loop is closed: nobody waits for an answer any more
            outcomes[0][0].get_loop().call_soon_threadsafe(_settle, outcomes)


def _settle(outcomes: Sequence[tuple[Done, Outcome]]) -> None:
    for done, outcome in outcomes:
        if done.done():
            continue
        if outcome.error is None:
            done.set_result(outcome.value)
        else:
            done.set_exception(outcome.error)
