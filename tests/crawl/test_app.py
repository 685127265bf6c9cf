"""The sample site's JavaScript edition, read by its JSON lists: the same articles as the plain edition's."""

from __future__ import annotations

import asyncio
import json
import re
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.health import Problem, gather, judge
from db.query import run
from scraper.config import load_config
from scraper.crawl import CrawlRequest, Report, crawl, prepare
from scraper.sample import SampleSite, load_truth
from tests.crawl.conftest import Bench
from tests.fetch.conftest import response, serving
from tests.fetch.render.conftest import chromium  # noqa: F401  (a fixture)
from tests.sample_archive import SampleArchive, SampleArchives

TRUTH = load_truth()


@pytest.fixture
def archive(sample_archives: SampleArchives, kind: str, tmp_path: Path) -> SampleArchive:
    """As a first pass has left it; once for SQLite, once for Postgres."""
    return sample_archives.get(kind, is_app=True).copy(tmp_path)


@pytest.fixture
def app(archive: SampleArchive) -> Iterator[Bench]:
    config, database = archive.open()
    yield Bench(archive.site, config, database)
    database.close()


def number(path: str) -> int:
    found = re.search(r"/(\d{5})(?:-|$)", path)
    assert found
    return int(found[1])


def test_the_articles_are_those_of_the_plain_edition(app: Bench, archive: SampleArchive) -> None:
    rows = app.rows("select canonical_url, language, title, text, dateline, section, lead from articles")
    found = {(language, number(url)): rest for url, language, *rest in rows}
    expected = {
        (a.language, number(a.path)): [a.title, a.text, a.dateline, a.section, a.lead] for a in TRUTH.in_edition(1)
    }
    assert found == expected
    assert archive.report.totals()["new"] == len(expected)
    assert archive.report.failed_sources == []


def test_addresses_are_those_that_readers_see_and_no_shell_is_fetched(app: Bench, archive: SampleArchive) -> None:
    urls = {app.path(row[0]) for row in app.rows("select canonical_url from articles")}
    assert "/en/economy/10441" in urls
    assert all(request.path.startswith(("/api/", "/robots.txt")) for request in archive.requests)
    assert set(app.rows("select published_from from articles")) == {("list",)}
    assert set(app.rows("select kind from urls")) == {("canonical",)}


def test_each_article_has_its_language_and_is_linked_to_its_translations(app: Bench) -> None:
    """A story in four languages is one story: the lists name the others' addresses."""
    told = app.rows("select story_id, language, canonical_url from articles where duplicate_of is null")
    stories: dict[int, set[str]] = {}
    for story, language, url in told:
        assert url.split("/")[3] == language
        if story is not None:
            stories.setdefault(story, set()).add(language)
    whole = {number(a.path) for a in TRUTH.in_edition(1) if len(a.translations) == 3 and a.duplicate_of is None}
    assert sum(languages == {"de", "ru", "en", "fr"} for languages in stories.values()) == len(whole)
    rules = app.rows("select distinct rule from links where relation = 'translation'")
    assert ("hreflang",) in rules


def test_a_list_s_order_is_kept_as_sightings(app: Bench) -> None:
    app.site.edition = 2
    app.crawl()
    rows = app.rows("select seen_on, last_position, article_id is null, gone_at is null from sightings order by 1, 2")
    politics = [row for row in rows if row[0].endswith("/api/en/politics.json?page=1")]
    assert [position for _, position, _, _ in politics] == list(range(1, len(politics) + 1))
    assert not any(is_none for _, _, is_none, _ in rows)
    assert all(is_there for _, _, _, is_there in rows)


def test_copies_are_recognised_here_too(app: Bench) -> None:
    found = app.rows("select c.canonical_url, o.canonical_url from articles c join articles o on o.id = c.duplicate_of")
    expected = {(number(a.path), number(a.duplicate_of)) for a in TRUTH.in_edition(1) if a.duplicate_of}
    assert {(number(copy), number(original)) for copy, original in found} == expected


