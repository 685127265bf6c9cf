"""Section pages: which links are articles, and where the next page is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.discover import endpoints_of, read_section

URL = "https://example.org/politik/"

PAGE = """<html><head><title>Politik</title></head><body>
<nav><a href="/wirtschaft/2026/02/10/nicht-im-menue-bitte">Ein Link im Menü, der lang ist</a></nav>
<main>
<article><a href="/politik/12345-erste-meldung"><img src="x.jpg"></a>
  <h2><a href="/politik/12345-erste-meldung">Die erste Meldung des Tages</a></h2></article>
<article><a href="https://www.example.org/politik/2026/02/10/zweite.html#top">Die zweite Meldung des Tages</a></article>
<article><a href="/politik/eine-lange-adresse-ohne-zahl-darin">Die dritte</a></article>
<a href="/tag/12345-kreml">Alle Texte zum Kreml</a> <a href="/autor/54321-anna">Von Anna Müller verfasst</a>
<a href="https://elsewhere.org/12345-fremde-meldung">Eine Meldung von anderswo her</a>
<a href="/bild-12345.jpg">Ein Bild mit langem Titel</a> <a href="mailto:a@b.org">Schreiben Sie uns doch</a>
<a href="/politik/">Mehr aus der Politik hier</a> <a href="javascript:x()">Ein Knopf mit vier Worten</a>
</main>
<div class="pagination"><a href="/politik/">1</a> <a href="/politik/?page=2">2</a> <a href="/politik/?page=3">3</a>
<a href="/politik/?page=2">weiter »</a></div>
<footer><a href="/impressum/12345-wer-wir-sind">Wer wir sind und was</a></footer></body></html>"""


def test_links_that_look_like_articles_in_their_order() -> None:
    listing = read_section(PAGE, URL)
    assert [(entry.url, entry.title) for entry in listing.entries] == [
        ("https://example.org/politik/12345-erste-meldung", "Die erste Meldung des Tages"),
        ("https://www.example.org/politik/2026/02/10/zweite.html#top", "Die zweite Meldung des Tages"),
        ("https://example.org/politik/eine-lange-adresse-ohne-zahl-darin", None),
    ]
    assert (listing.title, listing.problem) == ("Politik", None)


@pytest.mark.parametrize(
    ("html", "following"),
    [
        (PAGE, "https://example.org/politik/?page=2"),
        ('<link rel="next" href="/politik/seite/2">', "https://example.org/politik/seite/2"),
        ('<a rel="next" href="?p=2">›</a>', "https://example.org/politik/?p=2"),
        ('<a href="/politik/page/2/">Older posts</a>', "https://example.org/politik/page/2/"),
        ('<a href="/politik/page/3/">3</a>', None),
        ("<p>nothing</p>", None),
    ],
)
def test_the_next_page(html: str, following: str | None) -> None:
    children = [child.url for child in read_section(html, URL).children]
    assert children == ([following] if following else [])


def test_the_page_after_the_second_is_the_third() -> None:
    html = '<a href="?page=1">zurück</a><a href="?page=3">weiter</a>'
    assert [child.url for child in read_section(html, URL + "?page=2").children] == [URL + "?page=3"]


def test_addresses_without_number_and_date_are_known_by_their_company() -> None:
    """Three headlines of one folder and ending; neither a menu's words nor a lone link."""
    headlines = {
        "ferry": "The ferry runs again at last",
        "port": "A port without ships",
        "wind": "No wind for nine days",
    }
    links = {f"/stories/{name}.html": text for name, text in headlines.items()}
    links |= {"/stories/": "Stories", "/team.html": "Who we all are, really", "/privacy.html": "What we know about you"}
    html = "".join(f'<p><a href="{href}">{text}</a>' for href, text in links.items())
    found = [entry.url for entry in read_section(html, "https://example.org/").entries]
    assert found == [f"https://example.org/stories/{name}.html" for name in ("ferry", "port", "wind")]


def test_a_page_without_articles_says_so() -> None:
    assert "no link" in (read_section("<p>x", URL).problem or "")


def test_a_page_in_another_charset() -> None:
    html = '<a href="/12345-novost">Заседание правительства в Москве</a>'
    (entry,) = read_section(html.encode("cp1251"), URL, "windows-1251").entries
    assert entry.title == "Заседание правительства в Москве"


def test_feeds_that_a_page_names() -> None:
    html = """<link rel="alternate" type="application/rss+xml" href="/rss"><link rel="stylesheet" href="/x.css">
    <link rel="alternate" type="application/atom+xml" title="Comments" href="/comments/feed">
    <link rel="alternate" type="application/feed+json; charset=utf-8" href="https://example.org/feed.json">
    <link rel="alternate" hreflang="ru" href="/ru">"""
    assert endpoints_of(html, URL) == (
        ("feed", "https://example.org/rss"),
        ("feed", "https://example.org/feed.json"),
    )


@pytest.mark.parametrize(
    "tag", ['<base href="http://[x">', '<link rel="next" href="http://[x">', '<a href="http://[x">x</a>']
)
def test_what_is_no_address_costs_nothing_else(tag: str) -> None:
    listing = read_section(f'{tag}<a href="/12345-harbour">The harbour gets a new plan for the winter</a>', URL)
    assert [entry.url for entry in listing.entries] == ["https://example.org/12345-harbour"]


@given(st.binary(max_size=300), st.none() | st.text(max_size=10))
def test_any_bytes_give_a_listing(body: bytes, charset: str | None) -> None:
    assert read_section(body, URL, charset).kind == "section"
    assert read_section(b'<a href="' + body + b'">a b c</a>', URL).kind == "section"
    endpoints_of(b'<link rel="alternate" type="application/rss+xml" href="' + body, URL)
