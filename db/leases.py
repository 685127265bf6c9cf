"""Who may work on a source: a lease with a deadline in its row, so that no two passes ever hold one source.

A lease ends when it is released, when its deadline passes, or at once when its holder is a process of this
machine that no longer lives (after `kill -9` the next crawl needn't wait).
"""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from db.connection import Connection
from db.raw import from_driver
from db.rows import fetch, update, write

LEASE = timedelta(seconds=90)
"""Longer than any pause of a healthy process; a pass renews it every third of that."""


FAR = timedelta(hours=1)
"""A deadline that is further ahead was set by a clock that was wrong."""


def holder() -> str:
    """This process, told apart from any other that had or will have its number: `host:pid:start`."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started_at()}"


def is_dead(name: str) -> bool:
    """Whether the holder is known to be gone; False where we can't know, as for another machine.

    A process that has ended is gone even if its parent hasn't asked yet how it did: in many a container nobody asks.
    """
    host, pid, start = ["", "", *name.rsplit(":", 2)][-3:]
    if host != socket.gethostname() or not pid.isdigit() or not start.isdigit():
        return False
    if int(pid) == os.getpid():
        return int(start) != _started_at()
    import psutil  # few passes meet another holder, and it takes long to import

    try:
        process = psutil.Process(int(pid))
        return int(process.create_time()) != int(start) or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False


def _started_at() -> int:
    """When this process began, in seconds since 1970: what psutil says, read where that reads it on Linux."""
    try:
        ours, system = Path("/proc/self/stat").read_bytes(), Path("/proc/stat").read_bytes()
        ticks = int(ours.rpartition(b")")[2].split()[19])  # behind our name, which may hold anything
        return int(ticks / os.sysconf("SC_CLK_TCK") + int(system.partition(b"\nbtime ")[2].split()[0]))
    except (OSError, ValueError, IndexError):
        import psutil

        return int(psutil.Process().create_time())


def acquire(connection: Connection, source_id: int, name: str, now: datetime) -> bool:
    """Take the source for LEASE; False when somebody else holds it. Needs a write transaction."""
    ((its_holder, until),) = fetch(connection, _HELD if connection.is_sqlite else _HELD + " FOR UPDATE", source_id)
    ends_at = from_driver(until)
    is_held = ends_at is not None and now < ends_at <= now + FAR
    free = its_holder in (None, name) or not is_held or is_dead(its_holder)
    if free:
        update(connection, "source", source_id, {"lease_holder": name, "lease_until": now + LEASE})
    return free


_HELD = "SELECT lease_holder, lease_until FROM source WHERE id = {mark}"


def renew(connection: Connection, source_id: int, name: str, now: datetime) -> bool:
    """Push the deadline on; False when the lease was lost."""
    return bool(fetch(connection, _RENEW, now + LEASE, source_id, name))


_RENEW = "UPDATE source SET lease_until = {mark} WHERE id = {mark} AND lease_holder = {mark} RETURNING id"


def release(connection: Connection, source_id: int, name: str) -> None:
    write(connection, _RELEASE, source_id, name)


_RELEASE = "UPDATE source SET lease_holder = NULL, lease_until = NULL WHERE id = {mark} AND lease_holder = {mark}"
