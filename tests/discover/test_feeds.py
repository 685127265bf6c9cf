"""Feeds as they come: four formats, and the ways in which they are broken."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.discover import Listing, read_feed

URL = "https://example.org/feeds/all"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Nachrichten</title><language>de-DE</language>
<ttl>30</ttl>
<item><title>Älter &amp;amp; &lt;b&gt;fett&lt;/b&gt;</title><link>https://example.org/1</link><guid>1</guid>
<pubDate>Tue, 10 Feb 2026 09:30:00 +0300</pubDate></item>
<item><title>Neuer</title><link>/2?utm_source=rss</link><pubDate>Wed, 11 Feb 2026 09:30:00 GMT</pubDate></item>
<item><title>Nur guid</title><guid isPermaLink="true">https://example.org/3</guid></item>
<item><title>Ohne Adresse</title><guid isPermaLink="false">x</guid></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Новости</title>
<entry><title type="html">Заголовок</title><id>tag:example.org,2026:1</id>
<link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/>
<published>2026-02-10T09:30:00+03:00</published><updated>2026-02-10T12:00:00Z</updated></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>News</title></channel>
<item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link>
<dc:date>2026-02-10T09:30:00Z</dc:date></item></rdf:RDF>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Actualités",
        "language": "fr",
        "items": [
            {"id": "1", "url": "https://example.org/1", "title": "Un", "date_published": "2026-02-10T09:30:00+03:00"},
            {"id": "https://example.org/2", "date_modified": "2026-02-10"},
            "nonsense",
            {"id": 3},
        ],
    }
)


def facts(listing: Listing) -> list[tuple[str, str | None]]:
    return [(entry.url.removeprefix("https://example.org"), entry.title) for entry in listing.entries]


def test_rss() -> None:
    listing = read_feed(RSS.encode(), URL, "application/rss+xml")
    assert facts(listing) == [("/2?utm_source=rss", "Neuer"), ("/1", "Älter & fett"), ("/3", "Nur guid")]
    assert listing.entries[1].published_at == datetime(2026, 2, 10, 6, 30, tzinfo=UTC)
    assert (listing.title, listing.ttl_s, listing.problem) == ("Nachrichten", 1800, None)
    assert {entry.language for entry in listing.entries} == {"de"}


def test_atom() -> None:
    (entry,) = read_feed(ATOM.encode(), URL).entries
    assert (entry.url, entry.title) == ("https://example.org/1", "Заголовок")
    assert entry.published_at == datetime(2026, 2, 10, 6, 30, tzinfo=UTC)
    assert entry.updated_at == datetime(2026, 2, 10, 12, tzinfo=UTC)


def test_rdf() -> None:
    (entry,) = read_feed(RDF.encode(), URL).entries
    assert (entry.url, entry.title) == ("https://example.org/1", "One")
    assert (entry.published_at or entry.updated_at) == datetime(2026, 2, 10, 9, 30, tzinfo=UTC)


def test_json_feed() -> None:
    listing = read_feed(JSON.encode(), URL, "application/feed+json")
    assert facts(listing) == [("/1", "Un"), ("/2", None)]
    assert listing.entries[0].published_at == datetime(2026, 2, 10, 6, 30, tzinfo=UTC)
    assert listing.entries[0].language == "fr"


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf \n" + RSS.encode(),
        RSS.replace("&amp;amp;", "& ").encode(),
        RSS.encode()[:-40],
        RSS.replace("utf-8", "windows-1251").replace("Älter", "Старше").encode("cp1251", "replace"),
        RSS.replace("<ttl>30</ttl>", "<ttl>30</ttl><x:unknown>?</x:unknown>").encode(),
    ],
    ids=["BOM", "bare ampersand", "cut off", "windows-1251", "undeclared namespace"],
)
def test_a_broken_feed_still_gives_its_entries(body: bytes) -> None:
    assert [path for path, _ in facts(read_feed(body, URL))][:2] == ["/2?utm_source=rss", "/1"]


NO_CHARACTERS = (
    "&#xD800;",
    "&#55357;&#56832;",
    "&#0;",
    "&#x0000;",
    "&#x1;",
    "&#xFFFF;",
    "&#x110000;",
    f"&#1{'0' * 5000};",
)


@pytest.mark.parametrize("form", [RSS, ATOM, RDF], ids=["rss", "atom", "rdf"])
def test_a_reference_to_what_is_no_character_is_left_out(form: str) -> None:
    whole = read_feed(form.encode(), URL)
    for reference in NO_CHARACTERS:
        assert read_feed(form.replace("</title>", reference + "</title>").encode(), URL) == whole
    with_fruit = read_feed(form.replace("</title>", "&#x1F34E;&#9;</title>").encode(), URL)
    assert with_fruit.entries[0].title == f"{whole.entries[0].title}🍎"


def test_a_json_feed_is_left_what_no_database_takes() -> None:
    items = [
        {"url": "https://example.org/1\ud800", "title": "\0One \udfff", "id": "\0a"},
        {"url": "https://example.org/2", "title": "\ud83c\udf4e", "id": "\ud800"},
    ]
    found = read_feed(json.dumps({"items": items}).encode(), URL).entries
    assert [(entry.url, entry.title, entry.guid) for entry in found] == [
        ("https://example.org/1", "One", "a"),
        ("https://example.org/2", "🍎", None),
    ]


def test_of_a_feed_without_end_the_first_entries_are_read() -> None:
    entry = f"<item><link>/1</link><description>{'x' * 100_000}</description></item>".encode()
    listing = read_feed(
        b"<rss version='2.0'><channel>" + entry * 60 + b"<item><link>/2</link></item></channel></rss>", URL
    )
    assert [path for path, _ in facts(listing)] == ["/1"]
    assert "only the first" in (listing.problem or "")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Not found", "HTML"),
        (b"just words", "no feed"),
        (b"{]", "can't be read"),
        (b'{"items": 5}', "no JSON Feed"),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, problem: str) -> None:
    listing = read_feed(body, URL)
    assert listing.entries == ()
    assert problem in (listing.problem or "")


@given(st.binary(max_size=400) | st.text("<>/&;rss item link [](){}\"':,0", max_size=200).map(str.encode))
def test_any_bytes_give_a_listing(body: bytes) -> None:
    assert read_feed(body, URL).kind == "feed"
    assert read_feed(b"{" + body, URL).kind == "feed"
    assert read_feed(b"<rss><channel>" + body, URL).kind == "feed"


def test_a_feed_that_there_is_no_memory_for_has_not_been_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedparser, "parse", lambda *_given, **_more: bytes(1 << 62))
    with pytest.raises(MemoryError):
        read_feed(RSS.encode(), URL)
