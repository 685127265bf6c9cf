"""From JSON answers, and the links of a drawn page, to a rule that reads the lists."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from scraper.config.lists import JsonList
from scraper.survey.fields import map_fields
from scraper.survey.infer import Answer, find_lists, infer
from scraper.survey.items import find_items
from scraper.survey.requests import Request, generalise
from scraper.survey.routes import learn_pattern

SITE = "https://news.example/"


def news(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": 100 + number,
        "title": f"The ferry number {number} ran again",
        "date": f"2026-03-{number:02}T10:00:00Z",
        **more,
    }


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ([news(1), news(2)], "@"),
        ({"data": {"items": [news(1), news(2)], "tags": [{"name": "x"}, {"name": "y"}]}}, "data.items"),
        ({"edges": [{"cursor": "a", "node": news(1)}, {"cursor": "b", "node": news(2)}]}, "edges[].node"),
        ({"data": [{"id": 1, "attributes": news(1)}, {"id": 2, "attributes": news(2)}]}, "data"),
        ({"top-stories": [news(1), news(2)]}, '"top-stories"'),
        ({"short": [news(1), news(2)], "long": [news(n) for n in range(1, 6)]}, "long"),
        ({"items": [news(1)]}, None),
        ({"menu": [{"title": "World"}, {"title": "Sport"}]}, None),
        ({"items": []}, None),
        ("text", None),
    ],
)
def test_where_the_items_are(answer: Any, path: str | None) -> None:
    found = find_items(answer)
    assert (found[0].path if found else None) == path


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        (
            {"headline": "The ferry ran again", "published_at": 1772359200, "updated_at": 1772359300, "slug": "ferry",
             "authors": [{"name": "Ana"}], "tags": ["sea"], "category": {"id": 3, "name": "World"}},
            {"title": "headline", "published": "published_at", "modified": "updated_at", "authors": "authors[].name",
             "keywords": "tags", "section": "category.name"},
        ),
        (
            {"title": {"rendered": "The ferry ran again"}, "content": {"rendered": "<p>" + "word " * 200},
             "link": "/a/b", "date": "2026-03-01T10:00:00", "image": {"src": "/p/1.jpg", "alt": "x"}},
            {"title": "title.rendered", "text": "content.rendered", "url": "link", "published": "date",
             "image": "image.src"},
        ),
        (
            {"t": "The ferry ran again", "on": "yesterday", "lang": "en", "by": "Ana",
             "alt": [{"code": "de", "href": "/de/1"}]},
            {"language": "lang", "translations": "alt[].[code, href]"},
        ),
    ],
    ids=["plain", "wordpress", "terse"],
)  # fmt: skip
def test_what_fields_mean(item: dict[str, Any], fields: dict[str, str]) -> None:
    assert map_fields([item, item]) == fields


def test_a_title_is_known_by_the_site_s_links_whatever_it_is_called() -> None:
    items = [{"name": "A name of three words", "t": f"The ferry number {number} ran"} for number in range(3)]
    assert map_fields(items, ["The ferry number 0 ran", "The ferry number 2 ran"])["title"] == "t"


@pytest.mark.parametrize(
    ("examples", "pattern"),
    [
        ([({"id": "101", "key": "sea"}, "https://a.example/en/sea/101"), ({"id": "102", "key": "air"}, "https://a.example/en/air/102")],
         "https://a.example/en/{key}/{id}"),
        ([({"id": "101", "slug": "the-ferry"}, "https://a.example/the-ferry-101.html"),
          ({"id": "102", "slug": "a-port"}, "https://a.example/a-port-102.html")], "https://a.example/{slug}-{id}.html"),
        ([({"id": "101"}, "https://a.example/?p=101"), ({"id": "102"}, "https://a.example/?p=102")], "https://a.example/?p={id}"),
        ([({"id": "7", "language": "de"}, "https://de.a.example/7"), ({"id": "8", "language": "en"}, "https://en.a.example/8")],
         "https://{language}.a.example/{id}"),
        ([({"id": "1"}, "https://a.example/101"), ({"id": "2"}, "https://a.example/102")], None),
        ([], None),
    ],
    ids=["segments", "one segment", "query", "host", "no whole value", "nothing"],
)  # fmt: skip
def test_how_addresses_are_made(examples: list[tuple[dict[str, str], str]], pattern: str | None) -> None:
    assert learn_pattern(examples) == pattern


@pytest.mark.parametrize(
    ("requests", "url", "each", "first"),
    [
        (["/api/en/sea.json?page=1", "/api/en/air.json?page=1", "/api/en/sea.json?page=2"],
         "/api/{language}/{category}.json?page={page}", {"language": ("en",), "category": ("sea", "air")}, 1),
        (["/l?section=sea&offset=0&limit=20", "/l?section=sea&offset=20&limit=20"],
         "/l?section=sea&offset={offset}&limit=20", {}, 1),
        (["/l?cat=3&p=0", "/l?cat=5&p=0"], "/l?cat={category}&p={page}", {"category": ("3", "5")}, 0),
        (["/l/1?_=1772359200000", "/l/2?_=1772359201000"], "/l/{page}?_=1772359200000", {}, 1),
        (["/l.json"], "/l.json", {}, 1),
    ],
    ids=["sections", "offset", "numbered sections", "noise", "one"],
)  # fmt: skip
def test_requests_become_a_pattern(requests: list[str], url: str, each: dict[str, tuple[str, ...]], first: int) -> None:
    found = generalise([Request(SITE[:-1] + path) for path in requests], ["en", "de"])
    assert (found.url, dict(found.each), found.first_page) == (SITE[:-1] + url, each, first)


def test_a_body_becomes_a_pattern_too() -> None:
    bodies = [
        {"query": "q", "variables": {"s": section, "after": after}} for section, after in (("sea", None), ("air", "x"))
    ]
    found = generalise([Request(SITE + "graphql", body) for body in bodies], ["en"])
    assert found.body == {"query": "q", "variables": {"s": "{category}", "after": "{cursor}"}}
    assert found.values_of(Request(SITE + "graphql", bodies[1])) == {"category": "air", "cursor": "x"}


@pytest.mark.parametrize(
    ("more", "following"),
    [
        ({"page": 1, "pages": 4}, "page < pages"),
        ({"meta": {"current_page": 1, "last_page": 4}}, "meta.current_page < meta.last_page"),
        ({"hasMore": True}, "hasMore"),
        ({"next": "/api/sea.json?page=2"}, "next"),
        ({"total": 60}, None),
    ],
)
def test_lists_and_links_become_a_rule(more: dict[str, Any], following: str | None) -> None:
    answers = [
        Answer(Request(f"{SITE}api/{section}.json?page=1"), {"items": [news(n, kind=section) for n in numbers], **more})
        for section, numbers in (("sea", range(1, 4)), ("air", range(4, 8)))
    ]
    links = {f"{SITE}{'sea' if n < 4 else 'air'}/{100 + n}": news(n)["title"] for n in (1, 3, 5)}
    (listed,) = find_lists(answers, ["en"])
    plan = infer(listed, links, SITE)
    assert plan is not None
    assert (plan.url, plan.article) == (f"{SITE}api/{{category}}.json?page={{page}}", f"{SITE}{{category}}/{{id}}")
    assert (plan.items, plan.next) == ("items", following)
    assert dict(plan.fields) == {"id": "id", "title": "title", "published": "date"}


def test_what_gives_no_address_of_an_article_is_no_rule() -> None:
    (listed,) = find_lists([Answer(Request(SITE + "api/l.json"), [news(1), news(2)])], [])
    assert infer(listed, {}, SITE) is None
    (told,) = find_lists([Answer(Request(SITE + "api/l.json"), [news(n, url=f"/a/{n}") for n in (1, 2)])], [])
    plan = infer(told, {}, SITE)
    assert plan is not None
    assert plan.article == "{url}"


SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
SCALARS |= st.sampled_from(["A headline of five words", "/news/1", "https://news.example/a", "2026-03-01", "de"])
KEYS = st.sampled_from(["id", "title", "url", "date", "tags", "authors", "a b", "\u0000", '"']) | st.text(max_size=3)
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5))


NEWS = {"title": "A headline of five words", "url": "/news/1"}
LISTS = st.lists(st.dictionaries(KEYS, JSON, max_size=5).map(lambda more: more | NEWS), min_size=2, max_size=4)


@given(st.lists(LISTS | JSON, max_size=3), st.dictionaries(st.just("https://news.example/1"), st.text(max_size=9)))
def test_any_answer_gives_a_rule_that_the_configuration_takes_or_none(
    answers: list[Any], links: dict[str, str]
) -> None:
    seen = [Answer(Request(f"{SITE}api/{place}?page=1"), answer) for place, answer in enumerate(answers)]
    for listed in find_lists(seen, ["de"]):
        plan = infer(listed, links, SITE)
        if plan is not None:
            lines = YAML(typ="safe", pure=True).load("\n".join(plan.lines(SITE)))
            assert JsonList(**lines[0]).article == "{url}"
