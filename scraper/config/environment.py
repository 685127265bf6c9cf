"""Settings that come from `DATELINE_*` variables and flags, and win over the file."""

from collections.abc import Mapping
from pathlib import Path

from db.frozen import frozen

from .position import Problem
from .substitute import read_secret

VARIABLES: Mapping[str, tuple[str, ...]] = {
    "database": ("DATELINE_DATABASE", "DATELINE_DB"),
    "archive": ("DATELINE_ARCHIVE",),
    "user_agent": ("DATELINE_USER_AGENT",),
    "log_format": ("DATELINE_LOG_FORMAT",),
}
"""The first name that is set wins; each may end in `_FILE` and then names a file that holds the value."""


@frozen
class Override:
    value: str
    origin: str
    """The flag or the variable, for error messages."""
    shown: str | None = None
    """What to show in place of the value, when it's a secret."""


def overrides(environ: Mapping[str, str], database: str | None) -> tuple[dict[str, Override], list[Problem]]:
    """By key. An empty variable counts as not set, since compose files and CI can't unset one."""
    found: dict[str, Override] = {}
    problems: list[Problem] = []
    if database is not None:
        found["database"] = Override(database, "--db")
    for key, names in VARIABLES.items():
        if key in found:
            continue
        try:
            override = _from_environment(names, environ)
        except _Unusable as error:
            problems.append(Problem((key,), str(error), origin=error.origin))
            continue
        if override:
            found[key] = override
    return found, problems


class _Unusable(ValueError):
    def __init__(self, origin: str, message: str) -> None:
        super().__init__(message)
        self.origin = origin


def _from_environment(names: tuple[str, ...], environ: Mapping[str, str]) -> Override | None:
    for name in names:
        value, file = environ.get(name), environ.get(f"{name}_FILE")
        if value and file:
            raise _Unusable(name, f"{name}_FILE is set as well; unset one of them")
        if value:
            return Override(value, name)
        if file:
            try:
                return Override(read_secret(Path(file)), f"{name}_FILE", shown=f"the content of {file!r}")
            except ValueError as error:
                raise _Unusable(f"{name}_FILE", str(error)) from None
    return None
