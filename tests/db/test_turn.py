"""Threads that write to one SQLite file get their turn in the order in which they asked for it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

from sqlalchemy import text

from db import Database
from db.turn import Turn


def test_whoever_has_waited_longest_comes_next() -> None:
    turn, order = Turn(), list[int]()

    def wait(number: int) -> None:
        with turn:
            order.append(number)

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(6)]
    with turn:
        for count, thread in enumerate(threads, start=1):
            thread.start()
            while len(turn._waiting) < count:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(6))


def test_a_thread_that_writes_all_the_time_leaves_others_their_turn(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    with database.write() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    rounds, is_first, is_over = 0, threading.Event(), threading.Event()

    def write_all_the_time() -> None:
        nonlocal rounds
        while not is_over.is_set():
            with database.write() as connection:
                connection.execute(text("INSERT INTO t VALUES (1)"))
                rounds += 1
                is_first.set()
                while not database._turn._waiting and not is_over.is_set():  # type: ignore[attr-defined]
                    time.sleep(0.001)

    thread = threading.Thread(target=write_all_the_time)
    thread.start()
    is_first.wait()
    for count in range(1, 4):
        with database.write():
            assert rounds == count
    is_over.set()
    thread.join()
    database.close()


BUSY = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
print("ready", flush=True)
while True:
    connection.execute("BEGIN IMMEDIATE")
    time.sleep(0.1)
    connection.execute("COMMIT")
    time.sleep(0.002)
"""


def test_another_process_that_writes_all_the_time_is_met_between_two_writes(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    with database.write() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    other = subprocess.Popen([sys.executable, "-c", BUSY, str(tmp_path / "a.db")], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        other.stdout.readline()
        for _ in range(3):  # none may take the thirty seconds after which it counts as locked for good
            with database.write() as connection:
                connection.execute(text("INSERT INTO t VALUES (1)"))
    finally:
        other.kill()
        other.communicate()
        database.close()
