"""What was edited, and claims taken back, from the command line."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from db import Database, articles
from db.article_rows import Edit
from scraper.cli.main import run
from scraper.crawl.recognise import recognise
from scraper.identify import NO_CLUES, fingerprint
from tests.db.samples import NOW, begin, record, standing, store
from tests.identify.texts import edited, report

A = report(1)


@pytest.fixture
def archive(database: Database) -> str:
    """Article 1 edited twice, article 2 its copy, article 3 a stranger."""
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number, body in ((1, A), (2, edited(A, 0.05)), (3, report(3))):
            made = record(number, text=body, published_at=NOW + timedelta(hours=number))
            subject = articles.text_row(store(connection, source_id, run_id, made), made)
            recognise(connection, subject, fingerprint(body), NO_CLUES, NOW)
        for newer in (A + " Nicht.", A.replace(".", " wohl.", 1) + " Nicht."):
            known = standing(connection, "example.org/1")
            articles.revise(connection, known, record(1, text=newer), Edit(("text",)), 1, NOW)
    return database.url.render_as_string(hide_password=False)


def test_a_diff_names_every_edit(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--db", archive, "diff", "1"]) == 0
    shown = capsys.readouterr().out
    assert "version 1 to 2, seen 2026-02-10T09:30:00Z: 1 words added, 0 removed" in shown
    assert "{+Nicht.+}" in shown
    assert "{+wohl+}" in shown


def test_a_diff_as_json_and_as_rows(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--db", archive, "diff", "1", "--from", "1", "--to", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (step,) = told["steps"]
    assert (told["revisions"], step["from"], step["to"], step["words_added"]) == (3, 1, 3, 2)
    assert {change["operation"] for change in step["changes"]} == {"insert"}
    assert run(["--db", archive, "diff", "1", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "from,to,seen_at,part,operation,before,after,context"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["diff", "99"], "there is no article 99"),
        (["diff", "1", "--to", "7"], "it has 1 to 3"),
        (["unlink", "99"], "there is no article 99"),
        (["unlink", "3"], "in no story"),
        (["unlink", "1", "1"], "from itself"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    archive: str, arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--db", archive, *arguments]) == 2
    assert complaint in capsys.readouterr().err


def test_why_names_rule_and_score(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--db", archive, "why", "2"]) == 0
    shown = capsys.readouterr().out
    assert "article 2 repeats article 1, which was published first" in shown
    assert "has the same text as article 1 (https://example.org/1): rule similarity, score 0." in shown
    assert "published 60 minutes later" in shown


def test_unlink_parts_an_article_from_its_story(
    archive: str, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--db", archive, "unlink", "2"]) == 0
    assert capsys.readouterr().out == "article 2 and 1 are apart now, and stay so\n"
    with database.read() as connection:
        assert connection.execute(text("select count(duplicate_of), count(story_id) from articles")).one() == (0, 0)
        assert connection.execute(text("select count(*) from links where unlinked_at is not null")).scalar() == 1
