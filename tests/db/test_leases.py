"""Leases: one holder at a time, and a dead one holds nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta

import psutil

from db import Database, leases
from tests.db.samples import NOW, begin

ELSEWHERE = "another-host:1:1"


def test_a_source_has_one_holder_until_it_is_released(database: Database) -> None:
    with database.write() as connection:
        source_id, _ = begin(connection)
        assert leases.acquire(connection, source_id, ELSEWHERE, NOW)
        assert not leases.acquire(connection, source_id, leases.holder(), NOW)
        leases.release(connection, source_id, "somebody else")
        assert not leases.acquire(connection, source_id, leases.holder(), NOW)
        leases.release(connection, source_id, ELSEWHERE)
        assert leases.acquire(connection, source_id, leases.holder(), NOW)


def test_a_holder_is_told_apart_by_when_it_began() -> None:
    began = int(psutil.Process().create_time())
    assert leases.holder().endswith(f":{os.getpid()}:{began}")


def test_a_deadline_that_is_not_renewed_ends_a_lease(database: Database) -> None:
    with database.write() as connection:
        source_id, _ = begin(connection)
        leases.acquire(connection, source_id, ELSEWHERE, NOW)
        half = NOW + leases.LEASE / 2
        assert leases.renew(connection, source_id, ELSEWHERE, half)
        assert not leases.acquire(connection, source_id, leases.holder(), NOW + leases.LEASE)
        assert leases.acquire(connection, source_id, leases.holder(), half + leases.LEASE)
        assert not leases.renew(connection, source_id, ELSEWHERE, half + leases.LEASE)


def test_a_killed_process_of_this_machine_holds_nothing(database: Database) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", "import db.leases, sys; print(db.leases.holder(), flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdin is not None
    name = other.stdout.readline().strip()
    with database.write() as connection:
        source_id, _ = begin(connection)
        assert leases.acquire(connection, source_id, name, NOW)
        assert not leases.acquire(connection, source_id, leases.holder(), NOW)
        other.send_signal(signal.SIGKILL)
        os.waitid(os.P_PID, other.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and nobody has asked how it did
        assert leases.is_dead(name)
        other.wait()
        assert leases.is_dead(name)
        assert leases.acquire(connection, source_id, leases.holder(), NOW + timedelta(seconds=1))
    other.stdin.close()
    other.stdout.close()
