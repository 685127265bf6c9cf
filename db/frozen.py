"""Values: what travels through the program and is never changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[T]) -> type[T]:
    """A dataclass with slots that can be a key, and that mypy keeps from being changed.

    `dataclass(frozen=True)` guards it while the program runs too, and pays with a call of `object.__setattr__` for
    each field of each value that is made: a fiftieth of all that a crawl executes.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)


def fields_of(kind: Callable[..., object]) -> tuple[str, ...]:
    """The names of its fields, in their order."""
    names: tuple[str, ...] = kind.__slots__  # type: ignore[attr-defined]
    return names
