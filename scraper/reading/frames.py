"""How the sides talk: two lengths of four bytes, a pickled value, and beside it a page's body, of which so none but the
crawl's own is kept while the page waits; to the nursery, a number and at times a socket.

All ends are this program, on one machine.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

HEADER = struct.Struct(">II")
"""How long the pickled value is, and what stands behind it."""

ORDER = struct.Struct(">i")
"""To the nursery: the process id of a reader that is to end, or START."""

START = 0

Part = bytes | memoryview


def pack(value: Any) -> list[Part]:
    """The parts of a frame. Beside the value goes the first of what its fields of type `bytes` hold."""
    beside: list[memoryview] = []

    def is_inside(held: pickle.PickleBuffer) -> bool:
        if beside:
            return True
        beside.append(held.raw())
        return False

    told = io.BytesIO()
    _Pickler(told, pickle.HIGHEST_PROTOCOL, buffer_callback=is_inside).dump(value)
    data = told.getvalue()
    return [HEADER.pack(len(data), sum(map(len, beside))), data, *beside]


def unpack(data: bytes, beside: bytes = b"") -> Any:
    """What was packed. `beside`: what stood behind it."""
    return pickle.loads(data, buffers=[beside])  # noqa: S301  (from our own process, through a pipe that nobody else holds)


def lengths_of(header: bytes) -> tuple[int, int]:
    """Of the pickled value, and of what stands behind it."""
    size, beside = HEADER.unpack(header)
    return size, beside


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How values of a class are taken apart. Dataclasses are made anew of their fields: frozen ones with slots do it
    themselves with a look at each field's name on both sides, which takes twice as long."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        self[kind] = _into_fields(kind) if is_dataclass(kind) else _by_itself
        return self[kind]


def _into_fields(kind: type) -> Callable[[Any], Any]:
    names = [field.name for field in fields(kind)]
    if any(field.type in ("bytes", bytes) for field in fields(kind)):
        return lambda value: (kind, tuple(_aside(getattr(value, name)) for name in names))
    if len(names) < 2:  # of one alone attrgetter makes no tuple
        return lambda value: (kind, tuple(getattr(value, name) for name in names))
    values = attrgetter(*names)
    return lambda value: (kind, values(value))


def _aside(value: Any) -> Any:
    return pickle.PickleBuffer(value) if type(value) is bytes else value


def _by_itself(value: Any) -> Any:
    return value.__reduce_ex__(pickle.HIGHEST_PROTOCOL)


class _Pickler(pickle.Pickler):
    dispatch_table = _Reducers()
