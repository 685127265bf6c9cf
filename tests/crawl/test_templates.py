"""Templates in a crawl: learned on the way, kept in the database, and used for what comes after."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import Database, templates
from scraper.config import Config, load_config
from scraper.crawl import CrawlRequest, crawl, prepare
from scraper.parse import Template, parse_page
from scraper.parse.template_bytes import unpack_template
from scraper.sample import SampleSite, load_truth, sample_config
from scraper.sample.clutter import NOTICES
from scraper.text import normalise

TRUTH = load_truth().in_edition(1)


@pytest.fixture
def site() -> Iterator[SampleSite]:
    with SampleSite(is_cluttered=True) as site:
        yield site


def archive_of(site: SampleSite, folder: Path) -> tuple[Config, Database]:
    path = folder / "config.yaml"
    path.write_text(sample_config(site.url), encoding="utf-8")
    config = load_config(path, environ={}, database=f"sqlite:///{folder / 'archive.db'}")
    return config, prepare(config, CrawlRequest())


def scores(text: str, truth: str) -> tuple[float, float]:
    """(precision, F1) of the words."""
    found, wanted = Counter(normalise(text).split()), Counter(normalise(truth).split())
    common = sum((found & wanted).values())
    return common / found.total(), 2 * common / (found.total() + wanted.total())


def test_a_crawl_learns_the_notices_and_texts_gain_precision_without_loss(site: SampleSite, tmp_path: Path) -> None:
    config, database = archive_of(site, tmp_path)
    asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
    with database.read() as connection:
        row = templates.find(connection, "meridian")
    assert row is not None
    template = unpack_template(row.learned) or Template()
    notices = {notice[:80] for pair in NOTICES.values() for notice in pair}
    assert {line.text for line in template.lines.values()} == notices
    before, after = [], []
    for article in TRUTH:
        html = site.answer(article.path, site.url).body
        for found, known in ((before, None), (after, template)):
            found.append(scores(parse_page(html, site.url + article.path, template=known).article.text, article.text))
    assert sum(precision for precision, _ in before) < 0.9 * len(TRUTH)
    assert [round(precision, 6) for precision, _ in after] == [1.0] * len(TRUTH)
    assert all(new[1] >= old[1] for old, new in zip(before, after, strict=True))

    site.edition = 2
    report = asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
    edited = [article for article in TRUTH if article.revised is not None]
    assert report.totals()["revised"] == len(edited), "knowing the boilerplate better is no revision"
    database.close()
