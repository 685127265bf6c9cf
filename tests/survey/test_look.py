"""From a site's address alone to a source that works: the sample site's editions, a real WordPress, bare pages."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scraper.sample import SampleSite, load_truth
from scraper.shell import SHELL
from scraper.survey import Survey, source_block
from tests.fetch.conftest import response, serving
from tests.fetch.render.conftest import chromium  # noqa: F401  (a fixture)
from tests.survey.conftest import Row, crawled, look, surveyed

TRUTH = load_truth()
Taken = Callable[[Survey], set[tuple[str, str]]]


def number(url: str) -> int:
    return int(re.findall(r"/(\d{5})(?:-|$)", url)[-1])


def test_the_plain_edition(tmp_path: Path, taken: Taken) -> None:
    with SampleSite() as site:
        survey, rows = surveyed(site.url + "/en/", tmp_path)
        root = site.url
    feeds = {("feed", f"/feeds/{name}") for name in ("de.rss", "ru.atom", "en.rdf", "fr.json")}
    assert taken(survey) == {*feeds, ("sitemap", "/sitemap.xml")}
    assert survey.works
    assert not survey.is_rendered
    assert set(survey.languages) == {"de", "ru", "en", "fr"}
    why = {item.trial.candidate.url.removeprefix(root): item.why for item in survey.judged}
    assert why["/en/economy/"] == "lists nothing that those taken lack"
    expected = {article.path for article in TRUTH.in_edition(1)}
    found = {url.removeprefix(root) for url, *_ in rows}
    assert found <= expected
    assert len(found) >= len(expected) - 1  # one stands only in a section that has two articles


@pytest.mark.parametrize("options", [{"is_app": True}, {"is_graphql": True}], ids=["json", "graphql"])
def test_the_app_edition_by_the_lists_that_its_script_asks_for(
    options: dict[str, bool],
    tmp_path: Path,
    chromium: str,  # noqa: F811
) -> None:
    with SampleSite(**options) as site:
        survey, rows = surveyed(site.url + "/en", tmp_path, with_browser=True)
    (candidate,) = survey.taken
    assert (candidate.kind, survey.is_rendered, survey.software) == ("json", False, "Polymer")
    assert len(source_block(survey, "app")) <= 12
    assert survey.article_pattern == r"/[^/]+/[^/]+/\d+$"
    assert survey.judged[0].why == SHELL or survey.judged[0].trial.candidate.kind != "section"
    expected = {(a.language, number(a.path)): (a.title, a.text) for a in TRUTH.in_edition(1)}
    assert {(language, number(url)): (title, text) for url, title, text, language in rows} == expected


def test_an_app_without_a_browser_is_told_to_be_one() -> None:
    with SampleSite(is_app=True) as site:
        survey, _ = surveyed(site.url + "/en")
    assert not survey.works
    assert {item.why for item in survey.judged if item.trial.candidate.kind == "section"} == {SHELL}


def test_a_feed_that_leads_to_shells_is_taken_and_its_pages_are_drawn(chromium: str) -> None:  # noqa: F811
    """There is no JSON behind these: the text stands in the script."""
    texts = ["".join(f"<p>{p}</p>" for p in a.text.split("\n\n")) for a in TRUTH.in_edition(1) if a.language == "en"][
        :5
    ]
    script = f"""const texts = {json.dumps(texts)};
      const text = texts[location.pathname.slice(1)];
      document.body.innerHTML = `<article><h1>The ferry ran again</h1>${{text}}</article>`;"""
    shell = html("<title>Ferry</title><body><div id=root></div><script src=/app.js></script>")

    async def run() -> Survey:
        pages: dict[str, Any] = {"/app.js": response(script.encode(), Content_Type="text/javascript")}
        async with serving(pages) as server:
            items = [
                {"id": n, "url": f"{server.url}/{n}", "title": f"The ferry number {n} ran again"} for n in range(5)
            ]
            feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Ferries", "items": items}
            pages["/feed.json"] = response(json.dumps(feed).encode(), Content_Type="application/feed+json")
            pages |= dict.fromkeys(["/", *(f"/{n}" for n in range(5))], shell)
            return await look(server.url + "/", with_browser=True)

    survey = asyncio.run(run())
    assert [(candidate.kind, candidate.url.rpartition("/")[2]) for candidate in survey.taken] == [("feed", "feed.json")]
    assert survey.is_rendered
    assert "  render: true" in source_block(survey, "x")


def test_json_that_a_script_names_is_found_without_a_browser(tmp_path: Path) -> None:
    """Items with the whole text, in a list that nothing but the script's own words tells of."""
    told = [a for a in TRUTH.in_edition(1) if a.language == "en" and a.duplicate_of is None][:8]
    items = [
        {
            "headline": article.title,
            "slug": f"story-{place}",
            "permalink": f"/news/story-{place}",
            "publishedAt": article.published_at.isoformat(),
            "body": "".join(f"<p>{paragraph}</p>" for paragraph in article.text.split("\n\n")),
        }
        for place, article in enumerate(told)
    ]
    pages: dict[str, Any] = {
        "/": html("<title>News</title><body><div id=root></div><script src=/static/app.js></script>"),
        "/static/app.js": response(b'fetch("/api/v2/stories").then(draw)', Content_Type="text/javascript"),
        "/api/v2/stories": response(json.dumps({"data": {"stories": items}}).encode(), Content_Type="application/json"),
    }

    async def run() -> tuple[Survey, list[Row]]:
        async with serving(pages) as server:
            survey = await look(server.url + "/")
            return survey, await crawled(survey, tmp_path)

    survey, rows = asyncio.run(run())
    assert [candidate.kind for candidate in survey.taken] == ["json"]
    assert {(title, text) for _, title, text, _ in rows} == {(a.title, a.text) for a in told}
    assert all("/news/story-" in url for url, *_ in rows)


