"""How the sides talk: a length of four bytes, then a pickled value; to the nursery, a number and at times a socket.

All ends are this program, on one machine.
"""

from __future__ import annotations

import pickle
import struct
from typing import Any

HEADER = struct.Struct(">I")

ORDER = struct.Struct(">i")
"""To the nursery: the process id of a reader that is to end, or START."""

START = 0


def pack(value: Any) -> bytes:
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return HEADER.pack(len(data)) + data


def unpack(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301  (from our own process, through a pipe that nobody else holds)


def length_of(header: bytes) -> int:
    return int(HEADER.unpack(header)[0])
