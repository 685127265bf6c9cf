"""Search means the same on both databases, and no query is a syntax error."""

from __future__ import annotations

import contextlib
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db import Database, articles, past
from db.article_rows import Edit
from db.errors import QueryError
from db.public import Filter
from db.search import candidates, facts, find, index, search
from db.search.overview import Overview
from tests.db.samples import NOW, begin, record, standing, store

TEXTS = {
    1: ("de", "Tokajew im Kreml", "Das erste Treffen nach den Ereignissen im Januar. Die Wirtschaft wächst."),
    2: (
        "de",
        "Café in Zürich",
        "Über den Dächern liegt Schnee; die Wirtschaftsprüfer schweigen. Grüße aus der Straße.",
    ),
    3: ("ru", "Заседание в Москве", "Президент встретился с министром экономики. Ёлки стоят."),
    4: ("en", "Rates", "The first words of a long story about rates 2026. Tokayev's countries were voting."),
    5: ("ja", "東京都の天気", "東京都は晴れ。京都は雨でした。"),
    6: ("zh", "北京会议", "中国国家主席在北京人民大会堂会见记者。"),
    7: ("ko", "서울의 봄", "서울 시장이 기자회견을 열었다."),
    8: ("hi", "दिल्ली", "प्रधानमंत्री ने कहा कि हिंदी में"),
}


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number, (language, title, body) in TEXTS.items():
            made = record(
                number, title=title, text=body, language=language,
                published_at=NOW - timedelta(days=number), authors=("Jörg Groß",) if number == 2 else (),
            )  # fmt: skip
            store(connection, source_id, run_id, made)
    return database


def found(database: Database, query: str, narrow: Filter | None = None) -> list[int]:
    return sorted(hit["id"] for hit in search(database, query, narrow or Filter(), 20).hits)


QUERIES: list[tuple[str, list[int]]] = [
    ("kreml", [1]),
    ("KREML tokajew", [1]),
    ("tokajew schnee", []),
    ("tokajew OR schnee", [1, 2]),
    ("tokajew | schnee", [1, 2]),
    ("(tokajew OR schnee) wirtschaft*", [1, 2]),
    ("(tokajew OR schnee) AND NOT (kreml OR xyz)", [2]),
    ('"erste treffen"', [1]),
    ('"erstes Treffen"', [1]),
    ('"treffen erste"', []),
    ('"kreml das"', []),
    ('"ereignisse im jan*"', [1]),
    ("wirtschaft", [1]),
    ("wirtschaft*", [1, 2]),
    ("wirtschaft* -schnee", [1]),
    ("wirtschaft* NOT schnee", [1]),
    ("wirtschaftsprüferin OR wirtschaftsprüfern", [2]),
    ("ereignis", [1]),
    ("cafe zurich", [2]),
    ("zuerich", [2]),
    ("CAFÉ", [2]),
    ("strasse gruss", [2]),
    ("grüßen", [2]),
    ("президент", [3]),
    ("президенту министры", [3]),
    ("ЗАСЕДАНИЯ", [3]),
    ("елка", [3]),
    ("country votes", [4]),
    ("title:kreml", [1]),
    ("title:tok*", [1]),
    ('title:"tokajew im kreml"', [1]),
    ('title:"kreml tokajew"', []),
    ('title:"im krem*"', [1]),
    ("title:京*", [5, 6]),
    ("text:kreml", []),
    ("title:treffen", []),
    ("2026", [4]),
    ("東京", [5]),
    ("京都", [5]),
    ("天気", [5]),
    ("天", [5]),
    ("雨でした", [5]),
    ("京雨", []),
    ("国家主席", [6]),
    ("主席国家", []),
    ('"人民大会堂"', [6]),
    ("人民大会堂 記者", []),
    ("人民大会堂 记者", [6]),
    ("기자회견*", [7]),
    ("प्रधानमंत्री", [8]),
    ("kreml)", [1]),
    ('"kreml', [1]),
    ("NEAR(kreml)", []),
    ("language:ru президент", [3]),
    ("author:groß schnee", [2]),
    ("source:none kreml", []),
    ("kreml since:2026-02-09", [1]),
    ("kreml until:2026-02-09", []),
]