def test_a_second_pass_asks_conditionally_and_a_correction_becomes_a_revision(app: Bench) -> None:
    assert app.crawl().totals()["revised"] == 0
    asked = [request for request in app.site.requests if request.path != "/robots.txt"]
    assert asked
    assert all(request.status == 304 for request in asked)
    app.site.edition = 2
    report = app.crawl()
    assert report.totals()["revised"] == sum(a.revised is not None for a in TRUTH.articles)


WORDPRESS = """
database: {database}
archive: null
politeness: {{delay_s: 0}}
sources:
  - {{name: blog, url: "{url}/", lists: [{{software: wordpress}}]}}
"""


def test_texts_that_stand_in_the_list_cost_no_request_of_their_own(database_url: str, tmp_path: Path) -> None:
    """A WordPress answers with whole articles: its pages are not asked for, and an edit there is seen in the list."""
    text = "The ferry ran again on Monday after three weeks of repairs, the harbour office said in the morning. " * 3

    async def run_twice() -> tuple[Report, Report, Any]:
        post = {"id": 1, "link": "", "date_gmt": "2026-03-01T10:00:00", "title": {"rendered": "Ferry back"}}
        post["content"] = {"rendered": f"<p>{text}</p>"}
        pages: dict[str, Any] = {}
        async with serving(pages) as server:
            address = "/wp-json/wp/v2/posts?per_page=50&page=1&_embed=1"
            post["link"] = server.url + "/2026/03/ferry-back/"
            pages[address] = answer([post])
            file = tmp_path / "config.yaml"
            file.write_text(WORDPRESS.format(database=database_url, url=server.url), encoding="utf-8")
            config = load_config(file, environ={})
            database = prepare(config, CrawlRequest())
            first = await crawl(config, database, CrawlRequest(everything=True))
            post["content"] = {"rendered": f"<p>{text}</p><p>The captain has denied this report since.</p>"}
            pages[address] = answer([post])
            second = await crawl(config, database, CrawlRequest(everything=True))
            with run(database, "select title, revision, url from articles") as result:
                rows = list(result.rows)
            database.close()
            assert {path.partition("?")[0] for path in server.paths()} == {"/wp-json/wp/v2/posts"}
            return first, second, rows

    first, second, rows = asyncio.run(run_twice())
    assert (first.totals()["new"], second.totals()["revised"]) == (1, 1)
    assert [row[:2] for row in rows] == [("Ferry back", 2)]
    assert rows[0][2].endswith("/2026/03/ferry-back/")


def answer(posts: list[dict[str, Any]]) -> bytes:
    return response(json.dumps(posts).encode(), Content_Type="application/json")


RENDERED = """
database: {database}
archive: archive
politeness: {{delay_s: 0, concurrency: 2}}
sources:
  - {{name: app, url: "{url}/en", render: true, include: ["/en/[a-z]+/[0-9]+$"],
     sections: [/en/politics, /en/economy, /en/world, /en/culture, /en/sport]}}
"""


@pytest.mark.slow
def test_a_browser_draws_the_same_articles_without_a_rule(
    make_database_url: Callable[[str], str],
    tmp_path: Path,
    chromium: str,  # noqa: F811
) -> None:
    with SampleSite(is_app=True) as site:
        file = tmp_path / "config.yaml"
        file.write_text(RENDERED.format(database=make_database_url("sqlite"), url=site.url), encoding="utf-8")
        config = load_config(file, environ={})
        database = prepare(config, CrawlRequest())
        report = asyncio.run(crawl(config, database, CrawlRequest(everything=True)))
        bench = Bench(site, config, database)
        found = {number(url): rest for url, *rest in bench.rows("select url, title, text, dateline from articles")}
        kept = bench.rows("select outcome, warc_type, count(*) from fetches group by 1, 2")
        database.close()
    assert report.failed_sources == []
    assert found == {number(a.path): [a.title, a.text, a.dateline] for a in TRUTH.in_edition(1) if a.language == "en"}
    kinds = {(outcome, kind) for outcome, kind, _ in kept}
    assert {("new", "resource"), ("rendered", "response"), ("listing", "resource")} <= kinds


