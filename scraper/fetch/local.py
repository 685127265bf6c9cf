"""What speaks of this machine, and not of the host that was to be asked: no network, no resolver, no files left.

An outage of our own must not be held against every host: none rests for it, and all are asked again soon.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable

from scraper.errors import ALLOW_MORE_FILES, TOO_MANY_FILES

_NO_ROOM = {errno.ENOMEM, errno.ENOBUFS}
_NO_WAY = {errno.ENETDOWN, errno.ENETUNREACH, errno.EADDRNOTAVAIL}


def local_trouble(causes: Iterable[BaseException]) -> str | None:
    """What is to be done about it; None where the machine is not to blame.

    A resolver that gives no answer for the moment (EAI_AGAIN) is taken for ours: it says so without a network, and
    seldom where a domain's own name servers are broken.
    """
    return next((told for cause in causes if isinstance(cause, OSError) and (told := _advice(cause))), None)


def _advice(error: OSError) -> str | None:
    if isinstance(error, socket.gaierror):
        return "see whether the network and its resolver work" if error.errno == socket.EAI_AGAIN else None
    if error.errno in TOO_MANY_FILES:
        return ALLOW_MORE_FILES
    if error.errno in _NO_ROOM:
        return "free some memory"
    return "see whether the network works" if error.errno in _NO_WAY else None
