"""The text in a page's own data: frameworks' states, and pieces of rich text in the shapes of many systems."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scraper.parse import parse
from scraper.parse.state import MAX_DEPTH, paragraphs, state_text

TITLE = "The bridge is open"
LINES = [
    f"In the {number}. year of the works the bridge over the harbour is open to ships, the council said on Monday."
    for number in range(4)
]
HTML = "".join(f"<p>{line}</p>" for line in LINES)
PORTABLE = [{"_type": "block", "children": [{"_type": "span", "text": line}]} for line in LINES]
ARC = [{"type": "text", "content": line} for line in LINES[:2]] + [
    {"type": "image", "caption": "A ship"},
    {"type": "interstitial_link", "content": "Read also: the tunnel"},
    *({"type": "text", "content": line} for line in LINES[2:]),
]
CONTENTFUL = {
    "nodeType": "document",
    "content": [
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": part} for part in (line[:40], line[40:])]}
        for line in LINES
    ],
}


def next_data(article: dict[str, Any]) -> str:
    document = {"props": {"pageProps": {"article": {"title": TITLE, **article}, "related": [{"body": HTML * 9}]}}}
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(document)}</script>'


def nuxt() -> str:
    flat = [{"data": 1}, {"story": 2}, {"title": 3, "body": 4}, TITLE, HTML]
    return f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(flat)}</script>'


def assigned(before: str, value: Any, behind: str = "") -> str:
    return f"<script>{before}{json.dumps(value)}{behind}</script>"


@pytest.mark.parametrize(
    "page",
    [
        next_data({"body": HTML}),
        next_data({"content_elements": ARC}),
        next_data({"content": PORTABLE}),
        next_data({"body": CONTENTFUL}),
        next_data({"paragraphs": LINES}),
        next_data({"content": {"rendered": HTML}}),
        nuxt(),
        assigned("window.__INITIAL_STATE__ = ", {"post": {"title": TITLE, "text": HTML}}, ";(function(){})()"),
        assigned("window.__APOLLO_STATE__=", {"Article:1": {"headline": TITLE, "bodyHtml": HTML}}),
        assigned("Fusion.globalContent=", {"headlines": {"basic": TITLE}, "content_elements": ARC}, ";Fusion.x=1"),
        assigned("window.__PRELOADED_STATE__ = JSON.parse(", json.dumps({"a": {"body": HTML}}), ");"),
    ],
    ids=[
        "next", "arc", "portable", "contentful", "lines", "wordpress", "nuxt", "initial", "apollo", "fusion", "parsed",
    ],
)  # fmt: skip
def test_the_text_is_found_in_the_state(page: str) -> None:
    assert state_text(page, TITLE) == LINES


def test_a_page_without_text_of_its_own_takes_it_from_there() -> None:
    page = f"<title>{TITLE}</title><meta property='og:type' content='article'><div id=app></div>"
    article = parse(page + next_data({"body": HTML}), "https://example.org/2024/05/01/bridge")
    assert (article.kind, article.text.split("\n\n")) == ("article", LINES)


def test_a_page_with_a_text_does_not() -> None:
    other = "".join(f"<p>{line.replace('bridge', 'tunnel')}</p>" for line in LINES)
    article = parse(
        f"<h1>{TITLE}</h1><article>{other}</article>{next_data({'body': HTML})}", "https://example.org/a/1-b"
    )
    assert "tunnel" in article.text
    assert "bridge" not in article.text


def test_of_several_texts_the_one_under_the_headline_counts() -> None:
    longer = {"title": "Another story", "body": HTML * 3}
    document = {"stories": [longer, {"title": TITLE, "body": HTML}, longer]}
    assert state_text(f'<script type="application/json">{json.dumps(document)}</script>', TITLE) == LINES


@pytest.mark.parametrize(
    "script",
    [
        "window.__STATE__ = function() { return {} }",
        "window.__NEXT_DATA__ = {broken: 'json'}",
        '{"body": ' + "[" * 5000,
        '{"a":' * 3000 + "1" + "}" * 3000,
        '{"comments": [{"body": "' + "x" * 400 + '"}]}',
        '{"body": "too short"}',
        "",
    ],
)
def test_what_is_no_text_of_an_article_gives_none(script: str) -> None:
    assert state_text(f"<script>{script}</script>", TITLE) == []


def test_figures_in_a_text_are_left_out_and_unclosed_ones_cost_little() -> None:
    html = HTML.replace("</p>", "</p><figure><figcaption>A ship</figcaption></figure>", 1)
    assert state_text(next_data({"body": html}), TITLE) == LINES
    assert paragraphs(f"<p>{LINES[0]}</p>" + "<figure>" * 200_000)[0] == LINES[0]


def test_a_state_that_names_itself_ends() -> None:
    flat = [{"body": 0, "content": 1}, [0, 1, 1], "x" * (MAX_DEPTH * 10)]
    assert state_text(f'<script id="__NUXT_DATA__">{json.dumps(flat)}</script>', TITLE) == []
