"""How the sides talk: two lengths of four bytes, a pickled value, and a page's body beside it, so that one that waits
is kept once; to the nursery, a number and at times a socket.

All ends are this program, on one machine.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timezone
from importlib import import_module
from operator import attrgetter
from typing import Any, cast

HEADER = struct.Struct(">II")
"""How long the pickled value is, and what stands behind it."""

ORDER = struct.Struct(">i")
"""To the nursery: the process id of a reader that is to end, or START."""

START = 0

LONG = 1 << 15
"""Bytes that go beside the value, as most pages are: to copy them takes longer than to send once more."""

Part = bytes | memoryview


def pack(value: Any) -> list[Part]:
    """The parts of a frame. Beside the value goes the first long one of what its fields of type `bytes` hold."""
    beside: list[memoryview] = []

    def is_inside(held: pickle.PickleBuffer) -> bool:
        if beside:
            return True
        beside.append(held.raw())
        return False

    frame = io.BytesIO(bytes(HEADER.size))
    frame.seek(HEADER.size)
    _Pickler(frame, pickle.HIGHEST_PROTOCOL, buffer_callback=is_inside).dump(value)
    size = frame.tell() - HEADER.size
    frame.seek(0)
    frame.write(HEADER.pack(size, sum(map(len, beside))))
    return [frame.getvalue(), *beside]


def unpack(data: bytes, beside: bytes = b"") -> Any:
    """What was packed. `beside`: what stood behind it."""
    return pickle.loads(data, buffers=[beside])  # noqa: S301  (from our own process, through a pipe of our own)


def lengths_of(header: bytes | bytearray) -> tuple[int, int]:
    """Of the pickled value, and of what stands behind it."""
    size, beside = HEADER.unpack(header)
    return size, beside


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How values of a class are taken apart. Dataclasses are made anew of their fields: frozen ones with slots do it
    themselves with a look at each field's name on both sides, which takes twice as long.

    All are made by one function, `_made`: pickle looks up each function and class that it meets in each frame.
    """

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        self[kind] = _into_fields(kind) if is_dataclass(kind) else _by_itself
        return self[kind]


def _into_fields(kind: type) -> Callable[[Any], Any]:
    name = f"{kind.__module__} {kind.__qualname__}"
    names = [field.name for field in fields(kind)]
    if len(names) < 2:  # of one alone attrgetter makes no tuple
        return lambda value: (_made, (name, *[getattr(value, name) for name in names]))
    values = attrgetter(*names)
    if any(field.type in (bytes, "bytes") for field in fields(kind)):
        return lambda value: (_made, (name, *map(_aside, values(value))))
    return lambda value: (_made, (name, *values(value)))


def _moment(value: datetime) -> Any:
    """Most are told by ISO 8601; zones may have names."""
    zone = value.tzinfo
    if value.fold or (zone is not UTC and (type(zone) is not timezone or not zone.tzname(None).startswith("UTC"))):
        return _by_itself(value)
    return _made, (_MOMENT, value.isoformat())


_MOMENT = ""


def _made(name: str, *values: Any) -> Any:
    return _makers[name](*values)


class _Makers(dict[str, Callable[..., Any]]):
    """What makes values: by a class's module and name."""

    def __missing__(self, name: str) -> Callable[..., Any]:
        module, _, qualname = name.partition(" ")
        self[name] = found = attrgetter(qualname)(import_module(module))
        return cast("Callable[..., Any]", found)


_makers = _Makers({_MOMENT: datetime.fromisoformat})


def _aside(value: Any) -> Any:
    return pickle.PickleBuffer(value) if isinstance(value, bytes) and len(value) > LONG else value


def _by_itself(value: Any) -> Any:
    return value.__reduce_ex__(pickle.HIGHEST_PROTOCOL)


class _Pickler(pickle.Pickler):
    dispatch_table = _Reducers({datetime: _moment})
