"""The whole line held to the sample site's ground truth, on both databases."""

from __future__ import annotations

import asyncio

from db.query import run
from scraper.config import Config
from scraper.crawl import CrawlRequest, crawl, prepare
from scraper.sample import SampleSite, load_truth
from tests.crawl.conftest import Bench

TRUTH = load_truth()


def in_edition(number: int) -> list[str]:
    return sorted(article.path for article in TRUTH.articles if number in article.editions)


def test_every_article_is_stored_once_under_its_canonical_address(bench: Bench) -> None:
    report = bench.crawl()
    stored = [bench.path(row[0]) for row in bench.rows("select canonical_url from articles")]
    assert sorted(stored) == in_edition(1)
    assert report.failed_sources == []
    assert report.totals()["new"] == len(stored)


def test_titles_texts_and_metadata_are_those_of_the_truth(bench: Bench) -> None:
    bench.crawl()
    truth = {article.path: article for article in TRUTH.articles}
    rows = bench.rows(
        "select canonical_url, title, text, language, dateline, published_at, published_precision from articles"
    )
    assert rows
    for url, title, text, language, dateline, published_at, precision in rows:
        article = truth[bench.path(url)]
        assert (title, text, language, dateline) == (article.title, article.text, article.language, article.dateline)
        day = str(published_at)[:10]
        assert day == article.published_at.strftime("%Y-%m-%d"), url
        assert precision in {"second", "minute", "day"}


def test_copies_point_to_the_article_that_came_first(bench: Bench) -> None:
    report = bench.crawl()
    found = bench.rows(
        "select c.canonical_url, o.canonical_url from articles c join articles o on o.id = c.duplicate_of"
    )
    expected = {a.path: a.duplicate_of for a in TRUTH.articles if a.duplicate_of and 1 in a.editions}
    assert {bench.path(copy): bench.path(original) for copy, original in found} == expected
    assert report.totals()["duplicates"] == len(expected)


def test_every_alias_of_the_truth_is_an_address_of_its_article(bench: Bench) -> None:
    bench.crawl()
    found = {(bench.path(c), bench.path(u)) for c, u in bench.rows("select canonical_url, url from urls")}
    expected = {(a.path, alias) for a in TRUTH.articles if 1 in a.editions for alias in (a.path, *a.aliases)}
    assert expected <= found
    assert bench.rows("select url from urls where kind is null") == []


def test_forbidden_paths_are_never_requested_and_the_refusal_is_a_row(bench: Bench) -> None:
    bench.crawl()
    asked = {request.path.partition("?")[0] for request in bench.site.requests}
    assert not asked & set(TRUTH.forbidden)
    refused = bench.rows("select url, error_kind from fetches where outcome = 'refused'")
    assert {(bench.path(url), kind) for url, kind in refused} <= {(path, "robots") for path in TRUTH.forbidden}
    assert refused


def test_missing_pages_and_pages_that_are_no_articles_are_told_with_a_reason(bench: Bench) -> None:
    bench.crawl()
    states = {
        bench.path(url): (state, reason) for url, state, reason in bench.rows("select url, state, reason from pages")
    }
    for path in TRUTH.missing:
        assert states[path][0] == "gone"
    assert all(reason for state, reason in states.values() if state in {"rejected", "gone", "refused", "failed"})
    stored = {bench.path(row[0]) for row in bench.rows("select canonical_url from articles")}
    assert not stored & set(TRUTH.no_article)


def test_a_second_pass_over_the_unchanged_site_stores_nothing_and_asks_conditionally(bench: Bench) -> None:
    bench.crawl()
    before = {view: bench.rows(f"select count(*) from {view}") for view in ("articles", "revisions", "urls", "pages")}
    bench.site.clear()
    report = bench.crawl()
    assert {view: bench.rows(f"select count(*) from {view}") for view in before} == before
    totals = report.totals()
    assert (totals["new"], totals["revised"], totals["duplicates"]) == (0, 0, 0)
    asked = [request for request in bench.site.requests if request.path != "/robots.txt"]
    assert asked
    assert all(request.conditional and request.status == 304 for request in asked)


def test_a_pass_that_is_not_due_asks_for_nothing(bench: Bench) -> None:
    bench.crawl(CrawlRequest())
    bench.site.clear()
    report = bench.crawl(CrawlRequest())
    assert report.per_source == {}
    assert bench.site.requests == []


def test_an_edited_article_gets_a_revision_and_keeps_the_old_one(bench: Bench) -> None:
    bench.crawl()
    bench.site.edition = 2
    report = bench.crawl()
    edited = [article for article in TRUTH.articles if article.revised is not None]
    assert report.totals()["revised"] == len(edited) > 0
    for article in edited:
        url = bench.site.url + article.path
        rows = bench.rows(
            f"select revision, text, is_current from revisions where canonical_url = '{url}' order by revision"
        )
        assert [(number, text) for number, text, _ in rows] == [(1, article.text), (2, article.revised)]
        assert [bool(current) for *_, current in rows] == [False, True]
    stored = [bench.path(row[0]) for row in bench.rows("select canonical_url from articles")]
    assert sorted(stored) == sorted(set(in_edition(1)) | set(in_edition(2)))
    assert bench.rows("select url from urls where kind is null") == []


def test_the_count_that_people_ask_for(bench: Bench) -> None:
    bench.crawl()
    rows = bench.rows(
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
