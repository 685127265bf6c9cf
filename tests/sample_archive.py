"""The sample site, crawled once, and copies of the archive that it gave: they take a tenth of the time of a crawl."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.engine import make_url

from db import Database
from scraper.config import Config, load_config
from scraper.crawl import CrawlRequest, Report, crawl, prepare
from scraper.sample import Request, SampleSite, sample_config
from tests.postgres import create

EVERYTHING = CrawlRequest(everything=True)


@dataclass(frozen=True)
class SampleArchive:
    """What a first pass over the first edition has left: in a folder its configuration and files, and a database."""

    site: SampleSite
    folder: Path
    url: str
    """Of the database."""
    report: Report
    requests: tuple[Request, ...]
    """What the site was asked for."""

    def copy(self, folder: Path) -> SampleArchive:
        """For a test that may change it, and the site's edition; `folder` is there."""
        self.site.edition = 1
        self.site.clear()
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        if make_url(self.url).get_backend_name() == "sqlite":
            return replace(self, folder=folder, url=_file_in(folder))
        return replace(self, folder=folder, url=create(self.url, template=self.url))

    def open(self) -> tuple[Config, Database]:
        return open_archive(self.folder, self.url)


class SampleArchives(ExitStack):
    """The first pass for each kind of database and edition that is asked for; their sites stay up."""

    def __init__(self, make_folder: Callable[[str], Path], make_postgres: Callable[[], str]) -> None:
        super().__init__()
        self._make_folder, self._make_postgres = make_folder, make_postgres
        self._sites: dict[bool, SampleSite] = {}
        self._made: dict[tuple[str, bool], SampleArchive] = {}

    def get(self, kind: str, *, is_app: bool = False) -> SampleArchive:
        """Not to be changed."""
        if is_app not in self._sites:
            self._sites[is_app] = self.enter_context(SampleSite(is_app=is_app))
        if (kind, is_app) not in self._made:
            folder = self._make_folder(kind)
            url = _file_in(folder) if kind == "sqlite" else self._make_postgres()
            self._made[kind, is_app] = _crawl(self._sites[is_app], folder, url)
        return self._made[kind, is_app]


def open_archive(folder: Path, url: str) -> tuple[Config, Database]:
    """By the config.yaml in the folder, with the database at `url`."""
    config = load_config(folder / "config.yaml", environ={}, database=url)
    return config, prepare(config, EVERYTHING)


def _crawl(site: SampleSite, folder: Path, url: str) -> SampleArchive:
    site.edition = 1
    site.clear()
    (folder / "config.yaml").write_text(sample_config(site.url, is_app=site.is_app), encoding="utf-8")
    config, database = open_archive(folder, url)
    report = asyncio.run(crawl(config, database, EVERYTHING))
    database.close()
    return SampleArchive(site, folder, url, report, tuple(site.requests))


def _file_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'dateline.db'}"
