"""What has been used lately, as much of it as there is room for."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Values by key. When they weigh more than `most` together, those go that nobody has asked for the longest."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._kept: dict[str, tuple[T, int]] = {}

    def get(self, key: str) -> T | None:
        if key not in self._kept:
            return None
        self._kept[key] = kept = self._kept.pop(key)
        return kept[0]

    def put(self, key: str, value: T, weight: int) -> None:
        """In place of what there was. The last one put stays, whatever it weighs."""
        if key in self._kept:
            self._weight -= self._kept.pop(key)[1]
        self._kept[key] = value, weight
        self._weight += weight
        while self._weight > self._most and len(self._kept) > 1:
            self._weight -= self._kept.pop(next(iter(self._kept)))[1]