def test_queries(filled: Database) -> None:
    """One archive for all of them: it is the reading that is tested."""
    assert [(query, found(filled, query)) for query, _ in QUERIES] == QUERIES


FILTERS = [
    (Filter(language="ru"), [3]),
    (Filter(source="example"), [1, 2, 3, 4]),
    (Filter(source="none"), []),
    (Filter(since=NOW - timedelta(days=2)), [1, 2]),
    (Filter(until=NOW - timedelta(days=2)), [3, 4]),
    (Filter(until=NOW - timedelta(days=900)), []),
    (Filter(since=NOW - timedelta(days=900)), [1, 2, 3, 4]),
    (Filter(since=NOW + timedelta(days=1)), []),
    (Filter(since=NOW, until=NOW - timedelta(days=5)), []),
    (Filter(since=NOW - timedelta(days=3), until=NOW - timedelta(days=1)), [2, 3]),
    (Filter(author="groß"), [2]),
    (Filter(author="JOERG"), [2]),
    (Filter(author="Jörg Gross"), [2]),
    (Filter(author="Groß Jörg"), []),
    (Filter(author="Gro"), []),
    (Filter(author="Gro*"), [2]),
    (Filter(author="jörg gr*"), [2]),
    (Filter(author="王 *"), []),
    (Filter(author="*"), []),
    (Filter(section="POLITIK"), [1, 2, 3, 4]),
    (Filter(section="Polit"), []),
    (Filter(unique=True), [1, 2, 3, 4]),
]


def test_filters(filled: Database) -> None:
    query = "kreml OR schnee OR президент OR rates"
    assert [(narrow, found(filled, query, narrow)) for narrow, _ in FILTERS] == FILTERS


SHOWN = [
    ("treffen", "Das erste [Treffen] nach"),
    ('"erstes treffen"', "Das [erste] [Treffen] nach"),
    ("wirtschaft*", "Die [Wirtschaft] wächst."),
    ("министры", "с [министром] экономики"),
    ("国家主席", "中国[国家主席]在"),
    ("雨", "京都は[雨で]した。"),
]


def test_a_hit_shows_where_as_it_is_written(filled: Database) -> None:
    for query, shown in SHOWN:
        assert shown in search(filled, query, Filter(), 1).hits[0]["snippet"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=40) | st.text("ab'\"*-()&|!:<>\\ ORNTD京á\ue000", max_size=30))
def test_no_query_is_a_syntax_error(database: Database, query: str) -> None:
    with contextlib.suppress(QueryError):  # which says that there is no word in it, or a date that is none
        search(database, query, Filter(), 1)


def test_the_index_follows_the_newest_revision(filled: Database) -> None:
    with filled.write() as connection:
        known = standing(connection, "example.org/1")
        articles.revise(connection, known, record(title="Tokajew in Astana"), Edit(("title",)), 1, NOW)
    assert found(filled, "kreml") == []
    assert found(filled, "astana") == [1]
    with filled.write() as connection:
        assert index.rebuild(connection) == len(TEXTS)
    assert found(filled, "kreml") == []
    assert found(filled, "astana") == [1]


def test_a_newer_parser_s_findings_are_searched_for_at_once(filled: Database) -> None:
    """The text stays, so it is not indexed anew; what else is known of it changes."""
    with filled.write() as connection:
        known = past.standing(connection, 2)
        read = record(2, text=TEXTS[2][2], title=TEXTS[2][1], language="en", authors=("Ann Lee",), section="Arts")
        past.read_anew(connection, known, read, Edit())
    for query in ("author:lee", 'author:"ann lee" language:en', "section:arts since:2026-02-10"):
        assert found(filled, f"schnee {query}") == [2]
    for query in ("author:groß", "language:de", "section:politik", "until:2026-02-10"):
        assert found(filled, f"schnee {query}") == []


