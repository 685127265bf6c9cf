"""When a host is left alone: after errors that speak of the host, each class with its own patience. Pure.

Nothing is given up for ever: the longest rest is two weeks, and one good answer ends it. Nothing dead is asked daily.
"""

from __future__ import annotations

from db.frozen import frozen
from scraper.errors import FetchError, FetchErrorKind

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0

LONGEST_ASKED_S = 2 * DAY
"""A Retry-After that asks for more gets this."""

SHORT_S = 60.0
"""A rest that ends within this is waited for; a longer one ends the attempt."""

LONGEST_S = 14 * DAY


@frozen
class Patience:
    """After `tolerated` failures in a row a host rests for `first_s`, then `times` as long, up to `longest_s`."""

    tolerated: int
    first_s: float
    times: float
    longest_s: float

    def rest_s(self, failures: int) -> float:
        """Seconds after the `failures`-th failure in a row; 0: it may be asked again."""
        if failures < self.tolerated:
            return 0.0
        return float(min(self.first_s * self.times ** min(failures - self.tolerated, 30), self.longest_s))


PATIENCE: dict[FetchErrorKind, Patience] = {
    "dns": Patience(tolerated=3, first_s=15 * MINUTE, times=4, longest_s=LONGEST_S),
    "connect": Patience(tolerated=3, first_s=5 * MINUTE, times=3, longest_s=7 * DAY),
    "tls": Patience(tolerated=3, first_s=HOUR, times=3, longest_s=LONGEST_S),
    "timeout": Patience(tolerated=4, first_s=5 * MINUTE, times=2, longest_s=2 * DAY),
    "local": Patience(tolerated=3, first_s=2 * MINUTE, times=2, longest_s=10 * MINUTE),
}
"""A name that is gone stays gone longer than a server that is restarting; a certificate waits for a person. Where this
machine can't ask nobody is spared: it only saves a pass its other pages' attempts."""

SERVER_TROUBLE = Patience(tolerated=6, first_s=2 * MINUTE, times=2, longest_s=12 * HOUR)
"""5xx: a single broken page must not stop its site, so more of them are needed."""

TOO_MANY = Patience(tolerated=1, first_s=30.0, times=2, longest_s=2 * HOUR)
"""429, and 503 with Retry-After: the server itself says that it is us."""


@frozen
class Rest:
    """`until`: seconds since 1970; 0 while the host may still be asked. `failures`: in a row."""

    until: float
    failures: int
    kind: FetchErrorKind
    status: int | None
    reason: str

    @property
    def is_shared(self) -> bool:
        """Whether the other processes are told of it; what is this machine's trouble need not be theirs."""
        return bool(self.until) and self.kind != "local"


def after_failure(error: FetchError, before: Rest | None, now: float) -> Rest | None:
    """What becomes of the host after this error; None where it says nothing about the host."""
    is_more_of_it = before is not None and (before.kind == "local") == (error.kind == "local")
    failures = (before.failures if before and is_more_of_it else 0) + 1
    if error.status == 429 or (error.status == 503 and error.retry_after_s is not None):
        asked = error.retry_after_s
        seconds = min(asked, LONGEST_ASKED_S) if asked is not None else TOO_MANY.rest_s(failures)
    elif error.status is not None and error.status >= 500:
        seconds = SERVER_TROUBLE.rest_s(failures)
    elif error.status is None and error.kind in PATIENCE:
        seconds = PATIENCE[error.kind].rest_s(failures)
    else:
        return None
    return Rest(now + seconds if seconds else 0.0, failures, error.kind, error.status, str(error))


def remaining_s(rest: Rest, now: float) -> float:
    """How long it lasts yet; no longer, where it would be the longest of all: a clock has been wrong."""
    left_s = rest.until - now
    return left_s if 0 < left_s <= LONGEST_S else 0.0


def resting(url: str, key: str, rest: Rest, now: float) -> FetchError:
    """The error for whoever wants something from the host meanwhile."""
    left_s = rest.until - now
    if rest.kind == "local":
        told = f"{url}: this machine could not ask for anything, and tries again in {_words(left_s)}; {rest.reason}"
        return FetchError("local", told, retry_after_s=left_s)
    message = f"{url}: {key} is left alone for another {_words(left_s)}, since {rest.failures} requests in a row failed"
    return FetchError("resting", f"{message}; the last: {rest.reason}", status=rest.status, retry_after_s=left_s)


def _words(seconds: float) -> str:
    for unit, size in (("days", DAY), ("hours", HOUR), ("minutes", MINUTE)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"
