"""Lists that are asked for by POST: what is sent, and how their addresses stay apart."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from scraper.discover import ListRule, first_pages, is_list_of, post_of, read_json_list

QUERY = "query L($p: Int) {news(page: $p) {id tag{page}}}"
RULE = ListRule(
    url="https://news.example/graphql",
    body=json.dumps({"query": QUERY, "variables": {"language": "{language}", "p": "{page}"}}),
    items="data.news",
    fields={"id": "id"},
    article="https://news.example/{language}/{id}",
    each={"language": ("de", "zh-hans")},
)
FIRST, SECOND = first_pages(RULE)
BY_CURSOR = replace(
    RULE,
    body=json.dumps({"variables": {"after": "{cursor}"}}),
    next="data.next",
    each={},
    article="https://a.example/{id}",
)


def test_each_list_has_an_address_of_its_own_and_a_body() -> None:
    assert FIRST != SECOND
    assert all(is_list_of(RULE, address) for address in (FIRST, SECOND))
    assert SECOND.startswith("https://news.example/graphql#")
    asked = json.loads(post_of(RULE, SECOND) or b"")
    assert asked == {"query": QUERY, "variables": {"language": "zh-hans", "p": 1}}


def test_the_next_page_is_asked_for_with_another_body() -> None:
    listing = read_json_list(b'{"data": {"news": [{"id": 7}]}}', FIRST, RULE)
    assert [entry.url for entry in listing.entries] == ["https://news.example/de/7"]
    assert json.loads(post_of(RULE, listing.children[0].url) or b"")["variables"] == {"language": "de", "p": 2}


def test_a_first_cursor_is_null_and_any_other_comes_back_as_it_was() -> None:
    (first,) = first_pages(BY_CURSOR)
    assert json.loads(post_of(BY_CURSOR, first) or b"") == {"variables": {"after": None}}
    answer = {"data": {"news": [{"id": 7}], "next": "YX=/+&#"}}
    (following,) = read_json_list(json.dumps(answer).encode(), first, BY_CURSOR).children
    assert is_list_of(BY_CURSOR, following.url)
    assert json.loads(post_of(BY_CURSOR, following.url) or b"") == {"variables": {"after": "YX=/+&#"}}


def test_rules_with_other_bodies_have_other_addresses() -> None:
    other = replace(RULE, body=json.dumps({"query": "query M", "variables": {"language": "{language}"}}))
    assert not set(first_pages(RULE)) & set(first_pages(other))


def test_a_list_that_is_got_has_no_body() -> None:
    rule = replace(RULE, body=None, url="https://news.example/{language}.json")
    assert [post_of(rule, address) for address in first_pages(rule)] == [None, None]


@pytest.mark.parametrize("pattern", ["https://a.example/l?c={cursor}&n=5", "https://a.example/l?c={cursor}"])
def test_a_list_s_first_page_has_no_cursor(pattern: str) -> None:
    rule = replace(BY_CURSOR, url=pattern, body=None)
    (first,) = first_pages(rule)
    assert first in {"https://a.example/l?n=5", "https://a.example/l"}
    assert is_list_of(rule, first)
