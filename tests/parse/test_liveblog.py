"""Live blogs: entries with their times, from data or from the page's elements."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from scraper.article import Entry
from scraper.parse import parse

POSTS = [
    (f"2024-03-02T2{hour}:15:00Z", f"Goal number {hour}", f"The {hour}. goal came late, and nobody saw it coming.")
    for hour in (3, 2, 1, 0)
]  # fmt: skip
ENTRIES = tuple(Entry(datetime.fromisoformat(at.replace("Z", "+00:00")), title, text) for at, title, text in POSTS)
NODE = {
    "@type": "LiveBlogPosting",
    "headline": "The match",
    "datePublished": "2024-03-02T20:00:00Z",
    "liveBlogUpdate": [
        {"@type": "BlogPosting", "headline": title, "articleBody": f"<p>{text}</p>", "datePublished": at}
        for at, title, text in POSTS
    ],
}
DATA = f'<script type="application/ld+json">{json.dumps(NODE)}</script>'
SEEN = "".join(
    f'<section class="post"><time datetime="{at}">{at[11:16]}</time><h3>{title}</h3><p>{text}</p></section>'
    for at, title, text in POSTS
)
INTRO = "<h1>The match</h1><p>The last match of the season is on, and both teams need a win to stay in the league.</p>"


def test_entries_come_from_the_data() -> None:
    article = parse(f"{DATA}{INTRO}<div>{SEEN}</div>", "https://example.org/sport/the-match")
    assert (article.kind, article.entries) == ("liveblog", ENTRIES)


def test_entries_come_from_elements_that_repeat() -> None:
    article = parse(f"{INTRO}<div>{SEEN}</div>", "https://example.org/sport/live/the-match")
    assert (article.kind, article.entries) == ("liveblog", ENTRIES)


def test_only_a_live_blog_has_entries() -> None:
    article = parse(f"{INTRO}<div>{SEEN}</div>", "https://example.org/sport/the-match")
    assert article.entries == ()


def test_the_text_has_what_only_the_data_hold() -> None:
    article = parse(f"{DATA}{INTRO}", "https://example.org/sport/the-match")
    assert article.text.endswith("\n\n".join(f"{title}\n\n{text}" for _, title, text in POSTS))


def test_times_are_utc_in_json() -> None:
    article = parse(f"{DATA}{INTRO}", "https://example.org/sport/the-match")
    first = article.as_dict()["entries"][0]
    assert first == {"published_at": "2024-03-02T23:15:00Z", "title": POSTS[0][1], "text": POSTS[0][2]}
    assert article.entries[0].published_at == datetime(2024, 3, 2, 23, 15, tzinfo=UTC)
