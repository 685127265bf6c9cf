"""Pages that are no article say what they are."""

from __future__ import annotations

import pytest

from scraper.parse import Hints, parse

SENTENCE = "In the third year of the works the bridge over the harbour is open to ships, the council said on Monday."
TEXT = f"<p>{SENTENCE}</p>" * 12
URL = "https://example.org/news/2024/bridge-12345"
COLLECTION = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
LINKS = "".join(
    f"<h3><a href=/{number}>A headline of a story with some words, number {number}</a></h3>" for number in range(60)
)


@pytest.mark.parametrize(
    ("url", "page", "reason"),
    [
        ("https://example.org/", TEXT, "this is a front page"),
        ("https://example.org/de/", TEXT, "this is a front page"),
        ("https://example.org/tag/harbour", TEXT, "this is a tag or topic page, by its address"),
        ("https://example.org/category/town/", TEXT, "this is a section page, by its address"),
        ("https://example.org/author/anna", TEXT, "this is an author's page, by its address"),
        ("https://example.org/search?q=x", TEXT, "this is a search page, by its address"),
        ("https://example.org/login", TEXT, "this is a login page, by its address"),
        ("https://example.org/impressum.html", TEXT, "this is a service page, by its address"),
        ("https://consent.example.org/collect?x=1", TEXT, "this is a consent wall, by its address"),
        (URL, "<title>Sign in</title><p>Password</p>", "this is a login page: the title says: Sign in"),
        (URL, "<title>Just a moment...</title><p>Checking</p>", "this is a block page: the title says: Just"),
        (URL, "<title>example.org</title><p>Please verify you are a human</p>", "this is a block page: it says"),
        (URL, "<title>Example</title><p>We value your privacy</p><p>Accept all</p>", "this is a consent wall: it says"),
        (URL, "<title>Zeitung</title><p>Weiter mit Werbung</p><p>Pur-Abo</p>", "this is a consent wall: it says"),
        (URL, "<title>Oops</title><p>Try the search.</p>", "this is a soft 404: the title says: Oops"),
        (URL, "<title>Zeitung</title><h1>Diese Seite wurde nicht gefunden</h1>", "this is a soft 404: the title says"),
        (URL, "<title>Zeitung</title><p>Error 404: page not found</p>", "this is a soft 404: it says"),
        (URL, f"{COLLECTION}{TEXT}", "section page: the page says"),
        ("https://example.org/news/town", f"<title>Town</title>{LINKS}{LINKS}", "most of it is links"),
    ],
)  # fmt: skip
def test_the_reason_names_the_kind_of_page(url: str, page: str, reason: str) -> None:
    article = parse(page, url)
    assert article.kind == "page"
    assert reason in (article.rejected_because or "")


def test_a_base_for_links_is_not_the_page_s_address() -> None:
    page = f'<base href="/"><meta property="og:type" content="article"><h1>The bridge</h1><article>{TEXT}</article>'
    assert parse(page, URL).kind == "article"


def test_an_article_may_stand_deep_below_a_topic() -> None:
    page = f"<h1>The bridge</h1><article>{TEXT}</article>"
    article = parse(page, "https://example.org/topics/town/harbour/2024/bridge")
    assert "address" not in (article.rejected_because or "")


@pytest.mark.parametrize(
    "title",
    ["Why every captcha asks for traffic lights", "404 people were at the harbour", "Just a moment, says the mayor"],
)
def test_an_article_may_write_about_such_things(title: str) -> None:
    page = f'<meta property="og:type" content="article"><title>{title}</title><h1>{title}</h1><article>{TEXT}</article>'
    assert parse(page, URL).kind == "article"


def test_a_feed_is_believed_against_the_words() -> None:
    page = f"<title>Captcha</title><h1>Captcha</h1><p>{SENTENCE}</p>"
    assert parse(page, URL, hints=Hints(title="Captcha", published_from="feed")).kind == "article"


def test_a_shell_around_a_video_is_a_video() -> None:
    page = '<meta property="og:type" content="video.other"><title>The bridge opens</title><p>Watch the bridge open.</p>'
    assert parse(page, URL).kind == "video"
