"""What a front page betrays."""

from __future__ import annotations

import pytest

from scraper.survey.candidates import candidates, languages_of, sections_of, software_of

URL = "https://news.example/"


@pytest.mark.parametrize(
    ("html", "software"),
    [
        ('<link rel="stylesheet" href="/wp-content/themes/x/style.css">', "WordPress"),
        ('<meta name="generator" content="Ghost 5.1">', "Ghost"),
        ('<meta name="generator" content="Joomla! - Open Source">', "Joomla"),
        ('<script src="/sites/default/files/js/x.js"></script>', "Drupal"),
        ('<script id="__NEXT_DATA__" type="application/json">{}</script>', "Next.js"),
        ("<script>window.__NUXT__={}</script>", "Nuxt"),
        ("<news-app></news-app>", "Polymer"),
        ("<p>WordPress is a program.</p>", None),
    ],
)
def test_software(html: str, software: str | None) -> None:
    assert software_of(html) == software


def test_what_the_site_names_is_tried_and_guesses_only_where_it_names_nothing() -> None:
    named = '<link rel="alternate" type="application/rss+xml" href="/all.rss">'
    found = [(c.kind, c.url, c.told) for c in candidates(named, URL, ["https://news.example/map.xml"])]
    assert found == [("feed", URL + "all.rss", True), ("sitemap", URL + "map.xml", True), ("section", URL, True)]
    guessed = candidates("<p>", URL, [])
    assert {c.kind for c in guessed if not c.told} == {"feed", "sitemap"}


def test_sections_are_what_the_menu_links_to() -> None:
    links = ["/world/", "/world", "/login", "/a/b/c", "https://other.example/x", "/", "/sport?page=2"]
    html = f"<nav>{''.join(f'<a href={link}>x</a>' for link in links)}</nav><a href=/no>no</a>"
    assert sections_of(html, URL) == [URL + "world/"]


def test_languages_are_told_by_the_page() -> None:
    html = '<html lang="de-AT"><link rel="alternate" hreflang="en" href="/en"><link rel=alternate hreflang=x-default>'
    assert languages_of(html) == ("de", "en")
