"""Times as sites write them, with their precision, and who is believed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse import Hints, parse
from scraper.parse.dates import from_url, read_moment

MORNING = datetime(2022, 2, 10, 9, 30, tzinfo=UTC)
DAY = datetime(2022, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "at", "precision"),
    [
        ("2022-02-10T09:30:00Z", MORNING, "second"),
        ("2022-02-10T12:30:00+03:00", MORNING, "second"),
        ("2022-02-10T12:30:00+0300", MORNING, "second"),
        ("2022-02-10T09:30:00.123Z", MORNING.replace(microsecond=123000), "second"),
        ("2022-02-10T09:30Z", MORNING, "minute"),
        ("2022-02-10T12:30+03:00", MORNING, "minute"),
        ("2022-02-10 09:30:00", MORNING, "second"),
        ("2022-02-10 09:30", MORNING, "minute"),
        ("2022-02-10", DAY, "day"),
        ("2022-2-10", DAY, "day"),
        ("20220210", DAY, "day"),
        ("20220210T093000Z", MORNING, "second"),
        ("Thu, 10 Feb 2022 12:30:00 +0300", MORNING, "second"),
        ("Thu, 10 Feb 2022 09:30:00 GMT", MORNING, "second"),
        ("10.02.2022, 09:30 Uhr", MORNING, "minute"),
        ("10.02.2022", DAY, "day"),
        ("02/20/2022", datetime(2022, 2, 20, tzinfo=UTC), "day"),
        ("2022年2月10日", DAY, "day"),
        ("2022/02/10", DAY, "day"),
        ("10. Februar 2022", DAY, "day"),
        ("10 февраля 2022", DAY, "day"),
        ("10 février 2022", DAY, "day"),
        ("10 de febrero de 2022", DAY, "day"),
        ("February 10, 2022", DAY, "day"),
        ("Feb 10, 2022 9:30 am", MORNING, "minute"),
        ("February 10th, 2022, 9:30 PM", MORNING.replace(hour=21), "minute"),
        ("10 lutego 2022", DAY, "day"),
        ("10 Şubat 2022", DAY, "day"),
        ("10 helmikuuta 2022", DAY, "day"),
    ],
)
def test_how_times_are_written(text: str, at: datetime, precision: str) -> None:
    found = read_moment(text, "meta")
    assert found is not None
    assert (found.at, found.precision) == (at, precision)


@pytest.mark.parametrize("text", ["", "soon", "2022-13-45", "99999-01-01", "0000-00-00", "31.02.2022", "12:30", "null"])
def test_what_is_no_time(text: str) -> None:
    assert read_moment(text, "meta") is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.org/2022/02/10/x", DAY),
        ("https://a.org/x-20220210", DAY),
        ("https://a.org/2022-02-10-x.html", DAY),
        ("https://a.org/news/2022/2/10/", DAY),
        ("https://a.org/12345678901234", None),
        ("https://a.org/x?date=2022-02-10", None),
        ("https://a.org/2022/x", None),
    ],
)
def test_the_day_in_an_address(url: str, day: datetime | None) -> None:
    found = from_url(url)
    assert (found.at if found else None) == day


PARAGRAPHS = "<h1>Ein Titel</h1>" + "<p>Ein ganzer Satz, der lang genug ist, um zu zählen, steht hier.</p>" * 5


@pytest.mark.parametrize(
    ("head", "body", "at", "source"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-02-10T09:30:00Z"}</script>',
         '<time datetime="2021-01-01T00:00:00Z"></time>', MORNING, "jsonld"),
        ('<meta property="article:published_time" content="2022-02-10T09:30:00Z">', "", MORNING, "meta"),
        ("", '<time datetime="2022-02-10T09:30:00Z">heute</time>', MORNING, "time"),
        ("", '<span class="date">10.02.2022</span>', DAY, "text"),
        ('<meta name="date" content="2022-02-10">', '<time datetime="2022-02-10T09:30:00Z"></time>', MORNING, "time"),
        ('<meta property="article:published_time" content="2999-01-01T00:00:00Z">', "<p>10.02.2022</p>", DAY, "text"),
    ],
)  # fmt: skip
def test_who_is_believed(head: str, body: str, at: datetime, source: str) -> None:
    page = f"<html><head>{head}</head><body>{body}{PARAGRAPHS}</body></html>"
    article = parse(page, "https://a.org/x", now=datetime(2026, 1, 1, tzinfo=UTC))
    assert (article.published_at, article.published_from) == (at, source)


def test_a_feed_knows_the_time_of_a_page_that_knows_only_the_day() -> None:
    hints = Hints(published_at=MORNING, published_from="feed")
    day_only = parse(f'<span class="date">10.02.2022</span>{PARAGRAPHS}', "https://a.org/x", hints=hints)
    assert (day_only.published_at, day_only.published_from, day_only.published_precision) == (MORNING, "feed", "second")
    silent = parse(PARAGRAPHS, "https://a.org/x", hints=hints)
    assert silent.published_at == MORNING
    exact = '<meta property="article:published_time" content="2022-02-10T09:31:00Z">'
    told = parse(exact + PARAGRAPHS, "https://a.org/x", hints=hints)
    assert told.published_from == "meta"


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    found = read_moment(text, "meta")
    assert found is None or found.at.tzinfo is not None
