"""The address of the database: what people write, as the one SQLAlchemy URL that we use."""

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

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
        return _sqlite(URL.create("sqlite", database=text), folder)
    scheme, _, rest = text.partition("://")
    scheme = scheme.lower()
    if scheme not in _POSTGRES | _SQLITE:
        raise ValueError(EXPECTED)
    url = _parsed(f"{'sqlite' if scheme in _SQLITE else 'postgresql+psycopg'}://{rest}")
    if scheme in _SQLITE:
        return _sqlite(url, folder)
    if url.host and "@" in url.host:
        raise ValueError(f"{EXPECTED}; write '@' in a password as '%40'")
    return f"postgresql+psycopg://{rest}"


def _parsed(text: str) -> URL:
    try:
        return make_url(text)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise ValueError(f"{EXPECTED}; is the port a number, and '@' in the password written as '%40'?") from None


def _sqlite(url: URL, folder: Path) -> str:
    if url.host:
        raise ValueError(f"{EXPECTED}; SQLite takes three slashes")
    file = url.database or ""
    if file in ("", ":memory:"):
        raise ValueError(f"{EXPECTED}; a database in memory is gone with the program")
    if file.startswith("file:"):  # SQLite's own URI, as in sqlite:///file:x.db?mode=ro&uri=true
        return url.render_as_string(hide_password=False)
    if "\x00" in file:
        raise ValueError(EXPECTED)
    return url.set(database=str(folder / expanded(file))).render_as_string(hide_password=False)
