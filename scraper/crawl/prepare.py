"""What must be in order before a crawl: known sources, a writable archive folder, today's schema."""

from __future__ import annotations

from pathlib import Path

from db import Database, DatabaseError, version
from db.errors import OlderSchema
from scraper.archive import check_folder, repair_folder
from scraper.config import Config, has_contact
from scraper.crawl.crawl import CrawlRequest
from scraper.crawl.work import log
from scraper.errors import ConfigError, UsageError, no_source


def prepare(config: Config, request: CrawlRequest) -> Database:
    """The database, ready to be written to: created if new, and on SQLite upgraded if old, after a backup.
    What a killed process left open in the archive folder is repaired.

    Raises UsageError for unknown sources, ConfigError where there is none, ArchiveError, DatabaseError.
    A Postgres of an older schema is refused: others may be using it; `dateline db upgrade` is for its owner to say.
    """
    if not config.sources:
        raise ConfigError([f"{config.file}: sources: there is none; add the first one under `sources:`"])
    _require_known(config, request)
    if not has_contact(config.user_agent):
        log.warning(
            "%s: user_agent names no mail or web address; publishers can't write to you before they block you",
            config.file,
        )
    if config.archive is not None:
        check_folder(config.archive)
        repair_folder(config.archive)
    database = Database(config.database)
    try:
        _bring_up_to_date(database)
    except DatabaseError:
        database.close()
        raise
    return database


def _bring_up_to_date(database: Database) -> None:
    if database.path is not None:
        _make_folder(database.path)
    found = version.state(database)
    if found == "current":
        return
    if found == "older" and not database.is_sqlite:
        raise OlderSchema(f"database {database.address}: it was made by an older dateline; run `dateline db upgrade`")
    from db import marks, migrate  # few passes are the first

    copy = migrate.upgrade(database)
    if copy is not None:
        log.info("database %s: upgraded; the old one is kept as %s", database.address, copy)
        with database.read() as connection:
            if marks.is_behind(connection):
                log.warning(
                    "run `dateline db recognise` once, so that new articles find the copies that are there already"
                )


def _require_known(config: Config, request: CrawlRequest) -> None:
    names = [source.name for source in config.sources]
    for name in request.names:
        if name not in names:
            raise no_source(name, names, f"in {config.file}")
        if not next(source for source in config.sources if source.name == name).active:
            raise UsageError(f"source '{name}' is switched off in {config.file} (active: false)")


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"database {path}: its folder can't be made ({error.strerror}); check the path") from error