GRAPHQL = """
database: {database}
archive: archive
politeness: {{delay_s: 0}}
sources:
  - name: meridian
    url: {url}/
    lists:
      - url: /graphql
        body: {{operationName: Latest, query: 'query Latest {{latest {{edges {{node {{id}}}}}}}}',
               variables: {{language: '{{language}}', section: '{{section}}', after: '{{cursor}}'}}}}
        each: {{language: [en, ru], section: [politics, economy, world, culture, sport]}}
        items: data.latest.edges[].node
        next: data.latest.pageInfo | hasNextPage && endCursor
        fields: {{id: id, title: title, text: html, published: created}}
        article: /{{language}}/{{section}}/{{id}}
"""


def test_lists_that_are_asked_for_by_post(make_database_url: Callable[[str], str], tmp_path: Path) -> None:
    with SampleSite(is_graphql=True) as site:
        file = tmp_path / "config.yaml"
        file.write_text(GRAPHQL.format(database=make_database_url("sqlite"), url=site.url), encoding="utf-8")
        config = load_config(file, environ={})
        database = prepare(config, CrawlRequest())
        bench = Bench(site, config, database)
        first, second = bench.crawl(), bench.crawl()
        rows = bench.rows("select language, url, title, text from articles")
        kept = bench.rows("select warc_file, warc_offset + warc_length from fetches where outcome = 'listing'")
        database.close()
    told = [article for article in TRUTH.in_edition(1) if article.language in {"en", "ru"}]
    expected = {(a.language, number(a.path)): [a.title, a.text] for a in told}
    assert {(language, number(url)): rest for language, url, *rest in rows} == expected
    assert (first.totals()["new"], second.totals()["new"], second.totals()["revised"]) == (len(expected), 0, 0)
    assert {request.method for request in site.requests if request.path != "/robots.txt"} == {"POST"}
    with (tmp_path / "archive" / kept[0][0]).open("rb") as warc:
        warc.seek(kept[0][1])
        question = zlib.decompressobj(31).decompress(warc.read())
    assert b"POST /graphql HTTP/1.1" in question
    assert b'"section": "' in question


SHELLS = """
database: {database}
archive: null
sources:
  - {{name: front, url: "{url}/en"}}
  - {{name: fed, url: "{url}/", feeds: [/feed.json]}}
"""


def test_shells_are_noticed_and_what_to_do_is_said(database_url: str, tmp_path: Path) -> None:
    """A front page that is one, and a feed that leads to some."""
    shell = response(b"<title>App</title><body><div id=root></div><script src=/app.js></script>")
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "App", "items": []}
    pages: dict[str, Any] = dict.fromkeys(("/en", "/a", "/b", "/c"), shell)

    async def crawl_twice() -> list[Problem]:
        async with serving(pages) as server:
            feed["items"] = [{"id": name, "url": f"{server.url}/{name}", "title": "Ferry back"} for name in "abc"]
            pages["/feed.json"] = response(json.dumps(feed).encode(), Content_Type="application/feed+json")
            file = tmp_path / "config.yaml"
            file.write_text(SHELLS.format(database=database_url, url=server.url), encoding="utf-8")
            config = load_config(file, environ={})
            database = prepare(config, CrawlRequest())
            for _ in range(2):  # what is unchanged is still a shell
                await crawl(config, database, CrawlRequest(everything=True))
            moment = datetime.now(UTC)
            problems = [problem for facts in gather(database, moment) for problem in judge(facts, moment)]
            database.close()
            return problems

    problems = asyncio.run(crawl_twice())
    assert [(problem.source, problem.kind) for problem in problems] == [("fed", "shells"), ("front", "shells")]
    assert all("dateline add" in problem.advice and "render: true" in problem.advice for problem in problems)
