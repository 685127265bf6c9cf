"""The archive's files, as the configuration says where they are."""

from __future__ import annotations

from scraper.archive import Files, Store
from scraper.config import Config
from scraper.errors import ArchiveError


def files_of(config: Config) -> Files:
    """Raises ArchiveError where no raw pages are kept, or the store can't be used."""
    if config.archive is None:
        raise ArchiveError(f"no raw pages are kept: `archive` is null in {config.file}")
    store = Store(config.warc.store, config.warc.store_options) if config.warc.store else None
    return Files(config.archive, store)
