"""The sample site as a news app: shells, lists, fragments, and nothing for those who read HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest

from scraper.parse import parse
from scraper.sample import SampleSite, load_truth


@pytest.fixture(scope="module")
def app() -> Iterator[SampleSite]:
    with SampleSite(is_app=True) as site:
        yield site


@pytest.mark.parametrize("path", ["/", "/de", "/en/economy", "/en/economy/10441", "/no/such/page"])
def test_every_page_is_the_same_empty_shell(app: SampleSite, path: str) -> None:
    answer = httpx.get(app.url + path)
    assert answer.status_code == 200
    assert "<meridian-app></meridian-app>" in answer.text
    assert parse(answer.content, app.url + path).kind == "page"


def test_the_lists_hold_every_article_of_the_plain_edition(app: SampleSite) -> None:
    seen = []
    for language in ("de", "ru", "en", "fr"):
        for section in ("politics", "economy", "world", "culture", "sport"):
            page, pages = 1, 1
            while page <= pages:
                answer = httpx.get(f"{app.url}/api/{language}/{section}.json?page={page}").json()
                seen += [(language, item["title"]) for item in answer["items"]]
                page, pages = page + 1, answer["pages"]
    assert sorted(seen) == sorted((a.language, a.title) for a in load_truth().in_edition(1))


def test_texts_are_fragments_and_the_api_is_honest(app: SampleSite) -> None:
    text = httpx.get(app.url + "/api/en/text/10441.html").text
    assert text.startswith("<p>Asia (meridian.example), - ")
    assert httpx.get(app.url + "/api/en/text/1.html").status_code == 404
    assert json.loads(httpx.get(app.url + "/api/en/item/10441.json").content)["translations"]
