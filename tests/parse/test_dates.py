"""Times as sites write them, with their precision, and who is believed."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse import Hints, Rules, parse
from scraper.parse.dates.read import YEAR, around_years, has_year, read_moment, years
from scraper.parse.dates.told import from_url

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
        ("10 lutego 2022 r.", DAY, "day"),
        ("10 lutego 2022, 09:30", MORNING, "minute"),
        ("10. února 2022", DAY, "day"),
        ("2022. február 10.", DAY, "day"),
        ("10 Φεβρουαρίου 2022", DAY, "day"),
        ("10 лютого 2022", DAY, "day"),
        ("10 listopada 2022", datetime(2022, 11, 10, tzinfo=UTC), "day"),
        ("10 Februari 2022", DAY, "day"),
        ("2022년 2월 10일 09:30", MORNING, "minute"),
        ("2022年2月10日 9時", DAY, "day"),
        ("2022.02.10 09:30", MORNING, "minute"),
        ("١٠ فبراير ٢٠٢٢", DAY, "day"),
        ("10 شباط 2022", DAY, "day"),
        ("۲۱ بهمن ۱۴۰۰", DAY, "day"),
        ("21 بهمن 1400", DAY, "day"),
        ("21 تير 1401", datetime(2022, 7, 12, tzinfo=UTC), "day"),
        ("1400/11/21", DAY, "day"),
        ("10 กุมภาพันธ์ 2565", DAY, "day"),
        ("10 ก.พ. 2565", DAY, "day"),
        ("१० फरवरी २०२२", DAY, "day"),
        ("10 फ़रवरी 2022", DAY, "day"),
        ("10.02.22", DAY, "day"),
        ("10-02-2022", DAY, "day"),
        ("1644485400", MORNING, "second"),
    ],
)
def test_how_times_are_written(text: str, at: datetime, precision: str) -> None:
    found = read_moment(text, "meta")
    assert found is not None
    assert (found.at, found.precision) == (at, precision)


def test_slashes_are_read_as_the_page_s_language_writes_them() -> None:
    british, american = read_moment("02/03/2022", "meta"), read_moment("02/03/2022", "meta", month_first="/")
    assert british is not None
    assert american is not None
    assert (british.at.month, american.at.month) == (3, 2)


@pytest.mark.parametrize(
    ("language", "url", "month"),
    [
        ("en-US", "https://a.org/x", 2),
        ("en", "https://a.org/x", 2),
        ("en", "https://a.co.uk/x", 3),
        ("en-GB", "https://a.org/x", 3),
        ("fr", "https://a.org/x", 3),
        ("de", "https://a.org/x", 2),
    ],
)
def test_whose_month_comes_first(language: str, url: str, month: int) -> None:
    page = f'<html lang="{language}"><meta name="date" content="02/03/2022">{PARAGRAPHS}'
    published = parse(page, url).published_at
    assert published is not None
    assert published.month == month


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
        ("https://a.org/n1/2022/0210/c1001.html", DAY),
        ("https://a.org/2022-02/10/c.html", DAY),
        ("https://a.org/news/10-02-2022-x", DAY),
        ("https://a.org/2022/12/16/x", datetime(2022, 12, 16, tzinfo=UTC)),
        ("https://a.org/2023/43/x", None),
        ("https://a.org/liga/2021-22/x", None),
        ("https://a.org/2022/02/3-questions", None),
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


CAPTION = "A speaker of the government before the ceremony on 3 March 2021, near the old station. Photo: A. Miller"
OTHER = "Was die Minister am Abend davor beschlossen haben"
POSTS = "".join(f'<p><time itemprop="datePublished">{day}.02.2022</time> Eine Antwort</p>' for day in (12, 13))
LONG = "<p>Ein Absatz ohne Zahl.</p>" * 60


@pytest.mark.parametrize(
    ("page", "at"),
    [
        ('<p class="footer">© 2001 Beispiel</p><h1>T</h1><span>10.02.2022</span>', DAY),
        ("<h1>T</h1><p>Aktualisiert: 12.02.2022</p><p>Veröffentlicht: 10.02.2022</p>", DAY),
        ("<h1>T</h1><p>Veröffentlicht: 10.02.2022 | Aktualisiert: 12.02.2022</p>", DAY),
        ('<div class="teaser"><span class="date">01.01.2021</span></div><h1>T</h1><p>10.02.2022</p>', DAY),
        ('<h1>T</h1><div class="sidebar"><time>01.01.2021</time></div><i class="datum">10.02.2022</i>', DAY),
        ('<h1>T</h1><div class="comment"><time>01.03.2022</time></div><p>10. Februar 2022</p>', DAY),
        ('<h1>T</h1><p itemprop="datePublished">10.02.2022</p>', DAY),
        ('<h1>T</h1><abbr class="published" title="2022-02-10T09:30:00Z">9:30</abbr>', MORNING),
        ('<h1>T</h1><p>Ort (10.02.2022). ' + "Die Minister berieten lange über den Plan. " * 9 + "</p>", DAY),
        ('<h1>T</h1><script>var page = {"publish_date": "2022-02-10"};</script>', DAY),
        (f"<h1>T</h1>{LONG}<p>Erschienen am: 10.02.2022</p>", DAY),
        (f"<h1>T</h1>{LONG}<p>Dieser Beitrag wurde am Donnerstag, 10. Februar 2022 veröffentlicht.</p>", DAY),
        (f"<h1>T</h1><div>{CAPTION}</div><p>10.02.2022</p>", DAY),
        ("<h1>T</h1><p>Joined: 4. Jul 2012</p><p>10. Feb 2022</p>", DAY),
        ('<a href="/x"><b>Anna Müller</b><i class="date">10.02.2022</i></a><h1>T</h1>'
         f'{LONG}<a href="/y"><i class="date">12.02.2022</i><b>{OTHER}</b></a>', DAY),
        (f'<time>10.02.2022</time><h1>T</h1>{LONG}'
         f'<ul><li><time>12.02.2022</time><a href="/y">{OTHER}</a></li></ul>', DAY),
        (f"<h1>T</h1><time>10.02.2022</time>{POSTS}", DAY),
    ],
    ids=[
        "copyright", "update-first", "update-last", "teaser", "sidebar", "comment", "microdata", "hatom", "dateline",
        "script", "end", "sentence", "caption", "member", "link", "item", "thread",
    ],
)  # fmt: skip
def test_the_date_of_a_page_that_tells_machines_nothing(page: str, at: datetime) -> None:
    article = parse(page + PARAGRAPHS, "https://a.org/x")
    assert article.published_at == at


def test_a_page_that_only_tells_when_it_was_changed_says_so() -> None:
    article = parse(f"<h1>T</h1><p>Aktualisiert: 10.02.2022</p>{PARAGRAPHS}", "https://a.org/x")
    assert (article.published_at, article.published_from) == (DAY, "modified")


NODE = '<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{}","dateModified":"{}"}}</script>'
META = '<meta property="article:published_time" content="{}">'
CHANGED = '<meta property="article:modified_time" content="2022-03-12">'


@pytest.mark.parametrize(
    ("head", "header", "at"),
    [
        (NODE.format("2021-03-01T08:00:00Z", "") + META.format("2022-02-10T09:30:00Z"), "10.02.2022", MORNING),
        (NODE.format("2022-02-10T09:30:00Z", "") + META.format("2022-03-01T08:00:00Z"), "Feb 10, 2022", MORNING),
        (NODE.format("2022-05-01T08:00:00Z", "2022-05-01T08:00:00Z"), "10. Februar 2022", DAY),
        (NODE.format("2022-02-10T09:30:00Z", "2022-05-01T08:00:00Z"), "1. Januar 2022", MORNING),
        (META.format("2022-05-01T08:00:00Z") + NODE.format("2022-05-01T08:00:00Z", ""), "10.02.2022", 5),
        ('<meta name="date" content="2022-03-01">', "10.02.2022", DAY),
        ('<meta name="date" content="2022-01-10">', "10.02.2022", DAY),
        (META.format("2022-01-10") + CHANGED, "<time>10.02.2022</time>", DAY),
        (META.format("2022-02-10") + CHANGED, "<time>12.03.2022</time>", DAY),
        (META.format("2022-02-10T09:30:00Z") + POSTS, "Ohne Zahl.", MORNING),
        ('<meta name="date" content="2022-02-12">', "Stand: 10.02.2022", DAY),
        ("", '<time datetime="2022-05-01T08:00:00Z">Publié le 10 février 2022</time>', DAY),
        ('<meta name="published-time" content="2026-03-09T08:45Z"><meta name="published-date" content="2022-02-10">',
         "", DAY),
    ],
    ids=["meta-and-reader", "jsonld-and-reader", "save-stamp", "edited", "two-agree", "vague", "record", "created",
         "edited-meta", "comments", "changed-before", "text", "editions"],
)  # fmt: skip
def test_what_readers_see_settles_what_machines_are_told(head: str, header: str, at: datetime | int) -> None:
    article = parse(f"<head>{head}</head><h1>Ein Titel</h1><p>{header}</p>{PARAGRAPHS}", "https://a.org/x")
    assert article.published_at is not None
    assert at in {article.published_at, article.published_at.month}


@pytest.mark.parametrize("told", ["2022-02-10T00:00:00Z", "2022-02-10T00:00:00+08:00", "2022-02-10T00:00:00.000-05:00"])
def test_midnight_to_the_second_is_a_day(told: str) -> None:
    article = parse(META.format(told) + PARAGRAPHS, "https://a.org/x")
    assert (article.published_at, article.published_precision) == (DAY, "day")


def test_a_rule_s_date_is_not_contested() -> None:
    head = NODE.format("2021-03-01T08:00:00Z", "") + META.format("2020-03-01T08:00:00Z")
    page = f"<head>{head}</head><h1>Ein Titel</h1><p>01.03.2020</p><i id=d>10.02.2022, 09:30</i>{PARAGRAPHS}"
    article = parse(page, "https://a.org/x", rules=Rules(published="#d"))
    assert (article.published_at, article.published_from) == (MORNING, "rule")


def test_an_instant_is_not_put_into_a_zone_where_nobody_writes_news() -> None:
    page = META.format("2022-02-10T10:04:04Z") + PARAGRAPHS
    published = parse(page, "https://a.org/2022/02/09/x").published_at
    assert published is not None
    assert published.date() == DAY.date()


def test_a_date_is_found_near_the_heading_that_shows_the_title() -> None:
    page = "<title>Ein langer Titel › Die Seite</title><h2>Ein langer Titel</h2><div>10 Feb 2022</div>"
    aside = '<div class="post-date">01.01.2021</div>'
    assert parse(aside + page + PARAGRAPHS.replace("h1", "h4") + aside, "https://a.org/x").published_at == DAY


def test_words_of_neighbouring_elements_are_parted() -> None:
    line = "<p><a>Politik</a><span>FEBRUARY 10, 2022</span><span>Updated: MARCH 2, 2023</span></p>"
    assert parse(f"<h1>Ein Titel</h1>{line}{PARAGRAPHS}", "https://a.org/x").published_at == DAY


@pytest.mark.parametrize("words", ["Last updated:", "Diese Seite wurde zuletzt am", "Dernière mise à jour le"])
def test_a_footer_that_tells_of_the_last_change_is_better_than_nothing(words: str) -> None:
    article = parse(f"<h1>T</h1>{LONG}<footer>{words} 10.02.2022</footer>", "https://a.org/x")
    assert (article.published_at, article.published_from) == (DAY, "modified")


def test_a_day_ahead_was_written_the_other_way_round() -> None:
    page = f'<html lang="en"><h1>T</h1><p>12/03/2022</p>{PARAGRAPHS}'
    article = parse(page, "https://a.org/x", now=datetime(2022, 4, 1, tzinfo=UTC))
    assert article.published_at == datetime(2022, 3, 12, tzinfo=UTC)


def test_structured_data_that_stands_in_a_meta_tag_is_read() -> None:
    node = html.escape('{"@type": "Article", "datePublished": "2022-02-10T09:30:00Z"}')
    article = parse(f'<meta name="script:ld+json" content="{node}">{PARAGRAPHS}', "https://a.org/x")
    assert (article.published_at, article.published_from) == (MORNING, "jsonld")


def test_an_address_of_an_earlier_day_is_the_first_publication() -> None:
    node = '{"@type":"NewsArticle","datePublished":"2025-06-12T09:30:00Z"}'
    page = f'<script type="application/ld+json">{node}</script>{PARAGRAPHS}'
    assert parse(page, "https://a.org/2022/02/10/x").published_at == DAY


@pytest.mark.parametrize(
    ("told", "url", "local"),
    [
        ("2022-02-10T23:30:00-05:00", "https://a.org/x", "2022-02-10T23:30:00-05:00"),
        ("2022-02-11T04:30:00Z", "https://a.org/2022/02/10/x", "2022-02-10T23:30:00-05:00"),
        ("2022-02-09T23:15:00Z", "https://a.org/2022/02/10/x", "2022-02-10T00:15:00+01:00"),
        ("2022-02-10T09:30:00Z", "https://a.org/2022/02/10/x", "2022-02-10T09:30:00+00:00"),
    ],
)
def test_a_time_keeps_its_zone_and_falls_on_the_day_that_the_address_tells(told: str, url: str, local: str) -> None:
    article = parse(f'<meta property="article:published_time" content="{told}">{PARAGRAPHS}', url)
    assert article.published_at is not None
    assert article.published_at.date() == datetime.fromisoformat(local).date()
    assert article.published_at == datetime.fromisoformat(told)
    assert article.as_dict()["published_at"].endswith("Z")


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


FIGURES = ["2", "9", "٢", "𝟎", "/", ".", "-", "x", "2022", "’", " ", "\xa0"]


@given(st.lists(st.sampled_from(FIGURES), max_size=12).map("".join))
def test_years_are_found_as_by_an_expression(text: str) -> None:
    assert years(text) == [match.span() for match in YEAR.finditer(text)]
    assert has_year(text) == bool(years(text))


def test_only_what_stands_around_years_is_looked_into() -> None:
    text = "a" * 50 + " 2020 " + "b" * 100 + "3.4.21 or 1999" + "c" * 50
    assert list(around_years(text, before=4, behind=2)) == ["aaa 2020 b", "bb3.4.21 or 1999cc"]
    assert "".join(around_years("nothing", before=4, behind=2)) == ""


def test_a_date_behind_its_words_is_found_far_down_the_page() -> None:
    filler = "<p>Words, and again words, without any figure in them.</p>" * 200
    html = f"<html><body><div>12.03.2019</div>{filler}<div>Published on March 5, 2020 by us</div></body></html>"
    assert parse(html).published_at == datetime(2020, 3, 5, tzinfo=UTC)
