"""Which blocks are the article, on pages built to mislead."""

from __future__ import annotations

import pytest

from scraper.parse import Rules, parse

SENTENCES = [
    f"In the {number}. year of the works, the council said on Monday, the bridge over the harbour will at last be open "
    f"to ships, although nobody, least of all the {number} ferrymen, believes a word of it any more."
    for number in range(12)
]
BODY = "".join(f"<p>{text}</p>" for text in SENTENCES)
HEAD = "<title>The bridge</title><h1>The bridge</h1>"


def text_of(html: str) -> list[str]:
    return parse(html, "https://example.org/2024/05/01/bridge.html").text.split("\n\n")


@pytest.mark.parametrize(
    "html",
    [
        f"{HEAD}<div class=story>{BODY}</div>",
        f"{HEAD}<div>{BODY}</div><div class=comments><p>I never liked that bridge, and I never will.</p></div>",
        f"{HEAD}<article><h1>The bridge</h1>{BODY}</article>",
        f"{HEAD}<div style='display:none' class=story>{BODY}</div><p>Loading</p>",
        f"{HEAD}<ul><li><a href=/1>More of the same</a><li><a href=/2>Still more</a></ul><main>{BODY}</main>",
        f"{HEAD}<main>{BODY}<h2>Read next</h2></main>",
        f"{HEAD}<main>{BODY}<p>{' '.join(SENTENCES)}</p></main>",
        f"{HEAD}<div>" + "".join(f"<div class=part><p>{text}</p></div>" for text in SENTENCES) + "</div>",
    ],
    ids=[
        "plain",
        "comments",
        "headline twice",
        "shown by a script",
        "menu",
        "heading of nothing",
        "once more in one piece",
        "in parts",
    ],
)
def test_the_text_and_nothing_else(html: str) -> None:
    assert text_of(html) == SENTENCES


def test_the_site_may_sign_on_a_line_of_its_own() -> None:
    article = parse(f"{HEAD}<div>{BODY}<div>Example.org</div></div>", "https://example.org/2024/05/01/bridge.html")
    assert article.signature == "Example.org"
    assert article.text.split("\n\n") == SENTENCES


def test_an_element_that_a_rule_finds_twice_is_removed_once() -> None:
    box = "<div class='a b'><p class=a>A box that the site puts into every article, whatever it is about.</p></div>"
    html = f"{HEAD}<div>{BODY}{box}</div>"
    article = parse(html, "https://example.org/2024/05/01/bridge.html", rules=Rules(remove=(".a, .b",)))
    assert article.text.split("\n\n") == SENTENCES
