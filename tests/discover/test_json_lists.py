"""JSON lists, read by their rule."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from scraper.discover import ListRule, first_pages, is_list_of, read_json_list
from scraper.discover.software import INTERFACES

BASE = "https://news.example"
RULE = ListRule(
    url=BASE + "/api/{language}/{category}.json?page={page}",
    items="items",
    fields={"id": "id", "title": "head", "published": "on", "modified": "at", "translations": "others[].[lang, path]"},
    article="/{language}/{category}/{id}",
    text="/api/text/{id}.html",
    each={"language": ("de", "en"), "category": ("world",)},
)
URL = BASE + "/api/de/world.json?page=2"


def read(answer: Any, rule: ListRule = RULE, url: str = URL) -> Any:
    return read_json_list(json.dumps(answer).encode(), url, rule)


def test_there_is_one_list_for_each_combination() -> None:
    assert list(first_pages(RULE)) == [BASE + f"/api/{language}/world.json?page=1" for language in ("de", "en")]


def test_lists_are_recognised_at_any_page_and_others_are_not() -> None:
    assert is_list_of(RULE, URL)
    assert not is_list_of(RULE, BASE + "/api/de/world.json")
    assert not is_list_of(RULE, "https://other.example/api/de/world.json?page=2")


def test_an_item_becomes_an_entry() -> None:
    item = {
        "id": 7,
        "head": "Ein Titel",
        "on": "2026-03-01T10:00:00+01:00",
        "others": [{"lang": "en", "path": "/en/w/7"}],
    }
    (entry,) = read({"items": [item]}).entries
    assert entry.url == BASE + "/de/world/7"
    assert entry.fetch_url == BASE + "/api/text/7.html"
    assert (entry.title, entry.language) == ("Ein Titel", "de")
    assert entry.published_at == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert entry.alternates == (("en", BASE + "/en/w/7"),)
    assert json.loads(entry.item)["title"] == "Ein Titel"


def test_what_no_database_stores_is_left_out_of_an_item() -> None:
    """Nor has an address halves of characters; they can't be encoded."""
    item = {"id": "a\udc00b", "head": 'On\0e \ud83c\udf4e \\ud800 "\ud800', "on": None, "others": []}
    (entry,) = read({"items": [item]}).entries
    assert (entry.url, entry.title) == (BASE + "/de/world/ab", 'One 🍎 \\ud800 "')
    assert json.loads(entry.item.encode())["id"] == "ab"


def test_a_translation_that_is_no_address_is_left_out() -> None:
    (entry,) = read({"items": [{"id": 1, "others": [{"lang": "en", "path": "http://[x"}]}]}).entries
    assert entry.alternates == ()


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        (1_772_359_200, datetime(2026, 3, 1, 10, tzinfo=UTC)),
        (1_772_359_200_000, datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("Sun, 01 Mar 2026 10:00:00 GMT", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("yesterday", None),
        (10**30, None),
        (True, None),
        ([1], None),
    ],
)
def test_times_come_in_many_forms(told: object, moment: datetime | None) -> None:
    (entry,) = read({"items": [{"id": 1, "on": told}]}).entries
    assert entry.published_at == moment


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (b"<html>", "this is no JSON"),
        (b"[" * 100_000, "this is no JSON"),
        (b'{"data": []}', "no list at 'items'"),
        (b'{"items": {"a": 1}}', "no list at 'items'"),
        (b'{"items": []}', "the list is empty"),
        (b'{"items": [{"head": "no number"}, 3, null]}', "3 of 3 items give no address"),
    ],
)
def test_what_is_wrong_is_told(answer: bytes, problem: str) -> None:
    listing = read_json_list(answer, URL, RULE)
    assert listing.entries == ()
    assert problem in (listing.problem or "")


@pytest.mark.parametrize(
    ("change", "answer", "following"),
    [
        ({}, {}, "/api/de/world.json?page=3"),
        ({"next": "more"}, {"more": False}, None),
        ({"next": "more"}, {"more": True}, "/api/de/world.json?page=3"),
        ({"next": "page < pages"}, {"page": 2, "pages": 2}, None),
        ({"next": "page < pages"}, {"page": 2, "pages": 4}, "/api/de/world.json?page=3"),
        ({"next": "next"}, {"next": 5}, "/api/de/world.json?page=5"),
        ({"next": "next"}, {"next": "/api/other?x=1"}, "/api/other?x=1"),
        ({"next": "next"}, {"next": None}, None),
    ],
)
def test_the_next_page(change: dict[str, Any], answer: dict[str, Any], following: str | None) -> None:
    listing = read({"items": [{"id": 1}], **answer}, replace(RULE, **change))
    assert [child.url for child in listing.children] == ([BASE + following] if following else [])


def test_offsets_count_items_and_cursors_are_passed_on() -> None:
    by_offset = replace(RULE, url=BASE + "/l?from={offset}&n=2", each={}, article="/{id}", text=None)
    assert list(first_pages(by_offset)) == [BASE + "/l?from=0&n=2"]
    listing = read({"items": [{"id": 1}, {"id": 2}]}, by_offset, BASE + "/l?from=4&n=2")
    assert listing.children[0].url == BASE + "/l?from=6&n=2"
    by_cursor = replace(by_offset, url=BASE + "/l?n=2&after={cursor}", next="end")
    assert list(first_pages(by_cursor)) == [BASE + "/l?n=2"]
    listing = read({"items": [{"id": 1}], "end": "a=="}, by_cursor, BASE + "/l?n=2")
    assert listing.children[0].url == BASE + "/l?n=2&after=a%3D%3D"
    assert is_list_of(by_cursor, listing.children[0].url)


def test_wordpress_answers_are_read_without_a_rule() -> None:
    known = INTERFACES["wordpress"]
    rule = ListRule(url=BASE + known.url, items=known.items, fields=known.fields, article=known.article)
    post = {
        "id": 5,
        "date_gmt": "2026-03-01T10:00:00",
        "modified_gmt": "2026-03-02T10:00:00",
        "link": BASE + "/2026/03/slug/",
        "title": {"rendered": "A &amp; B"},
        "content": {"rendered": "<p>Text.</p>"},
        "_embedded": {
            "author": [{"name": "Ana Sol"}],
            "wp:term": [[{"taxonomy": "category", "name": "World"}], [{"taxonomy": "post_tag", "name": "sea"}]],
        },
    }
    (entry,) = read([post], rule, next(first_pages(rule))).entries
    said = json.loads(entry.item)
    assert entry.url == BASE + "/2026/03/slug/"
    assert (said["authors"], said["section"], said["keywords"]) == (["Ana Sol"], "World", ["sea"])
    assert said["text"] == "<p>Text.</p>"
