"""The log: every run of the program, and every request it made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from db import tally
from db.connection import Connection
from db.leases import is_dead
from db.rows import fetch, insert, insert_all, update


class FetchRow(NamedTuple):
    """One request and what it brought. `outcome`: new, revised, unchanged, not_modified, alias, rejected, listing,
    refused, gone or failed; robots, redirect or retried for what came on the way to another answer."""

    run_id: int
    source_id: int
    url: str
    fetched_at: datetime
    outcome: str
    endpoint_id: int | None = None
    page_id: int | None = None
    final_url: str | None = None
    status: int | None = None
    error_kind: str | None = None
    error: str | None = None
    elapsed_ms: int | None = None
    size: int | None = None
    content_type: str | None = None
    payload_digest: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    warc_length: int | None = None
    warc_type: str | None = None
    parser_version: str | None = None


def start(connection: Connection, holder: str, program_version: str, now: datetime) -> int:
    """Open a run; its id. Runs that a killed process left open are closed as `crashed`."""
    for id_, its_holder in fetch(connection, "SELECT id, holder FROM run WHERE status = 'running'"):
        if is_dead(its_holder):
            update(connection, "run", id_, {"status": "crashed"})
    opened = {"started_at": now, "status": "running", "holder": holder, "program_version": program_version}
    return insert(connection, "run", opened)


def update_run(connection: Connection, run_id: int, **values: Any) -> None:
    """Note how it goes; with `finished_at` also that it is over."""
    update(connection, "run", run_id, values)
    if values.get("finished_at") is not None:
        tally.fold(connection)


def record_fetch(connection: Connection, row: FetchRow) -> int:
    """Note a request; the row's id."""
    return insert(connection, "fetch", row._asdict())


def record_fetches(connection: Connection, rows: Sequence[FetchRow]) -> list[int]:
    """The same of several, in their order."""
    return insert_all(connection, "fetch", FetchRow._fields, rows)
