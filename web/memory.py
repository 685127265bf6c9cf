"""Answers that are dear to compute and may be a minute old, kept for that long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

KEPT_S = 60.0
MOST = 256
"""Answers kept; the oldest goes first."""


class Memory:
    """One for each application; safe for several threads, which may compute the same answer at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[Hashable, tuple[float, Any]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        now = self._clock()
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and now - kept[0] < KEPT_S:
            return kept[1]  # type: ignore[no-any-return]
        value = compute()
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = (now, value)
            while len(self._kept) > MOST:
                self._kept.pop(next(iter(self._kept)))
        return value
