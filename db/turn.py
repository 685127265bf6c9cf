"""Whose turn it is to write to a SQLite file, within one process: threads get it in the order in which they asked.

SQLite's own waiting is a lottery: who sleeps while another writes, commits and begins anew may find it locked at each
look, for half a minute and longer.
"""

from __future__ import annotations

from collections import deque
from threading import Lock
from types import TracebackType


class Turn:
    """A lock that is handed over to whoever has waited longest. Not reentrant."""

    def __init__(self) -> None:
        self._door = Lock()
        self._is_taken = False
        self._waiting: deque[Lock] = deque()

    def __enter__(self) -> None:
        with self._door:
            if not self._is_taken:
                self._is_taken = True
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        try:
            mine.acquire()
        except BaseException:  # a signal while we waited
            self._leave(mine)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._door:
            self._hand_over()

    def _leave(self, mine: Lock) -> None:
        with self._door:
            if mine in self._waiting:
                self._waiting.remove(mine)
            else:  # it had just become ours
                self._hand_over()

    def _hand_over(self) -> None:
        if self._waiting:
            self._waiting.popleft().release()
        else:
            self._is_taken = False
