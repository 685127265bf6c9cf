"""Health out of a real archive, on both databases: measured, noted once, and told as metrics."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text, update

from db import Database
from db.health import Change, gather, judge, metrics, note
from db.schema import source
from tests.db.samples import NOW, begin, record, store


def test_what_is_measured(database: Database) -> None:
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number, days in enumerate((0, 0, 1, 10, 10, 20)):
            made = record(
                number, word_count=8 if days < 5 else 300, authors=() if number else ("A",),
                published_at=None if number == 1 else NOW, is_free=number != 2,
            )  # fmt: skip
            store(connection, source_id, run_id, made, NOW - timedelta(days=days))
    (facts,) = gather(database, NOW + timedelta(hours=1))
    assert facts.by_day[NOW.date()] == 2
    assert (facts.lately.articles, facts.before.articles) == (3, 3)
    assert (facts.lately.textless, facts.lately.undated, facts.lately.anonymous, facts.lately.walled) == (3, 1, 2, 1)
    assert facts.before.textless == 0
    assert facts.requests.made == 2


def test_a_problem_is_noted_once_and_its_end_too(database: Database) -> None:
    with database.write() as connection:
        begin(connection)

    def look(failures: int) -> Change:
        with database.write() as connection:
            connection.execute(update(source).values(failures=failures, last_error=f"{failures} times"))
        problems = [problem for facts in gather(database, NOW) for problem in judge(facts, NOW)]
        with database.write() as connection:
            return note(connection, problems, NOW)

    assert not look(0)
    assert [problem.kind for problem in look(3).begun] == ["failing"]
    assert not look(4)
    ended = look(0)
    assert (len(ended.begun), [problem.kind for problem in ended.ended]) == (0, ["failing"])
    assert not look(0)
    assert [problem.kind for problem in look(5).begun] == ["failing"]
    with database.read() as connection:
        rows = connection.execute(text("SELECT source, finding, ended_at FROM problems ORDER BY id")).all()
    assert [(row.source, row.ended_at is None) for row in rows] == [("example", False), ("example", True)]
    assert "4 times" in rows[0].finding


def test_metrics_are_prometheus_text(database: Database) -> None:
    with database.write() as connection:
        begin(connection)
        connection.execute(update(source).values(failures=7, name='a"b\\c'))
    facts = gather(database, NOW)
    text_ = metrics(facts, [problem for one in facts for problem in judge(one, NOW)], NOW)
    assert 'dateline_source_failures{source="a\\"b\\\\c"} 7' in text_
    assert 'dateline_source_problem{source="a\\"b\\\\c",kind="failing"} 1' in text_
    for line in text_.splitlines():
        assert line.startswith(("# HELP dateline_", "# TYPE dateline_", "dateline_"))
        assert line.startswith("#") or float(line.rpartition(" ")[2]) >= 0
