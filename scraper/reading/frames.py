"""How the sides talk: a length of four bytes, then a pickled value; to the nursery, a number and at times a socket.

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

HEADER = struct.Struct(">I")

ORDER = struct.Struct(">i")
"""To the nursery: the process id of a reader that is to end, or START."""

START = 0


def pack(value: Any) -> bytes:
    frame = io.BytesIO(bytes(HEADER.size))
    frame.seek(HEADER.size)
    _Pickler(frame, pickle.HIGHEST_PROTOCOL).dump(value)  # straight into the frame: a page's body is copied once
    size = frame.tell() - HEADER.size
    frame.seek(0)
    frame.write(HEADER.pack(size))
    return frame.getvalue()


def unpack(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301  (from our own process, through a pipe that nobody else holds)


def length_of(header: bytes) -> int:
    return int(HEADER.unpack(header)[0])


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How values of a class are taken apart. Dataclasses are made anew of their fields: frozen ones with slots do it
    themselves with a look at each field's name on both sides, which takes twice as long."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        self[kind] = _into_fields(kind) if is_dataclass(kind) else _by_itself
        return self[kind]


def _into_fields(kind: type) -> Callable[[Any], Any]:
    names = [field.name for field in fields(kind)]
    if len(names) < 2:  # of one alone attrgetter makes no tuple
        return lambda value: (kind, tuple(getattr(value, name) for name in names))
    values = attrgetter(*names)
    return lambda value: (kind, values(value))


def _by_itself(value: Any) -> Any:
    return value.__reduce_ex__(pickle.HIGHEST_PROTOCOL)


class _Pickler(pickle.Pickler):
    dispatch_table = _Reducers()
