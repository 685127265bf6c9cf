"""Creating, upgrading and refusing databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from db import Database, DatabaseError, migrate, version
from db.errors import NewerSchema, NoDatabase, OlderSchema
from tests.db.samples import begin, record, store
from tests.db.tomorrow import NEXT, tomorrow  # noqa: F401  (a fixture)


@pytest.fixture
def fresh(empty_url: str) -> Database:
    return Database(empty_url)


def set_version(database: Database, version: str) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


def test_nothing_there_is_told_and_made(fresh: Database) -> None:
    assert version.state(fresh) == "empty"
    with pytest.raises(NoDatabase, match="dateline crawl"):
        version.require_current(fresh)
    assert migrate.upgrade(fresh) is None
    assert version.state(fresh) == "current"
    version.require_current(fresh)
    assert migrate.upgrade(fresh) is None
    fresh.close()


def test_looking_at_nothing_makes_no_file(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'none.db'}")
    assert version.state(database) == "empty"
    assert list(tmp_path.iterdir()) == []


def test_a_newer_schema_is_refused(database: Database) -> None:
    set_version(database, "9999")
    for refused in (version.require_current, migrate.upgrade):
        with pytest.raises(NewerSchema, match=r"newer dateline.*pip install --upgrade"):
            refused(database)


def test_an_older_schema_is_upgraded_after_a_backup_and_keeps_its_articles(database: Database, tomorrow: Path) -> None:  # noqa: F811
    with database.write() as connection:
        store(connection, *begin(connection), record())
    with pytest.raises(OlderSchema, match="dateline db upgrade"):
        version.require_current(database)
    copy = migrate.upgrade(database)
    assert version.state(database) == "current"
    with database.read() as connection:
        assert connection.execute(text("select title, mood from article join revision r on r.article_id = article.id"))
        assert connection.execute(text("select count(*) from articles")).scalar() == 1
    if database.is_sqlite:
        assert copy is not None
        kept = Database(f"sqlite:///{copy}")
        with kept.read() as connection:
            assert connection.execute(text("select count(*) from articles")).scalar() == 1
        kept.close()


def test_an_upgrade_that_fails_leaves_no_trace(database: Database, tomorrow: Path) -> None:  # noqa: F811
    tomorrow.write_text(NEXT.format(more='op.execute("SELECT * FROM no_such_table")'))
    with pytest.raises(DatabaseError):
        migrate.upgrade(database)
    assert version.state(database) == "older"
    with database.read() as connection:
        assert connection.execute(text("select count(*) from articles")).scalar() == 0
        columns = connection.execute(text("select * from article")).keys()
    assert "mood" not in columns


def test_a_database_of_another_program_is_left_alone(fresh: Database) -> None:
    with fresh.write() as connection:
        connection.execute(text("CREATE TABLE article (id integer primary key, headline text)"))
    with pytest.raises(DatabaseError, match="another program"):
        migrate.upgrade(fresh)
    fresh.close()
