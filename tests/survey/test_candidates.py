"""Where a site is looked at, and what its pages betray."""

from __future__ import annotations

import pytest

from scraper.survey.candidates import candidates, sections_of, software_of
from scraper.survey.languages import languages_of, other_homes

URL = "https://news.example/"


@pytest.mark.parametrize(
    ("html", "software"),
    [
        ('<meta name="generator" content="WordPress 6.5">', "WordPress"),
        ("<link href=/wp-content/themes/x.css>", "WordPress"),
        ('<script src="https://cdn.jsdelivr.net/ghost/portal@2/umd/portal.min.js" data-key="0123456789abcdef0123" '
         'data-api="https://news.example/ghost/api/content/">', "Ghost"),
        ('<script type="application/json" data-drupal-selector="drupal-settings-json">', "Drupal"),
        ('<meta name="generator" content="Joomla! - Open Source">', "Joomla"),
        ('<script id="__NEXT_DATA__" type="application/json">{}</script>', "Next.js"),
        ("<div id=x></div><script>window.__NUXT__={}</script>", "Nuxt"),
        ("<news-app></news-app>", "Polymer"),
        ("<p>nothing</p>", None),
    ],
)  # fmt: skip
def test_software(html: str, software: str | None) -> None:
    assert software_of(html) == software


def test_what_is_named_is_tried_and_places_are_only_guessed_where_nothing_is_named() -> None:
    html = "<link rel=alternate type=application/rss+xml href=/f.xml><nav><a href=/world/>World</a></nav>"
    found = [(c.kind, c.url, c.told) for c in candidates(html, URL, [URL + "s.xml"])]
    assert found == [
        ("feed", URL + "f.xml", True),
        ("sitemap", URL + "s.xml", True),
        ("section", URL, True),
        ("section", URL + "world/", True),
    ]
    guessed = candidates("", URL, [])
    assert {c.kind for c in guessed if not c.told} == {"feed", "sitemap"}
    assert {c.url for c in guessed} >= {URL + "feed", URL + "news-sitemap.xml"}


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ('<link rel="https://api.w.org/" href="https://news.example/wp-json/">', ["- software: wordpress"]),
        (
            '<link rel="https://api.w.org/" href="https://news.example/en/wp-json/">',
            ["- software: wordpress", "  url: '/en/wp-json/wp/v2/posts?per_page=50&page={page}&_embed=1'"],
        ),
        (
            '<script data-ghost="/" src=/ghost-sdk.js data-key="0123456789abcdef0123"></script>',
            ["- software: ghost", "  each: {key: ['0123456789abcdef0123']}"],
        ),
        ('<meta name="generator" content="Joomla! - Open Source">', ["- software: joomla"]),
    ],
    ids=["wordpress", "wordpress below a folder", "ghost", "joomla"],
)
def test_the_interface_of_known_software_is_tried(html: str, lines: list[str]) -> None:
    plans = [c.plan for c in candidates(html, URL, []) if c.plan is not None]
    assert [plan.lines(URL) for plan in plans] == [lines]


def test_menus_name_sections_but_no_legal_pages_and_no_other_site() -> None:
    links = [
        "/world/",
        "/world/#top",
        "/impressum",
        "https://other.example/x",
        "/a/b/c/d",
        "/",
        "/sport?page=2",
        "/page/2/",
    ]
    html = f"<nav>{''.join(f'<a href={link}>x</a>' for link in links)}</nav><a href=/no>no</a>"
    assert sections_of(html, URL) == [URL + "world/"]


@pytest.mark.parametrize(
    ("html", "languages"),
    [
        ('<html lang="de-AT"><link rel="alternate" hreflang="en" href="/en"><link rel=alternate hreflang=x-default>',
         ("de", "en")),
        ("<html lang=en><a href=/de/>Deutsch</a><a href=/ru>Русский</a><a href=/us/>US</a><a href=/tv/>TV</a>",
         ("en", "de", "ru")),
        ("<html lang=en><a href=https://ar.news.example/>عربي</a><a href=https://de.other.example/>x</a>",
         ("en", "ar")),
        ("<a href=/zh-hans/>中文</a><a href=/de/politik/wahl>Wahl</a>", ("zh",)),
        ("<p>", ()),
    ],
    ids=["hreflang", "paths", "hosts", "script", "nothing"],
)  # fmt: skip
def test_languages_are_told_by_the_page_or_by_its_links(html: str, languages: tuple[str, ...]) -> None:
    assert languages_of(html, URL) == languages


def test_front_pages_in_other_languages() -> None:
    html = "<link rel=alternate hreflang=fr href=/fr/><a href=/de/>de</a><a href=/de/>de</a><a href=/de/politik>x</a>"
    assert other_homes(html, URL) == (URL + "fr/", URL + "de/")
