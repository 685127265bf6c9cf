"""Every error that a person may see, in one small tree.

DatelineError
├── UsageError            2  wrong verb, flag or argument
├── ConfigError           2  config.yaml is wrong; carries one line for each mistake
├── FetchError            -  a request failed; `kind` says how
├── ArchiveError          3  the archive folder cannot be used
├── NoReaderError         1  no process can be started that reads pages
├── NoMemoryError         3  the machine has no memory left for what is to be done
└── BusyError             4  another process holds these sources, or the archive's files

What goes wrong with the database is a db.errors.DatabaseError: 3.

Every message says what, where, why and what to do next. The number is the exit code.
"""

from __future__ import annotations

import errno
from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from scraper.response import Response

FetchErrorKind = Literal[
    "dns",
    "connect",
    "tls",
    "timeout",
    "robots",
    "unsafe",
    "redirect",
    "too_large",
    "status",
    "body",
    "url",
    "render",
    "resting",
    "signals",
    "soft_404",
    "local",
]


TOO_MANY_FILES = {errno.EMFILE, errno.ENFILE}

ALLOW_MORE_FILES = "allow more files to be open at once (`ulimit -n`, or LimitNOFILE in the unit of a service)"


class DatelineError(Exception):
    """The root; `exit_code` is what the command line returns."""

    exit_code: ClassVar[int] = 1


class UsageError(DatelineError):
    exit_code = 2


def no_source(name: str, known: Collection[str], where: str) -> UsageError:
    """`where`: the names are `known` there, as in `in config.yaml`."""
    import difflib  # here: no run without a slip needs it

    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known) or 'none'}"
    return UsageError(f"no source is called '{name}' {where}; {hint}")


class ConfigError(DatelineError):
    """config.yaml is wrong. `problems` holds one line a mistake: `config.yaml:14: sources[2].schedul: ...`."""

    exit_code = 2

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class FetchError(DatelineError):
    """A request brought no usable response. `answers`: what came all the same, in its order, redirects included.

    `resting`: none was made, since the host is left alone for a while; `signals`: the publisher reserves what came;
    `soft_404`: something came, but not the page; `local`: this machine could not ask, which says nothing of the host.
    """

    answers: tuple[Response, ...] = ()

    def __init__(
        self,
        kind: FetchErrorKind,
        message: str,
        *,
        status: int | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message)
        self.kind: FetchErrorKind = kind
        self.status = status
        self.retry_after_s = retry_after_s


class ArchiveError(DatelineError):
    exit_code = 3


class NoReaderError(DatelineError):
    """No process that reads pages can be started: no page has anything to do with it."""


class NoMemoryError(DatelineError):
    """A MemoryError, told: no page has anything to do with it."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__(
            "there is no memory left; free some and run the command again, everything stored so far is safe"
        )


class BusyError(DatelineError):
    exit_code = 4
