"""Both databases for every test that asks for one: a SQLite file, and a Postgres that a PyPI wheel brings along."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvloop
from hypothesis import settings

from db import Database, migrate
from scraper.compiled import outdated
from tests.postgres import Archives, create, postgres
from tests.sample_archive import SampleArchive, SampleArchives

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Tests start the program some hundred times; it need not be compiled each time."""

asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
"""Whatever tests run, runs on the event loop of the command line."""

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")

KINDS = ("sqlite", "postgres")

MakeUrl = Callable[[str], str]
"""`sqlite` or `postgres` to the address of a new database that is empty: no table, no schema."""

_numbers = itertools.count()


def pytest_configure() -> None:
    """No test of a compiled module that is older than its source."""
    for file in outdated():
        pytest.exit(f"{file} is not as it was compiled: `python setup.py build_ext --inplace` compiles it anew", 3)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests first: a worker that begins one when the others are done is waited for."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server; DATELINE_TEST_POSTGRES names one that runs already, as its superuser."""
    named = os.environ.get("DATELINE_TEST_POSTGRES")
    if named:
        yield named
        return
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_archives(postgres_server: str) -> Archives:
    return Archives(postgres_server)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty archive, to be copied: a copy takes milliseconds, a migration doesn't."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    database = Database(f"sqlite:///{path}")
    migrate.upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def sample_archives(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SampleArchives]:
    def make_postgres() -> str:
        archives: Archives = request.getfixturevalue("postgres_archives")
        return archives.take()

    with SampleArchives(tmp_path_factory.mktemp, make_postgres) as archives:
        yield archives


@pytest.fixture
def sample_archive(sample_archives: SampleArchives, kind: str, tmp_path: Path) -> SampleArchive:
    """A copy of the crawled sample site; once for each kind of database."""
    folder = tmp_path / "sample"
    folder.mkdir()
    return sample_archives.get(kind).copy(folder)


@pytest.fixture
def make_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> MakeUrl:
    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / f'archive-{next(_numbers)}.db'}"
        return create(request.getfixturevalue("postgres_server"))

    return make


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, make_database_url: MakeUrl) -> str:
    """A new database without a table; once for each kind."""
    return make_database_url(kind)


@pytest.fixture
def database_url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated, empty archive; once for each kind."""
    if kind == "postgres":
        archives: Archives = request.getfixturevalue("postgres_archives")
        url = archives.take()
        yield url
        archives.give_back(url)
    else:
        path = tmp_path / f"archive-{next(_numbers)}.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()
