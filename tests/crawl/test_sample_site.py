"""The whole line held to the sample site's ground truth, on both databases."""

from __future__ import annotations

import asyncio

from db.query import run
from scraper.config import Config
from scraper.crawl import CrawlRequest, crawl, prepare
from scraper.sample import SampleSite, load_truth
from tests.crawl.conftest import Bench
from tests.sample_archive import SampleArchive

TRUTH = load_truth()


def in_edition(number: int) -> list[str]:
    return sorted(article.path for article in TRUTH.articles if number in article.editions)


def test_every_article_is_stored_once_under_its_canonical_address(after: Bench, sample_archive: SampleArchive) -> None:
    stored = [after.path(row[0]) for row in after.rows("select canonical_url from articles")]
    assert sorted(stored) == in_edition(1)
    assert sample_archive.report.failed_sources == []
    assert sample_archive.report.totals()["new"] == len(stored)


def test_titles_texts_and_metadata_are_those_of_the_truth(after: Bench) -> None:
    truth = {article.path: article for article in TRUTH.articles}
    rows = after.rows(
        "select canonical_url, title, text, language, dateline, published_at, published_precision from articles"
    )
    assert rows
    for url, title, text, language, dateline, published_at, precision in rows:
        article = truth[after.path(url)]
        assert (title, text, language, dateline) == (article.title, article.text, article.language, article.dateline)
        day = str(published_at)[:10]
        assert day == article.published_at.strftime("%Y-%m-%d"), url
        assert precision in {"second", "minute", "day"}


def test_copies_point_to_the_article_that_came_first(after: Bench, sample_archive: SampleArchive) -> None:
    found = after.rows(
        "select c.canonical_url, o.canonical_url from articles c join articles o on o.id = c.duplicate_of"
    )
    expected = {a.path: a.duplicate_of for a in TRUTH.articles if a.duplicate_of and 1 in a.editions}
    assert {after.path(copy): after.path(original) for copy, original in found} == expected
    assert sample_archive.report.totals()["duplicates"] == len(expected)


def test_every_alias_of_the_truth_is_an_address_of_its_article(after: Bench) -> None:
    found = {(after.path(c), after.path(u)) for c, u in after.rows("select canonical_url, url from urls")}
    expected = {(a.path, alias) for a in TRUTH.articles if 1 in a.editions for alias in (a.path, *a.aliases)}
    assert expected <= found
    assert after.rows("select url from urls where kind is null") == []


def test_forbidden_paths_are_never_requested_and_the_refusal_is_a_row(
    after: Bench, sample_archive: SampleArchive
) -> None:
    asked = {request.path.partition("?")[0] for request in sample_archive.requests}
    assert not asked & set(TRUTH.forbidden)
    refused = after.rows("select url, error_kind from fetches where outcome = 'refused'")
    assert {(after.path(url), kind) for url, kind in refused} <= {(path, "robots") for path in TRUTH.forbidden}
    assert refused


def test_missing_pages_and_pages_that_are_no_articles_are_told_with_a_reason(after: Bench) -> None:
    states = {
        after.path(url): (state, reason) for url, state, reason in after.rows("select url, state, reason from pages")
    }
    for path in TRUTH.missing:
        assert states[path][0] == "gone"
    assert all(reason for state, reason in states.values() if state in {"rejected", "gone", "refused", "failed"})
    stored = {after.path(row[0]) for row in after.rows("select canonical_url from articles")}
    assert not stored & set(TRUTH.no_article)


def test_a_second_pass_over_the_unchanged_site_stores_nothing_and_asks_conditionally(after: Bench) -> None:
    before = {view: after.rows(f"select count(*) from {view}") for view in ("articles", "revisions", "urls", "pages")}
    after.site.clear()
    report = after.crawl()
    assert {view: after.rows(f"select count(*) from {view}") for view in before} == before
    totals = report.totals()
    assert (totals["new"], totals["revised"], totals["duplicates"]) == (0, 0, 0)
    asked = [request for request in after.site.requests if request.path != "/robots.txt"]
    assert asked
    assert all(request.conditional and request.status == 304 for request in asked)


def test_a_pass_that_is_not_due_asks_for_nothing(bench: Bench) -> None:
    bench.crawl(CrawlRequest())
    bench.site.clear()
    report = bench.crawl(CrawlRequest())
    assert report.per_source == {}
    assert bench.site.requests == []


def test_an_edited_article_gets_a_revision_and_keeps_the_old_one(after: Bench) -> None:
    after.site.edition = 2
    report = after.crawl()
    edited = [article for article in TRUTH.articles if article.revised is not None]
    assert report.totals()["revised"] == len(edited) > 0
    for article in edited:
        url = after.site.url + article.path
        rows = after.rows(
            f"select revision, text, is_current from revisions where canonical_url = '{url}' order by revision"
        )
        assert [(number, text) for number, text, _ in rows] == [(1, article.text), (2, article.revised)]
        assert [bool(current) for *_, current in rows] == [False, True]
    stored = [after.path(row[0]) for row in after.rows("select canonical_url from articles")]
    assert sorted(stored) == sorted(set(in_edition(1)) | set(in_edition(2)))
    assert after.rows("select url from urls where kind is null") == []


def test_the_count_that_people_ask_for(after: Bench) -> None:
    rows = after.rows(
        "select source, language, count(*) from articles where duplicate_of is null group by 1, 2 order by 1, 2"
    )
    unique = [a for a in TRUTH.articles if 1 in a.editions and a.duplicate_of is None]
    languages = sorted({a.language for a in unique})
    assert rows == [("meridian", lang, sum(a.language == lang for a in unique)) for lang in languages]


def test_a_front_page_is_enough(site: SampleSite, database_url: str) -> None:
    """Without feeds, sitemaps and sections the front page is read, and the feeds that it names."""
    config = Config.model_validate(
        {"database": database_url, "archive": None, "sources": [{"name": "meridian", "url": site.url + "/de/"}]}
    )
    database = prepare(config, CrawlRequest())
    report = asyncio.run(crawl(config, database, CrawlRequest()))
    assert report.failed_sources == []
    assert report.totals()["new"] >= 5
    with run(database, "select distinct kind, found_by from endpoints order by 1, 2") as result:
        found = list(result.rows)
    assert ("home", "config") in found
    assert ("feed", "autodetect") in found
    database.close()
