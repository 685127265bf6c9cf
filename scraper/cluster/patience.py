"""What the queue notes of its jobs, through moments without the database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.manager import JobManager

from db import DatabaseError

LOOK_EVERY_S = 5.0
"""How often a worker looks for sources that have become due and for jobs whose worker is dead, and tries again."""

TRIES = 12
"""How often the end of a job is noted, at most: a worker that is longer without the queue begins anew, and its jobs
are taken over."""

log = logging.getLogger("dateline.worker")


class PatientManager(JobManager):
    """Else a job whose end can't be noted stays one that somebody is at, and nobody takes over from a living worker."""

    async def finish_job_by_id_async(self, *args: Any, **more: Any) -> None:
        finish = super().finish_job_by_id_async
        await _insist(lambda: finish(*args, **more))

    async def retry_job_by_id_async(self, *args: Any, **more: Any) -> None:
        retry = super().retry_job_by_id_async
        await _insist(lambda: retry(*args, **more))


async def _insist(note: Callable[[], Awaitable[None]]) -> None:
    for _ in range(TRIES - 1):
        try:
            await note()
            return
        except UniqueViolation:  # the database is there, and has something against it
            raise
        except ConnectorException as error:
            tell_of_trouble(error)
            await asyncio.sleep(LOOK_EVERY_S)
    await note()


def tell_of_trouble(error: ConnectorException | DatabaseError) -> None:
    cause = " ".join(str(error.__cause__ or error).split())
    log.warning("the queue can't be reached (%s); trying again in %g s", cause, LOOK_EVERY_S)
