"""What a crawl does before it begins, when the archive is of another age than the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import Database, DatabaseError, version
from db.errors import OlderSchema
from scraper.config import Config
from scraper.crawl import CrawlRequest, prepare
from scraper.errors import ConfigError, UsageError
from tests.db.samples import begin, record, store
from tests.db.tomorrow import tomorrow  # noqa: F401  (a fixture)


def config(database: Database, **changes: object) -> Config:
    source = {"name": "example", "url": "https://example.org/"}
    url = database.url.render_as_string(hide_password=False)
    return Config.model_validate({"database": url, "archive": None, "sources": [source], **changes})


def test_an_older_sqlite_archive_is_backed_up_and_upgraded_an_older_postgres_is_refused(
    database: Database,
    tomorrow: Path,  # noqa: F811
) -> None:
    with database.write() as connection:
        store(connection, *begin(connection), record())
    if not database.is_sqlite:
        with pytest.raises(OlderSchema, match="dateline db upgrade"):
            prepare(config(database), CrawlRequest())
        assert version.state(database) == "older"
        return
    prepare(config(database), CrawlRequest()).close()
    assert version.state(database) == "current"
    assert database.path is not None
    assert len(list(database.path.parent.glob("*.before-upgrade-*"))) == 1


def test_a_newer_archive_is_refused(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "VERSION", "0000")
    with pytest.raises(DatabaseError, match="newer dateline"):
        prepare(config(database), CrawlRequest())


def test_sources_must_be_there_known_and_active(database: Database) -> None:
    with pytest.raises(ConfigError, match="there is none"):
        prepare(config(database, sources=[]), CrawlRequest())
    with pytest.raises(UsageError, match="did you mean 'example'"):
        prepare(config(database), CrawlRequest(("exampel",)))
    asleep = [{"name": "example", "url": "https://example.org/", "active": False}]
    with pytest.raises(UsageError, match="switched off"):
        prepare(config(database, sources=asleep), CrawlRequest(("example",)))
