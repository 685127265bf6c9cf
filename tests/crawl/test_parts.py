"""Articles over several pages become one text, and their pages its addresses."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import Database
from db.query import run
from scraper.archive import Files
from scraper.config import load_config
from scraper.crawl import CrawlRequest, crawl, prepare
from scraper.raw.verify import verify
from scraper.sample import SampleSite, load_truth, sample_config
from scraper.sample.oddities import at
from scraper.sample.paged import SPREAD, Spread
from scraper.sample.resources import Resource

SPREADS = [Spread(at(place).path, way, pages) for place, (way, pages) in SPREAD.items()]
TRUTH = {article.path: article for article in load_truth().in_edition(1)}


@pytest.fixture(scope="module")
def site() -> Iterator[SampleSite]:
    with SampleSite(is_paged=True) as site:
        yield site


@pytest.fixture(scope="module")
def archive(site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The paged site, crawled twice: the second pass has nothing to do."""
    folder = tmp_path_factory.mktemp("paged")
    path = folder / "config.yaml"
    path.write_text(sample_config(site.url), encoding="utf-8")
    config = load_config(path, environ={}, database=f"sqlite:///{folder / 'archive.db'}")
    database = prepare(config, CrawlRequest())
    asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
    asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
    yield database
    database.close()


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with run(database, query) as result:
        return list(result.rows)


@pytest.mark.parametrize("spread", SPREADS, ids=lambda spread: spread.way)
def test_the_parts_are_one_article_with_the_whole_text(archive: Database, site: SampleSite, spread: Spread) -> None:
    found = rows(archive, f"select text, revision from articles where canonical_url = '{site.url}{spread.path}'")
    assert found == [(TRUTH[spread.path].text, 1)]


def test_no_part_is_an_article_of_its_own(archive: Database, site: SampleSite) -> None:
    stored = {str(url).removeprefix(site.url) for (url,) in rows(archive, "select canonical_url from articles")}
    assert stored == set(TRUTH)


@pytest.mark.parametrize("spread", SPREADS, ids=lambda spread: spread.way)
def test_the_pages_are_addresses_of_the_article_and_all_of_them_are_kept_raw(
    archive: Database, site: SampleSite, spread: Spread
) -> None:
    parts = (
        [f"{spread.path}?page=all"]
        if spread.way == "whole"
        else [spread.address(n) for n in range(2, spread.pages + 1)]
    )
    article = f"canonical_url = '{site.url}{spread.path}'"
    told = {
        (str(url).removeprefix(site.url), kind)
        for url, kind in rows(archive, f"select url, kind from urls where {article}")
    }
    assert {(part, "part") for part in parts} <= told
    kept = rows(archive, "select url from fetches where outcome = 'part' and warc_file is not null")
    assert {site.url + part for part in parts} <= {url for (url,) in kept}


def test_where_the_whole_is_offered_no_part_is_asked_for(archive: Database, site: SampleSite) -> None:
    (spread,) = (spread for spread in SPREADS if spread.way == "whole")
    asked = [request.path for request in site.requests]
    assert f"{spread.path}?page=all" in asked
    assert spread.address(2) not in asked


class HalfSite(SampleSite):
    """Second pages can't be had for now."""

    def answer(self, target: str, base: str) -> Resource:
        is_part = any(target == spread.address(2) for spread in SPREADS if spread.way != "whole")
        return Resource(b"", status=418) if is_part else super().answer(target, base)


def test_a_page_whose_further_part_fails_is_kept_raw_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    with HalfSite(is_paged=True) as site:
        path.write_text(sample_config(site.url), encoding="utf-8")
        config = load_config(path, environ={})
        database = prepare(config, CrawlRequest())
        asyncio.run(crawl(config, database, CrawlRequest()))
    failed = rows(database, "select url from fetches where error like '%418%' and warc_file is not null")
    found = verify(database, Files(tmp_path / "archive"))
    database.close()
    assert len(failed) >= 2
    assert (found.unlisted, found.problems) == (0, [])
