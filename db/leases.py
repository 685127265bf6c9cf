"""Who may work on a source: a lease with a deadline in its row, so that no two passes ever hold one source.

A lease ends when it is released, when its deadline passes, or at once when its holder is a process of this
machine that no longer lives (after `kill -9` the next crawl needn't wait).
"""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta

import psutil
from sqlalchemy import Connection, select, update

from db.schema import source

LEASE = timedelta(seconds=90)
"""Longer than any pause of a healthy process; a pass renews it every third of that."""


def holder() -> str:
    """This process, told apart from any other that had or will have its number: `host:pid:start`."""
    return f"{socket.gethostname()}:{os.getpid()}:{int(psutil.Process().create_time())}"


def is_dead(name: str) -> bool:
    """Whether the holder is known to be gone; False where we can't know, as for another machine.

    A process that has ended is gone even if its parent hasn't asked yet how it did: in many a container nobody asks.
    """
    host, pid, start = ["", "", *name.rsplit(":", 2)][-3:]
    if host != socket.gethostname() or not pid.isdigit() or not start.isdigit():
        return False
    try:
        process = psutil.Process(int(pid))
        return int(process.create_time()) != int(start) or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False


def acquire(connection: Connection, source_id: int, name: str, now: datetime) -> bool:
    """Take the source for LEASE; False when somebody else holds it. Needs a write transaction."""
    held = connection.execute(
        select(source.c.lease_holder, source.c.lease_until).where(source.c.id == source_id).with_for_update()
    ).one()
    free = (held.lease_holder in (None, name) or held.lease_until is None or held.lease_until <= now) or is_dead(
        held.lease_holder
    )
    if free:
        connection.execute(
            update(source).where(source.c.id == source_id).values(lease_holder=name, lease_until=now + LEASE)
        )
    return free


def renew(connection: Connection, source_id: int, name: str, now: datetime) -> bool:
    """Push the deadline on; False when the lease was lost."""
    result = connection.execute(
        update(source).where(source.c.id == source_id, source.c.lease_holder == name).values(lease_until=now + LEASE)
    )
    return result.rowcount == 1


def release(connection: Connection, source_id: int, name: str) -> None:
    connection.execute(
        update(source)
        .where(source.c.id == source_id, source.c.lease_holder == name)
        .values(lease_holder=None, lease_until=None)
    )
