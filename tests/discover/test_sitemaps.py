"""Sitemaps as they come: indexes, news, gzip, lines, and attacks."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.discover import read_sitemap

URL = "https://example.org/sitemap.xml"

PLAIN = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://example.org/1 </loc><lastmod>2026-02-10</lastmod></url>
<url><loc>/2</loc><lastmod>2026-02-11T09:30:00+03:00</lastmod>
  <xhtml:link rel="alternate" hreflang="ru" href="https://example.org/ru/2"/>
  <image:image><image:loc>https://example.org/x.jpg</image:loc><image:title>Bild</image:title></image:image></url>
<url><loc>https://example.org/3</loc></url>
<url><lastmod>2026</lastmod></url>
</urlset>"""

NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://example.org/1</loc><news:news><news:publication><news:name>X</news:name><news:language>de</news:language>
</news:publication><news:publication_date>2026-02-10T09:30:00Z</news:publication_date>
<news:title>Ein Titel &amp; mehr</news:title></news:news></url></urlset>"""

INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://example.org/old.xml.gz</loc><lastmod>2020-01-01</lastmod></sitemap>
<sitemap><loc>https://example.org/new.xml</loc><lastmod>2026-01-01</lastmod></sitemap>
<sitemap><loc>https://example.org/news.xml</loc></sitemap></sitemapindex>"""

BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'"><!ENTITY c "' + b"&b;" * 1000
    + b'">]><urlset><url><loc>https://example.org/&c;</loc></url><url><loc>https://example.org/1</loc></url></urlset>'
)  # fmt: skip


@pytest.mark.parametrize(
    "body", [PLAIN, gzip.compress(PLAIN), b"\xef\xbb\xbf" + PLAIN, PLAIN.replace(b' xmlns="', b' x="')]
)
def test_a_sitemap_newest_first(body: bytes) -> None:
    listing = read_sitemap(body, URL)
    assert [entry.url for entry in listing.entries] == [f"https://example.org/{n}" for n in (2, 1, 3)]
    assert listing.entries[0].updated_at == datetime(2026, 2, 11, 6, 30, tzinfo=UTC)
    assert listing.entries[0].alternates == (("ru", "https://example.org/ru/2"),)
    assert listing.entries[0].title is None


def test_a_news_sitemap_keeps_title_time_and_language() -> None:
    (entry,) = read_sitemap(NEWS, URL).entries
    assert (entry.title, entry.language) == ("Ein Titel & mehr", "de")
    assert entry.published_at == datetime(2026, 2, 10, 9, 30, tzinfo=UTC)


def test_an_index_lists_its_children_the_freshest_first() -> None:
    listing = read_sitemap(INDEX, URL)
    assert listing.kind == "sitemap_index"
    names = [child.url.rpartition("/")[2] for child in listing.children]
    assert names == ["news.xml", "new.xml", "old.xml.gz"]


def test_an_alternate_that_is_no_address_costs_nothing_else() -> None:
    body = PLAIN.replace(b"https://example.org/ru/2", b"http://[2")
    assert [entry.alternates for entry in read_sitemap(body, URL).entries] == [(), (), ()]


def test_addresses_within_each_other_are_one() -> None:
    body = b"<urlset>" + b"<url>" * 200 + b"<loc>https://example.org/1</loc>" * 2000
    assert [entry.url for entry in read_sitemap(body, URL).entries] == ["https://example.org/1"]


def test_a_bomb_of_elements_is_cut_off() -> None:
    listing = read_sitemap(gzip.compress(b"<urlset><url><loc>/1</loc></url>" + b"<a/>" * 3_000_000), URL)
    assert [entry.url for entry in listing.entries] == ["https://example.org/1"]
    assert "more than 2000000 tags" in (listing.problem or "")


def test_a_hundred_thousand_entries_are_enough() -> None:
    lines = b"".join(b"https://example.org/%d\n" % number for number in range(100_001))
    assert len(read_sitemap(lines, URL).entries) == 100_000


def test_lines_of_addresses() -> None:
    listing = read_sitemap(b"https://example.org/1\nnonsense\r\nhttps://example.org/2\n", URL)
    assert [entry.url for entry in listing.entries] == ["https://example.org/1", "https://example.org/2"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty"),
        (b"<html><body>Not found</body></html>", "HTML"),
        (b"<rss><channel/></rss>", "feed"),
        (b"words only", "no sitemap"),
        (gzip.compress(PLAIN)[:-30], "cut off"),
        (b"\x1f\x8bnonsense", "broken"),
    ],
)
def test_what_is_wrong_is_told(body: bytes, problem: str) -> None:
    assert problem in (read_sitemap(body, URL).problem or "")


@pytest.mark.parametrize("body", [PLAIN[:-60], PLAIN.replace(b"<loc>/2</loc>", b"<loc>/2?a=1&b=2</loc>")])
def test_broken_xml_gives_what_it_has(body: bytes) -> None:
    assert "https://example.org/1" in [entry.url for entry in read_sitemap(body, URL).entries]


def test_an_entity_bomb_does_not_go_off() -> None:
    assert all(len(entry.url) < 100 for entry in read_sitemap(BOMB, URL).entries)


@given(st.binary(max_size=300) | st.text("<>/&;urlset loc sitemap", max_size=200).map(str.encode))
def test_any_bytes_give_a_listing(body: bytes) -> None:
    for start in (b"", b"<urlset>", b"\x1f\x8b", b"<sitemapindex>"):
        assert read_sitemap(start + body, URL).kind in {"sitemap", "sitemap_index"}