def test_an_upgrade_adds_the_facts_that_an_index_lacks(filled: Database) -> None:
    everything = facts.of_article(1, "de", NOW - timedelta(days=2), "Politik", ["Jörg Groß"])
    with filled.write() as connection:
        index.change_facts(connection, [(2, everything, everything[:3])])
    assert (found(filled, "schnee author:groß"), found(filled, "schnee")) == ([], [2])
    with filled.write() as connection:
        index.add_facts(connection)
    assert (found(filled, "schnee author:groß"), found(filled, "schnee section:politik")) == ([2], [2])


def test_an_oversized_text_is_stored_and_found_by_its_beginning(database: Database) -> None:
    words = random.Random(1)
    body = "anfangswort " + " ".join(f"{words.randrange(10**12):x}ж" for _ in range(200_000))
    with database.write() as connection:
        store(connection, *begin(connection), record(text=body))
    assert found(database, "anfangswort") == [1]


@pytest.fixture
def many(database: Database) -> Database:
    write_of_the_weather(database)
    return database


def write_of_the_weather(database: Database) -> None:
    """60 articles with the word, the newest last in the index; the tenth has it in its title."""
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number in range(1, 61):
            title = "Wetter und Klima" if number == 10 else f"Nummer {number}"
            made = record(number, title=title, text="Das Wetter.", published_at=NOW)
            store(connection, source_id, run_id, made)


def pages(database: Database, query: str, **options: object) -> list[list[int]]:
    cursor, walked = None, []
    while True:
        page = search(database, query, Filter(), 7, cursor=cursor, **options)  # type: ignore[arg-type]
        walked.append([hit["id"] for hit in page.hits])
        if page.cursor is None:
            return walked
        cursor = page.cursor


@pytest.mark.parametrize("pool", [20, 500])
def test_paging_shows_every_match_once_the_newest_ranked(
    many: Database, pool: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "POOL", pool)
    walked = [one for page in pages(many, "wetter") for one in page]
    assert sorted(walked) == list(range(1, 61))
    assert walked[0] == (10 if pool > 60 else 60)
    rest = [one for one in walked if one != 10]
    assert rest == sorted(rest, reverse=True)
    assert [one for page in pages(many, "wetter", sort="newest") for one in page] == list(range(60, 0, -1))


@pytest.mark.parametrize("patience", [7, 1000])
def test_a_phrase_is_ranked_among_the_newest_and_followed_to_the_oldest(
    database: Database, patience: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "PATIENCE", patience)
    monkeypatch.setattr(facts, "SHIFTS", (1, 2, 4))
    write_of_the_weather(database)
    walked = [one for page in pages(database, '"das wetter"') for one in page]
    assert sorted(walked) == list(range(1, 61))
    first = search(database, '"das wetter"', Filter(), 7)
    assert (first.ranked, first.is_bounded) == ((7, True) if patience == 7 else (60, False))
    assert [hit["id"] for hit in search(database, '"wetter und klima"', Filter(), 7).hits] == [10]


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small enough for an archive of sixty."""
    monkeypatch.setattr(facts, "SHIFTS", (1, 2, 4))
    monkeypatch.setattr(facts, "BLOCK", 2)
    monkeypatch.setattr(candidates, "FIRST_SPAN", 4)


@pytest.mark.usefixtures("small_blocks")
def test_the_newest_are_asked_for_in_blocks_and_none_is_missed(database: Database) -> None:
    write_of_the_weather(database)
    for query, expected in (("wetter", range(1, 61)), ("title:klima", [10]), ("wetter -klima nummer", range(1, 61))):
        assert [hit["id"] for hit in search(database, query, Filter(), 99, sort="newest").hits] == [
            number for number in reversed(expected) if number != 10 or "-" not in query
        ]


@pytest.mark.usefixtures("small_blocks")
def test_a_long_period_is_asked_for_from_its_end_and_none_is_missed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last article that came in is the first that was published."""
    monkeypatch.setattr(candidates, "LONG", 8)
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number in range(1, 61):
            day = NOW + timedelta(days=0 if number == 60 else number)
            store(connection, source_id, run_id, record(number, text="Das Wetter.", published_at=day))
    period = Filter(since=NOW, until=NOW + timedelta(days=31))
    walked = [hit["id"] for hit in search(database, "wetter", period, 99, sort="newest").hits]
    assert walked == [60, *range(30, 0, -1)]


