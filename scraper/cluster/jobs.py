"""Bulk work as jobs of the queue: imports, and today's parser over the archive.

Both store how far they have come, so a job whose worker has died goes on with another one where it was.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from procrastinate import App, RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued
from pydantic import TypeAdapter

from db import Database, DatabaseError
from scraper.cluster.queue import make_queue, queue_of
from scraper.config import Config
from scraper.errors import BusyError, DatelineError
from scraper.raw.files import files_of
from scraper.raw.imports import import_all
from scraper.raw.inbox.wayback import CdxQuery
from scraper.raw.intake import Wanted
from scraper.raw.reparse import ReparseRequest, reparse

log = logging.getLogger("dateline.worker")

IMPORT, REPARSE = "dateline.import", "dateline.reparse"

RETRY = RetryStrategy(max_attempts=20, linear_wait=60)
"""What can't be done now, as while a server is down, is tried again for some three hours."""

_WANTED, _QUERY = TypeAdapter(Wanted), TypeAdapter(CdxQuery | None)
_REQUEST = TypeAdapter(ReparseRequest)


async def queue_import(database: Database, paths: Sequence[Path], wayback: CdxQuery | None, wanted: Wanted) -> int:
    """Put an import into the queue; the job's number. `paths`: as every worker sees them.

    Raises DatabaseError where there is no queue, BusyError where the same import waits there.
    """
    told = {
        "paths": [str(path.absolute()) for path in paths],
        "wayback": _QUERY.dump_python(wayback, mode="json"),
        "wanted": _WANTED.dump_python(wanted, mode="json"),
    }
    return await _queue(database, IMPORT, told)


async def queue_reparse(database: Database, request: ReparseRequest) -> int:
    """Put a reparse into the queue; the job's number. Raises as `queue_import` does."""
    return await _queue(database, REPARSE, {"request": _REQUEST.dump_python(request, mode="json")})


def add_tasks(app: App, config: Config, database: Database) -> None:
    """Let a worker do both."""

    async def do_import(paths: list[str], wayback: Any, wanted: Any) -> None:
        places, query = [Path(path) for path in paths], _QUERY.validate_python(wayback)
        await _do(IMPORT, lambda: import_all(config, database, places, query, _WANTED.validate_python(wanted)))

    async def do_reparse(request: Any) -> None:
        asked = _REQUEST.validate_python(request)
        await _do(REPARSE, lambda: reparse(config, database, files_of(config), asked))

    app.task(name=IMPORT, retry=RETRY)(do_import)
    app.task(name=REPARSE, retry=RETRY)(do_reparse)


async def _do(name: str, work: Callable[[], Awaitable[object]]) -> None:
    try:
        done = await work()
    except (DatabaseError, DatelineError) as error:
        log.warning("%s: %s; trying again later", name, error)
        raise
    except Exception:  # a mistake of ours must not end the worker
        log.exception("%s: trying again later", name)
        raise
    log.info("%s: done: %s", name, done)


async def _queue(database: Database, name: str, told: dict[str, Any]) -> int:
    app, same = queue_of(database), hashlib.sha256(json.dumps([name, told], sort_keys=True).encode()).hexdigest()
    async with app.open_async():
        await make_queue(database, app)
        try:
            return await app.configure_task(name, queueing_lock=same).defer_async(**told)
        except AlreadyEnqueued:
            raise BusyError(
                "the very same job waits in the queue already; it is done by the next free worker"
            ) from None
