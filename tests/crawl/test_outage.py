"""A machine that loses its network: no source, no host and no page pays for it, and all goes on when it is back."""

from __future__ import annotations

import socket
from datetime import timedelta
from typing import Any

import pytest

from db import sources
from scraper.crawl.work import now
from tests.crawl.conftest import Bench

FAILURES = "SELECT sum(failures), count(*) FROM endpoint"
PAGES = "SELECT id, state, attempts FROM page ORDER BY id"


def no_resolver(*_: Any, **__: Any) -> Any:
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


def test_an_outage_of_our_own_is_held_against_nobody(after: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    failed, pages = after.rows(FAILURES), after.rows(PAGES)
    with monkeypatch.context() as outage:
        outage.setattr(socket, "getaddrinfo", no_resolver)
        for _ in range(4):
            report = after.crawl()
    assert report.failed_sources
    assert all(tally.is_outage for tally in report.per_source.values())
    assert "the network and its resolver" in str(report.as_dict())
    assert (after.rows(FAILURES), after.rows(PAGES)) == (failed, pages)
    assert after.rows("SELECT max(failures) FROM source") == [(1,)]
    assert after.rows("SELECT count(*) FROM host WHERE rest_until IS NOT NULL") == [(0,)]
    assert after.rows("SELECT DISTINCT outcome FROM \"fetch\" WHERE error_kind = 'local'") == [("resting",)]
    with after.database.read() as connection:
        ids = [id_ for (id_,) in after.rows("SELECT id FROM source")]
        rows = [row for id_ in ids for row in sources.endpoints(connection, id_) if row.last_fetched_at is not None]
    waits = [row.next_poll_at - now() for row in rows if row.next_poll_at is not None and row.found_by == "config"]
    assert waits
    assert all(timedelta(minutes=8) < wait < timedelta(minutes=12) for wait in waits)

    assert not after.crawl().failed_sources
    assert after.rows("SELECT max(failures) FROM source") == [(0,)]


def test_a_name_that_has_never_worked_is_asked_for_less_and_less(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", no_resolver)
    bench.crawl()
    bench.crawl()
    assert bench.rows("SELECT DISTINCT failures FROM endpoint WHERE failures > 0") == [(2,)]
    assert bench.rows("SELECT max(failures) FROM source") == [(2,)]