SPANS = [(None, "2026-03-01", True), ("2026-02-01", "2026-03-01", True), ("2026-02-10", "2026-02-13", False)]


@pytest.mark.parametrize(("since", "until", "expected"), SPANS)
def test_a_period_is_long_by_what_it_holds(since: str | None, until: str, expected: bool) -> None:
    known = Overview([], {}, 2_000_000, (date(2023, 3, 21), date(2026, 3, 20)))
    begin_, end = (datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None for day in (since, until))
    assert end is not None
    assert candidates.is_long(begin_, end, known) == expected
    assert not candidates.is_long(begin_, end, replace(known, past_newest=10_000))


@pytest.mark.parametrize(
    ("found", "looked_at", "expected"),
    [(0, 4096, 8192), (1, 4096, 8192), (15, 4096, 2048), (19, 12_288, 970)],
    ids=["nothing yet", "hardly anything", "nearly a page", "one is missing"],
)
def test_an_arduous_search_looks_no_further_than_a_page_needs(found: int, looked_at: int, expected: int) -> None:
    assert find.further(found, looked_at, 20) == expected


WIDTHS = [
    ((1000, 0, 500, 9000), 9000),
    ((1000, 100, 400, 90_000), 6000),
    ((1000, 499, 1, 90_000), 1000),
    ((1000, 1, 500, 9000), 9000),
]


@pytest.mark.parametrize(("span", "width"), WIDTHS)
def test_the_next_span_is_as_wide_as_what_is_missing(span: tuple[int, int, int, int], width: int) -> None:
    assert candidates.wider(*span) == width


def test_what_arrives_meanwhile_does_not_shift_the_pages(many: Database) -> None:
    first = search(many, "wetter", Filter(), 7)
    with many.write() as connection:
        source_id, run_id = begin(connection)
        store(connection, source_id, run_id, record(99, title="Wetter", text="Wetter"))
    second = search(many, "wetter", Filter(), 7, cursor=first.cursor)
    assert not {hit["id"] for hit in first.hits} & {hit["id"] for hit in second.hits}
    assert 61 not in {hit["id"] for hit in second.hits}


def test_a_made_up_cursor_is_refused(database: Database) -> None:
    for cursor in ("x", "r.1", "n.", "r.1.2.3", "r.1.2.3.4.5", "n.-1", "r.a.b", "n." + "9" * 60, "n.²"):
        with pytest.raises(QueryError, match="no cursor"):
            search(database, "wetter", Filter(), 7, cursor=cursor)


def test_facets_count_what_was_ranked(filled: Database) -> None:
    page = search(filled, "kreml OR schnee OR президент", Filter(), 1)
    assert page.facets == {"source": [("example", 3)], "language": [("de", 2), ("ru", 1)]}
    assert (page.ranked, page.is_bounded) == (3, False)


@pytest.mark.parametrize("kind", ["sqlite"])  # Postgres decides by statistics, which an empty table has none of
def test_the_newest_matches_come_straight_from_the_index(database: Database) -> None:
    query = (
        "EXPLAIN QUERY PLAN SELECT a.id FROM revision_search "
        "JOIN article a ON a.revision_id = revision_search.rowid "
        "WHERE revision_search MATCH 'x' ORDER BY revision_search.rowid DESC LIMIT 9"
    )
    with database.read() as connection:
        plan = [str(row[3]) for row in connection.execute(text(query))]
    assert plan[0].startswith("SCAN revision_search VIRTUAL TABLE")
    assert not any("TEMP B-TREE" in step for step in plan)
