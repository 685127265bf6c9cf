"""The queue: in the archive's Postgres, in a schema of its own, so that it never gets among the archive's tables."""

from __future__ import annotations

import asyncio
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector
from psycopg import sql

from db import Database, DatabaseError
from scraper.cluster.patience import PatientManager

SCHEMA = "dateline_queue"

LOCK_KEY = 0x6461746C71
"""Postgres advisory lock: two workers that start at once must not both make the queue."""


def conninfo(database: Database) -> str:
    """The address as psycopg has it. Raises DatabaseError for SQLite."""
    if database.is_sqlite:
        raise DatabaseError(
            f"database {database.address}: a worker shares its queue with others in Postgres; "
            "set `database` to a Postgres, or use `dateline run` on one machine"
        )
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


def queue_of(database: Database) -> App:
    """The queue's application; open it with `async with app.open_async()`."""
    options: dict[str, Any] = {"conninfo": conninfo(database), "kwargs": {"options": f"-c search_path={SCHEMA}"}}
    app = App(connector=PsycopgConnector(**options))
    app.job_manager = PatientManager(app.connector)
    return app


async def make_queue(database: Database, app: App) -> None:
    """Make the queue's schema unless it is there. `app` is open. Raises DatabaseError."""
    try:
        connection = await psycopg.AsyncConnection.connect(conninfo(database), autocommit=True)
        async with connection, asyncio.timeout(60):
            await connection.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
            await connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(SCHEMA)))
            found = await connection.execute("SELECT to_regclass(%s)", [f"{SCHEMA}.procrastinate_jobs"])
            if await found.fetchone() == (None,):
                await app.schema_manager.apply_schema_async()
    except (psycopg.Error, TimeoutError) as error:
        raise DatabaseError(f"database {database.address}: the queue can't be made there: {error}") from error
