"""Templates in a crawl: learned on the way, kept in the database, and used for what comes after."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db import Database, templates
from db.query import run
from db.schema import page, source
from db.templates import TemplateRow
from scraper.config import Config, load_config
from scraper.crawl import CrawlRequest, Report, crawl, prepare
from scraper.crawl.work import now
from scraper.parse import Template, parse_page
from scraper.parse.template_bytes import pack_template, unpack_template
from scraper.sample import SampleSite, load_truth, sample_config
from scraper.sample.clutter import NOTICES
from scraper.text import normalise

TRUTH = load_truth().in_edition(1)


@pytest.fixture
def site() -> Iterator[SampleSite]:
    with SampleSite(is_cluttered=True) as site:
        yield site


def archive_of(site: SampleSite, folder: Path, database_url: str | None = None) -> tuple[Config, Database]:
    path = folder / "config.yaml"
    path.write_text(sample_config(site.url), encoding="utf-8")
    config = load_config(path, environ={}, database=database_url or f"sqlite:///{folder / 'archive.db'}")
    return config, prepare(config, CrawlRequest())


def scores(text: str, truth: str) -> tuple[float, float]:
    """(precision, F1) of the words."""
    found, wanted = Counter(normalise(text).split()), Counter(normalise(truth).split())
    common = sum((found & wanted).values())
    return common / found.total(), 2 * common / (found.total() + wanted.total())


def test_a_crawl_learns_the_notices_and_texts_gain_precision_without_loss(site: SampleSite, tmp_path: Path) -> None:
    config, database = archive_of(site, tmp_path)
    asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
    template = template_of(database)
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


def test_a_text_that_is_cut_otherwise_than_last_time_is_no_revision(
    site: SampleSite, database_url: str, tmp_path: Path
) -> None:
    """As when a pass is killed, and what it had learned of few pages is learned anew of more."""
    config, database = archive_of(site, tmp_path, database_url)
    asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
    learned = template_of(database)
    half = replace(learned, lines=dict(list(learned.lines.items())[::2]), signature=None)
    for template in (learned, half, Template(), half, learned):
        report = read_all_again(config, database, template)
        assert report.totals()["revised"] == 0
    site.edition = 2
    report = read_all_again(config, database, half)
    assert report.totals()["revised"] == sum(article.revised is not None for article in TRUTH)
    site.edition = 1
    read_all_again(config, database, learned)
    with run(database, "select count(*) from revisions where seen_again_at is not null") as gone_back:
        assert list(gone_back.rows) == [(report.totals()["revised"],)], "the first versions are known again"
    database.close()


def template_of(database: Database) -> Template:
    with database.read() as connection:
        row = templates.find(connection, "meridian")
    assert row is not None
    return unpack_template(row.learned) or Template()


def read_all_again(config: Config, database: Database, template: Template) -> Report:
    """As if the site's pages had other bytes than before, and this were what is known of them."""
    with database.write() as connection:
        (source_id,) = connection.execute(select(source.c.id).where(source.c.name == "meridian")).scalars()
        templates.save(connection, source_id, TemplateRow("meridian", now(), 10**6, 69, pack_template(template)))
        unread = {"etag": None, "last_modified": None, "payload_digest": None}
        connection.execute(update(page).values(unread))
    report = asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
    assert report.totals()["fetched"] - report.totals()["not_modified"] >= len(TRUTH)
    return report
