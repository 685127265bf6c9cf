"""The address of the database: what people write, as the one URL that `db.Database` reads."""

from pathlib import Path
from urllib.parse import quote, unquote

from .locate import expanded

EXPECTED = "expected a file such as 'dateline.db', 'sqlite:///dateline.db' or 'postgresql://user@host/name'"

_POSTGRES = {"postgres", "postgresql", "postgresql+psycopg"}
_SQLITE = {"sqlite", "sqlite+pysqlite"}


def database_url(text: str, folder: Path) -> str:
    """Normalise; a relative SQLite file lies in `folder`.

    ValueError tells what is wrong and never repeats `text`, which may hold a password.
    """
    text = text.strip()
    if not text:
        raise ValueError(EXPECTED)
    if "://" not in text:
        if text.partition(":")[0].lower() in _POSTGRES | _SQLITE:
            raise ValueError(f"{EXPECTED}; '://' is missing")
        return _sqlite(text, "", folder)
    scheme, _, rest = text.partition("://")
    scheme = scheme.lower()
    if scheme in _SQLITE:
        if rest and not rest.startswith("/"):
            raise ValueError(f"{EXPECTED}; SQLite takes three slashes")
        file, question, options = rest.removeprefix("/").partition("?")
        return _sqlite(unquote(file), question + options, folder)
    if scheme not in _POSTGRES:
        raise ValueError(EXPECTED)
    _check(f"postgresql+psycopg://{rest}")
    return f"postgresql+psycopg://{rest}"


def _check(text: str) -> None:
    """Raise ValueError where the address of a Postgres database isn't one."""
    from sqlalchemy.engine import make_url  # for these alone: SQLAlchemy takes longer to import than all of ours
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise ValueError(f"{EXPECTED}; is the port a number, and '@' in the password written as '%40'?") from None
    if url.host and "@" in url.host:
        raise ValueError(f"{EXPECTED}; write '@' in a password as '%40'")


def _sqlite(name: str, options: str, folder: Path) -> str:
    if name in ("", ":memory:"):
        raise ValueError(f"{EXPECTED}; a database in memory is gone with the program")
    if name.startswith("file:"):  # SQLite's own URI, as in sqlite:///file:x.db?mode=ro&uri=true
        return f"sqlite:///{name}{options}"
    if "\x00" in name:
        raise ValueError(EXPECTED)
    return f"sqlite:///{quote(str(folder / expanded(name)), safe=' +/')}{options}"
