"""Ctrl-C while the program is still being imported ends it as it ends any other, without Python's traceback."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def ends_at_once() -> Iterator[None]:
    """Let SIGINT do within the block what the system does by itself; whoever has other plans with it keeps them."""
    is_ours = current_thread() is main_thread() and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        if is_ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