def test_a_real_wordpress(tmp_path: Path, taken: Taken) -> None:
    """Against the answers of WordPress 6.1.9 (Debian 12, PHP 8.2, MariaDB), recorded; without its styles and pictures.

    Its sitemap has authors, categories and a page besides the posts: nothing that the posts' own list lacks.
    """

    async def run() -> tuple[Survey, list[Row], list[str]]:
        pages: dict[str, Any] = {}
        async with serving(pages) as server:
            for path, (status, kind, body) in recorded().items():
                pages[path] = response(fill(body, server.url), f"{status} X", Content_Type=kind)
            survey = await look(server.url + "/")
            before = len(server.paths())
            return survey, await crawled(survey, tmp_path), server.paths()[before:]

    survey, rows, asked = asyncio.run(run())
    assert survey.software == "WordPress"
    assert taken(survey) == {("json", "/wp-json/wp/v2/posts?per_page=50&page={page}&_embed=1")}
    assert source_block(survey, "blog")[-1].strip() == "- software: wordpress"
    assert len(rows) == 6
    assert all(url.count("/2026/11/") and title and len(text) > 500 for url, title, text, _ in rows)
    assert all(path.startswith(("/wp-json/", "/robots.txt")) for path in asked)


def recorded() -> dict[str, tuple[int, str, str]]:
    text = (Path(__file__).parent / "wordpress.json").read_text(encoding="utf-8")
    return {path: tuple(answer) for path, answer in json.loads(text).items()}


def fill(body: str, url: str) -> bytes:
    return body.replace("{base-json}", url.replace("/", "\\/")).replace("{base}", url).encode()


def test_a_static_site_with_nothing_but_pages(tmp_path: Path) -> None:
    """In two languages, each with a front page and two sections, whose links are all that there is."""

    async def run() -> tuple[Survey, list[Row], str]:
        pages, articles = static_site()
        async with serving(pages) as server:
            survey = await look(server.url + "/")
            rows = await crawled(survey, tmp_path)
            assert {url.removeprefix(server.url) for url, *_ in rows} == articles
            return survey, rows, "\n".join(source_block(survey, "static"))

    survey, rows, block = asyncio.run(run())
    assert {candidate.kind for candidate in survey.taken} == {"section"}
    assert survey.works
    assert {language for *_, language in rows} == {"en", "de"}
    assert "  include: ['/" in block
    missing = [item for item in survey.judged if item.trial.candidate.kind in {"feed", "sitemap"}]
    assert missing
    assert {item.why for item in missing} == {"there is none"}


def static_site() -> tuple[dict[str, Any], set[str]]:
    """Pages, and the addresses of the articles among them."""
    pages: dict[str, Any] = {}
    found: set[str] = set()
    homes = {"en": "/", "de": "/de/"}
    for language, home in homes.items():
        told = [a for a in TRUTH.in_edition(1) if a.language == language and a.duplicate_of is None][:12]
        nav = "".join(f'<a href="{home}{name}/">{name}</a> ' for name in ("one", "two"))
        top = f'<html lang="{language}"><body><header><nav>{nav}</nav><a href="/">en</a> <a href="/de/">de</a></header>'
        links = []
        for article in told:
            path = f"{home}{article.published_at:%Y/%m}/{article.path.rpartition('/')[2]}.html"
            text = "".join(f"<p>{paragraph}</p>" for paragraph in article.text.split("\n\n"))
            time = f'<time datetime="{article.published_at.isoformat()}">{article.published_at:%d.%m.%Y}</time>'
            pages[path] = html(f"{top}<main><article><h1>{article.title}</h1>{time}{text}</article></main>")
            links.append(f'<li><a href="{path}">{article.title}</a></li>')
            found.add(path)
        pages[home] = html(f"{top}<main><ul>{''.join(links[:4])}</ul></main>")
        pages[home + "one/"] = html(f"{top}<main><ul>{''.join(links[:8])}</ul></main>")
        pages[home + "two/"] = html(f"{top}<main><ul>{''.join(links[8:])}</ul></main>")
    return pages, found


def html(text: str) -> bytes:
    return response(f"<!DOCTYPE html>{text}".encode(), Content_Type="text/html; charset=utf-8")
